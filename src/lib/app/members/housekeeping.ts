/**
 * What an administrator's device does for the space unasked (log/SPEC A4): grants keys that a device lacks, and replaces keys
 * that someone without the right to them holds. Every device knows the same order of devices; who comes later waits
 * longer, looks again and finds it done. Two who act at once do no harm.
 */
import { housekeepingOf, grantMissingKeys, rotate } from '../../log/acts/keys';
import type { SyncReplica } from '../../storage/replica';

export interface HousekeepingDeps {
  readonly replica: Pick<SyncReplica, 'act' | 'actContext' | 'onMembers'>;
  /** Calls back after some milliseconds; returns cancel. */
  readonly later: (ms: number, run: () => void) => () => void;
  readonly onError: (thrown: unknown) => void;
}

export interface Housekeeping {
  stop(): void;
}

/** More member entries of one arrival may follow. */
const settleMs = 2000;
const turnMs = 60_000;

export function startHousekeeping({ replica, later, onError }: HousekeepingDeps): Housekeeping {
  let cancel: (() => void) | undefined;
  let isStopped = false;

  const look = async (): Promise<void> => {
    const context = await replica.actContext();
    const due = context && housekeepingOf(context);
    cancel?.();
    cancel = undefined;
    if (!due || isStopped) return;
    cancel = later(settleMs + due.turn * turnMs, () => void work().catch(onError));
  };

  const work = async (): Promise<void> => {
    cancel = undefined;
    await tidyOnce(replica);
  };

  const begin = (): void => {
    if (isStopped) return;
    look().catch((thrown: unknown) => {
      // A replica that was closed in between answers no more.
      if (!isStopped) onError(thrown);
    });
  };
  const stopListening = replica.onMembers(begin);
  begin();
  return {
    stop() {
      isStopped = true;
      cancel?.();
      stopListening();
    }
  };
}

/** Does what is due now: new keys first, because what is granted should be the new ones. */
export async function tidyOnce(replica: Pick<SyncReplica, 'act' | 'actContext'>): Promise<void> {
  const before = await replica.actContext();
  const due = before && housekeepingOf(before);
  if (!due) return;
  if (due.rotate.length > 0) await replica.act(rotate(due.rotate));
  const after = await replica.actContext();
  if (after && housekeepingOf(after)?.grant) await replica.act(grantMissingKeys);
}
