/** Lets the page paint and answer between slices of long work (UX rule 11: no task over 50 ms). */
import type { Clock } from '../../kernel/environment';

/** Resolves at once while the slice is young, otherwise after a macrotask. */
export type Pace = () => Promise<void>;

const sliceMs = 12;

export function createPace(clock: Clock, page: Window): Pace {
  let began = clock.now();
  return async () => {
    if (clock.now() - began < sliceMs) return;
    await new Promise((resolve) => page.setTimeout(resolve, 0));
    began = clock.now();
  };
}
