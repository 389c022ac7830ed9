/** Visits as screens see them, each through the gate (I14). */
import { gateVisit } from '../../domain/consent/gate-visit';
import type { VisitRow } from '../../domain/visit/record';
import type { PeopleSnapshot, VisitItem } from '../types';

export function visitToItem(row: VisitRow, people: PeopleSnapshot): VisitItem {
  const gated = gateVisit(row, (id) => people.byId.get(id));
  return {
    id: row.id,
    values: gated.values,
    people: gated.people.map((person) => ({ id: person.id, name: person.values.name ?? '' })),
    hiddenPeople: gated.hiddenPeople,
    isContentVisible: gated.isTextShown,
    countedPeople: gated.people.filter((person) => person.counted.visit).length,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt
  };
}

/** Newest first; equal days by the time of writing. */
export function byDateDescending(a: VisitItem, b: VisitItem): number {
  const [left, right] = [a.values.on ?? '', b.values.on ?? ''];
  return left === right ? b.createdAt - a.createdAt : left < right ? 1 : -1;
}
