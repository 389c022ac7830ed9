/** What 今日 shows of the query's answer: pure choices, no clock. */
import type { TodayView } from '../../app/types';
import { isBackupOld } from '../../domain/backup-age';
import { daysBetween, localDate, type IsoDate } from '../../kernel/dates';
import { todayWords } from '../../text/today';

export type BackupReminder =
  | { readonly type: 'none' }
  | { readonly type: 'never' }
  | { readonly type: 'old'; readonly days: number; readonly changes: number };

/** After the first import, and after seven days with changes; silent otherwise. */
export function backupReminder(view: TodayView, hasImports: boolean): BackupReminder {
  const { lastBackupAtMs, changesSinceBackup, today } = view;
  if (lastBackupAtMs === undefined) return hasImports ? { type: 'never' } : { type: 'none' };
  const last = localDate(lastBackupAtMs);
  return isBackupOld(last, today, changesSinceBackup)
    ? { type: 'old', days: daysBetween(last, today), changes: changesSinceBackup }
    : { type: 'none' };
}

type Change = TodayView['recentChanges'][number];

export interface DayOfChanges {
  readonly on: IsoDate;
  readonly changes: readonly Change[];
}

/** Newest day first, the order within a day kept. */
export function changesByDay(changes: readonly Change[]): readonly DayOfChanges[] {
  const days: { on: IsoDate; changes: Change[] }[] = [];
  for (const change of changes) {
    const on = localDate(change.atMs);
    const last = days[days.length - 1];
    if (last?.on === on) last.changes.push(change);
    else days.push({ on, changes: [change] });
  }
  return days;
}

const mostLines = 5;

/** How many agreed visits stand open, the earliest first: a few, and all that are due. The others wait folded. */
export function openCount(visits: TodayView['agreedVisits'], today: IsoDate): number {
  return Math.max(mostLines, visits.filter(({ dueOn }) => dueOn <= today).length);
}

/** The newest changes stand open, older ones wait folded. */
export const openChanges = mostLines;

/** Who an agreed visit is with, in words. */
export function agreedWith(visit: TodayView['agreedVisits'][number]['visit']): string {
  const names = visit.people.map(({ values }) => values.name ?? '').join('、');
  return names === '' ? todayWords.unnamed : names;
}
