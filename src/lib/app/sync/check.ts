/** 核对码 of this device beside those that others have signed (DESIGN 6), and what comparing them proves. */
import type { DeviceId } from '../../kernel/ids';
import { printDigest } from '../../log/digest';
import type { StatusContent } from '../../log/protocol/status';
import { compareStatuses } from '../../log/protocol/wants';
import type { Clock } from '../../kernel/environment';
import type { ResolvedMembers } from '../../log/members';
import type { LogPort } from '../../log/protocol/log-port';
import type { DeviceNames } from '../members/device-names';
import { peersOf, type Peer } from './peers';
import type { SyncNotes, SyncState } from './sync-notes';
import type { CheckView, PeerCheck } from './types';

/** `own`: with digests. */
export function createCheckView(own: StatusContent, peers: readonly Peer[]): CheckView {
  return {
    own: own.digests.map(({ scope, digest, records, isComplete }) => ({
      scope,
      code: printDigest(digest),
      records,
      isComplete
    })),
    peers: peers.flatMap((peer) => peerCheck(own, peer))
  };
}

function peerCheck(
  own: StatusContent,
  { deviceId, memberName, deviceName, word }: Peer
): PeerCheck[] {
  if (!word) return [];
  const { status } = word.signed;
  const scopes = compareStatuses(own, status).digests.map(({ scope, verdict }) => {
    const theirs = status.digests.find((digest) => digest.scope === scope);
    return { scope, verdict, code: theirs && printDigest(theirs.digest) };
  });
  return [{ deviceId, memberName, deviceName, heardMs: word.heardMs, scopes }];
}

export interface Comparing {
  readonly port: LogPort;
  readonly members: ResolvedMembers;
  readonly names: DeviceNames;
  readonly notes: Pick<SyncNotes, 'read' | 'update'>;
  readonly clock: Clock;
}

/** Compares, and keeps what that proves, unless there is nowhere to keep it any more. */
export async function compareKept(
  { port, members, names, notes, clock }: Comparing,
  mayKeep: () => boolean = () => true
): Promise<CheckView> {
  const state = await notes.read();
  const own = await port.status({ withDigests: true });
  const peers = peersOf(members, port.self().deviceId, state.words, names);
  const compared = createCheckView(own, peers);
  const keep = (known: SyncState): SyncState => withVerdicts(known, compared, clock.now());
  if (!isSameVerdict(state, keep(state)) && mayKeep()) await notes.update(keep);
  return compared;
}

/** What a comparison proves is kept: a match settles an earlier mismatch, what is not comparable settles nothing. */
export function withVerdicts(state: SyncState, { peers }: CheckView, nowMs: number): SyncState {
  const mismatched = new Set<DeviceId>(state.mismatched);
  let { verifiedMs } = state;
  for (const { deviceId, scopes } of peers) {
    const verdicts = scopes
      .map(({ verdict }) => verdict)
      .filter((verdict) => verdict !== 'not-held');
    if (verdicts.includes('mismatch')) mismatched.add(deviceId);
    else if (isMatch(verdicts)) {
      mismatched.delete(deviceId);
      verifiedMs ??= nowMs;
    }
  }
  return {
    ...state,
    mismatched: [...mismatched],
    ...(verifiedMs !== undefined && { verifiedMs })
  };
}

const isMatch = (verdicts: readonly string[]): boolean =>
  verdicts.length > 0 && verdicts.every((verdict) => verdict === 'match');

export const isSameVerdict = (a: SyncState, b: SyncState): boolean =>
  a.verifiedMs === b.verifiedMs && a.mismatched.join() === b.mismatched.join();
