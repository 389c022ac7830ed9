/**
 * 开斋节 and 古尔邦节 by the arithmetic Islamic calendar (islamic-civil, DOMAIN J): estimates of ±1 day, since the
 * month begins with a sighting. The worker sets the day that holds where they are.
 */
import { addDays, type IsoDate } from '../../kernel/dates';

/** 1 Muharram of the year 1 is 16 July 622 (Julian): days before 1 January 1970. */
const epochDay = -492_148;

/** Thirty years hold eleven leap days; odd months have 30 days, even ones 29. */
function islamicDay(year: number, month: number, day: number): number {
  const before = 354 * (year - 1) + Math.floor((3 + 11 * year) / 30);
  return epochDay + before + 29 * (month - 1) + Math.floor(month / 2) + day - 1;
}

const dateOf = (year: number, month: number, day: number): IsoDate =>
  addDays('1970-01-01' as IsoDate, islamicDay(year, month, day));

/** 1 Shawwal. */
export const estimateFitr = (islamicYear: number): IsoDate => dateOf(islamicYear, 10, 1);
/** 10 Dhu al-Hijja. */
export const estimateAdha = (islamicYear: number): IsoDate => dateOf(islamicYear, 12, 10);

/** Islamic years that touch a span of solar years, one more at each end. */
export function islamicYears(fromYear: number, toYear: number): readonly number[] {
  const first = Math.floor(((fromYear - 622) * 33) / 32) - 1;
  const last = Math.ceil(((toYear - 621) * 33) / 32) + 1;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
