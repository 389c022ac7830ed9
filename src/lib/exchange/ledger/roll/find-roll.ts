/**
 * A sign-in matrix (H3-2): names down, activities across, √ or 请假 where they meet. Its head tells each activity by title
 * and day, in one cell or in two below each other; a day is a date cell or a text.
 */
import { columnLetter, type RawCell } from '../../files/raw-sheet';
import { filledColumns, isFilled, type Grid } from '../grid';
import type { HeaderRows } from '../header-rows';
import { tidyLine } from '../header-text';
import { meaningOf } from '../header-vocabulary';
import { footerPattern, pivotRow, subtotalPattern } from '../row-kinds';
import type { ColumnProposal, ColumnTarget, SkippedRow } from '../types';
import { readMark } from './mark';

/** One activity across. */
export interface RollColumn {
  readonly column: ColumnProposal;
  readonly title: string;
  /** As written; empty where the head tells no day. */
  readonly day: string;
}

export interface RollLayout {
  readonly header: HeaderRows;
  readonly nameColumn: number;
  readonly activities: readonly RollColumn[];
  /** What stands beside the names: telephone, building, 序号, what nobody reads. */
  readonly others: readonly ColumnProposal[];
  /** Zero-based rows of people. */
  readonly rows: readonly number[];
  /** Zero-based rows with marks and without a name. */
  readonly nameless: readonly number[];
  readonly skipped: readonly SkippedRow[];
}

const searchedRows = 20;
/** Nobody signs in on more. */
const mostRows = 5_000;
/** One column of marks under a day may be anything. */
const fewestActivities = 2;
/** Share of the filled cells that have to be marks. */
const enoughMarks = 0.7;
const dayPattern =
  /(?<!\d)(?:\d{4}\s*[年.\-/]\s*)?\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*[日号]?(?:\s*(?:上午|下午|晚上?))?/;

export function findRoll(grid: Grid): RollLayout | undefined {
  if (grid.height > mostRows) return undefined;
  for (let row = 0; row < Math.min(grid.height, searchedRows); row++) {
    for (let column = 0; column < Math.min(grid.width, searchedRows); column++) {
      if (!isNameHead(grid.own(row, column))) continue;
      const found = rollAt(grid, row, column);
      if (found) return found;
    }
  }
  return undefined;
}

const isNameHead = ({ type, text }: RawCell): boolean => {
  const target = type === 'text' ? meaningOf(text) : undefined;
  return target?.type === 'field' && target.field === 'name';
};

function rollAt(grid: Grid, nameRow: number, nameColumn: number): RollLayout | undefined {
  const header = headAround(grid, nameRow, nameColumn);
  const columns = Array.from({ length: grid.width }, (_, index) => index);
  const heads = columns.map((column) => headOf(grid, header, column));
  // Marks alone may be anything, such as who belongs to which category: days make a roll of them.
  if (heads.filter(tellsDay).length < fewestActivities) return undefined;
  const people = peopleRows(grid, header, nameColumn);
  const activities: RollColumn[] = [];
  const others: ColumnProposal[] = [];
  for (const [index, head] of heads.entries()) {
    if (index === nameColumn) continue;
    if (head.length === 0 && !people.rows.some((row) => isFilled(grid.own(row, index)))) continue;
    const column = proposalOf(index, head.map(({ text }) => tidyLine(text)).join(' '));
    const isOpen = column.target.type === 'ignore' && column.target.reason === 'unknown';
    if (isOpen && holdsMarks(grid, people.rows, index)) activities.push(activityOf(column, head));
    else others.push(column);
  }
  const isRoll = activities.filter(({ day }) => day !== '').length >= fewestActivities;
  return isRoll ? { header, nameColumn, activities, others, ...people } : undefined;
}

const tellsDay = (head: readonly RawCell[]): boolean =>
  head.some(({ type, text }) => type === 'date' || dayPattern.test(text));

/** Titles may stand above the row of 姓名, days below it. */
function headAround(grid: Grid, nameRow: number, nameColumn: number): HeaderRows {
  const merge = grid.mergeAt(nameRow, nameColumn);
  let first = merge?.startRow ?? nameRow;
  let last = merge?.endRow ?? nameRow;
  const isPartOfHead = (row: number): boolean =>
    row >= 0 &&
    !isFilled(grid.own(row, nameColumn)) &&
    wordsBeside(grid, row, nameColumn) >= fewestActivities;
  if (!merge && isPartOfHead(last + 1)) last++;
  if (isPartOfHead(first - 1)) first--;
  return { first, last };
}

/** Cells that belong to one column each, and are no marks: a title over all of them is none. */
function wordsBeside(grid: Grid, row: number, nameColumn: number): number {
  let count = 0;
  for (let column = nameColumn + 1; column < grid.width; column++) {
    const merge = grid.mergeAt(row, column);
    const isWide = merge !== undefined && merge.endCol > merge.startCol;
    const cell = grid.own(row, column);
    if (isFilled(cell) && !isWide && readMark(cell.text) === undefined) count++;
  }
  return count;
}

function peopleRows(
  grid: Grid,
  header: HeaderRows,
  nameColumn: number
): Pick<RollLayout, 'rows' | 'nameless' | 'skipped'> {
  const rows: number[] = [];
  const nameless: number[] = [];
  const skipped: SkippedRow[] = [];
  const end = pivotRow(grid) ?? grid.height;
  for (let row = header.last + 1; row < grid.height; row++) {
    const [first] = filledColumns(grid, row);
    if (first === undefined) continue;
    const name = grid.own(row, nameColumn);
    const kind = row < end ? kindOfRow(grid.own(row, first), name) : 'footer';
    if (kind !== undefined) {
      const text = tidyLine(grid.own(row, first).text).slice(0, 120);
      skipped.push({ row: row + 1, kind, text });
    } else (isFilled(name) ? rows : nameless).push(row);
  }
  return { rows, nameless, skipped };
}

/** Undefined for a row of somebody. */
function kindOfRow(first: RawCell, name: RawCell): SkippedRow['kind'] | undefined {
  const texts = [first, name].map(({ text }) => text.replace(/\s/g, ''));
  if (texts.some((text) => subtotalPattern.test(text))) return 'subtotal';
  if (texts.some((text) => footerPattern.test(text))) return 'footer';
  return isNameHead(name) ? 'repeated-header' : undefined;
}

function headOf(grid: Grid, header: HeaderRows, column: number): readonly RawCell[] {
  const cells: RawCell[] = [];
  for (let row = header.first; row <= header.last; row++) {
    const merge = grid.mergeAt(row, column);
    if (merge && merge.endCol > merge.startCol) continue;
    const cell = grid.seen(row, column);
    if (isFilled(cell) && !cells.includes(cell)) cells.push(cell);
  }
  return cells;
}

function proposalOf(index: number, header: string): ColumnProposal {
  const target: ColumnTarget = meaningOf(header) ?? { type: 'ignore', reason: 'unknown' };
  const reason = target.type === 'excluded' ? target.reason : '不是活动，也认不出';
  const letter = columnLetter(index);
  return { index, letter, header, samples: [], target, confidence: 'none', reason };
}

function activityOf(column: ColumnProposal, head: readonly RawCell[]): RollColumn {
  const titles: string[] = [];
  let day = '';
  for (const { type, text } of head) {
    const found = type === 'date' ? text : day === '' ? dayPattern.exec(text)?.[0] : undefined;
    if (found === undefined) {
      titles.push(tidyLine(text));
      continue;
    }
    day = found.trim();
    titles.push(text.replace(found, ''));
  }
  const title = titles
    .join(' ')
    .replace(/[（(]\s*[)）]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return { column, title, day };
}

/** A broken formula is a mark that can't be read. */
function holdsMarks(grid: Grid, rows: readonly number[], column: number): boolean {
  const filled = rows.map((row) => grid.own(row, column)).filter(isFilled);
  const marks = filled.filter(({ type, text }) => type === 'error' || readMark(text) !== undefined);
  return filled.length > 0 && marks.length / filled.length >= enoughMarks;
}
