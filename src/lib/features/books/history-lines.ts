/** The history of a record as lines that may be shown; the query has already taken out what may not (I14). */
import type { Queries, ShownStep } from '../../app/types';
import type { RecordDefinition } from '../../domain/record';
import type { Json } from '../../kernel/json';
import { historyWords } from '../../text/people';
import { shownFields } from './books';

export interface ChangeLine {
  readonly field: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** The value before, when it may be brought back. */
  readonly restorable: Json | undefined;
}

export interface StepLine {
  readonly key: string;
  readonly atMs: number;
  readonly by: string;
  readonly kind: ShownStep['kind'];
  readonly changes: readonly ChangeLine[];
}

export function historyLines(
  definition: RecordDefinition,
  steps: readonly ShownStep[],
  nameOf: Queries['nameOf']
): readonly StepLine[] {
  const names = shownFields(definition);
  const textOf = (name: string, value: Json): string => {
    const field = definition.fields[name];
    // Values of an older version may no longer parse; they are shown as blank rather than wrongly.
    const parsed = value === null || value === '' ? undefined : field?.parse(value);
    return parsed?.ok && field ? field.format(parsed.value, { nameOf }) : historyWords.blank;
  };
  const lineOf = (kind: ShownStep['kind'], change: ShownStep['changes'][number]): ChangeLine[] => {
    const { field: name, before, after, isHidden } = change;
    const field = definition.fields[name];
    if (!field || !names.includes(name)) return [];
    const { hidden } = historyWords;
    const canRestore = kind === 'set' && !isHidden && !(field.required && before === null);
    return [
      {
        field: name,
        label: field.label,
        before: isHidden ? hidden : textOf(name, before),
        after: isHidden ? hidden : textOf(name, after),
        restorable: canRestore ? before : undefined
      }
    ];
  };
  return steps
    .map((step, index) => ({
      key: `${step.entryId}-${index}`,
      atMs: step.atMs,
      by: step.by,
      kind: step.kind,
      changes: step.changes.flatMap((change) => lineOf(step.kind, change))
    }))
    .filter(({ kind, changes }) => kind !== 'set' || changes.length > 0)
    .reverse();
}
