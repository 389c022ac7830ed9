/**
 * Dates as ledgers write them (H1-4). Precision is never invented: what may be two dates keeps only what both
 * have in common and is asked. `1968.1` is one of them: spreadsheets write 1968.10 that way too.
 */
import { parsePartialDate, type PartialDate } from '../../../kernel/dates';
import type { RawCell } from '../../files/raw-sheet';
import { chineseToArabic } from '../../../domain/chinese-number';
import {
  emptyReading,
  isBlankMark,
  isUnknownWord,
  leaveOutChoice,
  type CellReading
} from './reading';

const msPerDay = 86_400_000;
const serialDayZero = Date.UTC(1899, 11, 30);
const oldestYear = 1880;

/** @param currentYear later dates are no past events. */
export function readLedgerDate(cell: RawCell, currentYear: number): CellReading {
  const reading =
    cell.type === 'date'
      ? readDateCell(cell)
      : readDateText(cell.text, currentYear, cell.lateDays ?? 0);
  const value = reading.type === 'value' ? reading.value : null;
  if (typeof value !== 'string') return reading;
  const year = Number(value.slice(0, 4));
  if (year > currentYear) return leftOut('日期在将来');
  return year < oldestYear ? leftOut('年份过早') : reading;
}

const leftOut = (what: string): CellReading => ({
  type: 'left-out',
  message: `${what}，没有导入，请核对后补填`
});

/** A date cell that shows a year around 1905 was a number like 1968.5 in a cell formatted as a date. */
function readDateCell(cell: RawCell): CellReading {
  const serial = (cell.number ?? 0) - (cell.lateDays ?? 0);
  const iso = cell.text.slice(0, 10);
  if (serial >= oldestYear && serial < 2100) {
    const seen = readDateText(String(Math.round(serial * 100) / 100), 2100, 0);
    const guess =
      seen.type === 'value' && typeof seen.value === 'string'
        ? [choice(seen.value as PartialDate)]
        : [];
    return {
      type: 'doubt',
      certain: null,
      message: `单元格按日期显示为 ${iso}，可能原来写的是 ${serial}，请选择`,
      choices: [...guess, choice(iso as PartialDate), leaveOutChoice]
    };
  }
  return parsePartialDate(iso) ? { type: 'value', value: iso } : leftOut('日期读不出');
}

function readDateText(raw: string, currentYear: number, lateDays: number): CellReading {
  const text = raw
    .normalize('NFKC')
    .replace(/[\s'’‘]/g, '')
    .replace(/(出?生)?[.。,，]*$/, '');
  if (text === '' || isBlankMark(text)) return emptyReading;
  if (isUnknownWord(text)) return { type: 'left-out', message: `写的是“${text}”，留空` };
  if (/农历|阴历|[正腊冬]月|初[一二三四五六七八九十]/.test(text)) return readLunar(text);
  const plain = chineseToArabic(text);
  return (
    readRepublic(plain) ??
    readFourDigitYear(plain) ??
    readDigitsOnly(plain, text, lateDays) ??
    readTwoDigitYear(plain, text, currentYear) ??
    leftOut('看不懂这个日期')
  );
}

/** Lunar dates are not converted: the year is as good as certain, the day is not. */
function readLunar(text: string): CellReading {
  const year = /(\d{4})年/.exec(chineseToArabic(text))?.[1];
  return {
    type: 'doubt',
    certain: year ?? null,
    message: '写的是农历，没有换算；请对照证件填公历日期',
    choices: [
      ...(year === undefined ? [] : [{ label: `只记 ${year} 年`, value: year }]),
      leaveOutChoice
    ]
  };
}

function readRepublic(text: string): CellReading | undefined {
  const match = /^民国(\d{1,2}|元)年?(?:(\d{1,2})月?(?:(\d{1,2})日?)?)?$/.exec(text);
  if (!match) return undefined;
  const year = 1911 + (match[1] === '元' ? 1 : Number(match[1]));
  const date = join(String(year), match[2], match[3]);
  if (!date) return leftOut('没有这一天');
  return { type: 'value', value: date, note: `民国纪年，换算为 ${show(date)}` };
}

function readFourDigitYear(text: string): CellReading | undefined {
  const match = /^(\d{4})(?:([.\-/年、])(\d{1,2})(?:([.\-/月、])(\d{1,2})日?)?月?)?年?$/.exec(text);
  if (!match?.[1]) return undefined;
  const year = Number(match[1]);
  if (match[2] === undefined && (year < oldestYear || year > 2100)) return undefined;
  if (match[2] === '.' && match[3] === '1' && match[5] === undefined && match[4] === undefined) {
    return januaryOrOctober(match[1]);
  }
  const date = join(match[1], match[3], match[5]);
  return date ? { type: 'value', value: date } : leftOut('没有这一天');
}

function januaryOrOctober(year: string): CellReading {
  const choices = [`${year}-01`, `${year}-10`].map((date) => choice(date as PartialDate));
  return {
    type: 'doubt',
    certain: year,
    message: `可能是 1 月，也可能是 10 月（表格会把 ${year}.10 写成 ${year}.1），请选择；先只记 ${year} 年`,
    choices: [...choices, { label: `只记 ${year} 年`, value: year }]
  };
}

/** 19410909, 196805, 680512, and 24970: the serial day of a date that lost its format. */
function readDigitsOnly(text: string, original: string, lateDays: number): CellReading | undefined {
  if (!/^\d+(\.\d+)?$/.test(text) || /[〇一二三四五六七八九十]/.test(original)) return undefined;
  const parts = /^(\d{4})(\d{2})(\d{2})?$/.exec(text);
  if (parts?.[1] && Number(parts[1]) >= oldestYear && Number(parts[1]) <= 2100) {
    const date = join(parts[1], parts[2], parts[3]);
    if (date) return { type: 'value', value: date };
  }
  const short = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (short) {
    const date = join(`19${short[1]}`, short[2], short[3]);
    if (date) return { type: 'value', value: date, note: `按 ${show(date)} 理解` };
  }
  const serial = Number(text) + lateDays;
  if (/^\d{5}(\.\d+)?$/.test(text) && serial >= 3_000 && serial <= 73_415) {
    const iso = new Date(serialDayZero + Math.floor(serial) * msPerDay).toISOString().slice(0, 10);
    const date = parsePartialDate(iso);
    if (date) return { type: 'value', value: date, note: `是表格的日期序号，换算为 ${show(date)}` };
  }
  return undefined;
}

function readTwoDigitYear(
  text: string,
  original: string,
  currentYear: number
): CellReading | undefined {
  const match = /^[’']?(\d{2})(?:[.\-/年、](\d{1,2})(?:[.\-/月、](\d{1,2})日?)?月?|年)$/.exec(text);
  if (!match?.[1]) return undefined;
  const years = [`19${match[1]}`, `20${match[1]}`].filter((year) => Number(year) <= currentYear);
  const months = /^\d{2}\.1$/.test(original) ? ['1', '10'] : [match[2]];
  const dates = years.flatMap((year) => months.map((month) => join(year, month, match[3])));
  const found = dates.filter((date): date is PartialDate => date !== undefined);
  const [only] = found;
  if (only === undefined) return leftOut('没有这一天');
  if (found.length === 1) return { type: 'value', value: only, note: `按 ${show(only)} 理解` };
  return {
    type: 'doubt',
    certain: years.length === 1 ? (years[0] ?? null) : null,
    message: `可能是${found.map(show).join('，也可能是')}，请选择`,
    choices: [...found.map(choice), leaveOutChoice]
  };
}

function join(year: string, month?: string, day?: string): PartialDate | undefined {
  const parts = [year, month, day].filter((part): part is string => part !== undefined);
  return parsePartialDate(parts.map((part) => part.padStart(2, '0')).join('-'));
}

const choice = (date: PartialDate): { label: string; value: string } => ({
  label: show(date),
  value: date
});

/** 1968年5月12日 */
function show(date: PartialDate): string {
  const [year, month, day] = date.split('-');
  const monthText = month === undefined ? '' : `${Number(month)}月`;
  return `${year}年${monthText}${day === undefined ? '' : `${Number(day)}日`}`;
}
