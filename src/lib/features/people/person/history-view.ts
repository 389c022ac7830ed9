/**
 * The changes of a person as lines that may be shown: what was not agreed to stays hidden and what is covered
 * stays covered, in the past as in the present (I14).
 */
import type { HistoryStep, Queries, ShownStep } from '../../../app/types';
import type { PersonField } from '../../../domain/person/record';
import type { Json } from '../../../kernel/json';
import { historyWords } from '../../../text/people';
import { fieldOf, isCovered, isPersonField } from '../list/person-fields';

export interface HistoryChange {
  readonly field: PersonField;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** The value before, when it may be brought back. */
  readonly restorable: Json | undefined;
}

export interface HistoryEntry {
  readonly key: string;
  readonly atMs: number;
  readonly by: string;
  readonly kind: HistoryStep['kind'];
  readonly changes: readonly HistoryChange[];
}

function textOf(value: Json, name: PersonField, nameOf: Queries['nameOf']): string {
  if (value === null || value === '') return historyWords.blank;
  if (isCovered(name)) return historyWords.masked;
  const field = fieldOf(name);
  // Values of an older version may no longer parse; they are shown as blank rather than wrongly.
  const parsed = field.parse(value);
  return parsed.ok ? field.format(parsed.value, { nameOf }) : historyWords.blank;
}

function changeOf(
  change: ShownStep['changes'][number],
  kind: HistoryStep['kind'],
  nameOf: Queries['nameOf']
): HistoryChange[] {
  const { field: name } = change;
  if (!isPersonField(name) || fieldOf(name).input.type === 'internal') return [];
  const field = fieldOf(name);
  if (change.isHidden) {
    const { hidden } = historyWords;
    return [
      { field: name, label: field.label, before: hidden, after: hidden, restorable: undefined }
    ];
  }
  const canRestore = kind === 'set' && !(field.required && change.before === null);
  return [
    {
      field: name,
      label: field.label,
      before: textOf(change.before, name, nameOf),
      after: textOf(change.after, name, nameOf),
      restorable: canRestore ? change.before : undefined
    }
  ];
}

/** Newest first; steps that changed nothing a screen names are left out. */
export function historyEntries(
  steps: readonly ShownStep[],
  nameOf: Queries['nameOf']
): readonly HistoryEntry[] {
  return steps
    .map((step, index) => ({
      key: `${step.entryId}-${index}`,
      atMs: step.atMs,
      by: step.by,
      kind: step.kind,
      changes: step.changes.flatMap((change) => changeOf(change, step.kind, nameOf))
    }))
    .filter(({ kind, changes }) => kind !== 'set' || changes.length > 0)
    .reverse();
}
