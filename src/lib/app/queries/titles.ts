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

/** More would be a list of its own: a batch of visits names a whole building. */
const mostNames = 3;

/** What was deleted or done: besides its own title the people it concerned, as far as they may be named (I14). */
export function toldTitle(row: RecordRow, people: PeopleIndex): string {
  if (row.kind === 'person') return gatedTitle(row, people);
  const { people: named } = gateRecord(definitionOf(row.kind), row, people.gated);
  const first = named.slice(0, mostNames).map(({ values }) => values.name ?? '');
  const names = `${first.join('、')}${named.length > mostNames ? `等 ${named.length} 人` : ''}`;
  return [gatedTitle(row, people), names].filter(Boolean).join(' · ');
}
