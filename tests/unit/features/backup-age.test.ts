/** Calm reminders of a backup: after the first import, after seven days with changes (issue 2 "备份"). */
import { expect, test } from 'vitest';
import type { TodayView } from '../../../src/lib/app/types';
import { isBackupDue } from '../../../src/lib/features/settings/backup-age';
import { backupReminder } from '../../../src/lib/features/today/view';
import type { IsoDate } from '../../../src/lib/kernel/dates';

const today = '2026-11-23' as IsoDate;
const daysAgo = (days: number): number => new Date(2026, 10, 23 - days, 12).getTime();
const remind = (lastBackupAtMs: number | undefined, changes: number, hasImports: boolean) =>
  backupReminder({ lastBackupAtMs, changesSinceBackup: changes, today } as TodayView, hasImports);

test('never made: 今日 asks from the first import on, 设置 from the first change on', () => {
  expect(remind(undefined, 3, false)).toEqual({ type: 'none' });
  expect(remind(undefined, 3, true)).toEqual({ type: 'never' });
  expect(isBackupDue({ lastAtMs: undefined, changesSince: 0 }, today)).toBe(false);
  expect(isBackupDue({ lastAtMs: undefined, changesSince: 1 }, today)).toBe(true);
});

test('made before: both ask after seven days, and only where something changed', () => {
  for (const [days, changes, isDue] of [
    [6, 5, false],
    [7, 0, false],
    [7, 5, true]
  ] as const) {
    expect(isBackupDue({ lastAtMs: daysAgo(days), changesSince: changes }, today)).toBe(isDue);
    expect(remind(daysAgo(days), changes, true)).toEqual(
      isDue ? { type: 'old', days, changes } : { type: 'none' }
    );
  }
});
