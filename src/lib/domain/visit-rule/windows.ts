/** Days and windows that rules speak of: spans of days, days of the year, periods. */
import { addDays, daysInMonth, type IsoDate } from '../../kernel/dates';

/** Both ends included. */
export interface DaySpan {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

export const yearOf = (date: IsoDate): number => Number(date.slice(0, 4));

/** `02-29` in a year without one is the 28th: earlier rather than late. */
export const dayOfYear = (year: number, monthDay: string): IsoDate =>
  (monthDay === '02-29' && daysInMonth(year, 2) === 28
    ? `${year}-02-28`
    : `${year}-${monthDay}`) as IsoDate;

export interface Period extends DaySpan {
  /** `month@2026-09`, `quarter@2026-3`, `half@2026-1`, `year@2026`. */
  readonly key: string;
}

const periodNames: Readonly<Record<number, string>> = {
  1: 'month',
  3: 'quarter',
  6: 'half',
  12: 'year'
};

function periodKey(months: number, year: number, index: number): string {
  const name = periodNames[months] ?? `${months}months`;
  if (months === 12) return `${name}@${year}`;
  return `${name}@${year}-${months === 1 ? twoDigits(index + 1) : index + 1}`;
}

/** Calendar periods of 1, 3, 6 or 12 months that touch the span, earliest first. */
export function periodsIn(span: DaySpan, months: number): readonly Period[] {
  const periods: Period[] = [];
  for (let year = yearOf(span.from); year <= yearOf(span.to); year++) {
    for (let index = 0; index < 12 / months; index++) {
      const first = index * months + 1;
      const last = first + months - 1;
      const from = `${year}-${twoDigits(first)}-01` as IsoDate;
      const to = `${year}-${twoDigits(last)}-${daysInMonth(year, last)}` as IsoDate;
      if (to < span.from || from > span.to) continue;
      periods.push({ key: periodKey(months, year, index), from, to });
    }
  }
  return periods;
}

/** Adding nothing is the common case, and parsing dates is what would cost most. */
export const plusDays = (date: IsoDate, days: number): IsoDate =>
  days === 0 ? date : addDays(date, days);
