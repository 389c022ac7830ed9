import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../src/lib/crypto/random';
import { createDeviceId } from '../../../../src/lib/kernel/ids';
import { isSameVerdict, withVerdicts } from '../../../../src/lib/app/sync/check';
import type { SyncState } from '../../../../src/lib/app/sync/sync-notes';
import type { CheckView, PeerCheck } from '../../../../src/lib/app/sync/types';

type Verdict = PeerCheck['scopes'][number]['verdict'];

const peer = createDeviceId(systemRandom);
const fresh: SyncState = { words: [], mismatched: [] };
const seen = (...verdicts: readonly Verdict[]): CheckView => {
  const scopes = (['general', 'sensitive', 'reports'] as const).flatMap((scope, at) => {
    const verdict = verdicts[at];
    return verdict ? [{ scope, verdict, code: '0000 0000 0000' }] : [];
  });
  const who = { deviceId: peer, memberName: '莫小雨', deviceName: '莫小雨', heardMs: 0 };
  return { own: [], peers: [{ ...who, scopes }] };
};

describe('what a comparison proves (Y3)', () => {
  it('a match in every shared scope verifies, and keeps its first time', () => {
    const verified = withVerdicts(fresh, seen('match', 'match'), 10);
    expect(verified).toMatchObject({ verifiedMs: 10, mismatched: [] });
    expect(withVerdicts(verified, seen('match'), 20).verifiedMs).toBe(10);
    // What one of the two may not read is no part of it.
    expect(withVerdicts(fresh, seen('match', 'match', 'not-held'), 10)).toEqual(verified);
    expect(isSameVerdict(verified, withVerdicts(verified, seen('match'), 20))).toBe(true);
    expect(isSameVerdict(fresh, verified)).toBe(false);
  });

  it('nothing, or less than every shared scope, proves nothing', () => {
    const cases: readonly (readonly Verdict[])[] = [
      [],
      ['not-held'],
      ['not-comparable'],
      ['incomplete', 'match'],
      ['match', 'not-comparable']
    ];
    for (const verdicts of cases) {
      expect(withVerdicts(fresh, seen(...verdicts), 10), verdicts.join()).toEqual(fresh);
    }
  });

  it('a mismatch stays until that device matches, whatever can’t be compared meanwhile', () => {
    const alarmed = withVerdicts(fresh, seen('match', 'mismatch'), 10);
    expect(alarmed).toMatchObject({ mismatched: [peer] });
    expect(alarmed.verifiedMs).toBeUndefined();
    const later = withVerdicts(alarmed, seen('match', 'not-comparable'), 20);
    expect(isSameVerdict(alarmed, later)).toBe(true);
    expect(withVerdicts(later, seen('match', 'match'), 30)).toMatchObject({
      mismatched: [],
      verifiedMs: 30
    });
  });
});
