/**
 * The joining side: a request that has been made, and the answer to it. The answer is believed when the member entries in it
 * are whole, found the space that the link names, and make this very device an active one.
 */
import { fromBase64Url, toBase64Url, type Bytes } from '../../kernel/bytes';
import type { Random } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import { createSource, type Source } from '../../kernel/watchable';
import { createJoinRequest } from '../../log/acts/request';
import { routingTagOf } from '../../log/carrier';
import { answerCodeExchange, type CodeExchange } from '../../log/join/code-exchange';
import { fingerprintOf } from '../../log/join/fingerprint';
import { createJoinCarrier, type JoinCarrier } from '../../log/join/join-carrier';
import type { JoinMessage } from '../../log/join/join-message';
import { encodeSyncLink, parseSyncLink, type SyncLink } from '../../log/join/link';
import {
  decodeMemberEntry,
  encodeMemberEntry,
  isMemberEntryOf,
  verifyMemberEntry,
  type MemberEntry
} from '../../log/member-entry';
import type { DeviceRegistration, Request } from '../../log/member-payload';
import { resolveMembers } from '../../log/members';
import type { OpenVault } from '../../storage/vault/open-vault';
import type { CommitFailure } from '../../storage/types';
import type { PendingJoin } from '../session/space-book';
import type { JoinFault, JoinPort, JoinReceived } from './types';

/** Makes the request of this vault's device. */
export async function createPendingJoin(
  open: Pick<OpenVault, 'signingKey'>,
  link: SyncLink,
  device: DeviceRegistration,
  nowMs: number
): Promise<PendingJoin> {
  const request = await createJoinRequest(link, device, open.signingKey, nowMs);
  return {
    deviceId: device.deviceId,
    link: encodeSyncLink(link),
    request: toBase64Url(encodeMemberEntry(request)),
    askedAtMs: nowMs
  };
}

export interface OpenedPending {
  readonly link: SyncLink;
  readonly request: MemberEntry<Request>;
  readonly fingerprint: string;
  /** Routing tag of the link's join carrier. */
  readonly joinTag: string;
  readonly code: Source<string | undefined>;
  readonly port: JoinPort;
}

export interface PendingDeps {
  readonly random: Random;
  /** Takes the answer in, durably. */
  readonly take: (entries: readonly MemberEntry[]) => Promise<Result<void, CommitFailure>>;
  /** Called after it was taken in. */
  readonly onAdmitted: () => void;
}

/** Each try of the six digits is a chance of one in a million for someone who stands between. */
const maxTries = 5;

/** undefined when the stored row is none of this build's: it was sealed here, so it is. */
export async function openPendingJoin(
  pending: PendingJoin,
  deps: PendingDeps
): Promise<OpenedPending | undefined> {
  const link = parseSyncLink(pending.link);
  const bytes = fromBase64Url(pending.request);
  const request = bytes && decodeMemberEntry(bytes);
  if (!link.ok || !request?.ok || !isMemberEntryOf(request.value, 'request')) return undefined;
  const { spaceId, seed } = link.value;
  const code = createSource<string | undefined>(undefined);
  const carrier = await createJoinCarrier(spaceId, seed);
  const port = createJoinerPort(link.value, request.value, carrier, code, deps);
  const fingerprint = fingerprintOf(spaceId, seed, request.value.payload.device);
  const joinTag = carrier.tag;
  return { link: link.value, request: request.value, fingerprint, joinTag, code, port };
}

function createJoinerPort(
  { spaceId, seed }: SyncLink,
  request: MemberEntry<Request>,
  carrier: JoinCarrier,
  code: Source<string | undefined>,
  { random, take, onAdmitted }: PendingDeps
): JoinPort {
  /** Of an answer in several frames: what has come so far. */
  const staged = new Map<string, MemberEntry>();
  const listeners = new Set<() => void>();
  let exchange: CodeExchange | undefined;
  let tries = 0;
  let isAdmitted = false;
  let ownFrame: Promise<Bytes> | undefined;

  const known = ok({ receipt: { type: 'known' } as const, replies: [] });

  async function takeAnswer(
    message: Extract<JoinMessage, { kind: 'answer' }>
  ): Promise<Result<JoinReceived, JoinFault>> {
    // Another joiner's with the same link.
    if (message.requestId !== request.id) return err({ type: 'other-device' });
    if (isAdmitted) return known;
    for (const entry of message.members) {
      if (entry.spaceId !== spaceId || !(await verifyMemberEntry(entry))) {
        return err({ type: 'damaged' });
      }
      staged.set(entry.id, entry);
    }
    const entries = [...staged.values()];
    const members = resolveMembers(spaceId, entries);
    const { deviceId, incarnation } = request.payload.device;
    // More frames follow, or the answer was made before someone else's removal reached it.
    if (members.missing.length > 0) return known;
    if (!members.founding || !members.grantOf(deviceId, incarnation)) {
      return err({ type: 'not-admitted' });
    }
    const taken = await take(entries);
    if (!taken.ok) return err({ type: 'storage', failure: taken.error });
    isAdmitted = true;
    for (const listener of [...listeners]) listener();
    onAdmitted();
    return ok({ receipt: { type: 'admitted', spaceId }, replies: [] });
  }

  async function takeCode(
    message: Extract<JoinMessage, { kind: 'commit' | 'nonce' | 'reveal' }>
  ): Promise<Result<JoinReceived, JoinFault>> {
    if (message.kind === 'nonce' || message.requestId !== request.id) return known;
    if (message.kind === 'commit') {
      if (++tries > maxTries) return err({ type: 'broken-exchange' });
      exchange = answerCodeExchange({ spaceId, seed, requestId: request.id }, random);
      code.set(undefined);
    }
    const step = exchange?.receive(message);
    if (!step?.ok) return err({ type: 'broken-exchange' });
    if (step.value.code) code.set(step.value.code);
    const replies = step.value.send ? [await carrier.seal(step.value.send, random)] : [];
    return ok({ receipt: { type: 'code' }, replies });
  }

  return {
    tags: async () => (isAdmitted ? [] : [carrier.tag]),
    async outgoing() {
      if (isAdmitted) return [];
      ownFrame ??= carrier.seal({ kind: 'request', entry: request }, random);
      return [{ tag: carrier.tag, frame: await ownFrame }];
    },
    async receive(frame) {
      if (routingTagOf(frame) !== carrier.tag) return err({ type: 'not-for-us' });
      const opened = await carrier.open(frame);
      if (!opened.ok) return err({ type: 'damaged' });
      if (opened.value.kind === 'request') return known;
      return opened.value.kind === 'answer' ? takeAnswer(opened.value) : takeCode(opened.value);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }
  };
}
