/**
 * The history of a record as it may be shown (I14): as strict as if everyone ever named were named today, because an
 * earlier text may speak of an earlier person.
 */
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import { peopleOf, personFieldsOf, withoutPeople } from '../people-of';
import type { RecordDefinition, RecordRow } from '../record';
import { gateNames, isStrict, type PersonLookup } from './gate-record';

export interface PastChange {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
}

interface PastStep {
  readonly changes: readonly PastChange[];
}

/** A past change as it may be shown; `isHidden`: its values may not. */
export type GatedChange = PastChange & { readonly isHidden: boolean };
export type GatedStep<Step extends PastStep> = Omit<Step, 'changes'> & {
  readonly changes: readonly GatedChange[];
};

type Values = Readonly<Record<string, unknown>>;

function pastValues(steps: readonly PastStep[]): readonly Values[] {
  return steps.flatMap(({ changes }) => [
    Object.fromEntries(changes.map(({ field, before }) => [field, before])),
    Object.fromEntries(changes.map(({ field, after }) => [field, after]))
  ]);
}

export function gateHistory<Step extends PastStep>(
  definition: RecordDefinition,
  steps: readonly Step[],
  row: RecordRow,
  personOf: PersonLookup
): readonly GatedStep<Step>[] {
  const all = [row.values, ...pastValues(steps)];
  const ids = [...new Set(all.flatMap((values) => peopleOf(definition, values)))];
  const strict = all.some((values) => isStrict(definition, values));
  const { people, closed } = gateNames(definition, ids, strict, personOf);
  const named = new Set<RecordId>(people.map(({ id }) => id));
  const naming = personFieldsOf(definition);

  const shown = (value: Json): Json => withoutPeople(value, (id) => named.has(id)) ?? null;
  const gate = ({ field, before, after }: PastChange): GatedChange => {
    if (closed.includes(field)) return { field, before: null, after: null, isHidden: true };
    return naming.includes(field)
      ? { field, before: shown(before), after: shown(after), isHidden: false }
      : { field, before, after, isHidden: false };
  };
  return steps.map((step) => ({ ...step, changes: step.changes.map(gate) }));
}
