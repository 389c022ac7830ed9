/**
 * Calendar dates without a time zone. A PartialDate keeps the precision in which it was told:
 * `1968`, `1968-05` or `1968-05-12`; it is never filled up to a day.
 */
import type { Brand } from './brand';

export type IsoDate = Brand<string, 'IsoDate'>;
export type PartialDate = Brand<string, 'PartialDate'>;

const partialPattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function parsePartialDate(text: string): PartialDate | undefined {
  const match = partialPattern.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  if (year < 1800 || year > 2200) return undefined;
  if (match[2] === undefined) return text as PartialDate;
  const month = Number(match[2]);
  if (month < 1 || month > 12) return undefined;
  if (match[3] === undefined) return text as PartialDate;
  const day = Number(match[3]);
  return day >= 1 && day <= daysInMonth(year, month) ? (text as PartialDate) : undefined;
}

export function parseIsoDate(text: string): IsoDate | undefined {
  return text.length === 10 && parsePartialDate(text) ? (text as string as IsoDate) : undefined;
}

export type DatePrecision = 'y' | 'ym' | 'ymd';

export function precisionOf(date: PartialDate): DatePrecision {
  return date.length === 4 ? 'y' : date.length === 7 ? 'ym' : 'ymd';
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** The local calendar day of an instant (epoch milliseconds). */
export function localDate(epochMs: number): IsoDate {
  const date = new Date(epochMs);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}` as IsoDate;
}

/** The local day and clock time of an instant, as forms hold it: `2026-11-23T14:05`. */
export function localDateTime(epochMs: number): string {
  const date = new Date(epochMs);
  return `${localDate(epochMs)}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** The instant of a local day, with or without a clock time; undefined when it is neither. */
export function parseLocalDateTime(text: string): number | undefined {
  const [day = '', time = '00:00'] = text.split('T');
  if (parseIsoDate(day) === undefined || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return undefined;
  return Date.parse(`${day}T${time}`);
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10) as IsoDate;
}

/** Age in full years on a day, or undefined when only the year or month leaves it open; then `approximate` says the lower bound. */
export function ageOn(birth: PartialDate, today: IsoDate): { years: number; exact: boolean } {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  if (birth.length === 4) return { years, exact: false };
  const reached = today.slice(5, birth.length) >= birth.slice(5);
  const sameMonth = birth.length === 7 && today.slice(5, 7) === birth.slice(5);
  return { years: reached ? years : years - 1, exact: !sameMonth };
}
