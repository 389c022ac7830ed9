/** The parts of a sheet that understanding and applying both need: grid, header, columns, rows. */
import type { RawSheet } from '../files/raw-sheet';
import { arrangeSheet, type ArrangedSheet } from './arrange/arrange';
import { bookOf, isBookSection } from './books/recognise';
import { meaningInBook } from './books/book-headers';
import { proposeBookColumns } from './books/propose-columns';
import { proposeColumns } from './columns';
import { createGrid, filledColumns, type Grid } from './grid';
import { findHeaderRows, headerSignature, noHeader, type HeaderRows } from './header-rows';
import { classifyRows, type ClassifiedRows } from './row-kinds';
import { findRoll, type RollLayout } from './roll/find-roll';
import { tidyLine } from './header-text';
import type { BookKind, ColumnProposal, ColumnTarget, LedgerDecisions, LedgerHints } from './types';

export interface Layout {
  readonly grid: Grid;
  readonly header: HeaderRows;
  readonly signature: string;
  readonly columns: readonly ColumnProposal[];
  readonly rows: ClassifiedRows;
  readonly title: string;
  /** The book whose table it is; without one a list of people. */
  readonly book: BookKind | undefined;
  readonly arranged: ArrangedSheet;
  /** It looks like a sign-in matrix … */
  readonly roll: RollLayout | undefined;
  /** … and nobody said that it is something else. */
  readonly isRoll: boolean;
}

const noRows: ClassifiedRows = {
  data: [],
  skipped: [],
  sectionOf: new Map(),
  blockStarts: new Set()
};

export function layOut(sheet: RawSheet, decisions: LedgerDecisions, hints: LedgerHints): Layout {
  const arranged = arrangeSheet(sheet, decisions, hints);
  const grid = createGrid(arranged.sheet);
  const roll = arranged.arrangement ? undefined : findRoll(grid);
  if (roll && (decisions.book === undefined || decisions.book === 'roll')) {
    return {
      grid,
      header: roll.header,
      signature: headerSignature(grid, roll.header),
      columns: roll.others,
      rows: { ...noRows, data: roll.rows },
      title: titleOf(grid, roll.header),
      book: undefined,
      arranged,
      roll,
      isRoll: true
    };
  }
  const book = arranged.book ?? bookOf(grid, decisions, hints);
  const meaning = book && meaningInBook(book);
  const header =
    arranged.header ?? decisions.headerRows ?? findHeaderRows(grid, meaning) ?? noHeader;
  const signature = headerSignature(grid, header);
  const remembered = hints.mappings.find(
    (mapping) => mapping.headerSignature === signature && mapping.book === book
  );
  const title = titleOf(grid, header);
  const proposed = book
    ? proposeBookColumns(grid, header, book)
    : proposeColumns(grid, header, hints, `${title} ${sheet.name}`);
  const columns = proposed.map((column) =>
    decide(column, decisions.columns, book ? undefined : hints, remembered?.columns)
  );
  const targets: ColumnTarget[] = [];
  for (const column of columns) targets[column.index] = column.target;
  const rows = classifyRows(grid, header, targets, book ? isBookSection : undefined);
  return { grid, header, signature, columns, rows, title, book, arranged, roll, isRoll: false };
}

type Assigned = readonly { readonly index: number; readonly target: ColumnTarget }[];

/** A decision beats what was remembered, and that beats the proposal; nothing brings an excluded column back. */
function decide(
  column: ColumnProposal,
  decided: Assigned | undefined,
  hints: LedgerHints | undefined,
  remembered: Assigned | undefined
): ColumnProposal {
  if (column.target.type === 'excluded') return column;
  const byPerson = decided?.find(({ index }) => index === column.index);
  if (byPerson) {
    return { ...column, target: byPerson.target, confidence: 'sure', reason: '由您指定' };
  }
  const before = remembered?.find(({ index }) => index === column.index);
  if (!before || before.target.type === 'excluded') return column;
  const { target } = before;
  if (hints && target.type === 'field' && !hints.enabledFields.includes(target.field))
    return column;
  return { ...column, target, confidence: 'sure', reason: '和上次一样' };
}

/** The longest text above the header, and a line that is only its year (2025年度). */
function titleOf(grid: Grid, header: HeaderRows): string {
  let title = '';
  let year = '';
  for (let row = 0; row < header.first; row++) {
    for (const column of filledColumns(grid, row)) {
      const text = tidyLine(grid.own(row, column).text);
      const isMeta = /[:：]/.test(text);
      if (!isMeta && text.length > title.length) title = text;
      if (/^(?:19|20)\d\d年?度?$/.test(text)) year = text;
    }
  }
  const isTold = year === '' || title.includes(year.slice(0, 4));
  return (isTold ? title : `${title} ${year}`).slice(0, 100);
}
