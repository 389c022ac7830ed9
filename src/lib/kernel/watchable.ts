/** A value that changes over time: the bridge from storage to screen (STYLE). */
export interface Watchable<T> {
  /** Calls onValue with the present value (soon, not synchronously required) and after every change; returns stop. */
  watch(onValue: (value: T) => void, onError: (error: unknown) => void): () => void;
}

/** A Watchable that also has a present value, for small state such as locks and progress. */
export interface Source<T> extends Watchable<T> {
  get(): T;
  set(value: T): void;
}

/** Creates a Source; watchers are called in order of registration, with the present value first. */
export function createSource<T>(initial: T): Source<T> {
  let present = initial;
  const watchers = new Set<(value: T) => void>();
  return {
    get: () => present,
    set(value) {
      present = value;
      for (const watcher of [...watchers]) watcher(value);
    },
    watch(onValue) {
      const watcher = (value: T): void => onValue(value);
      watchers.add(watcher);
      onValue(present);
      return () => watchers.delete(watcher);
    }
  };
}

/** The present value as a promise, for what is read once; books answer a moment after unlocking. */
export const firstValue = <T>(source: Watchable<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const watching: { stop?: () => void; isDone?: boolean } = {};
    const finish = (): void => {
      watching.isDone = true;
      watching.stop?.();
    };
    watching.stop = source.watch(
      (value) => {
        resolve(value);
        finish();
      },
      (error) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        finish();
      }
    );
    // A source may answer before `watch` returns.
    if (watching.isDone) watching.stop();
  });
