/**
 * Orders of the list. Collating 20,000 names takes a third of a second, so ranks of names are kept and only
 * made again when a name appears that has none (DOMAIN J "Name order").
 */
import type { GatedPerson } from '../../../domain/consent/gate';
import { createNameOrders, type NameComparator, type NamedRow } from '../../../domain/name-order';
import type { IsoDate } from '../../../kernel/dates';
import type { RecordId } from '../../../kernel/ids';

export const sortKeys = ['pinyin', 'stroke', 'registered', 'contact', 'age'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface PersonSort {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

export interface SortContext {
  readonly lastContactOf: (id: RecordId) => IsoDate | undefined;
}

const rowOf = (person: GatedPerson): NamedRow => ({
  name: person.values.name ?? '',
  pinyinKey: person.values.pinyinKey
});
const keyOf = (row: NamedRow): string => `${row.name}\n${row.pinyinKey ?? ''}`;

type Ranker = (people: readonly GatedPerson[]) => (person: GatedPerson) => number;

function createRanker(compare: NameComparator): Ranker {
  let ranks = new Map<string, number>();
  return (people) => {
    const rows = new Map(people.map((person) => [keyOf(rowOf(person)), rowOf(person)]));
    if ([...rows.keys()].some((key) => !ranks.has(key))) {
      const ordered = [...rows].sort(([, a], [, b]) => compare(a, b));
      ranks = new Map(ordered.map(([key], rank) => [key, rank]));
    }
    return (person) => ranks.get(keyOf(rowOf(person))) ?? 0;
  };
}

export interface PeopleSorter {
  sort(
    people: readonly GatedPerson[],
    order: PersonSort,
    context: SortContext
  ): readonly GatedPerson[];
}

/** Values to sort by; undefined goes last in either direction. */
type Reading = (person: GatedPerson) => number | string | undefined;

function compareBy(reading: Reading, isDescending: boolean) {
  const side = isDescending ? -1 : 1;
  return (a: GatedPerson, b: GatedPerson): number => {
    const [left, right] = [reading(a), reading(b)];
    if (left === right) return 0;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return left < right ? -side : side;
  };
}

export function createPeopleSorter(): PeopleSorter {
  const orders = createNameOrders();
  const rankers = { stroke: createRanker(orders.stroke), pinyin: createRanker(orders.pinyin) };
  return {
    sort(people, { key, isDescending }, context) {
      const byPinyin = rankers.pinyin(people);
      const readings: Record<SortKey, () => Reading> = {
        pinyin: () => byPinyin,
        stroke: () => rankers.stroke(people),
        registered: () => (person) => person.createdAt,
        // Ascending means longest ago first; never visited counts as longest.
        contact: () => (person) => context.lastContactOf(person.id) ?? '0',
        age: () => (person) => (person.values.birth ? invert(person.values.birth) : undefined)
      };
      const compare = compareBy(readings[key](), isDescending);
      return [...people].sort((a, b) => compare(a, b) || byPinyin(a) - byPinyin(b));
    }
  };
}

/** Ascending age is descending birth: digits are mirrored so that one comparison serves. */
const invert = (date: string): string => date.replace(/\d/g, (digit) => String(9 - Number(digit)));
