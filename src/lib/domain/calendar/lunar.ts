/**
 * Chinese calendar of 1930 to 2100 from the table (DOMAIN J). Every day of these years has a lunar date; the
 * lunar years are 1929 to 2100. Nothing is guessed: a day that a lunar month has not, or a year outside, is undefined.
 */
import { addDays, daysBetween, type IsoDate } from '../../kernel/dates';
import { firstLunarYear, lunarLines } from './lunar-table';

export interface LunarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** The second month of that number in a year with a leap month. */
  readonly isLeap: boolean;
  /** 1 to 30. */
  readonly day: number;
}

export interface LunarMonth {
  readonly month: number;
  readonly isLeap: boolean;
  /** 29 or 30. */
  readonly length: number;
}

export interface LunarYear {
  readonly year: number;
  /** 0 without one. */
  readonly leapMonth: number;
  readonly newYear: IsoDate;
  /** Twelve or thirteen, in the order of the calendar. */
  readonly months: readonly LunarMonth[];
  /** Days of the solar year of the same number. */
  readonly qingming: IsoDate;
  readonly winterSolstice: IsoDate;
}

const rowsPerLine = 10;
const rowLength = 8;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The bits of a row; what they are stands in scripts/make-lunar-table.mjs. */
function rowOf(year: number): number | undefined {
  const index = year - firstLunarYear;
  const line = lunarLines[Math.floor(index / rowsPerLine)];
  const row = line?.substr((index % rowsPerLine) * rowLength, rowLength - 1);
  return row ? parseInt(row, 16) : undefined;
}

function monthsOf(bits: number, leapMonth: number): readonly LunarMonth[] {
  const count = leapMonth === 0 ? 12 : 13;
  return Array.from({ length: count }, (_, index) => {
    const isPastLeap = leapMonth !== 0 && index >= leapMonth;
    return {
      month: isPastLeap ? index : index + 1,
      isLeap: leapMonth !== 0 && index === leapMonth,
      length: (bits >> index) & 1 ? 30 : 29
    };
  });
}

export function lunarYear(year: number): LunarYear | undefined {
  const bits = rowOf(year);
  if (bits === undefined) return undefined;
  const leapMonth = (bits >> 13) & 15;
  return {
    year,
    leapMonth,
    newYear: addDays(`${year}-01-01` as IsoDate, (bits >> 17) & 63),
    months: monthsOf(bits, leapMonth),
    qingming: `${year}-04-${twoDigits(((bits >> 23) & 3) + 3)}` as IsoDate,
    winterSolstice: `${year}-12-${(bits >> 25) + 20}` as IsoDate
  };
}

/** The lunar date of a day; undefined where the table does not reach. */
export function toLunar(date: IsoDate): LunarDate | undefined {
  const solarYear = Number(date.slice(0, 4));
  const started = lunarYear(solarYear);
  const year = started && started.newYear <= date ? started : lunarYear(solarYear - 1);
  if (!year || !started) return undefined;
  let left = daysBetween(year.newYear, date);
  for (const { month, isLeap, length } of year.months) {
    if (left < length) return { year: year.year, month, isLeap, day: left + 1 };
    left -= length;
  }
  return undefined;
}

/** The day of a month of a year; undefined when the year has no such month or the month no such day. */
export function dayOfLunarYear(
  { newYear, months }: LunarYear,
  month: number,
  day: number,
  isLeap = false
): IsoDate | undefined {
  let before = 0;
  for (const one of months) {
    if (one.month === month && one.isLeap === isLeap) {
      return day >= 1 && day <= one.length ? addDays(newYear, before + day - 1) : undefined;
    }
    before += one.length;
  }
  return undefined;
}

export function lunarToSolar({ year, month, isLeap, day }: LunarDate): IsoDate | undefined {
  const found = lunarYear(year);
  return found && dayOfLunarYear(found, month, day, isLeap);
}

const digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;
const monthNames = '正二三四五六七八九十冬腊';

function dayName(day: number): string {
  if (day <= 10) return `初${digits[day] ?? ''}`;
  if (day === 20 || day === 30) return `${digits[day / 10] ?? ''}十`;
  return `${day < 20 ? '十' : '廿'}${digits[day % 10] ?? ''}`;
}

/** 闰六月初一; 冬月 and 腊月 for the eleventh and twelfth. */
export const formatLunar = ({ month, isLeap, day }: LunarDate): string =>
  `${isLeap ? '闰' : ''}${monthNames[month - 1] ?? ''}月${dayName(day)}`;
