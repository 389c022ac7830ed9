/** One must-visit of one person, computed from rules and facts and never stored (SPEC 1). */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';

/**
 * - upcoming: its window opens later. postponed: put off to a later day.
 * - open: to be done now. overdue: past its due day, a visit still settles it.
 * - done: a visit settled it. declined: 本人谢绝. missed: past, and no visit settles it any more.
 */
export type TaskState =
  'upcoming' | 'open' | 'overdue' | 'postponed' | 'done' | 'declined' | 'missed';

export interface VisitTask {
  readonly personId: RecordId;
  /** `midAutumn@2026`, `event@<id>`, `quarter@2026-3`, `season@12-01@2026`, `birthday@2026`. */
  readonly occasion: string;
  readonly ruleId: RecordId;
  readonly ruleVersion: number;
  readonly ruleName: string;
  readonly state: TaskState;
  /** First and last day of the window; a postponement moves the last one. */
  readonly from: IsoDate;
  readonly due: IsoDate;
  /** In words, for the screen: 中秋节前走访：本人选择该节日；9月18日至9月25日之间去。 */
  readonly explanation: string;
  /** Codes that a visit from this task starts with. */
  readonly cause: string | undefined;
  readonly festival: string | undefined;
  /** Allowed methods; empty: any. */
  readonly methods: readonly string[];
  /** Worker who goes: of the rule, the pairing, or the person's liaison. */
  readonly assignee: RecordId | undefined;
  /** The visit that settled it. */
  readonly visitId: RecordId | undefined;
  readonly settledOn: IsoDate | undefined;
  readonly postponedTo: IsoDate | undefined;
  /** Why it was declined or postponed. */
  readonly reason: string | undefined;
}

/** To be done now. */
export const isDue = ({ state }: Pick<VisitTask, 'state'>): boolean =>
  state === 'open' || state === 'overdue';

export const countDue = ({ tasks }: { readonly tasks: readonly VisitTask[] }): number =>
  tasks.filter(isDue).length;

/** What names a task for good: a person has one task an occasion. */
export const taskKey = (task: Pick<VisitTask, 'personId' | 'occasion'>): string =>
  `${task.personId}/${task.occasion}`;

const orderOf = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By due day, then the day the window opens; a total order, so that equal sets are equal lists. */
export const byDue = (a: VisitTask, b: VisitTask): number =>
  orderOf(a.due, b.due) ||
  orderOf(a.from, b.from) ||
  orderOf(a.personId, b.personId) ||
  orderOf(a.occasion, b.occasion);
