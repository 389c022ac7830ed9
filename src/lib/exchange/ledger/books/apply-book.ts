/**
 * From the table of a book and what was decided about it to entries and findings. Pure: the same sheet, hints and
 * decisions give the same entries and lines in every encoding of the file (I11, I12; DOMAIN H2).
 */
import { localDate, localDateTime, parseIsoDate, type IsoDate } from '../../../kernel/dates';
import { canonicalJson, type Json } from '../../../kernel/json';
import type { SheetFacts } from '../apply-mapping';
import { createFindings, settle, type FindingList } from '../findings';
import { isFilled } from '../grid';
import type { Layout } from '../layout';
import { reportColumns } from '../report-columns';
import { createTerms, rememberedAnswers } from '../terms';
import type { BookKind, LedgerDecisions, LedgerHints, ParsedLedger, ParsedRecord } from '../types';
import { bookCellsOf, type BookCell } from './book-cells';
import { bookColumns, dayOfBook } from '../../../domain/import-books';
import { blankDay, readDay, type DayContext } from './cells/day';
import { finishRow, type FinishContext } from './finish-row';
import { bookDefaults } from './propose-book';
import { readBookRow, store, type BookRow, type BookRowContext } from './row-reader';
import { createSections } from './sections';
import { countYearless, dayColumn, yearsByRow, yearsSeen } from './sheet-year';
import { chosenValue } from '../take-cell';

export function applyBook(
  layout: Layout,
  kind: BookKind,
  facts: SheetFacts,
  decisions: LedgerDecisions,
  hints: LedgerHints
): ParsedLedger {
  const findings = createFindings();
  const terms = createTerms(decisions.terms, rememberedAnswers(hints.mappings));
  const choices = new Map((decisions.cells ?? []).map(({ id, choice }) => [id, choice]));
  reportColumns(layout.columns, layout.grid.sheet, findings);
  reportApart(layout, kind, findings);
  reportArranged(layout, findings);
  reportColours(layout, kind, findings);
  const cellsOf = bookCellsOf(layout, kind, findings);
  const yearOf = yearsByRow(layout, kind, decisions, facts);
  const years = yearsToOffer(layout, kind, hints);
  const days = daysOf(layout, kind, yearOf, years, hints.today);
  const leftOut = new Set(decisions.leftOutRows ?? []);
  const sections = createSections(layout, kind, findings, terms);
  const defaults = bookDefaults(layout, kind, decisions);
  const used = new Set<string>();
  const records: ParsedRecord[] = [];
  let dayAbove: IsoDate | undefined;
  for (const row of layout.rows.data) {
    const cells = cellsOf(row);
    if (leftOut.has(row + 1)) {
      findings.row(row, 'left-out', '按您的选择，这一行没有导入', '');
      continue;
    }
    if (!cells.some(({ cell }) => isFilled(cell))) continue;
    const day: DayContext = {
      year: yearOf(row),
      years,
      near: days.near(row),
      today: hints.today,
      mayBePlan: kind === 'activity'
    };
    const context = {
      kind,
      findings,
      terms,
      choices,
      currentYear: hints.currentYear,
      day,
      dayAbove
    };
    const read = readBookRow(row, cells, context);
    askBlankDay(read, cells, kind, context);
    const finish: FinishContext = { ...context, section: sections.of(row), defaults, used };
    const record = finishRow(read, facts, finish);
    dayAbove = dayOf(read, kind);
    if (record) records.push({ ...record, key: keyOf(kind, read, sections.textOf(row)) });
  }
  reportClock(kind, records, findings);
  reportDefaults(kind, used, defaults, findings);
  if (decisions.year !== undefined && countYearless(layout, kind) > 0) {
    findings.sheet('year', 'note', `没写年份的日期，按您的选择都算 ${decisions.year} 年`);
  }
  return {
    rows: [],
    records,
    rolls: [],
    findings: findings.all,
    terms: terms.questions,
    skipped: layout.rows.skipped,
    rowsWithoutCategory: 0
  };
}

const dayOf = (read: BookRow, kind: BookKind): IsoDate | undefined => {
  const value = read.values.get(dayOfBook(kind)?.name ?? '');
  if (typeof value === 'number') return localDate(value);
  return typeof value === 'string' ? parseIsoDate(value) : undefined;
};

const keyOf = (kind: BookKind, { key }: BookRow, section: string): string =>
  canonicalJson([kind, section.normalize('NFKC').replace(/\s/g, ''), key]);

/** A blank date is asked with the days around it: text files lose merged cells. */
function askBlankDay(
  read: BookRow,
  cells: readonly BookCell[],
  kind: BookKind,
  context: BookRowContext
): void {
  const name = dayOfBook(kind)?.name;
  const place = read.places.get(name ?? '');
  const blank = cells.find(({ meaning, cell }) => meaning.name === name && !isFilled(cell));
  if (name === undefined || !place || !blank || blank.isDitto) return;
  const reading = blankDay(context.day);
  const value: Json = settle(
    context.findings,
    place,
    reading,
    chosenValue(place, reading, context)
  );
  store(read, place, name, value, context);
}

function yearsToOffer(layout: Layout, kind: BookKind, hints: LedgerHints): readonly number[] {
  const years = [...yearsSeen(layout, kind), hints.currentYear, hints.currentYear - 1];
  return [...new Set(years)].filter((year) => year <= hints.currentYear).slice(0, 6);
}

/** Days of the rows above and below that are certain, to offer where a row has none. */
function daysOf(
  layout: Layout,
  kind: BookKind,
  yearOf: ReturnType<typeof yearsByRow>,
  years: readonly number[],
  today: IsoDate
): { near(row: number): readonly IsoDate[] } {
  const column = dayColumn(layout, kind);
  const { data } = layout.rows;
  const certain = data.map((row) => {
    if (column === undefined) return undefined;
    const reading = readDay(layout.grid.seen(row, column), {
      year: yearOf(row),
      years,
      near: [],
      today,
      mayBePlan: kind === 'activity'
    });
    return reading.type === 'value' ? (reading.value as IsoDate) : undefined;
  });
  const placeOf = new Map(data.map((row, index) => [row, index]));
  return {
    near(row) {
      const at = placeOf.get(row) ?? 0;
      const before = certain
        .slice(Math.max(0, at - 20), at)
        .reverse()
        .find(Boolean);
      const after = certain.slice(at + 1, at + 21).find(Boolean);
      return [before, after].filter((day): day is IsoDate => day !== undefined);
    }
  };
}

/** Columns that only tell people apart are named, so that nobody looks for them in the entries. */
function reportApart(layout: Layout, kind: BookKind, findings: FindingList): void {
  for (const column of layout.columns) {
    const name = column.target.type === 'field' ? column.target.field : '';
    if (name === 'phone' || name === 'building') {
      const { label } = bookColumns(kind).get(name) ?? { label: name };
      findings.column(column, 'note', `“${label}”只用来认人，不写进记录`);
    }
  }
}

function reportArranged({ arranged }: Layout, findings: FindingList): void {
  for (const { row, severity, message, raw } of arranged.notes) {
    if (row === undefined) findings.sheet('arranged', severity, message);
    else findings.row(row, severity, message, raw);
  }
}

/** A column of codes without a word in it says what it says by colour, which nobody can be sure of (H3-3). */
function reportColours(
  { grid, columns, rows }: Layout,
  kind: BookKind,
  findings: FindingList
): void {
  if (!grid.sheet.knowsMerges || rows.data.length === 0) return;
  for (const column of columns) {
    const { target } = column;
    const field = target.type === 'field' ? bookColumns(kind).get(target.field)?.field : undefined;
    if (field?.input.type !== 'code') continue;
    if (rows.data.some((row) => isFilled(grid.own(row, column.index)))) continue;
    const message = `“${column.header}”这一栏没有字；用颜色表示的认不出，没有导入，请逐条核对`;
    findings.column(column, 'note', message);
  }
}

/** Days without a clock time begin at midnight; told once. */
function reportClock(
  kind: BookKind,
  records: readonly ParsedRecord[],
  findings: FindingList
): void {
  const day = dayOfBook(kind);
  if (day?.field?.input.type !== 'dateTime') return;
  const isMidnight = ({ values }: ParsedRecord): boolean => {
    const at = values[day.name];
    return typeof at === 'number' && localDateTime(at).endsWith('T00:00');
  };
  if (records.some(isMidnight)) findings.sheet('clock', 'note', '没写几点的，时间都记为 0:00');
}

/** What held for all entries without a column of their own is told once. */
function reportDefaults(
  kind: BookKind,
  used: ReadonlySet<string>,
  defaults: ReturnType<typeof bookDefaults>,
  findings: FindingList
): void {
  for (const { field, value } of defaults) {
    if (value === null || !used.has(field)) continue;
    const { field: definition, label } = bookColumns(kind).get(field) ?? {};
    const input = definition?.input;
    const said =
      typeof value === 'string'
        ? `没有写${label ?? field}的，都记为“${(input?.type === 'code' && input.list.labelOf(value)) || value}”`
        : `都勾选了“${label ?? field}”`;
    findings.sheet(`default:${field}`, 'note', said);
  }
}
