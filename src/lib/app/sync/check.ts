/** 核对码 of this device beside those that others have signed (DESIGN 6). Pure. */
import type { DeviceId } from '../../kernel/ids';
import { printDigest } from '../../log/digest';
import type { StatusContent } from '../../log/protocol/status';
import { compareStatuses } from '../../log/protocol/wants';
import type { Peer } from './peers';
import type { SyncState } from './sync-notes';
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

function peerCheck(own: StatusContent, { deviceId, memberName, word }: Peer): PeerCheck[] {
  if (!word) return [];
  const { status } = word.signed;
  const scopes = compareStatuses(own, status).digests.map(({ scope, verdict }) => {
    const theirs = status.digests.find((digest) => digest.scope === scope);
    return { scope, verdict, code: theirs && printDigest(theirs.digest) };
  });
  return [{ deviceId, memberName, scopes }];
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
