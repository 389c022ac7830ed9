/** The days a calendar page shows and where its keys lead. Weeks begin on Monday. */
import { addDays, daysInMonth, parseIsoDate, type IsoDate } from '../../kernel/dates';
import { assert } from '../../kernel/assert';

export const weekdayLabels = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** 0 is Monday. */
const weekday = (date: IsoDate): number => (new Date(Date.parse(date)).getUTCDay() + 6) % 7;

function toDate(year: number, month: number, day: number): IsoDate {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const date = parseIsoDate(text);
  assert(date, `not a date: ${text}`);
  return date;
}

/** Six weeks of seven days around the month of a date, so that the page never changes its height. */
export function weeksOf(date: IsoDate): IsoDate[][] {
  const first = toDate(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 1);
  const start = addDays(first, -weekday(first));
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day))
  );
}

/** The same day some months on; the last of the month where it has no such day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return toDate(year, month, Math.min(Number(date.slice(8)), daysInMonth(year, month)));
}

/** Where a key leads from a day; undefined for other keys. */
export function dayAfterKey(date: IsoDate, key: string): IsoDate | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(date, -1);
    case 'ArrowRight':
      return addDays(date, 1);
    case 'ArrowUp':
      return addDays(date, -7);
    case 'ArrowDown':
      return addDays(date, 7);
    case 'Home':
      return addDays(date, -weekday(date));
    case 'End':
      return addDays(date, 6 - weekday(date));
    case 'PageUp':
      return addMonths(date, -1);
    case 'PageDown':
      return addMonths(date, 1);
    default:
      return undefined;
  }
}
