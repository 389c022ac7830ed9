/**
 * The bridge from storage to screen (STYLE "The bridge"): a Watchable becomes `{ current }`, which is
 * loading, ready or failed. It watches only while something on screen reads it. Values are replaced,
 * never proxied, so a list of 20,000 rows costs nothing here.
 */
import { createSubscriber } from 'svelte/reactivity';
import type { Watchable } from '../kernel/watchable';

export type Live<T> =
  | { readonly status: 'loading'; readonly value: undefined }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly value: undefined; readonly error: unknown };

export interface LiveValue<T> {
  readonly current: Live<T>;
}

const loading: Live<never> = { status: 'loading', value: undefined };

/**
 * Use it as `const rows = $derived(live(queries.visitsOf(id)))` and read `rows.current`. Read outside of an
 * effect or a component it stays at what was last seen. After a failure a later value makes it ready again.
 */
export function live<T>(source: Watchable<T>): LiveValue<T> {
  let present: Live<T> = loading;
  const subscribe = createSubscriber((update) =>
    source.watch(
      (value) => {
        present = { status: 'ready', value };
        update();
      },
      (error) => {
        present = { status: 'failed', value: undefined, error };
        update();
      }
    )
  );
  return {
    get current() {
      subscribe();
      return present;
    }
  };
}
