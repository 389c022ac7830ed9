/** Who called a device what, the newest first. Pure. */
import type { ShownStep } from '../../app/types';

export interface PastName {
  readonly atMs: number;
  readonly by: string;
  readonly name: string;
}

const shownNames = 5;

export const pastNames = (steps: readonly ShownStep[]): readonly PastName[] =>
  steps
    .flatMap(({ atMs, by, changes }) =>
      changes.flatMap(({ field, after }) =>
        field === 'name' && typeof after === 'string' ? [{ atMs, by, name: after }] : []
      )
    )
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, shownNames);
