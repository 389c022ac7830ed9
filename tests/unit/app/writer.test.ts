/** The save state of the app (UX rule 4): a failed save stays on screen until it is mended. */
import { describe, expect, it } from 'vitest';
import { createWriter } from '../../../src/lib/app/session/writer';
import { err, ok } from '../../../src/lib/kernel/result';
import type { CommitFailure } from '../../../src/lib/storage/types';

function start() {
  const writer = createWriter(
    { commit: () => Promise.resolve(err({ type: 'locked' })) },
    { now: () => 1 },
    () => undefined
  );
  const refuse = (failure: CommitFailure) => writer.act(() => Promise.resolve(err(failure)));
  return { writer, refuse };
}
const saved = { type: 'saved', atMs: 1 };

describe('the save state', () => {
  it.each(['role', 'scope', 'removed', 'erase-limit'] as const)(
    'what a member may not write is no state of the app: %s',
    async (reason) => {
      const { writer, refuse } = start();
      const result = await refuse({ type: 'read-only', reason });
      expect(result.ok).toBe(false);
      expect(writer.saveState.get()).toEqual(saved);
    }
  );

  it.each<CommitFailure>([
    { type: 'quota' },
    { type: 'storage-lost', reason: 'closed' },
    { type: 'read-only', reason: 'outrun' },
    { type: 'read-only', reason: 'no-key' }
  ])('a failure of this device stays until the next write: %o', async (failure) => {
    const { writer, refuse } = start();
    await refuse(failure);
    expect(writer.saveState.get()).toEqual({ type: 'failed', failure });
    await refuse({ type: 'read-only', reason: 'role' });
    expect(writer.saveState.get()).toEqual({ type: 'failed', failure });
    await writer.act(() => Promise.resolve(ok(undefined)));
    expect(writer.saveState.get()).toEqual(saved);
  });
});
