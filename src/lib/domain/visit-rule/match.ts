/** Which visits settle a task (SPEC 4). A task is judged by itself: one visit may settle a festival and a quarter. */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { isFestivalCause } from '../visit/festival-causes';
import type { TaskVisit } from './facts';

export interface Wanted {
  readonly from: IsoDate;
  /** Last day on which a visit, late or not, settles it. */
  readonly until: IsoDate;
  /** Empty: any. */
  readonly methods: readonly string[];
  /** undefined: any. */
  readonly cause: string | undefined;
  readonly festival: string | undefined;
}

/** A visit that names no cause fits any; 传统节日 and 两节慰问 stand for each other, unless another festival is named. */
function causeFits(visit: TaskVisit, wanted: Wanted): boolean {
  if (wanted.cause === undefined) return true;
  if (visit.festival !== undefined && wanted.festival !== undefined) {
    if (visit.festival !== wanted.festival) return false;
  }
  if (visit.cause === undefined || visit.cause === wanted.cause) return true;
  return isFestivalCause(visit.cause) && isFestivalCause(wanted.cause);
}

export const fits = (visit: TaskVisit, wanted: Wanted): boolean =>
  visit.on >= wanted.from &&
  visit.on <= wanted.until &&
  (wanted.methods.length === 0 || wanted.methods.includes(visit.method)) &&
  causeFits(visit, wanted);

/** The earliest visit that fits. `visits` are in the order of their days. */
export function findVisit(
  visits: readonly TaskVisit[],
  wanted: Wanted,
  used?: ReadonlySet<RecordId>
): TaskVisit | undefined {
  for (const visit of visits) {
    if (visit.on > wanted.until) return undefined;
    if (fits(visit, wanted) && !used?.has(visit.id)) return visit;
  }
  return undefined;
}

/** By day, then by id, so that equal sets are equal lists. */
export const byDay = (a: TaskVisit, b: TaskVisit): number =>
  a.on !== b.on ? (a.on < b.on ? -1 : 1) : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
