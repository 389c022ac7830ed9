/**
 * All tasks of a span of days, kept up to date (SPEC 7): a change of a record touches the people it concerns, a new
 * day those whose tasks change with the day. Equal to `computeTasks` over the same facts at every moment.
 */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { computePersonTasks } from './compute';
import { createFactBook, type FactBook, type FactChanges } from './fact-book';
import { compileRules, type Calendar, type CompiledVersion } from './occasions';
import { byDue, type VisitTask } from './task';
import type { VisitRule } from './versions';
import type { DaySpan } from './windows';

export interface TaskSetting {
  readonly rules: readonly VisitRule[];
  readonly calendar: Calendar;
  /** Tasks whose window touches it, or that were put off into it. */
  readonly span: DaySpan;
  readonly today: IsoDate;
}

/** Everything at once, from the facts: what the index must equal. */
export function computeTasks(book: FactBook, setting: TaskSetting): readonly VisitTask[] {
  const compiled = compileRules(setting.rules, setting.calendar, setting.span);
  const tasks: VisitTask[] = [];
  for (const id of book.ids()) {
    const facts = book.factsOf(id);
    if (!facts) continue;
    for (const task of computePersonTasks(facts, compiled, setting.span, setting.today).tasks) {
      tasks.push(task);
    }
  }
  return tasks.sort(byDue);
}

export interface RuleReach {
  readonly people: number;
  readonly visits: number;
}

export interface TaskIndex {
  /** By due day; a new array after every change. */
  readonly tasks: () => readonly VisitTask[];
  readonly tasksOf: (person: RecordId) => readonly VisitTask[];
  readonly today: () => IsoDate;
  /** Returns the people whose tasks were computed again. */
  readonly apply: (changes: FactChanges) => ReadonlySet<RecordId>;
  /** A new day: computes those whose tasks change with it; a day before the present one computes all. */
  readonly setToday: (today: IsoDate) => ReadonlySet<RecordId>;
  /** What one rule by itself would ask for in a span: whom it reaches is told as a number alone (DOMAIN E). */
  readonly reach: (rule: VisitRule, span: DaySpan) => RuleReach;
  /** Other rules, festival days or span: computes everybody. */
  readonly reset: (setting: TaskSetting) => void;
}

const none: readonly never[] = [];

/** Place of a task in a sorted list, or where it would stand. */
function placeOf(tasks: readonly VisitTask[], task: VisitTask): number {
  let low = 0;
  let high = tasks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = tasks[middle];
    if (other && byDue(other, task) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Exchange {
  readonly removed: VisitTask[];
  readonly added: VisitTask[];
}

/** A few tasks are moved by their places; for many, sorting all of the month again is cheaper. */
function exchange(before: readonly VisitTask[], { removed, added }: Exchange): VisitTask[] {
  if (removed.length + added.length > 16) {
    const gone = new Set(removed);
    return [...before.filter((task) => !gone.has(task)), ...added].sort(byDue);
  }
  const tasks = before.slice();
  for (const task of removed) tasks.splice(placeOf(tasks, task), 1);
  for (const task of added) tasks.splice(placeOf(tasks, task), 0, task);
  return tasks;
}

const monthOf = (task: VisitTask): string => task.due.slice(0, 7);

/** Tasks by the month of their due day, so that an edit copies one month and not the year. */
function createTaskList() {
  const months = new Map<string, VisitTask[]>();
  let all: readonly VisitTask[] | undefined = none;
  return {
    clear() {
      months.clear();
      all = none;
    },
    exchange(removed: readonly VisitTask[], added: readonly VisitTask[]) {
      const byMonth = new Map<string, Exchange>();
      const of = (task: VisitTask): Exchange => {
        const month = monthOf(task);
        const found = byMonth.get(month) ?? { removed: [], added: [] };
        byMonth.set(month, found);
        return found;
      };
      for (const task of removed) of(task).removed.push(task);
      for (const task of added) of(task).added.push(task);
      for (const [month, change] of byMonth) {
        months.set(month, exchange(months.get(month) ?? [], change));
      }
      if (byMonth.size > 0) all = undefined;
    },
    tasks: () => (all ??= [...months.keys()].sort().flatMap((month) => months.get(month) ?? []))
  };
}

export function createTaskIndex(
  first: TaskSetting,
  canonicalId?: (id: RecordId) => RecordId
): TaskIndex {
  const book = createFactBook(canonicalId);
  let setting = first;
  let compiled: readonly CompiledVersion[] = compileRules(first.rules, first.calendar, first.span);
  const list = createTaskList();
  const byPerson = new Map<RecordId, readonly VisitTask[]>();
  const sameThrough = new Map<RecordId, IsoDate>();

  const computeOne = (id: RecordId): readonly VisitTask[] => {
    const facts = book.factsOf(id);
    const found = facts && computePersonTasks(facts, compiled, setting.span, setting.today);
    if (found && found.tasks.length > 0) byPerson.set(id, found.tasks);
    else byPerson.delete(id);
    if (found?.sameThrough) sameThrough.set(id, found.sameThrough);
    else sameThrough.delete(id);
    return found?.tasks ?? none;
  };
  const compute = (ids: ReadonlySet<RecordId>): ReadonlySet<RecordId> => {
    if (ids.size === 0) return ids;
    const removed: VisitTask[] = [];
    const added: VisitTask[] = [];
    for (const id of ids) {
      for (const task of byPerson.get(id) ?? none) removed.push(task);
      for (const task of computeOne(id)) added.push(task);
    }
    list.exchange(removed, added);
    return ids;
  };
  const computeAll = (): ReadonlySet<RecordId> => {
    list.clear();
    byPerson.clear();
    sameThrough.clear();
    return compute(new Set(book.ids()));
  };

  return {
    tasks: list.tasks,
    tasksOf: (person) => byPerson.get(person) ?? none,
    today: () => setting.today,
    apply: (changes) => compute(book.apply(changes)),
    setToday(today) {
      if (today === setting.today) return new Set();
      const isBack = today < setting.today;
      setting = { ...setting, today };
      if (isBack) return computeAll();
      const woken = new Set<RecordId>();
      for (const [id, day] of sameThrough) if (day < today) woken.add(id);
      return compute(woken);
    },
    reach(rule, span) {
      const alone = compileRules([rule], setting.calendar, span);
      let people = 0;
      let visits = 0;
      for (const id of book.ids()) {
        const facts = book.factsOf(id);
        if (!facts) continue;
        const { tasks } = computePersonTasks(facts, alone, span, setting.today);
        if (tasks.length > 0) people++;
        visits += tasks.length;
      }
      return { people, visits };
    },
    reset(next) {
      setting = next;
      compiled = compileRules(next.rules, next.calendar, next.span);
      computeAll();
    }
  };
}
