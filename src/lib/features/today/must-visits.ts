/** How 今日 lays out the must-visits: pure choices over what the query tells. */
import type { Queries, VisitTask } from '../../app/types';
import { isDue } from '../../domain/visit-rule/task';
import { addDays, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { mustVisitWords as words } from '../../text/must-visits';

/** A must-visit with the names a line shows. */
export interface TaskLine {
  readonly key: string;
  readonly task: VisitTask;
  readonly name: string;
  readonly building: string;
  readonly visitor: string;
}

export type Grouping = 'date' | 'liaison' | 'building';

export interface TaskGroup {
  readonly title: string;
  readonly lines: readonly TaskLine[];
}

const soonDays = 7;
/** Decisions older than this are history, not something to take back. */
const decidedDays = 30;

export function toLines(
  tasks: readonly VisitTask[],
  queries: Queries,
  buildingOf: (person: RecordId) => RecordId | undefined
): readonly TaskLine[] {
  return tasks.map((task) => {
    const building = buildingOf(task.personId);
    return {
      key: `${task.personId}/${task.occasion}`,
      task,
      name: queries.nameOf('person', task.personId) ?? '',
      building: (building && queries.nameOf('orgNode', building)) ?? '',
      visitor: (task.assignee && queries.nameOf('worker', task.assignee)) ?? ''
    };
  });
}

/** To be done now, overdue ones first because they are due first. */
export const dueTasks = (tasks: readonly VisitTask[]): readonly VisitTask[] => tasks.filter(isDue);

/** Those whose window opens within a week. */
export const soonTasks = (tasks: readonly VisitTask[], today: IsoDate): readonly VisitTask[] => {
  const last = addDays(today, soonDays);
  return tasks.filter(({ state, from }) => state === 'upcoming' && from <= last);
};

export const decidedTasks = (tasks: readonly VisitTask[], today: IsoDate): readonly VisitTask[] => {
  const first = addDays(today, -decidedDays);
  return tasks.filter(
    ({ state, due }) => (state === 'declined' || state === 'postponed') && due >= first
  );
};

const byName = new Intl.Collator('zh-CN', { numeric: true });

function byText(
  lines: readonly TaskLine[],
  textOf: (line: TaskLine) => string,
  none: string
): readonly TaskGroup[] {
  const groups = new Map<string, TaskLine[]>();
  for (const line of lines) {
    const title = textOf(line);
    const group = groups.get(title);
    if (group) group.push(line);
    else groups.set(title, [line]);
  }
  // Whoever has none comes last.
  return [...groups]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || byName.compare(a, b))
    .map(([title, group]) => ({ title: title || none, lines: group }));
}

function isNearTo(today: IsoDate): (line: TaskLine) => boolean {
  const week = addDays(today, soonDays);
  return ({ task }) => task.due <= week;
}

/** By date these stay folded: they can wait a week. */
export const laterLines = (
  lines: readonly TaskLine[],
  grouping: Grouping,
  today: IsoDate
): readonly TaskLine[] => {
  const isNear = isNearTo(today);
  return grouping === 'date' ? lines.filter((line) => !isNear(line)) : [];
};

export function groupLines(
  lines: readonly TaskLine[],
  grouping: Grouping,
  today: IsoDate
): readonly TaskGroup[] {
  if (grouping === 'liaison') return byText(lines, ({ visitor }) => visitor, words.noLiaison);
  if (grouping === 'building') return byText(lines, ({ building }) => building, words.noBuilding);
  const isNear = isNearTo(today);
  const isOverdue = ({ task }: TaskLine): boolean => task.state === 'overdue';
  return [
    { title: words.overdueGroup, lines: lines.filter(isOverdue) },
    { title: words.weekGroup, lines: lines.filter((line) => !isOverdue(line) && isNear(line)) }
  ].filter((group) => group.lines.length > 0);
}

/** The stops of a route: by building, then by name; one line a person, the reasons below each other. */
export interface RouteStop {
  readonly name: string;
  readonly personId: RecordId;
  readonly tasks: readonly VisitTask[];
}

export function stopsOf({ lines }: TaskGroup): readonly RouteStop[] {
  const stops = new Map<RecordId, { name: string; personId: RecordId; tasks: VisitTask[] }>();
  for (const { task, name } of lines) {
    const stop = stops.get(task.personId) ?? { name, personId: task.personId, tasks: [] };
    stop.tasks.push(task);
    stops.set(task.personId, stop);
  }
  return [...stops.values()].sort((a, b) => byName.compare(a.name, b.name));
}
