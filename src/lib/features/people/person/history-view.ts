/**
 * The changes of a person as lines that may be shown: what was not agreed to stays hidden and what is covered
 * stays covered, in the past as in the present (I14).
 */
import type { Queries, ShownStep } from '../../../app/types';
import type { PersonField } from '../../../domain/person/record';
import type { Json } from '../../../kernel/json';
import { historyWords } from '../../../text/people';
import { shownSteps, type ShownStep as Line } from '../../../ui/data/changes';
import { fieldOf, isCovered, isPersonField } from '../list/person-fields';

function textOf(value: Json, name: PersonField, nameOf: Queries['nameOf']): string {
  if (value === null || value === '') return historyWords.blank;
  if (isCovered(name)) return historyWords.masked;
  const field = fieldOf(name);
  // Values of an older version may no longer parse; they are shown as blank rather than wrongly.
  const parsed = field.parse(value);
  return parsed.ok ? field.format(parsed.value, { nameOf }) : historyWords.blank;
}

export function historyEntries(
  steps: readonly ShownStep[],
  nameOf: Queries['nameOf']
): readonly Line[] {
  return shownSteps(steps, ({ field: name, before, after, isHidden }, kind) => {
    if (!isPersonField(name) || fieldOf(name).input.type === 'internal') return undefined;
    const { label, required } = fieldOf(name);
    const shown = (value: Json): string =>
      isHidden ? historyWords.hidden : textOf(value, name, nameOf);
    const canRestore = kind === 'set' && !isHidden && !(required && before === null);
    return {
      field: name,
      label,
      before: shown(before),
      after: shown(after),
      restorable: canRestore ? before : undefined
    };
  });
}
