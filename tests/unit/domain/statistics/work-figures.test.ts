import { describe, expect, test } from 'vitest';
import { jobStatuses } from '../../../../src/lib/domain/code-lists/job-status';
import { openCell, openTotal, type Figure } from '../../../../src/lib/domain/statistics/figure';
import { allTime, parsePeriod } from '../../../../src/lib/domain/statistics/period';
import {
  activityFigure,
  aidFigure,
  jobFigure,
  studyFigure,
  volunteerFigure,
  type WorkInput
} from '../../../../src/lib/domain/statistics/work-figures';
import { workList } from '../../../../src/lib/features/statistics/entries';
import {
  createPaper,
  paperToSpec,
  paperToTable
} from '../../../../src/lib/features/statistics/paper';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import type { RecordId } from '../../../../src/lib/kernel/ids';
import { gatedPerson } from '../../../factories/statistics';

const today = '2026-11-23' as IsoDate;
const day = (text: string): IsoDate => text as IsoDate;
const id = (text: string): RecordId => text as RecordId;
const item = <Values>(key: string, values: Values, people: readonly string[] = []) => ({
  id: id(key),
  values,
  people: people.map((name) => gatedPerson(name)),
  hiddenPeople: 0
});

const year = parsePeriod('2026') ?? allTime;
const none: WorkInput = {
  activities: [],
  attendance: [],
  services: [],
  aids: [],
  jobs: [],
  readings: [],
  materials: [],
  period: year,
  today
};

const totals = <T>(figure: Figure<T>): Record<string, number> =>
  Object.fromEntries(
    figure.measures.map((measure) => [measure.label, openTotal(figure, measure).value])
  );
const rows = <T>(figure: Figure<T>): Record<string, readonly number[]> =>
  Object.fromEntries(
    figure.groups.map((group) => [
      group.label,
      figure.measures.map((measure) => openCell(group, measure).value)
    ])
  );

describe('I-12: study', () => {
  const materials = [
    { id: id('m1'), kind: 'studyMaterial', title: '问答' },
    { id: id('m2'), kind: 'regulation', title: '首问负责制度' }
  ] as const;
  const input: WorkInput = {
    ...none,
    materials,
    activities: [
      item('s1', {
        type: 'study',
        topic: '条例学习',
        on: day('2026-03-05'),
        actual: 14,
        isUnitedFront: true
      }),
      item('s2', {
        type: 'training',
        topic: '辅导',
        on: day('2026-05-05'),
        actual: 20,
        isUnitedFront: true
      }),
      item('s3', { type: 'study', topic: '下次', on: day('2026-12-05'), isUnitedFront: true }),
      item('s4', {
        type: 'study',
        topic: '去年',
        on: day('2025-03-05'),
        actual: 9,
        isUnitedFront: true
      }),
      item('f1', {
        type: 'fellowship',
        topic: '联谊',
        on: day('2026-03-06'),
        actual: 50,
        isUnitedFront: true
      }),
      item('o1', { type: 'study', topic: '普通学习', on: day('2026-04-05'), actual: 70 }),
      item('o2', { type: 'sports', topic: '跳绳', on: day('2026-04-06'), isUnitedFront: false })
    ],
    readings: [
      { id: id('r1'), values: { material: id('m1'), activity: id('s1'), on: day('2026-03-05') } },
      // A worker signs for the same text at the same session: read once there.
      {
        id: id('r2'),
        values: { material: id('m1'), activity: id('s1'), reader: id('w'), on: day('2026-03-05') }
      },
      { id: id('r3'), values: { material: id('m2'), activity: id('s1'), on: day('2026-03-05') } },
      { id: id('r4'), values: { material: id('m2'), reader: id('w'), on: day('2026-04-01') } },
      { id: id('r5'), values: { material: id('gone'), reader: id('w'), on: day('2026-04-01') } }
    ]
  };

  test('sessions held, people and texts read; own reading apart; nothing of the future or of another year', () => {
    const figure = studyFigure(input);
    expect(totals(figure)).toEqual({ 场次: 2, 参加人次: 34, 学习资料: 3 });
    expect(rows(figure)).toEqual({
      学习: [1, 14, 2],
      培训: [1, 20, 0],
      工作人员自己读: [0, 0, 1]
    });
  });

  test('I13: a number opens the sessions and the text behind it', () => {
    const figure = studyFigure(input);
    const [, , texts] = figure.measures;
    if (!texts) throw new Error('no measure');
    const list = workList(openTotal(figure, texts));
    expect(list.lines.map(({ text, amount }) => [text, amount])).toEqual([
      ['2026年4月1日 首问负责制度', '1 份次'],
      ['2026年3月5日 条例学习', '2 份次']
    ]);
    expect(list.lines[0]?.href).toContain('/library/text?kind=regulation&id=m2');
  });
});

const aside = <T>({ asides }: Figure<T>) => asides.map(({ label, items }) => [label, items.length]);

describe('S0-07: activities count by the tick', () => {
  const activities = [
    item('a', {
      type: 'fellowship',
      topic: '联谊',
      on: day('2026-03-06'),
      actual: 50,
      isUnitedFront: true
    }),
    item('b', {
      type: 'study',
      topic: '学习',
      on: day('2026-05-06'),
      actual: 9,
      isUnitedFront: true
    }),
    item('c', { type: 'study', topic: '将来', on: day('2026-12-06'), isUnitedFront: true }),
    item('d', { type: 'study', topic: '未勾', on: day('2026-05-07'), actual: 20 }),
    item('e', {
      type: 'sports',
      topic: '不算',
      on: day('2026-05-08'),
      actual: 5,
      isUnitedFront: false
    })
  ];

  test('held ones by kind with those who came; ordinary ones stand aside, said or not', () => {
    const figure = activityFigure({ ...none, activities });
    expect(totals(figure)).toEqual({ 场次: 2, 参加人次: 59 });
    expect(rows(figure)).toEqual({ 联谊会: [1, 50], 学习: [1, 9] });
    expect(aside(figure)).toEqual([['没有勾选“统战活动”', 2]]);
    expect(aside(studyFigure({ ...none, activities }))).toEqual([['没有勾选“统战活动”', 1]]);
  });
});

describe('S0-13: hours of volunteers', () => {
  const input: WorkInput = {
    ...none,
    activities: [
      item('v1', {
        type: 'volunteering',
        topic: '课业辅导',
        on: day('2026-07-08'),
        isUnitedFront: true
      }),
      item('v2', {
        type: 'volunteering',
        topic: '去年',
        on: day('2025-07-08'),
        isUnitedFront: true
      }),
      item('v3', { type: 'volunteering', topic: '普通', on: day('2026-07-09') })
    ],
    attendance: [
      item('a1', { activity: id('v1'), role: 'served', hours: 25 }, ['任谷雨']),
      item('a2', { activity: id('v1'), role: 'served', hours: 40, count: 4 }),
      item('a3', { activity: id('v1'), role: 'attended' }, ['解立秋']),
      item('a5', { activity: id('v3'), role: 'served', hours: 90 }),
      item('a4', { activity: id('v2'), role: 'served', hours: 30 })
    ],
    services: [
      item('e1', { on: day('2026-03-01'), direction: 'given', type: 'law', hours: 15 }, ['a', 'b']),
      item('e2', { on: day('2026-03-02'), direction: 'received', type: 'law', hours: 15 }),
      item('e3', { on: day('2026-03-03'), direction: 'given', type: 'law' })
    ]
  };

  test('activities and the service book make one total of the year; what was received is no hour given', () => {
    const figure = volunteerFigure(input);
    expect(totals(figure)).toEqual({ 时长: 80, 服务人次: 7 });
    expect(aside(figure)).toEqual([['没有勾选“统战活动”', 1]]);
    expect(rows(figure)['7月']).toEqual([65, 5]);
    expect(rows(figure)['3月']).toEqual([15, 2]);
    expect(totals(volunteerFigure({ ...input, period: allTime }))['时长']).toBe(110);
  });

  test('B-6: the list behind it is by day, never by hours, and shows hours with a decimal', () => {
    const figure = volunteerFigure(input);
    const [hours] = figure.measures;
    if (!hours) throw new Error('no measure');
    const list = workList(openTotal(figure, hours));
    expect(list.value).toBe('8 小时');
    expect(list.lines.map(({ text, amount }) => [text, amount])).toEqual([
      ['2026年7月8日 课业辅导 成员任谷雨', '2.5 小时'],
      ['2026年7月8日 课业辅导', '4 小时'],
      ['2026年3月1日 法律 成员a、成员b', '1.5 小时']
    ]);
    const context = { place: '和风里社区', period: '2026年', sourceDate: '2026年11月23日' };
    const paper = createPaper(figure, context, 'internal');
    expect(paperToSpec(paper).series[0]?.values[6]).toBe(6.5);
    expect(paperToTable(paper).rows.at(-1)).toEqual(['合计', 8, 7]);
  });
});

describe('I-11: help and jobs', () => {
  test('by kind and as written down; what rests on a missing consent counts without its kind', () => {
    const figure = aidFigure({
      ...none,
      aids: [
        item('d1', {
          on: day('2026-01-05'),
          type: 'donation',
          unit: 'household',
          count: 12,
          value: 180_000
        }),
        item('d2', { on: day('2026-02-05'), type: 'job', unit: 'person' }, ['a', 'b']),
        item('d3', { on: day('2026-02-06'), type: 'allowance', household: id('h') }),
        item('d4', { on: day('2026-02-07'), count: 1 }, ['c']),
        item('d5', { on: day('2025-02-07'), type: 'job' })
      ]
    });
    expect(rows(figure)).toEqual({
      就业: [1, 2, 0, 0],
      低保申请: [1, 0, 1, 0],
      捐赠: [1, 0, 12, 180_000],
      '类别不显示（没有本人同意或权限）': [1, 1, 0, 0]
    });
    expect(figure.all).toHaveLength(4);
  });

  test('jobs by where they stand; a few jobs may be told outside, they are nobody', () => {
    const figure = jobFigure({
      ...none,
      jobs: jobStatuses.items.map(({ code }, i) =>
        item(code, { post: '保洁员', status: code, count: i + 1 })
      )
    });
    expect(totals(figure)).toEqual({ 岗位: 6 });
    const context = { place: '', period: undefined, sourceDate: '' };
    const paper = createPaper(figure, context, 'outside');
    expect(paper.isWithheld).toBe(false);
    expect(paper.rows).toHaveLength(3);
  });
});
