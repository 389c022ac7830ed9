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
