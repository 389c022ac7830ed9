/** What holds of the reports of a community: the latest of a period; earlier ones are its history. */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { parsePeriod, type Period } from '../statistics/period';
import type { ReportFigure } from './figures';
import type { ReportRow } from './record';

export interface Report {
  readonly id: RecordId;
  readonly period: Period;
  readonly revision: number;
  readonly title: string;
  readonly community: string;
  readonly countedOn: IsoDate;
  readonly figures: readonly ReportFigure[];
  readonly withdrawnOn: IsoDate | undefined;
  /** When it was written, and in whose slot. */
  readonly row: Pick<ReportRow, 'createdAt' | 'updatedBy'>;
}

/** undefined for what is not whole: a peer may have written anything. */
export function readReport(row: ReportRow): Report | undefined {
  const { values, id, isDeleted, isLocked } = row;
  const { period: key = '', revision, figures, countedOn, title = '', community = '' } = values;
  const period = parsePeriod(key);
  if (isDeleted || isLocked || !period?.from || revision === undefined) return undefined;
  if (!figures || !countedOn) return undefined;
  const { withdrawnOn } = values;
  return { id, period, revision, title, community, countedOn, figures, withdrawnOn, row };
}

/** The latest first. Two of one number, which only a foreign hand writes, stand in one order on every device (I1). */
const compareReports = (a: Report, b: Report): number =>
  b.revision - a.revision || b.row.createdAt - a.row.createdAt || (a.id < b.id ? -1 : 1);

/** Numbers are given in a row; a few may be missing while their reports are on the way. */
const maxLeap = 10;

/** The last number of a period that is in line. One far beyond it would hold for good: no correction could follow. */
function lineEnd(reports: readonly Report[]): number {
  let end = 0;
  for (const revision of reports.map((each) => each.revision).sort((a, b) => a - b)) {
    if (revision - end > maxLeap) break;
    end = revision;
  }
  return end;
}

/** By key of the period; the latest first, and last those whose numbers are out of line. */
export function reportsByPeriod(
  reports: readonly Report[]
): ReadonlyMap<string, readonly Report[]> {
  const byPeriod = new Map<string, Report[]>();
  for (const report of reports) {
    const { key } = report.period;
    byPeriod.set(key, [...(byPeriod.get(key) ?? []), report]);
  }
  for (const list of byPeriod.values()) {
    const end = lineEnd(list);
    const isStray = ({ revision }: Report): number => Number(revision > end);
    list.sort((a, b) => isStray(a) - isStray(b) || compareReports(a, b));
  }
  return byPeriod;
}

/** The latest periods first; of those that end on one day the shorter. */
export const latestPeriodFirst = (a: Period, b: Period): number =>
  (b.to ?? '').localeCompare(a.to ?? '') || (b.from ?? '').localeCompare(a.from ?? '');

/** Number of the next report of a period. */
export const nextRevision = (reports: readonly Report[], key: string): number =>
  1 + lineEnd(reports.filter(({ period }) => period.key === key));

interface Step {
  readonly changes: readonly { readonly field: string }[];
}

/** Steps of a report's history after the first that changed more than whether it stands: reports are written once. */
export const alterations = <S extends Step>(steps: readonly S[]): readonly S[] =>
  steps.slice(1).filter(({ changes }) => changes.some(({ field }) => field !== 'withdrawnOn'));
