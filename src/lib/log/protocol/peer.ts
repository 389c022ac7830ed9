/**
 * Who is at the other end, and what it may be given. A status proves a device's key; the carrier key it came under proves no
 * more than that someone once held it, because removed members keep theirs.
 */
import { BinaryWriter } from '../../kernel/binary';
import { equalBytes, utf8, type Bytes } from '../../kernel/bytes';
import { importVerifyingKey } from '../../crypto/sign';
import { sha256Sync } from '../../crypto/sha256';
import { createSegments, type Segment } from '../segment';
import type { HeldCarrier, LogPort } from './log-port';
import { bridgeFrom, membersBeyond } from './member-closure';
import type { Wanted } from './messages';
import { signStatus, verifyStatus, type SignedStatus, type StatusContent } from './status';

export type PeerStanding =
  /** An active device of this space, by its own signature. */
  | 'member'
  /** A device that was removed, or whose adding does not hold. */
  | 'former'
  /** No registration of it is known here yet: it may come with its member entries. */
  | 'unknown'
  /** The signature is not by the device it names, or is for another place or space. */
  | 'false';

export async function judgePeer(
  port: LogPort,
  signed: SignedStatus,
  binding: Bytes
): Promise<PeerStanding> {
  const { status } = signed;
  if (status.spaceId !== port.spaceId || !equalBytes(status.binding, binding)) return 'false';
  const { deviceId, incarnation } = status;
  const registration = port.members().registrationOf(deviceId, incarnation);
  if (!registration) return 'unknown';
  const key = await importVerifyingKey(registration.signingKey);
  if (!key || !(await verifyStatus(signed, key))) return 'false';
  return port.members().grantOf(deviceId, incarnation) === null ? 'former' : 'member';
}

/** This device's own word, signed for one place. */
export const signOwnStatus = (
  port: LogPort,
  content: StatusContent,
  binding: Bytes,
  atMs: number
): Promise<SignedStatus> =>
  signStatus(
    {
      ...content,
      ...port.self(),
      spaceId: port.spaceId,
      appVersion: port.appVersion,
      atMs,
      binding
    },
    (message) => port.sign(message)
  );

/**
 * The answer to a WANT. Entries go to active devices under the present carrier key only; under an older one, what leads to
 * the next (bridgeFrom); to everyone else the member entries, without which nobody can become known.
 */
export async function* answerTo(
  port: LogPort,
  wanted: Wanted,
  standing: PeerStanding,
  link: HeldCarrier
): AsyncGenerator<Segment> {
  const { current } = await port.carriers();
  const isPresent = current === null || current.keyId === link.keyId;
  if (isPresent && standing === 'member') yield* port.read(wanted, 'saves');
  else if (isPresent) yield* port.read({ members: wanted.members, chains: [] });
  else if (wanted.members) {
    const bridge = bridgeFrom(port.spaceId, port.memberEntries(), link);
    const news = membersBeyond(port.spaceId, bridge, wanted.members);
    yield* createSegments(news, []);
  }
}

const linkPurpose = utf8('tongxinbu/1/link-binding');

/** Names one exchange on one channel: both nonces, the carrier, and what the channel itself is bound to. */
export function linkBinding(
  nonces: readonly [Bytes, Bytes],
  tagBytes: Bytes,
  channelBinding: Bytes
): Bytes {
  const writer = new BinaryWriter().bytes(linkPurpose);
  for (const nonce of nonces) writer.bytes(nonce);
  return sha256Sync(writer.bytes(tagBytes).bytes(channelBinding).finish());
}
