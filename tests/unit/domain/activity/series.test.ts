import { describe, expect, it } from 'vitest';
import { mostRepeats, nextInSeries, repeatDays } from '../../../../src/lib/domain/activity/series';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import type { RecordId } from '../../../../src/lib/kernel/ids';

const day = (text: string) => text as IsoDate;

describe('series of activities', () => {
  it('falls on the same weekday, or on the same day of the month', () => {
    expect(repeatDays(day('2026-12-24'), 'week', 2)).toEqual(['2026-12-31', '2027-01-07']);
    expect(repeatDays(day('2026-12-24'), 'fortnight', 1)).toEqual(['2027-01-07']);
    expect(repeatDays(day('2026-11-05'), 'twoMonths', 2)).toEqual(['2027-01-05', '2027-03-05']);
    expect(repeatDays(day('2026-11-05'), 'quarter', 1)).toEqual(['2027-02-05']);
  });

  it('a short month takes its last day, the next has its own again', () => {
    expect(repeatDays(day('2027-12-31'), 'month', 3)).toEqual([
      '2028-01-31',
      '2028-02-29',
      '2028-03-31'
    ]);
  });

  it('no number typed makes more than a year of weeks', () => {
    expect(repeatDays(day('2026-01-01'), 'week', 9999)).toHaveLength(mostRepeats);
    expect(repeatDays(day('2026-01-01'), 'week', -1)).toEqual([]);
  });

  it('the next meeting takes over what it is, nothing of what came of the last', () => {
    const first = 'a'.repeat(22) as RecordId;
    const values = {
      type: 'training',
      topic: '法律讲座',
      on: day('2026-11-05'),
      otherCoHosts: ['街道司法所'],
      actual: 30,
      guests: 4,
      cost: 20_000,
      minutes: '讲了三个案例',
      conclusions: ['下次讲物业纠纷']
    };
    expect(nextInSeries(values, first, day('2027-01-05'))).toEqual({
      type: 'training',
      topic: '法律讲座',
      otherCoHosts: ['街道司法所'],
      on: '2027-01-05',
      series: first
    });
  });
});
