/** The present value of a Watchable as a promise, for what a form reads once when it opens. */
import type { Watchable } from '../../kernel/watchable';

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
