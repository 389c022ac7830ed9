/** Groups of what has a day: months, or years when the span is longer than about a year (more columns can't be read across a room). */
import type { IsoDate } from '../../kernel/dates';
import { groupBy, type Group } from './figure';
import { monthsBetween, type Period } from './period';

const mostMonths = 13;

export interface TimeGroups<T> {
  readonly groups: readonly Group<T>[];
  readonly isByYear: boolean;
}

/** From the first day of the period, or of what there is, until today. */
export function timeGroups<T>(
  items: readonly T[],
  dayOf: (item: T) => IsoDate | undefined,
  { from, to }: Period,
  today: IsoDate
): TimeGroups<T> {
  const days = items.flatMap((item) => dayOf(item) ?? []).sort();
  const first = from ?? days[0] ?? today;
  const last = to ?? days[days.length - 1] ?? today;
  const months = monthsBetween(first, last < today ? last : today);
  const isByYear = months.length > mostMonths;
  const keys = isByYear ? [...new Set(months.map((month) => month.slice(0, 4)))] : months;
  const isOneYear = new Set(months.map((month) => month.slice(0, 4))).size <= 1;
  const label = (key: string): string =>
    isByYear ? `${key}年` : `${isOneYear ? '' : `${key.slice(0, 4)}年`}${Number(key.slice(5))}月`;
  const groups = groupBy(
    items,
    (item) => [(dayOf(item) ?? '').slice(0, isByYear ? 4 : 7)],
    keys.map((key) => ({ key, label: label(key) }))
  );
  return { groups, isByYear };
}
