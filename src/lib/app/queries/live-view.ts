/**
 * Turns the replica's view into Watchables: computed on demand, once for all watchers, again when a kind changes. Nothing
 * is told before the kinds are open.
 */
import type { RecordKind } from '../../domain/field';
import type { RecordView } from '../../storage/types';
import type { Watchable } from '../../kernel/watchable';

/**
 * A value computed from rows of the given kinds. It is computed lazily, kept while at least one watcher
 * listens, and recomputed after a change of those kinds. With `since` it needs only the rows of that year and later.
 */
export function watchView<T>(
  view: RecordView,
  kinds: readonly RecordKind[],
  compute: () => T,
  since?: number
): Watchable<T> {
  const watchers = new Set<(value: T) => void>();
  let present: { readonly value: T } | undefined;
  let stopView: (() => void) | undefined;
  const refresh = (): T => {
    present = { value: compute() };
    return present.value;
  };
  const start = (): void => {
    stopView = view.onChange((change) => {
      const isNews = present === undefined || kinds.some((kind) => change.kinds.has(kind));
      if (!isNews || !view.isOpen(kinds, since)) return;
      const value = refresh();
      for (const watcher of [...watchers]) watcher(value);
    });
  };
  return {
    watch(onValue) {
      const watcher = (value: T): void => onValue(value);
      watchers.add(watcher);
      if (!stopView) start();
      if (present) onValue(present.value);
      else if (view.isOpen(kinds, since)) onValue(refresh());
      return () => {
        watchers.delete(watcher);
        if (watchers.size > 0) return;
        stopView?.();
        stopView = undefined;
        present = undefined;
      };
    }
  };
}

/** The year that is being read; undefined once all is open. */
export const watchReading = (view: RecordView): Watchable<number | undefined> => ({
  watch(onValue) {
    let last = view.readingYear();
    onValue(last);
    return view.onChange(() => {
      const year = view.readingYear();
      if (year === last) return;
      last = year;
      onValue(year);
    });
  }
});

/** A Watchable that reads rows of these kinds: it is made and watched when they are open. */
export function onceOpen<T>(
  view: RecordView,
  kinds: readonly RecordKind[],
  source: () => Watchable<T>
): Watchable<T> {
  return {
    watch(onValue, onError) {
      if (view.isOpen(kinds)) return source().watch(onValue, onError);
      let stop = view.onChange(() => {
        if (!view.isOpen(kinds)) return;
        stop();
        stop = source().watch(onValue, onError);
      });
      return () => stop();
    }
  };
}

/** One Watchable from two: tells the pair whenever either changes. */
export function combine<A, B, T>(
  a: Watchable<A>,
  b: Watchable<B>,
  join: (a: A, b: B) => T
): Watchable<T> {
  return {
    watch(onValue, onError) {
      let left: { readonly value: A } | undefined;
      let right: { readonly value: B } | undefined;
      const tell = (): void => {
        if (left && right) onValue(join(left.value, right.value));
      };
      const stopLeft = a.watch((value) => {
        left = { value };
        tell();
      }, onError);
      const stopRight = b.watch((value) => {
        right = { value };
        tell();
      }, onError);
      return () => {
        stopLeft();
        stopRight();
      };
    }
  };
}
