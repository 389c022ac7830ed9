/** The span a figure is about, as it stands in the address: `all`, `2026`, `2026-H1`, `2026-Q3` or `2026-11`. */
import { daysInMonth, type IsoDate } from '../../kernel/dates';

export interface Period {
  readonly key: string;
  readonly label: string;
  /** First and last day, both included; open for `all`. */
  readonly from?: IsoDate;
  readonly to?: IsoDate;
}

const pad = (value: number): string => String(value).padStart(2, '0');
const day = (year: number, month: number, date: number): IsoDate =>
  `${year}-${pad(month)}-${pad(date)}` as IsoDate;

const span = (key: string, label: string, year: number, first: number, last: number): Period => ({
  key,
  label,
  from: day(year, first, 1),
  to: day(year, last, daysInMonth(year, last))
});

export const allTime: Period = { key: 'all', label: '全部时段' };

/** Anything else than the five forms is undefined. */
export function parsePeriod(key: string): Period | undefined {
  if (key === 'all') return allTime;
  const match = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})))?$/.exec(key);
  if (!match) return undefined;
  const year = Number(match[1]);
  if (year < 1900 || year > 2200) return undefined;
  if (match[2] !== undefined) {
    const half = Number(match[2]);
    return span(key, `${year}年${half === 1 ? '上' : '下'}半年`, year, half * 6 - 5, half * 6);
  }
  if (match[3] !== undefined) {
    const quarter = Number(match[3]);
    return span(key, `${year}年第${quarter}季度`, year, quarter * 3 - 2, quarter * 3);
  }
  if (match[4] === undefined) return span(key, `${year}年`, year, 1, 12);
  const month = Number(match[4]);
  return month >= 1 && month <= 12
    ? span(key, `${year}年${month}月`, year, month, month)
    : undefined;
}

export const isInPeriod = (date: IsoDate | undefined, { from, to }: Period): boolean =>
  date !== undefined && (from === undefined || date >= from) && (to === undefined || date <= to);

/** Choices from the first dated record until today: everything, years, then halves, quarters and months of two years. */
export function periodChoices(first: IsoDate | undefined, today: IsoDate): readonly Period[] {
  const now = Number(today.slice(0, 4));
  const since = Math.min(now, Number((first ?? today).slice(0, 4)));
  const keys: string[] = [];
  for (let year = now; year >= since; year--) keys.push(String(year));
  for (let year = now; year >= Math.max(since, now - 1); year--) {
    keys.push(`${year}-H2`, `${year}-H1`);
    for (let quarter = 4; quarter >= 1; quarter--) keys.push(`${year}-Q${quarter}`);
    for (let month = 12; month >= 1; month--) keys.push(`${year}-${pad(month)}`);
  }
  const periods = keys.flatMap((key) => parsePeriod(key) ?? []);
  return [allTime, ...periods.filter(({ from }) => from !== undefined && from <= today)];
}

/** Months from the first to the last, both included: `2026-01` … */
export function monthsBetween(from: IsoDate, to: IsoDate): readonly string[] {
  const months: string[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  for (;;) {
    const key = `${year}-${pad(month)}`;
    if (key > to.slice(0, 7)) return months;
    months.push(key);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
