/** The present value of a Watchable as a promise, for what a form reads once when it opens. */
import type { Watchable } from '../../kernel/watchable';

export const firstValue = <T>(source: Watchable<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    let stop: (() => void) | undefined;
    let isDone = false;
    const finish = (): void => {
      isDone = true;
      stop?.();
    };
    stop = source.watch(
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
    if (isDone) stop();
  });
