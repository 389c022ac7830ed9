/** Folds what was written when nobody has written for a while, so that the next opening reads pages (storage/SPEC S7). */
import type { Replica } from '../../storage/types';

interface Deps {
  readonly replica: Pick<Replica, 'view' | 'whenOpen' | 'isFoldDue' | 'fold'>;
  /** Runs after so many milliseconds; returns cancel. */
  readonly later: (ms: number, run: () => void) => () => void;
  readonly onError: (thrown: unknown) => void;
}

/** Long enough for the next save of somebody who fills in one form after the other. */
const quietMs = 5000;

/** Returns stop. */
export function keepFolded({ replica, later, onError }: Deps): () => void {
  let isStopped = false;
  let cancel = (): void => undefined;
  async function foldIfDue(): Promise<void> {
    const opened = await replica.whenOpen();
    if (isStopped || !opened.ok || !replica.isFoldDue()) return;
    await replica.fold();
  }
  const wait = (): void => {
    cancel();
    cancel = later(quietMs, () => {
      // Closed in the middle: each round is whole, and the next session goes on.
      foldIfDue().catch((thrown: unknown) => void (isStopped || onError(thrown)));
    });
  };
  const stopView = replica.view.onChange(wait);
  wait();
  return () => {
    isStopped = true;
    cancel();
    stopView();
  };
}
