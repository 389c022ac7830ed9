/** 街道汇总: what the communities reported of one period, side by side. Sums are over what was told, and say what was not. */
import type { FigureGroup } from './figures';
import { reportsByPeriod, type Report } from './standing';

/** A community's reports as they were read. */
export interface Source<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  readonly reports: readonly Report[];
}

export interface Line<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  /** The one that holds. */
  readonly report: Report;
  /** The others that were counted no later and stand, of whatever period; the latest first. */
  readonly earlier: readonly Report[];
}

export interface Summary<Id extends string = string> {
  readonly lines: readonly Line<Id>[];
  /** Names of those without a report of the period; withdrawn ones apart. */
  readonly missing: readonly string[];
  readonly withdrawn: readonly string[];
}

export function summarise<Id extends string>(
  sources: readonly Source<Id>[],
  periodKey: string
): Summary<Id> {
  const lines: Line<Id>[] = [];
  const missing: string[] = [];
  const withdrawn: string[] = [];
  for (const { id, name, reports } of sources) {
    const [latest] = reportsByPeriod(reports).get(periodKey) ?? [];
    if (!latest) missing.push(name);
    else if (latest.withdrawnOn !== undefined) withdrawn.push(name);
    else {
      const earlier = earlierThan(latest, reports);
      lines.push({ id, name: latest.community || name, report: latest, earlier });
    }
  }
  return { lines, missing, withdrawn };
}

const earlierThan = (latest: Report, reports: readonly Report[]): readonly Report[] =>
  reports
    .filter(
      ({ id, countedOn, withdrawnOn }) =>
        id !== latest.id && withdrawnOn === undefined && countedOn <= latest.countedOn
    )
    .sort((a, b) => b.countedOn.localeCompare(a.countedOn) || b.row.createdAt - a.row.createdAt);

const headsOf = ({ figures }: Report): number | undefined =>
  figures.find(({ id }) => id === 'people')?.n ?? undefined;

const isWithheld = ({ figures }: Report, group: FigureGroup): boolean =>
  figures.some(({ id, n }) => id === group.id && n === null);

/** Fewer than that many people more or less are no other register. */
const few = 5;

/**
 * The line with the report that tells a group: a table by trait is withheld after a small change, and then the earlier one
 * still says how it stands, give or take those few.
 */
export function lineFor<Id extends string>(line: Line<Id>, group: FigureGroup): Line<Id> {
  const { report, earlier } = line;
  const heads = headsOf(report);
  if (group.cover !== 'rows' || heads === undefined || !isWithheld(report, group)) return line;
  const tells = earlier.find((each) => !isWithheld(each, group));
  const before = tells && headsOf(tells);
  if (!tells || before === undefined || Math.abs(before - heads) >= few) return line;
  return { ...line, report: tells };
}

/** number: told; covered: too few to be told by itself; absent: the report was made without this figure. */
export type Cell =
  | { readonly type: 'number'; readonly n: number; readonly of?: number }
  | { readonly type: 'covered' }
  | { readonly type: 'absent' };

export function cellOf({ figures }: Report, group: FigureGroup, id: string): Cell {
  const told = figures.find((figure) => figure.id === id && figure.parts === undefined);
  if (told) {
    const { n, of } = told;
    return n === null
      ? { type: 'covered' }
      : { type: 'number', n, ...(of !== undefined && { of }) };
  }
  const isMerged = figures.some((figure) => figure.id === group.id && figure.parts?.includes(id));
  return { type: isMerged ? 'covered' : 'absent' };
}

/** The merged row of a group, where there is one with a number. */
export function mergedOf(
  { figures }: Report,
  group: FigureGroup
): { readonly n: number; readonly parts: readonly string[] } | undefined {
  const merged = figures.find(({ id, parts }) => id === group.id && parts !== undefined);
  return merged?.parts && merged.n !== null ? { n: merged.n, parts: merged.parts } : undefined;
}

export interface Sum {
  /** undefined where nobody tells it: that is no 0. */
  readonly n: number | undefined;
  /** Only where every number of the sum has one. */
  readonly of?: number;
  /** Communities whose report does not tell it. */
  readonly left: number;
}

export function sumOf(lines: readonly Line[], group: FigureGroup, id: string): Sum {
  const cells = lines.map(({ report }) => cellOf(report, group, id));
  const told = cells.flatMap((cell) => (cell.type === 'number' ? [cell] : []));
  const n = told.reduce((sum, cell) => sum + cell.n, 0);
  const wholes = told.flatMap(({ of }) => of ?? []);
  const hasWhole = wholes.length > 0 && wholes.length === told.length;
  const of = wholes.reduce((sum, whole) => sum + whole, 0);
  return {
    n: told.length > 0 ? n : undefined,
    ...(hasWhole && { of }),
    left: cells.length - told.length
  };
}
