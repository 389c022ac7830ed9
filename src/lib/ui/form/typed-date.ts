/**
 * Understands dates as people type them: 2026-11-23, 2026.11.23, 2026/11/23, 20261123, 2026年11月23日 and,
 * with today at hand, 11.23 or 11月23日 of this year. Anything else is left as typed: never guessed.
 */
import { parseIsoDate, parsePartialDate, type IsoDate, type PartialDate } from '../../kernel/dates';

const pad = (part: string): string => part.padStart(2, '0');
const clean = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** A full date, or undefined. `today` gives the year of a date typed without one. */
export function parseTypedDate(text: string, today: IsoDate): IsoDate | undefined {
  const typed = clean(text);
  const full =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(typed) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  if (full) {
    const [, year = '', month = '', day = ''] = full;
    return parseIsoDate(`${year}-${pad(month)}-${pad(day)}`);
  }
  const short = /^(\d{1,2})[-./月](\d{1,2})日?$/.exec(typed);
  if (!short) return undefined;
  const [, month = '', day = ''] = short;
  return parseIsoDate(`${today.slice(0, 4)}-${pad(month)}-${pad(day)}`);
}

/** A year, a month or a day, as precise as it was typed; undefined when not understood. */
export function parseTypedPartialDate(text: string): PartialDate | undefined {
  const typed = clean(text);
  const match =
    /^(\d{4})年?$/.exec(typed) ??
    /^(\d{4})[-./年](\d{1,2})月?$/.exec(typed) ??
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(typed) ??
    /^(\d{4})(\d{2})(\d{2})?$/.exec(typed);
  if (!match) return undefined;
  const [, year = '', month, day] = match;
  return parsePartialDate(
    [year, month && pad(month), day && pad(day)].filter((part) => part !== undefined).join('-')
  );
}
