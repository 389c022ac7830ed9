import { describe, expect, it } from 'vitest';
import { cadenceOf, proposedDay, type Meeting } from '../../../../src/lib/domain/cadence/cadence';
import { cadenceRules, monthsOfCycle } from '../../../../src/lib/domain/cadence/rules';
import { activityTypes } from '../../../../src/lib/domain/code-lists/activity-type';
import { groupCycles } from '../../../../src/lib/domain/code-lists/group-cycle';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import type { RecordId } from '../../../../src/lib/kernel/ids';

const day = (text: string) => text as IsoDate;
const meetings = (...days: readonly string[]): Meeting[] =>
  days.map((on) => ({ id: `id-${on}` as RecordId, on: day(on) }));
const ruleOf = (type: string) => {
  const rule = cadenceRules.find((each) => each.type === type);
  if (!rule) throw new Error(type);
  return rule;
};
const stateOf = (type: string, today: string, ...days: readonly string[]) => {
  const { light, nextDue, held, planned } = cadenceOf(ruleOf(type), meetings(...days), day(today));
  return [light, nextDue, held.length, planned.length];
};

describe('cadence of the organisation (DOMAIN E)', () => {
  it('S1-08: two briefings a year are due by the middle and the end of the year', () => {
    expect(stateOf('briefing', '2026-03-01')).toEqual(['open', '2026-06-30', 0, 0]);
    expect(stateOf('briefing', '2026-06-10')).toEqual(['soon', '2026-06-30', 0, 0]);
    expect(stateOf('briefing', '2026-07-01')).toEqual(['behind', '2026-06-30', 0, 0]);
    expect(stateOf('briefing', '2026-07-01', '2026-05-08')).toEqual(['open', '2026-12-31', 1, 0]);
    expect(stateOf('briefing', '2026-07-01', '2026-01-08', '2026-05-08')).toEqual([
      'met',
      undefined,
      2,
      0
    ]);
  });

  it('a meeting in the calendar turns the light only when it comes by its due day', () => {
    expect(stateOf('briefing', '2026-06-10', '2026-06-20')).toEqual([
      'planned',
      '2026-06-30',
      0,
      1
    ]);
    expect(stateOf('briefing', '2026-06-10', '2026-07-20')).toEqual(['soon', '2026-06-30', 0, 1]);
    expect(stateOf('briefing', '2026-07-05', '2026-07-20')).toEqual(['behind', '2026-06-30', 0, 1]);
  });

  it('meetings of last year do not count for this one', () => {
    expect(stateOf('briefing', '2026-01-02', '2025-11-01', '2025-12-31')).toEqual([
      'open',
      '2026-06-30',
      0,
      0
    ]);
  });

  it('S3-16: a training is due two months after the last, over the turn of the year too', () => {
    expect(stateOf('training', '2026-01-20', '2025-12-31')).toEqual(['open', '2026-02-28', 0, 0]);
    expect(stateOf('training', '2026-02-10')).toEqual(['soon', '2026-02-28', 0, 0]);
    expect(stateOf('training', '2026-03-16', '2026-01-15')).toEqual(['behind', '2026-03-15', 1, 0]);
  });

  it('S3-21: publicity is counted and never due', () => {
    expect(stateOf('publicity', '2026-06-01', '2026-05-01')).toEqual(['counted', undefined, 1, 0]);
  });

  it('twelve a year are due month by month, leap February among them', () => {
    expect(stateOf('regular', '2028-02-01', '2028-01-05')).toEqual(['soon', '2028-02-29', 1, 0]);
  });

  it('every rule names a kind of meeting, every cycle but 不定期 a span', () => {
    for (const { type } of cadenceRules) expect(activityTypes.labelOf(type)).toBeDefined();
    expect(
      groupCycles.items.map(({ code }) => code).filter((code) => !(code in monthsOfCycle))
    ).toEqual(['free']);
  });

  it('the proposed day is a working day ahead, by the due day while that can be kept', () => {
    // 2026-11-28 is a Saturday, 2026-12-31 a Thursday.
    const propose = (nextDue: string | undefined, today: string) =>
      proposedDay(nextDue === undefined ? undefined : day(nextDue), day(today));
    expect(propose('2026-12-31', '2026-11-28')).toBe('2026-12-24');
    expect(propose('2026-06-30', '2026-11-28')).toBe('2026-12-04');
    expect(propose(undefined, '2026-11-29')).toBe('2026-12-04');
    expect(propose('2026-12-31', '2026-12-28')).toBe('2026-12-31');
    // Due on a Sunday that is tomorrow: no working day is left before it.
    expect(propose('2026-02-01', '2026-01-31')).toBe('2026-02-02');
  });
});
