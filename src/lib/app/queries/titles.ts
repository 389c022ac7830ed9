/** Display names of records through the gate (I14): for references, the 回收站 and what changed. */
import { gateRecord } from '../../domain/consent/gate-record';
import type { PersonRow } from '../../domain/person/record';
import { definitionOf } from '../../domain/registry';
import type { RecordRow } from '../../domain/record';
import type { PeopleIndex } from './people-index';

/** Empty when the row is a person of whom nothing may be said. */
export function gatedTitle(row: RecordRow, people: PeopleIndex): string {
  const definition = definitionOf(row.kind);
  if (row.kind !== 'person') {
    return definition.title(gateRecord(definition, row, people.gated).values);
  }
  return people.gateRow(row as PersonRow).values.name ?? '';
}

/** What a deleted record was: besides its own title the people it concerned, as far as they may be named (I14). */
export function binTitle(row: RecordRow, people: PeopleIndex): string {
  if (row.kind === 'person') return gatedTitle(row, people);
  const { people: named } = gateRecord(definitionOf(row.kind), row, people.gated);
  const names = named.map(({ values }) => values.name ?? '').join('、');
  return [gatedTitle(row, people), names].filter(Boolean).join(' · ');
}
