/** 到期报送: the rhythm a community has set for itself. Nothing is due that ended before it was set. */
import { parseIsoDate, type IsoDate } from '../../kernel/dates';
import { isJsonObject } from '../json-checks';
import { parsePeriod, type Period } from '../statistics/period';
import type { Report } from './standing';

export const rhythms = ['month', 'quarter', 'half', 'year'] as const;
export type Rhythm = (typeof rhythms)[number];

/** A type, as it is stored as JSON. */
export type ReportSchedule = {
  readonly every: Rhythm;
  /** Made by itself when a device that may opens the book; otherwise 今日 reminds. */
  readonly isAutomatic: boolean;
  /** The day it was set. */
  readonly since: IsoDate;
};

export const isSchedule = (value: unknown): value is ReportSchedule =>
  isJsonObject(value) &&
  Object.keys(value).length === 3 &&
  rhythms.some((rhythm) => rhythm === value['every']) &&
  typeof value['isAutomatic'] === 'boolean' &&
  typeof value['since'] === 'string' &&
  parseIsoDate(value['since']) !== undefined;

const perYear: Readonly<Record<Rhythm, number>> = { month: 12, quarter: 4, half: 2, year: 1 };

function keyOf(every: Rhythm, year: number, place: number): string {
  if (every === 'year') return String(year);
  if (every === 'quarter') return `${year}-Q${place}`;
  return every === 'half' ? `${year}-H${place}` : `${year}-${String(place).padStart(2, '0')}`;
}

/** A book that was not opened for longer owes no more than this: older figures would say nothing of their time. */
const mostDue = 12;

/** Periods of the rhythm that have ended since it was set and of which no report was made, the oldest first. */
export function duePeriods(
  schedule: ReportSchedule | undefined,
  reports: readonly Report[],
  today: IsoDate
): readonly Period[] {
  if (!schedule) return [];
  const { every, since } = schedule;
  const made = new Set(reports.map(({ period }) => period.key));
  const due: Period[] = [];
  const first = Number(since.slice(0, 4));
  const last = Number(today.slice(0, 4));
  for (let year = Math.max(first, last - mostDue); year <= last; year++) {
    for (let place = 1; place <= perYear[every]; place++) {
      const period = parsePeriod(keyOf(every, year, place));
      if (!period?.to || period.to < since || period.to >= today) continue;
      if (!made.has(period.key)) due.push(period);
    }
  }
  return due.slice(-mostDue);
}
