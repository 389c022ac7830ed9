/** A street that collects every report and subtracts, and a colleague who may write reports and lies (DOMAIN I-2, B-10). */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { compileReport, type ReportInput } from '../../../src/lib/domain/report/compile';
import type { ReportFigure } from '../../../src/lib/domain/report/figures';
import {
  alterations,
  nextRevision,
  reportsByPeriod,
  type Report
} from '../../../src/lib/domain/report/standing';
import { smallCellMax } from '../../../src/lib/domain/statistics/outside';
import { parsePeriod, type Period } from '../../../src/lib/domain/statistics/period';
import type { IsoDate, PartialDate } from '../../../src/lib/kernel/dates';
import { unwrap } from '../../../src/lib/kernel/result';
import { firstValue } from '../../../src/lib/kernel/watchable';
import { createProfile, type Profile } from '../../factories/profile';
import { createTestPair } from '../../factories/session';
import { countedVisit, gatedPerson } from '../../factories/statistics';
import { admit, saveWorker, take, write } from '../../factories/team';

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
  today: '2026-11-23' as IsoDate,
  earlier: []
};
const report = (input: Partial<ReportInput>): readonly ReportFigure[] =>
  compileReport({ ...empty, ...input }).flatMap(({ told }) => told);
const figure = (figures: readonly ReportFigure[], id: string): ReportFigure | undefined =>
  figures.find((each) => each.id === id && each.parts === undefined);
const women = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    gatedPerson(String(at), { sex: '2', birth: '1950' as PartialDate })
  );

describe('attack: a street that subtracts', () => {
  it('two reports, before and after one person came, do not tell sex, age and category of whoever came', () => {
    const before = women(20);
    const newcomer = gatedPerson('new', {
      sex: '1',
      birth: '1990-01-02' as PartialDate,
      categories: [{ scheme: 'U12', code: '10' }]
    });
    const both = [...before, ...Array.from({ length: 9 }, (_, at) => newcomerLike(String(at)))];
    const first = report({ people: both });
    expect(figure(first, 'sex.1')).toMatchObject({ n: 9 });
    const second = report({ people: [...both, newcomer], earlier: [first] });
    expect(second.filter(({ id }) => id.startsWith('sex.')).map(({ n }) => n)).not.toContain(10);
    expect(second).toContainEqual(expect.objectContaining({ id: 'sex', n: null }));
    expect(second).toContainEqual(expect.objectContaining({ id: 'age', n: null }));
    expect(second).toContainEqual(expect.objectContaining({ id: 'category', n: null }));
    // Control: the same people again, or five more, are told.
    expect(report({ people: both, earlier: [first] })).toEqual(first);
    const five = Array.from({ length: 5 }, (_, at) => newcomerLike(`five${at}`));
    const third = report({ people: [...both, ...five], earlier: [first, second] });
    expect(figure(third, 'sex.1')).toMatchObject({ n: 14 });
  });

  function newcomerLike(key: string) {
    return gatedPerson(`like${key}`, {
      sex: '1',
      birth: '1990-01-02' as PartialDate,
      categories: [{ scheme: 'U12', code: '10' }]
    });
  }

  it('no row by a trait differs by one to four from any report before, whatever comes and goes', () => {
    const sexes = ['1', '2', undefined] as const;
    const someone = fc.record({
      sex: fc.constantFrom(...sexes),
      birth: fc.constantFrom('1950', '1968-05', '1990-01-02', undefined),
      code: fc.constantFrom('01', '03', '07', '10')
    });
    const registers = fc.array(fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), {
      minLength: 2,
      maxLength: 4
    });
    fc.assert(
      fc.property(fc.array(someone, { minLength: 40, maxLength: 40 }), registers, (all, times) => {
        const people = all.map(({ sex, birth, code }, at) =>
          gatedPerson(String(at), {
            ...(sex && { sex }),
            ...(birth && { birth: birth as never }),
            categories: [{ scheme: 'U12', code }]
          })
        );
        const earlier: (readonly ReportFigure[])[] = [];
        for (const isThere of times) {
          const now = report({ people: people.filter((_, at) => isThere[at]), earlier });
          for (const { id, n, parts } of now) {
            if (n === null || parts || !/^(sex|age|category)\./.test(id)) continue;
            for (const past of earlier) {
              const then = figure(past, id)?.n ?? n;
              expect([0, Infinity].includes(n - then) || Math.abs(n - then) > smallCellMax).toBe(
                true
              );
            }
          }
          earlier.push(now);
        }
      })
    );
  });

  it('在册 less who agreed to visits does not tell that one did not', () => {
    const agreed = women(20);
    const other = gatedPerson('other', { sex: '2' }, 'valid', ['register']);
    const visits = agreed.slice(0, 12).map((one, at) => countedVisit(String(at), [one], { on }));
    expect(figure(report({ people: agreed, visits }), 'visits.met')).toMatchObject({
      n: 12,
      of: 20
    });
    const out = report({ people: [...agreed, other], visits });
    expect(figure(out, 'people')).toMatchObject({ n: 21 });
    expect(figure(out, 'visits.met')).toEqual({ id: 'visits.met', n: null });
  });

  it('a sum of money that one of ten visits brought is not told beside them', () => {
    const people = women(10);
    const gifts = (given: number) =>
      people.map((one, at) =>
        countedVisit(String(at), [one], { on, ...(at < given && { giftMoney: 50_000 }) })
      );
    const money = (given: number) =>
      figure(report({ people, visits: gifts(given) }), 'visits.money')?.n;
    expect([money(0), money(1), money(4), money(5)]).toEqual([0, null, null, 250_000]);
  });
});

describe('attack: reports that no device of ours would write', () => {
  it('I1 two of one period and number stand in one order, whichever came first', () => {
    const one = (id: string, createdAt: number) =>
      ({ id, period, revision: 2, row: { createdAt } }) as unknown as Report;
    const reports = [one('a', 1), one('b', 2), one('c', 2)];
    const latest = (list: readonly Report[]) =>
      reportsByPeriod(list)
        .get('2026')
        ?.map(({ id }) => id);
    expect(latest(reports)).toEqual(['b', 'c', 'a']);
    expect(latest([...reports].reverse())).toEqual(['b', 'c', 'a']);
  });

  it('a number far out of line neither holds for the period nor stops its corrections', () => {
    const numbered = (revision: number) =>
      ({ id: `r${revision}`, period, revision, row: { createdAt: 1 } }) as unknown as Report;
    const first = numbered(1);
    const stray = numbered(1_000_000);
    const reports = [stray, first];
    expect(nextRevision(reports, '2026')).toBe(2);
    expect(nextRevision([stray], '2026')).toBe(1);
    const second = numbered(nextRevision(reports, '2026'));
    const ids = reportsByPeriod([...reports, second])
      .get('2026')
      ?.map(({ id }) => id);
    expect(ids).toEqual([second.id, first.id, stray.id]);
    // Control: one report on the way leaves a gap, and the later one holds meanwhile.
    expect(reportsByPeriod([first, numbered(3)]).get('2026')?.[0]?.revision).toBe(3);
    expect(nextRevision([first, numbered(3)], '2026')).toBe(4);
  });
});

describe('attack: a colleague who writes into a report that was sent', () => {
  it('the history names who sent it and who altered it, whoever withdraws it afterwards', async () => {
    const { first, second, meet } = await createTestPair();
    const values = {
      period: '2026',
      revision: 1,
      title: '2026年统计报送',
      countedOn: '2026-11-23',
      figures: [{ id: 'people', n: 20 }]
    };
    const { id } = unwrap(await first.commands.save('report', undefined, values));
    const by = async () => {
      const steps = await first.queries.history('report', id);
      return { sent: steps[0]?.slot, altered: alterations(steps).map(({ slot }) => slot) };
    };
    const [own, other] = [first.replica.slot, second.replica.slot];
    first.fixture.clock.advance(60_000);
    unwrap(await first.commands.save('report', id, { withdrawnOn: '2026-11-23' }));
    unwrap(await first.commands.save('report', id, { withdrawnOn: null }));
    expect(await by()).toEqual({ sent: own, altered: [] });
    await meet();
    first.fixture.clock.advance(60_000);
    const figures = [{ id: 'people', n: 99 }];
    unwrap(await second.replica.commit([{ type: 'set', kind: 'report', id, values: { figures } }]));
    await meet();
    first.fixture.clock.advance(60_000);
    unwrap(await first.commands.save('report', id, { withdrawnOn: '2026-11-23' }));
    expect(await by()).toEqual({ sent: own, altered: [other] });
  });
});

describe('attack: a report of whoever may not count', () => {
  const profiles: Profile[] = [];
  afterEach(async () => {
    for (const one of profiles.splice(0)) await one.close();
  });

  it('an editor without the register sends no report of nobody (DESIGN 2: never 0)', async () => {
    const [community, desk] = [createProfile(), createProfile()];
    profiles.push(community, desk);
    await community.found('区连翘');
    await saveWorker(community, '石榴');
    await admit(community, desk, '石榴', { role: 'editor', scopes: ['reports'] });
    const { reports } = community.session().session;
    unwrap(await reports.send(period));
    await take(desk, await write(community));
    const there = desk.session().session.reports;
    expect(await firstValue(there.all)).toHaveLength(1);
    expect(await firstValue(there.mayWrite)).toBe(false);
    expect(await there.send(period)).toMatchObject({ ok: false });
  });
});
