/** Lets the page paint and answer between slices of long work (UX rule 11: no task over 50 ms). */
import type { Clock } from '../../kernel/environment';
import { nextTask } from '../../kernel/next-task';

/** Resolves at once while the slice is young, otherwise after a macrotask. */
export type Pace = () => Promise<void>;

/** Short enough that what one step takes beyond it is no long task on a slow machine either. */
const sliceMs = 12;

export function createPace(clock: Clock): Pace {
  let began = clock.now();
  return async () => {
    if (clock.now() - began < sliceMs) return;
    await nextTask();
    began = clock.now();
  };
}
