/** Visits as screens may see them: people behind the gate are counted, never named (I14). */
import type { GatedPerson } from '../../domain/consent/gate';
import type { VisitRow, VisitValues } from '../../domain/visit/record';
import type { RecordId } from '../../kernel/ids';
import type { PeopleSnapshot, VisitItem } from '../types';

const mayShowContent = (person: GatedPerson | undefined): boolean =>
  person !== undefined && person.purposes.includes('visit');

function withoutContent(values: VisitValues): VisitValues {
  const { content: _content, concerns: _concerns, ...rest } = values;
  return rest;
}

/** Households name their members, so a household visit is judged by all of them. */
export function visitToItem(
  row: VisitRow,
  people: PeopleSnapshot,
  membersOf: (household: RecordId) => readonly RecordId[]
): VisitItem {
  const named = row.values.people ?? [];
  const concerned = row.values.household ? [...named, ...membersOf(row.values.household)] : named;
  const shown = named.flatMap((id) => people.byId.get(id) ?? []);
  const isContentVisible = concerned.every((id) => mayShowContent(people.byId.get(id)));
  const shownIds = shown.map((person) => person.id);
  const values = isContentVisible ? row.values : withoutContent(row.values);
  return {
    id: row.id,
    values: named.length === shownIds.length ? values : { ...values, people: shownIds },
    people: shown.map((person) => ({ id: person.id, name: person.values.name ?? '' })),
    hiddenPeople: named.length - shown.length,
    isContentVisible,
    countedPeople: shown.filter((person) => person.counted.visit).length,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt
  };
}

/** Newest first; equal days by the time of writing. */
export function byDateDescending(a: VisitItem, b: VisitItem): number {
  const [left, right] = [a.values.on ?? '', b.values.on ?? ''];
  return left === right ? b.createdAt - a.createdAt : left < right ? 1 : -1;
}
