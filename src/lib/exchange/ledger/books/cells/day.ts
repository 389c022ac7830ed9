/**
 * The day of an entry (H2-2): 2026.1.28, 1月28日, 2026.1.28-2.3, 春节前, 腊月二十三, 2026-01-28 14:30. A year that is
 * not written comes from the sheet, and where that does not tell, a person is asked; a day is never made up (I12).
 */
import { lunarToSolar, lunarYear } from '../../../../domain/calendar/lunar';
import { festivals } from '../../../../domain/code-lists/festival';
import { festivalDays } from '../../../../domain/calendar/festival-days';
import { addDays, parseIsoDate, type IsoDate } from '../../../../kernel/dates';
import type { RawCell } from '../../../files/raw-sheet';
import { chineseToArabic } from '../../../../domain/chinese-number';
import { isBlankMark, isUnknownWord, leaveOutChoice, type CellReading } from '../../cells/reading';
import type { FindingChoice } from '../../types';

export interface YearGuess {
  readonly year: number;
  /** As told in the report: 按标题, 按您的选择 … */
  readonly by: string;
}

export interface DayContext {
  /** The year of a date without one. */
  readonly year: YearGuess | undefined;
  /** Years to offer where `year` is open. */
  readonly years: readonly number[];
  /** Days of the rows around, to offer where no day is written. */
  readonly near: readonly IsoDate[];
  readonly today: IsoDate;
  /** A day to come is a plan, and no mistake. */
  readonly mayBePlan: boolean;
}

const oldestYear = 1949;

export const dayText = (date: IsoDate): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};
const choice = (date: IsoDate): FindingChoice => ({ label: dayText(date), value: date });
const choices = (dates: readonly IsoDate[]): readonly FindingChoice[] => [
  ...[...new Set(dates)].map(choice),
  leaveOutChoice
];
const doubt = (
  message: string,
  dates: readonly IsoDate[],
  certain: IsoDate | null = null
): CellReading => ({ type: 'doubt', certain, message, choices: choices(dates) });
const leftOut = (message: string): CellReading => ({ type: 'left-out', message });
const value = (date: string, note?: string): CellReading => ({
  type: 'value',
  value: date,
  ...(note === undefined ? {} : { note })
});

const isoOf = (year: number | string, month: string, day: string): IsoDate | undefined =>
  parseIsoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);

/** A year written out in a text, for dates nearby that have none. */
export const yearIn = (text: string): number | undefined => {
  const found = /(?<!\d)(19[5-9]\d|20\d\d)(?=[年.\-/]|$)/.exec(text.normalize('NFKC'))?.[1];
  return found === undefined ? undefined : Number(found);
};

/** Whether a date cell says a month and day but no year. */
export const lacksYear = (text: string): boolean =>
  text.trim() !== '' && yearIn(text) === undefined && /月|^\d{1,2}[.\-/]\d{1,2}/.test(text.trim());

export function readDay(cell: RawCell, context: DayContext): CellReading {
  const reading = cell.type === 'date' ? readDateCell(cell) : readText(cell.text, context);
  if (reading.type !== 'value') return reading;
  const date = reading.value as IsoDate;
  if (date > context.today && !context.mayBePlan)
    return late(date, /没写年份/.test(reading.note ?? ''), context);
  return Number(date.slice(0, 4)) < oldestYear ? leftOut('年份过早，没有导入，请核对') : reading;
}

/** A day to come is no visit: where the year was taken from the sheet, the year before may be meant. */
function late(date: IsoDate, isYearGuessed: boolean, { today }: DayContext): CellReading {
  const before = parseIsoDate(`${Number(date.slice(0, 4)) - 1}${date.slice(4)}`);
  const offered = isYearGuessed && before && before <= today ? [before] : [];
  const message = `${dayText(date)}在今天之后，没有导入，请核对`;
  return offered.length > 0 ? doubt(message, offered) : leftOut(message);
}

function readDateCell(cell: RawCell): CellReading {
  const date = parseIsoDate(cell.text.slice(0, 10));
  if (!date) return leftOut('日期读不出');
  const hour = cell.text.slice(11, 16);
  return hour === '' || hour === '00:00' ? value(date) : { type: 'value', value: date, hour };
}

const half = '(?:(?:上|下|中)午|早上|晚上|晚|傍晚)?';
const hour = '\\d{1,2}[:时点](?:\\d{1,2}分?|半)?(?::\\d{1,2})?';
/** 下午, 14:30, 上午9:00-11:00. */
const time = new RegExp(`[T,，]?${half}(?:${hour}(?:[-—–~至到]+${half}${hour})?)?$`);
const hoursApart = /\s+(\d{1,2}:\d{2}(?::\d{2})?(?:\s*[-—–~至到]+\s*\d{1,2}:\d{2})?)$/;
const weekday = /[(（]?(?:星期|周|礼拜)[一二三四五六日天]?[)）]?/;

function readText(raw: string, context: DayContext): CellReading {
  const typed = raw.normalize('NFKC').trim();
  if (isUnknownWord(typed)) return leftOut(`写的是“${typed}”，没有日期`);
  if (typed === '' || isBlankMark(typed)) return { type: 'empty' };
  // The hour stands behind a blank or a word of its own, so that 2026-01-28 keeps its day.
  const bare = typed.replace(weekday, '').replace(hoursApart, 'T$1');
  const text = bare.replace(/\s/g, '');
  const lunar = readLunarDay(text, context);
  if (lunar) return lunar;
  const plain = chineseToArabic(text);
  const range = readRange(plain, context);
  if (range) return range;
  const day = plain.replace(time, '');
  const found = readPlainDay(day, context);
  if (!found) return readVague(text, context);
  const isTold = found.type === 'value' || found.type === 'doubt';
  const hour = plain.slice(day.length).replace(/^[T,，]/, '');
  return isTold && hour !== '' ? { ...found, hour } : found;
}

/** A day for a field that has no place for the hour beside it: said, not dropped in silence (I12). */
export function withoutHour(reading: CellReading): CellReading {
  if (reading.type !== 'value' || reading.hour === undefined) return reading;
  const note = [reading.note, '时间没有记，只记日期'].filter(Boolean).join('；');
  return value(reading.value as IsoDate, note);
}

const clock = /(下午|晚上|晚|傍晚|中午)?(\d{1,2})[:时点](\d{1,2}|半)?/;

/** 14:30, 下午2点半, 9时; undefined when the cell tells no hour. */
function clockIn(cell: RawCell): string | undefined {
  const text = cell.type === 'date' ? cell.text.slice(10) : cell.text.normalize('NFKC');
  const [, half, hour, minute] = clock.exec(text) ?? [];
  if (hour === undefined) return undefined;
  const isLate = half !== undefined && Number(hour) < 12 && (half !== '中午' || Number(hour) < 6);
  const hours = Number(hour) + (isLate ? 12 : 0);
  const minutes = minute === '半' ? 30 : Number(minute ?? 0);
  if (hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** A day with the clock time that stands beside it, as forms hold it; the day alone where none does. */
export function readDayAndTime(cell: RawCell, context: DayContext): CellReading {
  const reading = readDay(cell, context);
  if (reading.type !== 'value') return reading;
  const at = clockIn(cell);
  if (at === undefined) return withoutHour(reading);
  return value(`${reading.value as IsoDate}T${at}`, reading.note);
}

const full = /^(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})[日号]?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const short = /^(\d{2})[.\-/年](\d{1,2})[.\-/月](\d{1,2})[日号]?$/;
const noYear = /^(\d{1,2})[.\-/月](\d{1,2})[日号]?$/;

function readPlainDay(text: string, context: DayContext): CellReading | undefined {
  const whole = full.exec(text) ?? compact.exec(text);
  if (whole?.[1] && whole[2] && whole[3]) {
    const date = isoOf(whole[1], whole[2], whole[3]);
    return date ? value(date) : leftOut('没有这一天，没有导入，请核对');
  }
  const two = short.exec(text);
  if (two?.[1] && two[2] && two[3]) {
    const date = isoOf(`20${two[1]}`, two[2], two[3]);
    return date ? value(date, `按 ${dayText(date)} 理解`) : leftOut('没有这一天，没有导入，请核对');
  }
  const open = noYear.exec(text);
  return open?.[1] && open[2] ? withYear(open[1], open[2], context) : undefined;
}

function withYear(month: string, day: string, { year, years, today }: DayContext): CellReading {
  if (year) {
    const date = isoOf(year.year, month, day);
    return date
      ? value(date, `没写年份，${year.by}按 ${dayText(date)} 理解`)
      : leftOut('没有这一天，没有导入，请核对');
  }
  const offered = years
    .flatMap((each) => isoOf(each, month, day) ?? [])
    .filter((date) => date <= today);
  if (offered.length === 0) return leftOut('没有这一天，没有导入，请核对');
  return doubt('没写年份，表上也看不出是哪一年，请选择', offered);
}

/** 2026.1.28-2.3, 1月28日至30日: the visits of several days in one row. */
function readRange(text: string, context: DayContext): CellReading | undefined {
  const match =
    /^(?:(\d{4})[.\-/年])?(\d{1,2})[.\-/月](\d{1,2})[日号]?(?:-|—|–|~|至|到)+(?:(\d{4})[.\-/年])?(?:(\d{1,2})[.\-/月])?(\d{1,2})[日号]?$/.exec(
      text
    );
  if (!match?.[2] || !match[3] || !match[6]) return undefined;
  const year = match[1] ?? (context.year ? String(context.year.year) : undefined);
  if (year === undefined) {
    const dates = context.years.flatMap(
      (each) => isoOf(each, match[2] ?? '', match[3] ?? '') ?? []
    );
    return doubt('写的是一段时间，也没写年份，请选择开始那天', dates);
  }
  const first = isoOf(year, match[2], match[3]);
  const last = isoOf(match[4] ?? year, match[5] ?? match[2], match[6]);
  if (!first || !last || last < first || (last > context.today && !context.mayBePlan)) {
    return leftOut('这段时间看不懂，没有导入，请核对');
  }
  return doubt(`写的是一段时间（到 ${dayText(last)}），先按开始那天登记`, [first, last], first);
}

const lunarDay =
  /^(?:农历|阴历)?(?:(\d{4})年)?(闰)?([正冬腊一二三四五六七八九十]{1,2})月(初[一二三四五六七八九十]|[一二三四五六七八九十廿卅]{1,3})日?(?:\([^)]*\))?$/;
const lunarMonths: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 };

/** 腊月二十三 is certain once the year is; 八月十五 may be meant by either calendar. */
function readLunarDay(text: string, context: DayContext): CellReading | undefined {
  if (text === '除夕' || text === '大年三十') return readEve(context);
  const match = lunarDay.exec(text);
  if (!match?.[3] || !match[4]) return undefined;
  const month = lunarMonths[match[3]] ?? Number(chineseToArabic(match[3]));
  const day = Number(chineseToArabic(match[4].replace('初', '')));
  const isCertain =
    /农历|阴历/.test(text) || match[3] in lunarMonths || match[4].startsWith('初') || !!match[2];
  const years = context.year ? [context.year.year] : context.years;
  // A lunar year reaches into the next solar one: the twelfth month lies there.
  const dates = (match[1] ? [Number(match[1])] : years).flatMap((year) =>
    [year - 1, year].flatMap((lunar) => {
      const date = lunarToSolar({ year: lunar, month, isLeap: match[2] === '闰', day });
      const isMeant = match[1] ? lunar === year : date?.startsWith(String(year));
      return date && isMeant && date <= context.today ? [date] : [];
    })
  );
  const [only] = dates;
  if (only === undefined) return leftOut('农历没有这一天，或在今天之后，没有导入');
  if (!isCertain) {
    const solar = (context.year ? [context.year.year] : context.years).flatMap(
      (year) => isoOf(year, String(month), String(day)) ?? []
    );
    return doubt('可能是农历，也可能是公历，请选择', [...dates, ...solar]);
  }
  if (dates.length > 1 || (!context.year && !match[1])) {
    return doubt('写的是农历，看不出是哪一年，请选择', dates);
  }
  return value(only, `写的是农历，换算为 ${dayText(only)}`);
}

function readEve({ year, years, today }: DayContext): CellReading {
  const dates = (year ? [year.year] : years).flatMap((each) => {
    const spring = lunarYear(each)?.newYear;
    return spring && spring <= today ? [addDays(spring, -1)] : [];
  });
  const [only] = dates;
  if (!only) return leftOut('看不出是哪一天，没有导入');
  return year
    ? value(only, `写的是除夕，换算为 ${dayText(only)}`)
    : doubt('写的是除夕，看不出是哪一年，请选择', dates);
}

/** 春节前, 中秋节, 1月, 上半年: no day is written. The festival's own day and the days around are offered. */
function readVague(text: string, context: DayContext): CellReading {
  const year = yearIn(text) ?? context.year?.year;
  const code = festivals.items.find(({ label, aliases = [] }) =>
    [label, ...aliases].some((word) => text.includes(word))
  )?.code;
  const days =
    year === undefined
      ? []
      : festivalDays(`${year}-01-01` as IsoDate, `${year}-12-31` as IsoDate).filter(
          (day) => day.code === code && !day.isEstimate && day.on <= context.today
        );
  return doubt(`写的是“${text.slice(0, 20)}”，没有哪一天，没有导入；请选择`, [
    ...days.map(({ on }) => on),
    ...context.near
  ]);
}

/** A blank date: the merged cell of a text file, or forgotten. */
export const blankDay = ({ near }: DayContext): CellReading =>
  near.length === 0 ? leftOut('没有写日期，没有导入') : doubt('没有写日期，没有导入；请选择', near);
