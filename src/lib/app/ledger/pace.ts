/** Lets the page paint and answer between slices of long work (UX rule 11: no task over 50 ms). */
import type { Clock } from '../../kernel/environment';

/** Resolves at once while the slice is young, otherwise after a macrotask. */
export type Pace = () => Promise<void>;

/** A pause costs some milliseconds, so that shorter slices would make long work a third longer. */
const sliceMs = 20;

export function createPace(clock: Clock, page: Window): Pace {
  let began = clock.now();
  return async () => {
    if (clock.now() - began < sliceMs) return;
    await new Promise((resolve) => page.setTimeout(resolve, 0));
    began = clock.now();
  };
}
