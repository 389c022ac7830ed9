import { describe, expect, it } from 'vitest';
import {
  figureGroups,
  type FigureGroup,
  type ReportFigure
} from '../../../../src/lib/domain/report/figures';
import { readReport, type Report } from '../../../../src/lib/domain/report/standing';
import {
  cellOf,
  lineFor,
  mergedOf,
  sumOf,
  summarise
} from '../../../../src/lib/domain/report/summary';
import type { ReportRow } from '../../../../src/lib/domain/report/record';
import type { Hlc } from '../../../../src/lib/kernel/hlc';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import { recordIdOf } from '../../../factories/records';

const groupOf = (id: string): FigureGroup => {
  const found = figureGroups.find((group) => group.id === id);
  if (!found) throw new Error(`no group ${id}`);
  return found;
};

const row = (
  key: string,
  period: string,
  revision: number,
  figures: readonly ReportFigure[],
  withdrawnOn?: IsoDate
): ReportRow =>
  ({
    id: recordIdOf('report', `${key} ${period} ${revision}`),
    kind: 'report',
    values: {
      period,
      revision,
      title: `${key}统计报送`,
      community: key,
      countedOn: '2026-11-23' as IsoDate,
      figures,
      ...(withdrawnOn && { withdrawnOn })
    },
    conflicts: [],
    createdAt: 1 as Hlc,
    updatedAt: 1 as Hlc,
    updatedBy: '',
    isDeleted: false,
    isLocked: false
  }) satisfies ReportRow;

const reports = (...rows: readonly ReportRow[]): Report[] =>
  rows.map((each) => {
    const report = readReport(each);
    if (!report) throw new Error('a whole report');
    return report;
  });

const source = (name: string, ...rows: readonly ReportRow[]) => ({
  id: name,
  name,
  reports: reports(...rows)
});

const figures = (people: number | null, settled: readonly [number, number]): ReportFigure[] => [
  { id: 'people', n: people, ...(people !== null && { of: people * 10 }) },
  { id: 'needs.settled', n: settled[0], of: settled[1] }
];

describe('街道汇总 (DESIGN 2 "reports"; report/SPEC 3, 8, 10)', () => {
  const summary = summarise(
    [
      source(
        '和风里',
        row('和风里', '2026', 1, figures(9, [0, 1])),
        row('和风里', '2026', 2, figures(20, [1, 2]))
      ),
      source('半山', row('半山', '2026', 1, figures(null, [3, 4]))),
      source('春晖', row('春晖', '2026-Q3', 1, figures(30, [1, 1]))),
      source(
        '石桥',
        row('石桥', '2026', 1, figures(40, [1, 1])),
        row('石桥', '2026', 2, figures(41, [1, 1]), '2026-11-24' as IsoDate)
      )
    ],
    '2026'
  );

  it('the latest report of the period holds; without one a community is named, a withdrawn one apart', () => {
    expect(summary.lines.map(({ name, report }) => [name, report.revision])).toEqual([
      ['和风里', 2],
      ['半山', 1]
    ]);
    expect(summary.missing).toEqual(['春晖']);
    expect(summary.withdrawn).toEqual(['石桥']);
  });

  it('sums are over what was told, with their denominators, and say how many are not in them', () => {
    expect(sumOf(summary.lines, groupOf('register'), 'people')).toEqual({
      n: 20,
      of: 200,
      left: 1
    });
    expect(sumOf(summary.lines, groupOf('matters'), 'needs.settled')).toEqual({
      n: 4,
      of: 6,
      left: 0
    });
    // Nobody tells it: no 0.
    expect(sumOf(summary.lines, groupOf('aid'), 'aid.times')).toEqual({ n: undefined, left: 2 });
  });

  it('a merged row is no number of its parts', () => {
    const told = [
      { id: 'sex.1', n: 30, of: 37 },
      { id: 'sex', n: 7, of: 37, parts: ['sex.2', 'sex.9'] }
    ];
    const [report] = reports(row('和风里', '2026', 1, told));
    if (!report) return;
    const sex = groupOf('sex');
    expect(cellOf(report, sex, 'sex.1')).toEqual({ type: 'number', n: 30, of: 37 });
    expect(cellOf(report, sex, 'sex.2')).toEqual({ type: 'covered' });
    expect(cellOf(report, sex, 'sex.none')).toEqual({ type: 'absent' });
    expect(mergedOf(report, sex)).toEqual({ n: 7, parts: ['sex.2', 'sex.9'] });
  });

  it('a report that is not whole is none', () => {
    const whole = row('和风里', '2026', 1, []);
    for (const broken of [
      { ...whole, values: { ...whole.values, period: 'all' } },
      { ...whole, values: { period: '2026', revision: 1 } },
      { ...whole, isDeleted: true }
    ]) {
      expect(readReport(broken)).toBeUndefined();
    }
  });

  it('7: a table withheld after a small change is read from the report before, where 在册 is the same but for few', () => {
    const sex = groupOf('sex');
    const told = (people: number): ReportFigure[] => [
      { id: 'people', n: people },
      { id: 'sex.1', n: 18, of: people },
      { id: 'sex.2', n: people - 18, of: people }
    ];
    const withheld = (people: number): ReportFigure[] => [
      { id: 'people', n: people },
      { id: 'sex', n: null, parts: ['sex.1', 'sex.2'] }
    ];
    const lineOf = (...rows: readonly ReportRow[]) => {
      const [line] = summarise([source('和风里', ...rows)], '2026').lines;
      if (!line) throw new Error('a line');
      return line;
    };
    const before = row('和风里', '2026-Q3', 1, told(40));
    const same = lineOf(before, row('和风里', '2026', 1, withheld(43)));
    expect(lineFor(same, sex).report.period.key).toBe('2026-Q3');
    expect(sumOf([lineFor(same, sex)], sex, 'sex.2')).toMatchObject({ n: 22, left: 0 });
    // Only the table is older: 在册 itself is told.
    expect(lineFor(same, groupOf('register'))).toBe(same);
    const other = lineOf(before, row('和风里', '2026', 1, withheld(45)));
    expect(lineFor(other, sex)).toBe(other);
    const fresh = lineOf(before, row('和风里', '2026', 1, told(46)));
    expect(lineFor(fresh, sex)).toBe(fresh);
    const gone = row('和风里', '2026-Q3', 1, told(40), '2026-11-24' as IsoDate);
    const alone = lineOf(gone, row('和风里', '2026', 1, withheld(43)));
    expect(lineFor(alone, sex)).toBe(alone);
  });
});
