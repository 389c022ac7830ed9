/**
 * Who is at the other end of a direct link, before any frame goes (T2). Each side signs the certificates of both ends, as
 * it knows them: its own, and the one that the other's code named and the browser insisted on. Whoever exchanged the
 * codes stands on two connections with two pairs of certificates, so what one end signs doesn't hold at the other.
 *
 * A device that nobody here has registered yet proves its key all the same; it gets what an unknown device gets on any way
 * (P4). A removed one is told apart here, and learns of its removal over the link (P3).
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../../kernel/binary';
import { equalBytes, type Bytes } from '../../kernel/bytes';
import type { Timer } from '../../kernel/environment';
import type { DeviceId, SpaceId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { sha256Sync } from '../../crypto/sha256';
import { importVerifyingKey, publicKeyLength, signatureLength, verify } from '../../crypto/sign';
import { readId, writeId } from '../ids';
import type { ResolvedMembers } from '../members';
import type { DuplexChannel } from '../protocol/frame-channel';
import type { LogPort } from '../protocol/log-port';
import type { PeerStanding } from '../protocol/peer';
import { certificateHashLength } from './direct-code';

/** Which code a device showed. */
export type DirectSide = 'offer' | 'answer';

/** SHA-256 of the certificates of both ends. */
export interface Certificates {
  readonly offer: Bytes;
  readonly answer: Bytes;
}

/** A device that proves itself, and whom it knows. */
export interface ProofParty {
  readonly spaceId: SpaceId;
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  readonly signingKey: Bytes;
  sign(message: Bytes): Promise<Bytes>;
  members(): ResolvedMembers;
}

export interface ProvenPeer {
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  readonly standing: Exclude<PeerStanding, 'false'>;
}

export type ProofFault =
  /** Another device than the one that made the code: someone stands between, or the peer is none of ours. */
  | { readonly type: 'not-proved' }
  /** The peer speaks a later version. */
  | { readonly type: 'newer' }
  | { readonly type: 'silent' }
  | { readonly type: 'closed' };

const version = 1;
const proofMs = 20_000;
const maxIncarnation = 0xffffffff;

/** undefined while this device's own registration is not known here. */
export function partyOf(port: LogPort): ProofParty | undefined {
  const { deviceId, incarnation } = port.self();
  const own = port.members().registrationOf(deviceId, incarnation);
  if (!own) return undefined;
  return {
    spaceId: port.spaceId,
    deviceId,
    incarnation,
    signingKey: own.signingKey,
    sign: (message) => port.sign(message),
    members: () => port.members()
  };
}

/** The same bytes at both ends and at no other link: what the frames' own proofs are bound to as well (P6). */
export function directBinding({ offer, answer }: Certificates): Bytes {
  const writer = new BinaryWriter().text('tongxinbu/1/direct-binding');
  writer.fixed(offer, certificateHashLength).fixed(answer, certificateHashLength);
  return sha256Sync(writer.finish());
}

/** The first message each way; afterwards the channel carries frames. Closes it when the peer is not proved. */
export async function proveChannel(
  channel: DuplexChannel,
  party: ProofParty,
  side: DirectSide,
  timer: Timer
): Promise<Result<ProvenPeer, ProofFault>> {
  const [isSent, first] = await Promise.all([
    createProof(party, side, channel.binding).then((proof) => channel.send(proof)),
    hearFirst(channel, timer)
  ]);
  const outcome = !first.ok
    ? first
    : isSent
      ? await judgeProof(first.value, party, otherSide(side), channel.binding)
      : err({ type: 'closed' } as const);
  if (!outcome.ok) channel.close();
  return outcome;
}

const otherSide = (side: DirectSide): DirectSide => (side === 'offer' ? 'answer' : 'offer');

async function hearFirst(channel: DuplexChannel, timer: Timer): Promise<Result<Bytes, ProofFault>> {
  let cancel: () => void = () => undefined;
  const silence = new Promise<'silent'>((resolve) => {
    cancel = timer.after(proofMs, () => resolve('silent'));
  });
  // One chunk is taken; what follows it stays for the frames.
  const first = await Promise.race([channel.chunks[Symbol.asyncIterator]().next(), silence]);
  cancel();
  if (first === 'silent') return err({ type: 'silent' });
  return first.done ? err({ type: 'closed' }) : ok(first.value);
}

interface Proof {
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  readonly signingKey: Bytes;
  readonly signature: Bytes;
}

async function createProof(party: ProofParty, side: DirectSide, binding: Bytes): Promise<Bytes> {
  const signature = await party.sign(signedText(party, party.spaceId, side, binding));
  const writer = new BinaryWriter().u8(version);
  writeId(writer, party.deviceId);
  writer.uint(party.incarnation).fixed(party.signingKey, publicKeyLength);
  return writer.fixed(signature, signatureLength).finish();
}

function readProof(reader: BinaryReader): Proof {
  if (reader.u8() !== version) throw new DecodeError('unknown version');
  return {
    deviceId: readId<DeviceId>(reader),
    incarnation: reader.uint(maxIncarnation),
    signingKey: reader.fixed(publicKeyLength),
    signature: reader.fixed(signatureLength)
  };
}

function signedText(
  { deviceId, incarnation, signingKey }: Pick<Proof, 'deviceId' | 'incarnation' | 'signingKey'>,
  spaceId: SpaceId,
  side: DirectSide,
  binding: Bytes
): Bytes {
  const writer = new BinaryWriter().text('tongxinbu/1/direct-proof').text(side).bytes(binding);
  writeId(writer, spaceId);
  writeId(writer, deviceId);
  return writer.uint(incarnation).fixed(signingKey, publicKeyLength).finish();
}

async function judgeProof(
  bytes: Bytes,
  party: ProofParty,
  side: DirectSide,
  binding: Bytes
): Promise<Result<ProvenPeer, ProofFault>> {
  if ((bytes[0] ?? 0) > version) return err({ type: 'newer' });
  const decoded = decodeWith(bytes, readProof);
  if (!decoded.ok) return err({ type: 'not-proved' });
  const proof = decoded.value;
  const { deviceId, incarnation, signingKey, signature } = proof;
  const members = party.members();
  const known = members.registrationOf(deviceId, incarnation);
  const key = await importVerifyingKey(signingKey);
  const isProved =
    key !== undefined &&
    (!known || equalBytes(known.signingKey, signingKey)) &&
    (await verify(key, signedText(proof, party.spaceId, side, binding), signature));
  if (!isProved) return err({ type: 'not-proved' });
  const isMember = members.grantOf(deviceId, incarnation) !== null;
  const standing = !known ? 'unknown' : isMember ? 'member' : 'former';
  return ok({ deviceId, incarnation, standing });
}
