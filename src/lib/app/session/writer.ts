/**
 * Every write goes through here, so that the save state is never wrong. It tells of this device: what a member may not
 * write is told where they tried, and leaves the state as it was.
 */
import type { Clock } from '../../kernel/environment';
import { err, type Result } from '../../kernel/result';
import { createSource, type Source } from '../../kernel/watchable';
import type { CommitFailure, ReadOnlyReason, Replica } from '../../storage/types';
import type { SaveState } from '../types';
import type { SessionContext } from './context';

export type Writer = Pick<SessionContext, 'commit' | 'act'> & {
  readonly saveState: Source<SaveState>;
};

/** Of this device, which then can save nothing at all: its data fell back, or a key has to come first. */
const ofDevice: readonly ReadOnlyReason[] = ['outrun', 'no-key'];
const isOfMember = (failure: CommitFailure): boolean =>
  failure.type === 'read-only' && !ofDevice.includes(failure.reason);

/** @param standing why this device can only read, if so; asked before every write. */
export function createWriter(
  replica: Pick<Replica, 'commit'>,
  clock: Pick<Clock, 'now'>,
  standing: () => ReadOnlyReason | undefined
): Writer {
  let settled: SaveState = { type: 'saved', atMs: clock.now() };
  const saveState = createSource<SaveState>(settled);
  const act = async <T>(
    work: () => Promise<Result<T, CommitFailure>>
  ): Promise<Result<T, CommitFailure>> => {
    const reason = standing();
    if (reason) return err({ type: 'read-only', reason });
    saveState.set({ type: 'saving' });
    const result = await work();
    const isCancelled = !result.ok && result.error.type === 'cancelled';
    if (result.ok || isCancelled) settled = { type: 'saved', atMs: clock.now() };
    else if (!isOfMember(result.error)) settled = { type: 'failed', failure: result.error };
    saveState.set(settled);
    return result;
  };
  return {
    saveState,
    act,
    commit: (changes, options) => act(() => replica.commit(changes, options))
  };
}
