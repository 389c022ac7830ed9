/** Kinds about one person that rest on the consent to visits: shown only while that holds (I14). */
import type { RecordKind } from '../../domain/field';
import { definitionOf } from '../../domain/registry';
import type { RecordRow } from '../../domain/record';
import type { PeopleSnapshot } from '../types';

const careKinds: ReadonlySet<RecordKind> = new Set(['lifeEvent', 'pairing', 'visitTask']);

export function isCareShown(row: RecordRow, shown: PeopleSnapshot): boolean {
  if (!careKinds.has(row.kind)) return true;
  const people = definitionOf(row.kind).peopleOf?.(row.values) ?? [];
  return people.every((id) => shown.byId.get(id)?.purposes.includes('visit'));
}
