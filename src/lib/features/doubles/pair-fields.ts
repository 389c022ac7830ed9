/** The two records of a pair, field by field, as far as both may be seen. */
import type { FieldSide } from '../../app/doubles/types';
import type { GatedPerson, Queries } from '../../app/types';
import type { AnyField } from '../../domain/field';
import { personRecord } from '../../domain/person/record';
import { equalJson, type Json } from '../../kernel/json';

export interface DifferingField {
  readonly name: string;
  readonly label: string;
  readonly isList: boolean;
  readonly first: string;
  readonly second: string;
}

type Values = Readonly<Record<string, Json | undefined>>;
const cover = '••••';

/** Sensitive values stay covered, as on the person's page (UX rule 9). */
function textOf(field: AnyField, value: Json, nameOf: Queries['nameOf']): string {
  if (field.scope === 'sensitive') return field.mask?.(value) ?? cover;
  return field.format(value, { nameOf });
}

/** What both say and say differently; what only one says is kept without a question. */
export function differingFields(
  first: GatedPerson,
  second: GatedPerson,
  nameOf: Queries['nameOf']
): readonly DifferingField[] {
  return Object.entries(personRecord.fields as Readonly<Record<string, AnyField>>).flatMap(
    ([name, field]) => {
      if (field.input.type === 'internal') return [];
      const [a, b] = [(first.values as Values)[name], (second.values as Values)[name]];
      if (a === undefined || b === undefined || equalJson(a, b)) return [];
      return [
        {
          name,
          label: field.label,
          isList: field.cardinality === 'many',
          first: textOf(field, a, nameOf),
          second: textOf(field, b, nameOf)
        }
      ];
    }
  );
}

/** Proposed: of a list both, else what was written down later. */
export const proposedSide = (
  { isList }: DifferingField,
  first: GatedPerson,
  second: GatedPerson
): FieldSide => (isList ? 'both' : first.updatedAt >= second.updatedAt ? 'first' : 'second');
