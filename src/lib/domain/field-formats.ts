/** Plain Chinese text of stored values, for tables, export and print. */
import { precisionOf, type IsoDate, type PartialDate } from '../kernel/dates';

/** `1968年5月12日`, `1968年5月` or `1968年`: the precision in which it was told. */
export function formatPartialDate(date: PartialDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  switch (precisionOf(date)) {
    case 'y':
      return `${year}年`;
    case 'ym':
      return `${year}年${Number(month)}月`;
    case 'ymd':
      return `${year}年${Number(month)}月${Number(day)}日`;
  }
}

/** `2026-02-17`: sorts and reads the same on screen and in a spreadsheet. */
export const formatIsoDate = (date: IsoDate): string => date;

/** Local `2026-02-17 09:05`. */
export function formatInstant(epochMs: number): string {
  const date = new Date(epochMs);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** Fen to `1,200.50元`; whole yuan without decimals. */
export function formatFen(fen: number): string {
  const yuan = Math.trunc(fen / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
  const rest = fen % 100;
  return rest === 0 ? `${yuan}元` : `${yuan}.${String(rest).padStart(2, '0')}元`;
}

/** 8550 with two decimals to `85.5`. */
export function formatDecimal(value: number, decimals: number): string {
  const unit = 10 ** decimals;
  const rest = String(value % unit)
    .padStart(decimals, '0')
    .replace(/0+$/, '');
  const whole = String(Math.trunc(value / unit));
  return rest === '' ? whole : `${whole}.${rest}`;
}
