/** 街道汇总 as rows of text and numbers: one shape for screen, paper, sheet and chart. */
import type { TableDocument } from '../../../app/documents/types';
import { figureGroups, type FigureGroup, type FigureKind } from '../../../domain/report/figures';
import {
  cellOf,
  lineFor,
  mergedOf,
  sumOf,
  type Line,
  type Sum,
  type Summary
} from '../../../domain/report/summary';
import type { Period } from '../../../domain/statistics/period';
import { formatNumber, percent } from '../../../text/counts';
import { formatDate } from '../../../text/dates';
import { reportWords as words } from '../../../text/reports';
import type { ChartSpec } from '../../../ui/charts/spec';
import { numberText, shareText } from './figure-lines';

export interface SummaryCell {
  readonly text: string;
  /** Denominator and share; empty without. */
  readonly share: string;
  /** undefined where nothing is told. Money in fen. */
  readonly value: number | undefined;
}

export interface SummaryRow {
  readonly line: Line;
  readonly cells: readonly SummaryCell[];
  /** In the column of the whole; empty without. */
  readonly whole: string;
  /** Of merged rows; empty without. */
  readonly merged: string;
  /** Of when the numbers are, where an earlier report tells them; else empty. */
  readonly asOf: string;
}

export interface SummaryTable {
  readonly group: FigureGroup;
  /** People parted by one trait are all of one whole: it has a column of its own, and shares are per cent alone. */
  readonly whole: string | undefined;
  readonly rows: readonly SummaryRow[];
  readonly sums: readonly SummaryCell[];
  readonly sumWhole: string;
  readonly hasMerged: boolean;
}

function lineCell(line: Line, group: FigureGroup, kind: FigureKind): SummaryCell {
  const cell = cellOf(line.report, group, kind.id);
  if (cell.type !== 'number')
    return {
      text: cell.type === 'covered' ? words.covered : words.none,
      share: '',
      value: undefined
    };
  const { n, of } = cell;
  return { text: numberText(kind, n), share: shareOf(group, kind, n, of), value: n };
}

const shareOf = (
  { cover }: FigureGroup,
  kind: FigureKind,
  n: number,
  of: number | undefined
): string => (cover !== 'rows' ? shareText(kind, n, of) : of === undefined ? '' : percent(n, of));

function sumCell(group: FigureGroup, kind: FigureKind, { n, of, left }: Sum): SummaryCell {
  if (n === undefined) return { text: words.covered, share: '', value: undefined };
  const share = shareOf(group, kind, n, of);
  const without = left > 0 ? words.notIn(left) : '';
  return {
    text: numberText(kind, n),
    share: [share, without].filter(Boolean).join('；'),
    value: n
  };
}

function mergedText(line: Line, group: FigureGroup): string {
  const merged = mergedOf(line.report, group);
  return merged ? words.mergedCell(formatNumber(merged.n), merged.parts.length) : '';
}

/** 在册 as the report tells it, in whatever group it stands. */
const registered = figureGroups.find(({ figures }) => figures.some(({ id }) => id === 'people'));

function wholeCell(line: Line): string {
  const cell = registered && cellOf(line.report, registered, 'people');
  return cell?.type === 'number' ? formatNumber(cell.n) : words.covered;
}

function wholeSum(lines: readonly Line[]): string {
  const n = registered && sumOf(lines, registered, 'people').n;
  return n === undefined ? words.covered : formatNumber(n);
}

export function summaryTable(summary: Summary, group: FigureGroup): SummaryTable {
  const [first] = group.figures;
  const whole = group.cover === 'rows' ? first?.whole : undefined;
  const lines = summary.lines.map((line) => lineFor(line, group));
  const rows = lines.map((line, at) => ({
    line,
    cells: group.figures.map((kind) => lineCell(line, group, kind)),
    whole: whole === undefined ? '' : wholeCell(line),
    merged: mergedText(line, group),
    asOf: line === summary.lines[at] ? '' : words.tableAsOf(formatDate(line.report.countedOn))
  }));
  return {
    group,
    whole,
    rows,
    sumWhole: whole === undefined ? '' : wholeSum(lines),
    sums: group.figures.map((kind) => sumCell(group, kind, sumOf(lines, group, kind.id))),
    hasMerged: rows.some(({ merged }) => merged !== '')
  };
}

const columnLabel = ({ label, unit, kind }: FigureKind): string =>
  kind === 'money' ? label : `${label}（${unit}）`;

/** Who is not in it, in words; stands on every paper. */
export const absentNotes = ({ missing, withdrawn }: Summary): readonly string[] => [
  ...(missing.length > 0 ? [`${words.notReported(missing.length)}：${missing.join('、')}`] : []),
  ...(withdrawn.length > 0 ? [`${words.withdrawn}：${withdrawn.join('、')}`] : [])
];

export const notesOf = (summary: Summary): readonly string[] => [
  ...absentNotes(summary),
  words.sumNote,
  words.coverNote,
  words.tickNote
];

/** A sheet of a group; what is a share has its share in a column beside it. */
export function summarySheet(table: SummaryTable, summary: Summary, period: Period): TableDocument {
  const { group, whole, rows, sums, sumWhole, hasMerged } = table;
  const cells = (all: readonly SummaryCell[]) =>
    all.flatMap(({ value, text, share }, at) => {
      const kind = group.figures[at];
      const number = kind?.kind === 'money' && value !== undefined ? value / 100 : value;
      return kind?.whole === undefined ? [number ?? text] : [number ?? text, share];
    });
  const wide = { kind: 'text', width: 16 } as const;
  const line = (
    name: string,
    all: readonly SummaryCell[],
    others: readonly [whole: string, merged: string, day: string]
  ): readonly (string | number)[] => [
    name,
    ...(whole === undefined ? [] : [others[0]]),
    ...cells(all),
    ...(hasMerged ? [others[1]] : []),
    others[2]
  ];
  return {
    title: group.title,
    columns: [
      { label: words.community, kind: 'text', width: 20 },
      ...(whole === undefined ? [] : [{ ...wide, label: whole }]),
      ...group.figures.flatMap((kind) => [
        {
          label: columnLabel(kind),
          kind: kind.kind === 'money' ? ('money' as const) : ('number' as const),
          width: 12
        },
        ...(kind.whole === undefined ? [] : [{ ...wide, label: words.share }])
      ]),
      ...(hasMerged ? [{ ...wide, label: words.mergedColumn }] : []),
      { ...wide, label: words.asOfColumn }
    ],
    rows: [
      ...rows.map((row) =>
        line(row.line.name, row.cells, [
          row.whole,
          row.merged,
          formatDate(row.line.report.countedOn)
        ])
      ),
      line(words.totalOf(rows.length), sums, [sumWhole, '', ''])
    ],
    personIds: [],
    notes: [`${words.period}：${period.label}`, ...notesOf(summary)]
  };
}

export const columnLabels = (group: FigureGroup): readonly string[] =>
  group.figures.map(columnLabel);

/** One figure over the communities; what is not told has no bar. */
export function summaryChart(
  table: SummaryTable,
  kind: FigureKind,
  context: { readonly period: Period; readonly summary: Summary; readonly day: string }
): ChartSpec {
  const at = table.group.figures.indexOf(kind);
  const scale = kind.kind === 'money' ? 100 : 1;
  const value = ({ cells }: SummaryRow): number | null => {
    const present = cells[at]?.value;
    return present === undefined ? null : present / scale;
  };
  const note = absentNotes(context.summary).join('；');
  return {
    kind: 'bars',
    title: `${table.group.title}：${kind.label}`,
    place: words.summary,
    period: context.period.label,
    sourceDate: context.day,
    labels: table.rows.map(({ line }) => line.name),
    series: [{ label: kind.label, values: table.rows.map(value) }],
    unit: kind.unit,
    hiddenText: words.covered,
    ...(note !== '' && { note })
  };
}
