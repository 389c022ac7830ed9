/** 街道汇总 as rows of text and numbers: one shape for screen, paper, sheet and chart. */
import type { TableDocument } from '../../../app/documents/types';
import type { FigureGroup, FigureKind } from '../../../domain/report/figures';
import {
  cellOf,
  mergedOf,
  sumOf,
  type Line,
  type Sum,
  type Summary
} from '../../../domain/report/summary';
import type { Period } from '../../../domain/statistics/period';
import { formatNumber } from '../../../text/counts';
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
  /** Of merged rows; empty without. */
  readonly merged: string;
}

export interface SummaryTable {
  readonly group: FigureGroup;
  readonly rows: readonly SummaryRow[];
  readonly sums: readonly SummaryCell[];
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
  return { text: numberText(kind, n), share: shareText(kind, n, of), value: n };
}

function sumCell(kind: FigureKind, { n, of, left }: Sum): SummaryCell {
  const share = shareText(kind, n, of);
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

export function summaryTable(summary: Summary, group: FigureGroup): SummaryTable {
  const rows = summary.lines.map((line) => ({
    line,
    cells: group.figures.map((kind) => lineCell(line, group, kind)),
    merged: mergedText(line, group)
  }));
  return {
    group,
    rows,
    sums: group.figures.map((kind) => sumCell(kind, sumOf(summary.lines, group, kind.id))),
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
  words.coverNote
];

/** A sheet of a group: shares' denominators in columns of their own, so that they can be counted on. */
export function summarySheet(
  { group, rows, sums, hasMerged }: SummaryTable,
  summary: Summary,
  period: Period
): TableDocument {
  const cells = (all: readonly SummaryCell[]) =>
    all.flatMap(({ value, text, share }, at) => {
      const kind = group.figures[at];
      const number = kind?.kind === 'money' && value !== undefined ? value / 100 : value;
      return kind?.whole === undefined ? [number ?? text] : [number ?? text, share];
    });
  return {
    title: group.title,
    columns: [
      { label: words.community, kind: 'text', width: 20 },
      ...group.figures.flatMap((kind) => [
        {
          label: columnLabel(kind),
          kind: kind.kind === 'money' ? ('money' as const) : ('number' as const),
          width: 12
        },
        ...(kind.whole === undefined
          ? []
          : [{ label: words.share, kind: 'text' as const, width: 24 }])
      ]),
      ...(hasMerged ? [{ label: words.mergedColumn, kind: 'text' as const, width: 16 }] : []),
      { label: words.asOfColumn, kind: 'text', width: 16 }
    ],
    rows: [
      ...rows.map(({ line, cells: all, merged }) => [
        line.name,
        ...cells(all),
        ...(hasMerged ? [merged] : []),
        formatDate(line.report.countedOn)
      ]),
      [words.totalOf(rows.length), ...cells(sums), ...(hasMerged ? [''] : []), '']
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
