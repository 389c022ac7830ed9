/** Commits that may find this device in need of a new incarnation. */
import type { Result } from '../kernel/result';
import { commitChanges } from './commit';
import type { Core } from './core';
import { outrun } from './own-clocks';
import { mayWrite } from './renew';
import type { CommitFailure, CommitOptions, CommitReceipt, RecordChange } from './types';

/** Where a record turns out to hold parts of this writer that nobody applies, under a new incarnation. */
export async function commitAnew(
  core: Core,
  changes: readonly RecordChange[],
  options?: CommitOptions
): Promise<Result<CommitReceipt, CommitFailure>> {
  const done = await commitChanges(core, changes, options);
  if (done.ok || done.error !== outrun) return done;
  core.isOutrun = true;
  return (await mayWrite(core)) ? commitChanges(core, changes, options) : done;
}
