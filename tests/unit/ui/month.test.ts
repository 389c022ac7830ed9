import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { addMonths, dayAfterKey, weeksOf } from '../../../src/lib/ui/form/month';

const day = (text: string): IsoDate => text as IsoDate;

describe('calendar page', () => {
  it('shows six weeks from a Monday that hold the whole month', () => {
    const weeks = weeksOf(day('2026-11-23'));
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks.flat()).toContain('2026-11-30');
  });

  it('months end where they end, across years and in a leap year', () => {
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29');
    expect(addMonths(day('2026-01-15'), -1)).toBe('2025-12-15');
    expect(addMonths(day('2026-12-15'), 13)).toBe('2028-01-15');
  });

  it('keys lead by day, week, week end and month', () => {
    const from = day('2026-11-25');
    const keys = ['ArrowLeft', 'ArrowDown', 'Home', 'End', 'PageDown', 'x'];
    expect(keys.map((key) => dayAfterKey(from, key))).toEqual([
      '2026-11-24',
      '2026-12-02',
      '2026-11-23',
      '2026-11-29',
      '2026-12-25',
      undefined
    ]);
  });
});
