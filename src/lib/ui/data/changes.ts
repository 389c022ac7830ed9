/** The history of a record as a list shows it; the caller says what of each change may be shown (I14). */
import type { Json } from '../../kernel/json';
import type { historyWords } from '../../text/people';

export interface ShownChange {
  readonly field: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** The value before, when it may be brought back. */
  readonly restorable: Json | undefined;
}

/** Structural, because the kit knows no app: a step of `Queries.history`. */
interface Step<Change> {
  readonly entryId: string;
  readonly atMs: number;
  readonly by: string;
  readonly kind: keyof Pick<typeof historyWords, 'create' | 'set' | 'delete' | 'undelete'>;
  readonly changes: readonly Change[];
}

export interface ShownStep extends Step<ShownChange> {
  readonly key: string;
}

/** Newest first; steps that changed nothing a screen names are left out. */
export function shownSteps<Change>(
  steps: readonly Step<Change>[],
  shown: (change: Change, kind: ShownStep['kind']) => ShownChange | undefined
): readonly ShownStep[] {
  return steps
    .map((step, index) => ({
      ...step,
      key: `${step.entryId}-${index}`,
      changes: step.changes.flatMap((change) => shown(change, step.kind) ?? [])
    }))
    .filter(({ kind, changes }) => kind !== 'set' || changes.length > 0)
    .reverse();
}
