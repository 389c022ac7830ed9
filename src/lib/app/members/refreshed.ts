/** A Watchable whose value is worked out anew when told to; of several tellings during one computation one follows. */
import type { Watchable } from '../../kernel/watchable';

export interface Refreshed<T> extends Watchable<T> {
  /** Does nothing while nobody watches: the next watcher gets a fresh value. */
  refresh(): void;
  stop(): void;
}

interface Watcher<T> {
  readonly onValue: (value: T) => void;
  readonly onError: (error: unknown) => void;
}

/** `tell` takes what is known while the rest is still being worked out. */
type Compute<T> = (tell: (value: T) => void) => Promise<T>;

export function createRefreshed<T>(compute: Compute<T>): Refreshed<T> {
  const watchers = new Set<Watcher<T>>();
  let isRunning = false;
  let isDue = false;
  let isStopped = false;

  // Overtaken already: the next round tells.
  function tell(value: T): void {
    if (!isDue) for (const { onValue } of [...watchers]) onValue(value);
  }

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    while (isDue && !isStopped) {
      isDue = false;
      try {
        tell(await compute(tell));
      } catch (thrown) {
        if (!isStopped) for (const { onError } of [...watchers]) onError(thrown);
      }
    }
    isRunning = false;
  }

  function refresh(): void {
    if (watchers.size === 0 || isStopped) return;
    isDue = true;
    void run();
  }

  return {
    refresh,
    stop() {
      isStopped = true;
      watchers.clear();
    },
    watch(onValue, onError) {
      const watcher = { onValue, onError };
      watchers.add(watcher);
      refresh();
      return () => watchers.delete(watcher);
    }
  };
}
