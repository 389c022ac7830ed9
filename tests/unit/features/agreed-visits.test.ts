/** What stands open of the agreed visits in 今日: a few, and nothing that is due is folded away. */
import { expect, test } from 'vitest';
import type { TodayView } from '../../../src/lib/app/types';
import { openCount } from '../../../src/lib/features/today/view';
import { addDays, type IsoDate } from '../../../src/lib/kernel/dates';

const today = '2026-11-23' as IsoDate;
const due = (...inDays: readonly number[]): TodayView['agreedVisits'] =>
  inDays.map((days) => ({ dueOn: addDays(today, days) }) as TodayView['agreedVisits'][number]);

test('five stand open; overdue ones and those of today all do', () => {
  expect(openCount(due(1, 2, 3, 4, 5, 6, 7), today)).toBe(5);
  expect(openCount(due(-9, -8, -3, -2, -1, 0, 0, 1), today)).toBe(7);
});
