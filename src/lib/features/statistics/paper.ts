/**
 * A figure as it leaves the house: rows and columns of plain numbers for picture, sheet, print and sentence.
 * 内部使用 gives true numbers; 对外 gives the main numbers alone, small rows merged (domain/statistics/outside).
 */
import type { Audience, TableDocument } from '../../app/documents/types';
import {
  asideUnit,
  openCell,
  openMentions,
  openTotal,
  type Figure,
  type Measure
} from '../../domain/statistics/figure';
import { mergeSmallRows, smallCellMax } from '../../domain/statistics/outside';
import { formatNumber, money } from '../../text/counts';
import { figureSentence, statisticsWords } from '../../text/statistics';
import type { ChartSpec } from '../../ui/charts/spec';

export interface PaperContext {
  readonly place: string;
  /** Undefined for figures that stand as of today. */
  readonly period: string | undefined;
  /** In words. */
  readonly sourceDate: string;
}

export interface PaperColumn {
  readonly label: string;
  readonly unit: string;
  readonly kind: Measure<unknown>['kind'];
  readonly isDrawn: boolean;
}

export interface PaperRow {
  readonly label: string;
  readonly values: readonly number[];
}

export interface Paper extends PaperContext {
  readonly title: string;
  readonly audience: Audience;
  readonly shape: ChartSpec['kind'];
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly PaperRow[];
  readonly totals: readonly PaperRow[];
  readonly notes: readonly string[];
  /** Nothing may be shown to outsiders. */
  readonly isWithheld: boolean;
}

/** What one of the smallest step is of the number shown. */
const steps = { count: 1, money: 100, tenths: 10 } as const;

export const cellText = ({ kind }: Pick<PaperColumn, 'kind'>, value: number): string =>
  kind === 'money' ? money(value) : formatNumber(value / steps[kind]);

function asideNote(label: string, count: number, unit: string, audience: Audience): string {
  const isSmall = audience === 'outside' && count <= smallCellMax;
  return isSmall
    ? `${label}${statisticsWords.fewer} ${unit}，未计入`
    : statisticsWords.asideNotCounted(label, count, unit);
}

/** Money is never drawn beside heads: its axis would flatten them. */
const drawn = <T>(figure: Figure<T>) =>
  figure.measures.filter(({ kind, isDrawn }) => kind !== 'money' && isDrawn);

function totalRows<T>(figure: Figure<T>, measures: Figure<T>['measures']): PaperRow[] {
  const heads = measures.map((measure) => openTotal(figure, measure).value);
  if (!figure.isOverlapping) return [{ label: statisticsWords.total, values: heads }];
  return [
    { label: statisticsWords.heads, values: heads },
    {
      label: statisticsWords.mentions,
      values: measures.map((measure) => openMentions(figure, measure).value)
    }
  ];
}

/** Whether a figure may go outside at all: two schemes side by side would undo the merging. */
export const mayGoOutside = (figure: { readonly key: string }): boolean =>
  figure.key !== 'category15';

export function createPaper<T>(
  figure: Figure<T>,
  context: PaperContext,
  audience: Audience
): Paper {
  const isOutside = audience === 'outside';
  const isPeople = figure.measures[0]?.unit === '人';
  // Outside, parts of a head count (women among them) could be subtracted: the head count stands alone.
  const measures = isOutside && isPeople ? figure.measures.slice(0, 1) : figure.measures;
  const groups = isOutside ? figure.groups.filter(({ isPart }) => !isPart) : figure.groups;
  const rows = groups.map((group) => ({
    key: group.key,
    label: group.label,
    values: measures.map((measure) => openCell(group, measure).value)
  }));
  const asides = isOutside ? figure.asides.filter(({ key }) => key === 'pending') : figure.asides;
  const unit = asideUnit(figure);
  const notes = asides.map(({ label, items }) => asideNote(label, items.length, unit, audience));
  const shape: ChartSpec['kind'] = figure.shape;
  const paper = {
    ...context,
    title: figure.title,
    audience,
    shape,
    columns: measures.map((measure) => ({
      label: measure.label,
      unit: measure.unit,
      kind: measure.kind,
      isDrawn: drawn(figure).includes(measure)
    })),
    totals: totalRows(figure, measures),
    notes,
    isWithheld: false
  };
  if (!isOutside) return { ...paper, rows };
  const counted = measures.flatMap(({ kind, tellsOfNobody }, at) =>
    kind === 'count' && !tellsOfNobody ? [at] : []
  );
  const merged = mergeSmallRows(rows, counted);
  if (merged.type === 'withheld' || !mayGoOutside(figure)) {
    return { ...paper, rows: [], totals: [], notes: [], isWithheld: true };
  }
  if (!merged.merged) return { ...paper, rows: merged.rows };
  return {
    ...paper,
    rows: [...merged.rows, { label: statisticsWords.merged, values: merged.merged.values }],
    notes: [statisticsWords.mergedNote(merged.merged.labels.join('、')), ...notes]
  };
}

/** The drawn columns; rows without anything are left to the table, so that bars stay readable. */
export function paperToSpec(paper: Paper): ChartSpec {
  const columns = paper.columns.flatMap((column, at) =>
    column.isDrawn ? [{ ...column, at }] : []
  );
  const rows =
    paper.shape === 'bars'
      ? paper.rows.filter((row) => columns.some(({ at }) => (row.values[at] ?? 0) > 0))
      : paper.rows;
  return {
    kind: paper.shape,
    title: paper.title,
    place: paper.place,
    period: paper.period ?? statisticsWords.upToNow,
    sourceDate: paper.sourceDate,
    labels: rows.map(({ label }) => label),
    series: columns.map(({ label, unit, kind, at }) => ({
      label,
      unit,
      values: rows.map((row) => (row.values[at] ?? 0) / steps[kind])
    })),
    unit: columns.map(({ unit }) => unit).join('、'),
    ...(paper.notes.length > 0 && { note: paper.notes.join('；') })
  };
}

export const particulars = (paper: Paper): readonly string[] => [
  `${statisticsWords.place}：${paper.place}`,
  `${statisticsWords.period}：${paper.period ?? statisticsWords.upToNow}`,
  `数据截至：${paper.sourceDate}`
];

export function paperToTable(paper: Paper): TableDocument {
  const line = (row: PaperRow): (string | number)[] => [
    row.label,
    // Spreadsheets count in yuan and hours.
    ...row.values.map((value, at) => value / steps[paper.columns[at]?.kind ?? 'count'])
  ];
  return {
    title: `${paper.place}${paper.title}`,
    columns: [
      { label: statisticsWords.item, kind: 'text', width: 34 },
      ...paper.columns.map(({ label, kind }) => ({
        label,
        kind: kind === 'money' ? ('money' as const) : ('number' as const),
        width: 12
      }))
    ],
    rows: [...paper.rows.map(line), ...paper.totals.map(line)],
    personIds: [],
    notes: [...particulars(paper), ...paper.notes]
  };
}

/** Figures in one sentence, without anything of a person (DOMAIN J "WeChat"). */
export function paperToSentence(paper: Paper): string {
  if (paper.isWithheld) return statisticsWords.withheld;
  const [first] = paper.columns;
  const totals =
    paper.totals.length > 1
      ? paper.totals.map(
          (row) =>
            `${formatNumber(row.values[0] ?? 0)} ${row.label === statisticsWords.heads ? '人' : row.label}`
        )
      : paper.columns.map((column, at) => {
          const value = paper.totals[0]?.values[at] ?? 0;
          return column.kind === 'money'
            ? `${column.label} ${money(value)}`
            : `${cellText(column, value)} ${column.unit}`;
        });
  const items = paper.rows
    .filter((row) => (row.values[0] ?? 0) > 0)
    .map(
      (row) =>
        `${row.label.replace(/^[\d.]+ /, '')} ${cellText(first ?? { kind: 'count' }, row.values[0] ?? 0)} ${first?.unit ?? ''}`
    );
  return figureSentence({
    date: paper.sourceDate,
    place: paper.place,
    period: paper.period,
    title: paper.title,
    totals,
    items,
    notes: paper.notes
  });
}
