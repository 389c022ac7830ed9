/** The history of a record as lines that may be shown; the query has already taken out what may not (I14). */
import type { Queries, ShownStep } from '../../app/types';
import type { RecordDefinition } from '../../domain/record';
import type { Json } from '../../kernel/json';
import { historyWords } from '../../text/people';
import { shownSteps, type ShownStep as Line } from '../../ui/data/changes';
import { shownFields } from './books';

export function historyLines(
  definition: RecordDefinition,
  steps: readonly ShownStep[],
  nameOf: Queries['nameOf']
): readonly Line[] {
  const names = shownFields(definition);
  const { blank, hidden } = historyWords;
  return shownSteps(steps, ({ field: name, before, after, isHidden }, kind) => {
    const field = definition.fields[name];
    if (!field || !names.includes(name)) return undefined;
    const textOf = (value: Json): string => {
      if (isHidden) return hidden;
      // Values of an older version may no longer parse; they are shown as blank rather than wrongly.
      const parsed = value === null || value === '' ? undefined : field.parse(value);
      return parsed?.ok ? field.format(parsed.value, { nameOf }) : blank;
    };
    const canRestore = kind === 'set' && !isHidden && !(field.required && before === null);
    return {
      field: name,
      label: field.label,
      before: textOf(before),
      after: textOf(after),
      restorable: canRestore ? before : undefined
    };
  });
}
