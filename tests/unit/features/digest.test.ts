/** 工作小结: numbers in sentences, and behind each what it counts (DOMAIN I, I13, I14, B-10). */
import { describe, expect, it } from 'vitest';
import { compileReport, type ReportInput } from '../../../src/lib/domain/report/compile';
import { parsePeriod, type Period } from '../../../src/lib/domain/statistics/period';
import {
  digestOf,
  digestText,
  saidOf,
  yearBefore,
  type DigestInput
} from '../../../src/lib/features/statistics/digest/digest';
import { wholePlace } from '../../../src/lib/features/statistics/whole-place';
import type { OrgNodeRow } from '../../../src/lib/domain/org-node/record';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { digestWords as words } from '../../../src/lib/text/digest';
import { recordIdOf } from '../../factories/records';
import { countedVisit, gatedPerson } from '../../factories/statistics';

const on = '2026-05-06' as IsoDate;
const person = (at: number) =>
  gatedPerson(
    String(at),
    { sex: at < 7 ? '1' : '2', categories: [{ scheme: 'U12', code: at < 8 ? '01' : '03' }] },
    at === 9 ? 'pending' : 'valid'
  );
const people = Array.from({ length: 10 }, (_, at) => person(at));
const report: ReportInput = {
  people,
  visits: people
    .slice(0, 2)
    .map((who, at) => countedVisit(String(at), [who], { on, giftMoney: 20_000 })),
  receptions: [],
  needs: ['resolved', 'working'].map((status) => ({
    id: recordIdOf('need', status),
    values: { raisedOn: on, status }
  })),
  suggestions: [],
  activities: [{ id: recordIdOf('activity', 'a'), values: { on, actual: 12 } }],
  aids: [],
  nodes: [],
  period: parsePeriod('2026') as Period,
  today: '2026-11-23' as IsoDate,
  earlier: []
};
const inputFor = (audience: DigestInput['audience'], of: ReportInput = report): DigestInput => ({
  groups: compileReport(of),
  before: compileReport({ ...of, period: parsePeriod('2025') as Period }),
  audience,
  place: '和风里社区',
  period: { key: '2026', label: '2026年' },
  today: '2026年11月23日'
});

describe('the digest of a period', () => {
  it('inside: true numbers, money in words, no number of the list of categories', () => {
    const text = digestText(inputFor('internal'));
    expect(text.split('\n')).toEqual([
      '和风里社区2026年工作小结',
      '一、基本情况',
      '截至2026年11月23日，和风里社区在册并登记同意的成员 9 人；另有待同意 1 人，未计入。',
      `${words.among}民主党派成员 8 人，党外知识分子 1 人。`,
      `${words.bySex}男 7 人，女 2 人。`,
      `${words.byAge}年龄不详 9 人。`,
      '二、走访慰问',
      '2026年走访 2 次，2 户次，2 人次，走访到的成员 2 人（占同意走访的成员 22.2%），慰问金 400 元。',
      '三、接待、诉求和意见建议',
      '2026年登记诉求 2 件，其中已办结 1 件（占登记诉求 50.0%）。',
      '四、活动',
      '2026年举办活动 1 场，到场 12 人次。',
      `五、${words.rest}`,
      words.restHint
    ]);
  });

  it('I13: every number inside opens what it counts; I14: none is of somebody who has not agreed but 待同意 itself', () => {
    const parts = digestOf(inputFor('internal')).flatMap(({ sentences }) => sentences.flat());
    const figures = parts.flatMap(({ figure }) => figure ?? []);
    expect(figures.length).toBeGreaterThan(10);
    for (const { kind, entries, value } of figures) {
      expect(
        entries.reduce((sum, { amount }) => sum + amount, 0),
        kind.id
      ).toBe(value);
      if (kind.id !== 'pending') expect(entries.map(({ id }) => id)).not.toContain(people[9]?.id);
    }
  });

  it('on screen a mark stays with its number, and nothing is said twice', () => {
    for (const sentence of digestOf(inputFor('internal')).flatMap(({ sentences }) => sentences)) {
      const said = saidOf(sentence);
      expect(said.map(({ text, mark }) => text + mark).join('')).toBe(
        sentence.map(({ text }) => text).join('')
      );
      for (const [at, { text }] of said.entries())
        if (said[at - 1]?.figure) expect(text).not.toMatch(/^[，。；）]/);
    }
  });

  it('B-10: for outsiders nothing small and nothing to open', () => {
    const input = inputFor('outside');
    const text = digestText(input);
    expect(
      digestOf(input)
        .flatMap(({ sentences }) => sentences.flat())
        .some(({ figure }) => figure)
    ).toBe(false);
    expect(text).toContain('在册并登记同意的成员 9 人。');
    expect(text).not.toMatch(/待同意 1|女 2|走访 2|400/);
    // Matters and meetings count nobody.
    expect(text).toContain('登记诉求 2 件，其中已办结 1 件（占登记诉求 50.0%）');
  });

  it('DOMAIN I-14: what was done a year earlier stands beside it, of the same span', () => {
    const last = {
      id: recordIdOf('activity', 'b'),
      values: { on: '2025-05-06' as IsoDate, actual: 5 }
    };
    const activities = [...report.activities, last];
    const told = digestText(inputFor('internal', { ...report, activities }));
    expect(told).toContain('举办活动 1 场（上年全年 1 场），到场 12 人次（上年全年 5 人次）。');
    expect(
      ['2026', '2026-H1', '2026-Q3', '2026-11'].map((key) => yearBefore({ key })?.key)
    ).toEqual(['2025', '2025-H1', '2025-Q3', '2025-11']);
  });

  it('an empty year says nothing but what is to be written', () => {
    const text = digestText(
      inputFor('internal', { ...report, people: [], visits: [], needs: [], activities: [] })
    );
    expect(text.split('\n')).toEqual([
      '和风里社区2026年工作小结',
      `一、${words.rest}`,
      words.restHint
    ]);
  });
});

it('the whole book is named by its community, by its street where there are several', () => {
  const node = (name: string) => ({ values: { level: 'community', name } }) as OrgNodeRow;
  const names = { spaceName: '和风里工作簿', communityName: '', subdistrictName: '东街街道' };
  expect(wholePlace(names, [])).toBe('和风里工作簿');
  expect(wholePlace(names, [node('和风里社区')])).toBe('和风里社区');
  expect(wholePlace({ ...names, communityName: '和风里' }, [node('和风里社区')])).toBe('和风里');
  expect(wholePlace(names, [node('一'), node('二')])).toBe('东街街道');
});
