/** A series of activities: the days it falls on, and what its meetings share. Pure. */
import { addDays, daysInMonth, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { ActivityValues } from './record';

export const seriesSteps = ['week', 'fortnight', 'month', 'twoMonths', 'quarter'] as const;
export type SeriesStep = (typeof seriesSteps)[number];

/** Enough for a year of weekly meetings. */
export const mostRepeats = 52;

const days: Partial<Record<SeriesStep, number>> = { week: 7, fortnight: 14 };
const months: Partial<Record<SeriesStep, number>> = { month: 1, twoMonths: 2, quarter: 3 };

/** So many months later on the same day of the month, or on its last day where it has no such day. */
export function addMonths(date: IsoDate, count: number): IsoDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + count;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const day = Math.min(Number(date.slice(8)), daysInMonth(year, month));
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as IsoDate;
}

/** The days after `first`; each is counted from `first`, so that the 31st comes back after a short month. */
export function repeatDays(first: IsoDate, step: SeriesStep, count: number): readonly IsoDate[] {
  const shown = Math.min(mostRepeats, Math.max(0, Math.trunc(count)));
  return Array.from({ length: shown }, (_, index) => {
    const times = index + 1;
    const dayStep = days[step];
    return dayStep === undefined
      ? addMonths(first, times * (months[step] ?? 1))
      : addDays(first, times * dayStep);
  });
}

/** What the next meeting takes over: what it is and who holds it, nothing of what came of this one. */
const shared = [
  'type',
  'topic',
  'startsAt',
  'venue',
  'place',
  'host',
  'coHosts',
  'otherCoHosts',
  'group',
  'chair',
  'recorder',
  'isUnitedFront',
  'agenda'
] as const satisfies readonly (keyof ActivityValues)[];

export function nextInSeries(
  values: ActivityValues,
  series: RecordId,
  on: IsoDate
): Readonly<Record<string, Json>> {
  const taken: Record<string, Json> = { on, series };
  for (const name of shared) {
    const value = values[name];
    if (value !== undefined) taken[name] = typeof value === 'object' ? [...value] : value;
  }
  return taken;
}
