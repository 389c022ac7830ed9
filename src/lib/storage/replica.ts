/**
 * One replica of one space on any ReplicaStore (types.ts). Everything that writes goes through one queue, and
 * through `exclusively` where other tabs share the store. A projection that turns out broken is rebuilt from the
 * log and the work is tried once more.
 */
import { assert } from '../kernel/assert';
import type { Bytes } from '../kernel/bytes';
import { err, type Result } from '../kernel/result';
import { encodeEntry } from '../log/entry';
import { attempt, commitChanges } from './commit';
import { BrokenProjection, createCore, type Core } from './core';
import type { ReplicaDeps } from './deps';
import { computeDigest } from './digest';
import { foldAll } from './fold';
import { readHistory, readSurvivors } from './history';
import { loadProjections } from './open';
import { createQueue, type Queue } from './queue';
import { rebuildAll } from './rebuild';
import { undoChanges } from './undo';
import { refresh } from './refresh';
import type { CommitFailure, Replica } from './types';

/** Opens a replica: verifies and loads its projections, rebuilding what does not fit. Throws StoreError. */
export async function createReplica(deps: ReplicaDeps): Promise<Replica> {
  const core = createCore(deps);
  const queue = createQueue();
  await exclusively(deps, async () => {
    if ((await loadProjections(core)) === 'broken') await rebuildAll(core, notHeld);
  });
  deps.channel?.onMessage(() => {
    // Another tab has written; it told after its write, so the store has it.
    queue.run(async () => refresh(core)).catch((thrown: unknown) => deps.onError?.(thrown));
  });
  return createSurface(core, queue);
}

const notYet: Result<void, CommitFailure> = err({ type: 'read-only', reason: 'orders come next' });

const notHeld = (): boolean => false;

function createSurface(core: Core, queue: Queue): Replica {
  const { deps, view } = core;
  /** Work on an up-to-date core, alone; a broken projection is rebuilt once. */
  const run = <T>(work: () => Promise<T>): Promise<T> =>
    queue.run(() =>
      exclusively(deps, async () => {
        assert(!core.isClosed, 'a closed replica is not used');
        await refresh(core);
        try {
          return await work();
        } catch (thrown) {
          if (!(thrown instanceof BrokenProjection)) throw thrown;
          await rebuildAll(core, notHeld);
          return work();
        }
      })
    );
  const guard = async <T>(
    work: () => Promise<Result<T, CommitFailure>>
  ): Promise<Result<T, CommitFailure>> => {
    if (core.isClosed) return err({ type: 'locked' });
    let result: Result<T, CommitFailure> | undefined;
    const failure = await attempt(async () => {
      result = await run(work);
    });
    if (failure) return err(failure);
    assert(result, 'work that did not fail has a result');
    return result;
  };
  return {
    spaceId: deps.spaceId,
    slot: core.slot,
    view,
    commit: (changes, options) => guard(() => commitChanges(core, changes, options)),
    undo: (receipt) => guard(() => commitChanges(core, undoChanges(core, receipt))),
    history: (kind, id) => run(() => readHistory(core, kind, id)),
    survivors: (kind, id, field) => run(() => readSurvivors(core, kind, id, field)),
    lock: () => Promise.resolve(notYet),
    unlock: () => Promise.resolve(notYet),
    erase: () => Promise.resolve(notYet),
    digest: (scope) => run(() => computeDigest(core, scope)),
    exportLog: () => exportEntries(core),
    fold: () => run(() => foldAll(core)),
    rebuild: (onProgress) => run(() => rebuildAll(core, notHeld, onProgress)),
    async close() {
      core.isClosed = true;
      await queue.idle();
      view.clear();
      core.packCache.clear();
      core.chunkById.clear();
    }
  };
}

const exclusively = <T>(deps: ReplicaDeps, work: () => Promise<T>): Promise<T> =>
  deps.exclusively ? deps.exclusively(work) : work();

async function* exportEntries(core: Core): AsyncGenerator<Bytes> {
  for (const chain of await core.log.chains()) {
    for await (const entry of core.log.read(chain, 1)) yield encodeEntry(entry);
  }
}
