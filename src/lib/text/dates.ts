/** Dates, instants and spans in words. Today and the time zone's now come in; nothing here reads a clock. */
import { daysBetween, localDate, type IsoDate } from '../kernel/dates';

/** `2026-11-23` → 2026年11月23日; `1968-05` → 1968年5月; `1968` → 1968年; anything else as it is. */
export function formatDate(date: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (!match) return date;
  const [, year = '', month, day] = match;
  const monthPart = month === undefined ? '' : `${Number(month)}月`;
  const dayPart = day === undefined ? '' : `${Number(day)}日`;
  return `${year}年${monthPart}${dayPart}`;
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六'];

/** `2026-11-23` → 11月23日 周一; the year only when it is not that of `today`. */
export function formatDay(date: IsoDate, today: IsoDate): string {
  const whole = formatDate(date);
  const shown = date.slice(0, 4) === today.slice(0, 4) ? whole.slice(5) : whole;
  return `${shown} 周${weekdays[new Date(Date.parse(date)).getUTCDay()] ?? ''}`;
}

/** 今天, 昨天, 3天前, 2个月前, 明天, 5天后: whole calendar days, never a rounded "1 month" for 20 days. */
export function relativeDay(date: IsoDate, today: IsoDate): string {
  const days = daysBetween(today, date);
  if (days === 0) return '今天';
  if (days === -1) return '昨天';
  if (days === -2) return '前天';
  if (days === 1) return '明天';
  if (days === 2) return '后天';
  const side = days < 0 ? '前' : '后';
  return `${spanOfDays(Math.abs(days))}${side}`;
}

/** A number of days as people say it: 20天, 3个月, 2年. */
export function spanOfDays(days: number): string {
  if (days < 60) return `${days}天`;
  if (days < 730) return `${Math.floor(days / 30.4375)}个月`;
  return `${Math.floor(days / 365.25)}年`;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** Local clock time of an instant (epoch milliseconds): 14:05. */
export function formatTime(epochMs: number): string {
  const date = new Date(epochMs);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** 刚刚, 5 分钟前, 今天 14:05, 昨天 09:10, 2026年10月3日 16:40. */
export function formatInstant(epochMs: number, nowMs: number): string {
  const elapsed = nowMs - epochMs;
  if (elapsed >= 0 && elapsed < 60_000) return '刚刚';
  if (elapsed >= 0 && elapsed < 3_600_000) return `${Math.floor(elapsed / 60_000)} 分钟前`;
  const day = localDate(epochMs);
  const today = localDate(nowMs);
  const near = Math.abs(daysBetween(today, day)) <= 1;
  return `${near ? relativeDay(day, today) : formatDate(day)} ${formatTime(epochMs)}`;
}
