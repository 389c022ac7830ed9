/** The figures of a report as lines: labels from the closed list, covered numbers in words. */
import {
  figureGroups,
  figureKind,
  type FigureGroup,
  type FigureKind,
  type ReportFigure
} from '../../../domain/report/figures';
import { formatNumber, money, percent } from '../../../text/counts';
import { reportWords as words } from '../../../text/reports';

export interface FigureLine {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** The share with its denominator; empty where it is a share of nothing. */
  readonly share: string;
}

export interface LineGroup {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly FigureLine[];
}

export const numberText = (kind: Pick<FigureKind, 'kind'>, value: number): string =>
  kind.kind === 'money' ? money(value) : formatNumber(value);

const withUnit = (kind: FigureKind, value: number): string =>
  kind.kind === 'money' ? money(value) : `${formatNumber(value)} ${kind.unit}`;

export function shareText(kind: FigureKind, value: number | null, of: number | undefined): string {
  if (of === undefined || kind.whole === undefined) return '';
  const whole = withUnit(kind, of);
  return value === null
    ? words.wholeOnly(kind.whole, whole)
    : words.share2(percent(value, of), kind.whole, whole);
}

export function toldText(group: FigureGroup, kind: FigureKind, figure: ReportFigure): string {
  if (figure.n !== null) return withUnit(kind, figure.n);
  return group.cover === 'single' ? words.fewer : words.covered;
}

const labelOf = (id: string): string => figureKind(id)?.label ?? id;

/** Of a merged row: all its figures are of one kind. */
function mergedLine(group: FigureGroup, merged: ReportFigure): readonly FigureLine[] {
  const [kind] = group.figures;
  const { parts = [], n, of } = merged;
  if (!kind) return [];
  return [
    {
      id: merged.id,
      label: words.merged(parts.map(labelOf).join('、')),
      value: toldText(group, kind, merged),
      share: shareText(kind, n, of)
    }
  ];
}

export function linesOf(group: FigureGroup, figures: readonly ReportFigure[]): LineGroup {
  const byId = new Map(
    figures.flatMap((figure) => (figure.parts ? [] : [[figure.id, figure] as const]))
  );
  const single = group.figures.flatMap((kind): FigureLine[] => {
    const figure = byId.get(kind.id);
    if (!figure) return [];
    const value = toldText(group, kind, figure);
    const share = shareText(kind, figure.n, figure.of);
    return [{ id: kind.id, label: kind.label, value, share }];
  });
  const merged = figures.filter(({ id, parts }) => id === group.id && parts !== undefined);
  return {
    id: group.id,
    title: group.title,
    lines: [...single, ...merged.flatMap((figure) => mergedLine(group, figure))]
  };
}

export const reportLines = (figures: readonly ReportFigure[]): readonly LineGroup[] =>
  figureGroups.map((group) => linesOf(group, figures)).filter(({ lines }) => lines.length > 0);

const groupIds: ReadonlySet<string> = new Set(figureGroups.map(({ id }) => id));

/** Figures of a later build. */
export const unknownCount = (figures: readonly ReportFigure[]): number =>
  figures.filter(({ id, parts }) => !figureKind(id) && !(parts && groupIds.has(id))).length;

/** I14: who is not counted, in one line; undefined in a report without it. */
export function pendingText(figures: readonly ReportFigure[]): string | undefined {
  const pending = figures.find(({ id }) => id === 'pending');
  if (!pending || pending.n === 0) return undefined;
  return words.pendingLine(pending.n === null ? words.fewer : formatNumber(pending.n));
}
