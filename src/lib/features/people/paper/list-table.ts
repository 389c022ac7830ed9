/** The list as a table for file and paper. Everything passed the gate before; here only masks are added. */
import type { Queries } from '../../../app/types';
import type { TableDocument } from '../../../app/documents/types';
import type { GatedPerson } from '../../../domain/consent/gate';
import { paperWords } from '../../../text/people';
import { fieldText, type NamedField } from '../list/person-fields';

export interface ListTableOptions {
  readonly nameOf: Queries['nameOf'];
  readonly hasFullPhones: boolean;
  readonly hasFullIds: boolean;
}

/** Who may be listed: for outside only those who agreed to `share` (PIPL 23); contact cards stay inside. */
export const peopleFor = (
  people: readonly GatedPerson[],
  audience: 'internal' | 'outside'
): readonly GatedPerson[] =>
  audience === 'internal' ? people : people.filter((person) => person.purposes.includes('share'));

function isMasked({ field, name }: NamedField, options: ListTableOptions): boolean {
  if (field.input.type === 'phones') return !options.hasFullPhones;
  return name === 'idNo' && !options.hasFullIds;
}

export function listTable(
  people: readonly GatedPerson[],
  fields: readonly NamedField[],
  options: ListTableOptions
): TableDocument {
  const cards = people.filter((person) => person.isContactCard).length;
  return {
    title: paperWords.tableTitle,
    columns: [
      { label: paperWords.serial, kind: 'number', width: 6 },
      ...fields.map(({ field }) => ({ label: field.label, kind: 'text' as const }))
    ],
    rows: people.map((person, index) => [
      index + 1,
      ...fields.map((each) => fieldText(person, each.name, options.nameOf, isMasked(each, options)))
    ]),
    personIds: people.map((person) => person.id),
    ...(cards > 0 ? { notes: [paperWords.pendingNote(cards)] } : {})
  };
}
