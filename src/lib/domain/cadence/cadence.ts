/**
 * Cadence lights of the organisation (DOMAIN E): of each kind of meeting what was held, what is planned and when
 * the next is due. It is about the organisation; no person and no colleague occurs in it. Pure.
 *
 * - A meeting counts once its day has come; one of a day to come is planned.
 * - `perYear`: n meetings divide the year into n equal parts of whole months or days; the k-th is due by the end of
 *   the k-th part. Those held early count.
 * - `every`: due so many months after the last one held, or by the end of the first such span of the year.
 * - Light: `met` nothing more is due this year; `planned` the next one stands in the calendar by its due day;
 *   `behind` its due day is past; `soon` within 30 days and not planned; `open` later.
 */
import { addDays, daysBetween, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { addMonths } from '../activity/series';
import type { CadenceRule } from './rules';

export interface Meeting {
  readonly id: RecordId;
  readonly on: IsoDate;
}

export type Light = 'met' | 'planned' | 'open' | 'soon' | 'behind' | 'counted';

export interface CadenceState {
  readonly light: Light;
  /** Of the year, oldest first. */
  readonly held: readonly Meeting[];
  readonly planned: readonly Meeting[];
  /** Last day for the next one; undefined when nothing more is due. */
  readonly nextDue: IsoDate | undefined;
}

const soonDays = 30;

const yearOf = (date: IsoDate): string => date.slice(0, 4);
const firstDay = (year: string): IsoDate => `${year}-01-01` as IsoDate;

/** Last day of part `index` (from 1) of a year cut into `parts`. */
function endOfPart(year: string, index: number, parts: number): IsoDate {
  const start = firstDay(year);
  if (12 % parts === 0) return addDays(addMonths(start, (index * 12) / parts), -1);
  const length = daysBetween(start, addMonths(start, 12));
  return addDays(start, Math.round((index * length) / parts) - 1);
}

function nextDueOf(
  rule: CadenceRule,
  held: readonly Meeting[],
  before: Meeting | undefined,
  today: IsoDate
): IsoDate | undefined {
  const year = yearOf(today);
  switch (rule.mode) {
    case 'counted':
      return undefined;
    case 'perYear':
      return held.length >= rule.least ? undefined : endOfPart(year, held.length + 1, rule.least);
    case 'every': {
      const last = held[held.length - 1] ?? before;
      return last
        ? addMonths(last.on, rule.months)
        : addDays(addMonths(firstDay(year), rule.months), -1);
    }
  }
}

/** `meetings` are all of the kind, of any year. */
export function cadenceOf(
  rule: CadenceRule,
  meetings: readonly Meeting[],
  today: IsoDate
): CadenceState {
  const sorted = [...meetings].sort((a, b) => (a.on < b.on ? -1 : 1));
  const past = sorted.filter(({ on }) => on <= today);
  const held = past.filter(({ on }) => yearOf(on) === yearOf(today));
  const planned = sorted.filter(({ on }) => on > today);
  const nextDue = nextDueOf(rule, held, past[past.length - 1], today);
  return { light: lightOf(rule, nextDue, planned, today), held, planned, nextDue };
}

function lightOf(
  rule: CadenceRule,
  nextDue: IsoDate | undefined,
  planned: readonly Meeting[],
  today: IsoDate
): Light {
  if (rule.mode === 'counted') return 'counted';
  if (nextDue === undefined) return 'met';
  if (nextDue < today) return 'behind';
  if (planned.some(({ on }) => on <= nextDue)) return 'planned';
  return daysBetween(today, nextDue) <= soonDays ? 'soon' : 'open';
}

/**
 * A working day for the missing meeting: a week before it is due, but a week from now when that is near or past; not
 * after the due day while that is still ahead.
 */
export function proposedDay(nextDue: IsoDate | undefined, today: IsoDate): IsoDate {
  const near = addDays(today, 7);
  const wished = nextDue === undefined ? near : addDays(nextDue, -7);
  const later = wished > near ? wished : near;
  const day = nextDue !== undefined && nextDue > today && later > nextDue ? nextDue : later;
  const weekday = new Date(Date.parse(day)).getUTCDay();
  if (weekday !== 6 && weekday !== 0) return day;
  const friday = addDays(day, weekday === 6 ? -1 : -2);
  return friday > today ? friday : addDays(friday, 3);
}
