/** Fields of a person as screens show them: those switched on, in order, as plain or masked text. */
import type { Queries } from '../../../app/types';
import type { GatedPerson } from '../../../domain/consent/gate';
import type { AnyField } from '../../../domain/field';
import { personRecord, type PersonField } from '../../../domain/person/record';

export interface NamedField {
  readonly name: PersonField;
  readonly field: AnyField;
}

export const fieldOf = (name: PersonField): AnyField => personRecord.fields[name];

export const isPersonField = (name: string): name is PersonField =>
  Object.prototype.hasOwnProperty.call(personRecord.fields, name);

/** Fields that screens may name: switched on and not internal. `enabled` comes from the settings. */
export function shownFields(enabled: ReadonlySet<string>): readonly NamedField[] {
  return (Object.keys(personRecord.fields) as PersonField[])
    .filter((name) => enabled.has(name) && fieldOf(name).input.type !== 'internal')
    .map((name) => ({ name, field: fieldOf(name) }));
}

/** Text of a value that the gate lets show; empty when it is missing or hidden. */
export function fieldText(
  person: GatedPerson,
  name: PersonField,
  nameOf: Queries['nameOf'],
  isMasked = false
): string {
  const value: unknown = person.values[name];
  if (value === undefined) return '';
  const field = fieldOf(name);
  if (isMasked && field.mask) return field.mask(value);
  return field.format(value, { nameOf });
}

/** What stands for a covered value that has no shorter form of its own. */
const cover = '••••';

export const coveredText = (person: GatedPerson, name: PersonField): string => {
  const value: unknown = person.values[name];
  return fieldOf(name).mask?.(value) ?? cover;
};

/** Fields that stay covered until asked for: the sensitive scope (DOMAIN D1, UX rule 9). */
export const isCovered = (name: PersonField): boolean => fieldOf(name).scope === 'sensitive';

/** Those of them for which a reason is written down first (UX rule 9). */
export const needsReason = (name: PersonField): boolean =>
  ['idNo', 'healthOptIn', 'helpTags', 'clergyPost', 'accessNeeds'].includes(name);
