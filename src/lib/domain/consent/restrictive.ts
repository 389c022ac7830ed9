/**
 * How surviving concurrent values of a consent join: the most restrictive holds (DESIGN 3, I14). Every function
 * is commutative, associative and idempotent, so the order in which values arrive does not matter.
 */
import type { IsoDate } from '../../kernel/dates';

/** The earliest date; a date wins over none: withdrawn on, valid until. */
export function earliestDate(survivors: readonly (IsoDate | null)[]): IsoDate | null {
  let earliest: IsoDate | null = null;
  for (const date of survivors) {
    if (date !== null && (earliest === null || date < earliest)) earliest = date;
  }
  return earliest;
}

/** The latest date; none wins over a date: what is not yet signed does not hold. */
export function latestDateOrNone(survivors: readonly (IsoDate | null)[]): IsoDate | null {
  let latest: IsoDate | null = null;
  for (const date of survivors) {
    if (date === null) return null;
    if (latest === null || date > latest) latest = date;
  }
  return latest;
}

/** What every survivor holds; a cleared value leaves nothing. Sorted, so that equal sets are equal values. */
export function intersection<T extends string>(
  survivors: readonly (readonly T[] | null)[]
): readonly T[] | null {
  const [first, ...others] = survivors;
  if (first === undefined || first === null || others.some((other) => other === null)) return null;
  return first.filter((item) => others.every((other) => other?.includes(item))).sort();
}
