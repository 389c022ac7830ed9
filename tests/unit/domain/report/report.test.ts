import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileReport,
  type CompiledGroup,
  type ReportInput
} from '../../../../src/lib/domain/report/compile';
import {
  figureGroups,
  figureKind,
  isFigureList,
  type ReportFigure
} from '../../../../src/lib/domain/report/figures';
import { reportRecord } from '../../../../src/lib/domain/report/record';
import { duePeriods, isSchedule } from '../../../../src/lib/domain/report/schedule';
import { smallCellMax } from '../../../../src/lib/domain/statistics/outside';
import { parsePeriod, type Period } from '../../../../src/lib/domain/statistics/period';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import { recordIdOf } from '../../../factories/records';
import { countedVisit, gatedPerson } from '../../../factories/statistics';

const today = '2026-11-23' as IsoDate;
const period = parsePeriod('2026') as Period;
const on = '2026-05-06' as IsoDate;
const empty: ReportInput = {
  people: [],
  visits: [],
  receptions: [],
  needs: [],
  suggestions: [],
  activities: [],
  aids: [],
  nodes: [],
  period,
  today,
  earlier: []
};
const item = <V>(kind: Parameters<typeof recordIdOf>[0], key: string, values: V) => ({
  id: recordIdOf(kind, key),
  values
});
const toldOf = (groups: readonly CompiledGroup[]): readonly ReportFigure[] =>
  groups.flatMap(({ told }) => told);
const told = (groups: readonly CompiledGroup[], id: string): ReportFigure | undefined =>
  toldOf(groups).find((figure) => figure.id === id);

const sexes = ['1', '2', undefined] as const;
const someone = fc.record({
  sex: fc.constantFrom(...sexes),
  birth: fc.constantFrom('1950', '1968-05', '1990-01-02', undefined),
  codes: fc.uniqueArray(fc.constantFrom('01', '03', '07', '07.1', '10'), { maxLength: 3 }),
  state: fc.constantFrom('valid' as const, 'valid' as const, 'pending' as const),
  visits: fc.nat(2)
});
const book = fc.array(someone, { maxLength: 30 }).map((all): ReportInput => {
  const people = all.map(({ sex, birth, codes, state }, at) =>
    gatedPerson(
      String(at),
      {
        ...(sex && { sex }),
        ...(birth && { birth: birth as never }),
        categories: codes.map((code) => ({ scheme: 'U12' as const, code }))
      },
      state
    )
  );
  const visits = all.flatMap((each, at) => {
    const person = people[at];
    return person === undefined
      ? []
      : Array.from({ length: each.visits }, (_, n) =>
          countedVisit(`${at}.${n}`, [person], { on, giftMoney: 10_000 })
        );
  });
  const activities = all.map(({ visits: actual }, at) =>
    item('activity', String(at), { on, actual, isUnitedFront: at % 2 === 0 })
  );
  return { ...empty, people, visits, activities };
});

describe('figures of a 报送', () => {
  it('I13: every number is the sum of what the records behind it add, each record once', () => {
    fc.assert(
      fc.property(book, (input) => {
        for (const { figures } of compileReport(input)) {
          for (const { entries, value, of } of figures) {
            expect(entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(value);
            expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
            if (of !== undefined) expect(of).toBeGreaterThanOrEqual(value);
          }
        }
      })
    );
  });

  it('I-2, B-10: what goes out holds no small number of people, nor one that can be worked out from its whole', () => {
    fc.assert(
      fc.property(book, (input) => {
        const groups = compileReport(input);
        for (const { group, figures, told: out } of groups) {
          if (group.cover === 'free') continue;
          for (const { id, n, of, parts } of out) {
            if (figureKind(id)?.kind === 'money' || n === null) continue;
            expect(n === 0 || n > smallCellMax, `${id} ${n}`).toBe(true);
            if (group.cover === 'share' || (group.cover === 'part' && of !== undefined))
              expect((of ?? 0) - n === 0 || (of ?? 0) - n > smallCellMax).toBe(true);
            if (parts) expect(parts.length).toBeGreaterThan(1);
          }
          if (group.cover !== 'rows') continue;
          // Nothing is lost: what is told or covered are all the rows there are.
          const ids = out.flatMap(({ id, parts }) => parts ?? [id]).sort();
          expect(ids).toEqual(figures.map(({ kind }) => kind.id).sort());
        }
        expect(isFigureList(toldOf(groups))).toBe(true);
      })
    );
  });

  it('I14: 待同意 are named in one figure and counted in no other', () => {
    const people = Array.from({ length: 12 }, (_, at) =>
      gatedPerson(String(at), { sex: '2' }, at < 6 ? 'pending' : 'valid')
    );
    const visits = people.map((person, at) => countedVisit(String(at), [person], { on }));
    const groups = compileReport({ ...empty, people, visits });
    expect(told(groups, 'people')).toEqual({ id: 'people', n: 6 });
    expect(told(groups, 'pending')).toEqual({ id: 'pending', n: 6 });
    expect(told(groups, 'sex.2')).toEqual({ id: 'sex.2', n: 6, of: 6 });
    expect(told(groups, 'visits.persons')).toEqual({ id: 'visits.persons', n: 6 });
    expect(told(groups, 'visits.met')).toEqual({ id: 'visits.met', n: 6, of: 6 });
  });

  it('S2-07: matters and meetings of the period; a numerator stands with its denominator', () => {
    const before = '2025-12-31' as IsoDate;
    const groups = compileReport({
      ...empty,
      receptions: [item('reception', 'a', { at: Date.parse('2026-03-04T04:00:00Z') })],
      needs: [
        item('need', 'a', { raisedOn: on, status: 'resolved' }),
        item('need', 'b', { raisedOn: on, status: 'working' }),
        item('need', 'c', { raisedOn: before, status: 'resolved' })
      ],
      suggestions: [item('suggestion', 'a', { raisedOn: on, status: 'published' })],
      activities: [
        item('activity', 'a', { on, actual: 12, isUnitedFront: true }),
        item('activity', 'b', { on, actual: 30 }),
        item('activity', 'd', { on: '2026-12-20' as IsoDate, isUnitedFront: true }),
        item('activity', 'c', { on, actual: 6, isUnitedFront: false })
      ],
      aids: [item('aid', 'a', { on, value: 30_000 })]
    });
    const out = Object.fromEntries(toldOf(groups).map(({ id, n, of }) => [id, [n, of]]));
    expect(out).toMatchObject({
      receptions: [1, undefined],
      needs: [2, undefined],
      'needs.settled': [1, 2],
      'suggestions.answered': [1, 1],
      // S0-07: ordinary activities are held, and no 统战活动; planned ones are neither.
      activities: [3, undefined],
      'activities.unitedFront': [1, 3],
      'activities.present': [48, undefined],
      'activities.unitedFront.present': [12, 48],
      // One aid and its worth would tell what one household was given.
      'aid.times': [null, undefined],
      'aid.value': [null, undefined]
    });
  });
});

describe('the record (DESIGN 2 "reports")', () => {
  it('every field is class P in the scope reports and refers to nobody', () => {
    for (const [name, field] of Object.entries(reportRecord.fields)) {
      expect([field.class, field.scope, field.consent], name).toEqual(['P', 'reports', 'none']);
      expect(['ref', 'refs', 'sharedText', 'tags'], name).not.toContain(field.input.type);
    }
  });

  it('figures take ids and whole numbers alone: no text, no name, no record id', () => {
    expect(isFigureList([{ id: 'later.kind', n: 3, of: 9 }])).toBe(true);
    for (const odd of [
      [{ id: '张三', n: 1 }],
      [{ id: 'people', n: 1, name: 'x' }],
      [{ id: 'people', n: '1' }],
      [{ id: 'people', n: -1 }],
      [{ id: 'people', n: 1.5 }],
      [{ id: recordIdOf('person', 'a'), n: 1, of: 1, parts: ['一'] }],
      [{ n: 1 }],
      { id: 'people', n: 1 },
      Array.from({ length: 201 }, () => ({ id: 'people', n: 1 }))
    ]) {
      expect(isFigureList(odd), JSON.stringify(odd).slice(0, 60)).toBe(false);
    }
  });

  it('ids of figures and groups are each other’s no double', () => {
    const ids = figureGroups.flatMap(({ id, figures }) => [id, ...figures.map((one) => one.id)]);
    // A group of one figure may carry its name.
    const shared = ids.filter((id, at) => ids.indexOf(id) !== at);
    expect(shared).toEqual(['activities']);
    expect(isFigureList(ids.map((id) => ({ id, n: 0 })))).toBe(true);
  });
});

describe('到期报送', () => {
  const every = (rhythm: string, since: string) =>
    ({ every: rhythm, isAutomatic: false, since }) as never;
  const keys = (schedule: never, day: string, made: readonly string[] = []): readonly string[] =>
    duePeriods(
      schedule,
      made.map((key) => ({ period: { key, label: '' } })) as never,
      day as IsoDate
    ).map(({ key }) => key);

  it('nothing without a rhythm, nothing that ended before it was set, nothing that has a report', () => {
    expect(duePeriods(undefined, [], today)).toEqual([]);
    expect(keys(every('month', '2026-11-23'), '2026-11-30')).toEqual([]);
    expect(keys(every('month', '2026-11-23'), '2026-12-01')).toEqual(['2026-11']);
    expect(keys(every('month', '2026-11-23'), '2027-02-01', ['2026-12'])).toEqual([
      '2026-11',
      '2027-01'
    ]);
    expect(keys(every('quarter', '2026-11-23'), '2027-04-01')).toEqual(['2026-Q4', '2027-Q1']);
    expect(keys(every('half', '2026-06-30'), '2026-07-01')).toEqual(['2026-H1']);
    expect(keys(every('year', '2026-11-23'), '2027-01-01')).toEqual(['2026']);
    expect(keys(every('month', '2020-01-01'), '2026-11-23')).toHaveLength(12);
  });

  it('takes no other shape from a peer', () => {
    expect(isSchedule({ every: 'month', isAutomatic: true, since: '2026-11-23' })).toBe(true);
    expect(isSchedule({ every: 'week', isAutomatic: true, since: '2026-11-23' })).toBe(false);
    expect(isSchedule({ every: 'month', isAutomatic: true, since: '2026-13-01' })).toBe(false);
  });
});
