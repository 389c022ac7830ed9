/**
 * What every kind of file becomes before anything is understood: rows of typed cells. Text is exactly what
 * the file says; numbers keep their value beside it. Plain data, so it crosses from the worker as it is.
 */
import { limits } from './limits';

export type RawCellType = 'empty' | 'text' | 'number' | 'date' | 'boolean' | 'error';

export interface RawCell {
  readonly type: RawCellType;
  /** What the cell says, untrimmed; dates as `YYYY-MM-DD`, formulas as their stored value. */
  readonly text: string;
  /** Only for numbers, and for dates the serial day. */
  readonly number?: number;
  /** Days that a workbook counting from 1904 lies behind the usual count; on numbers and dates of such alone. */
  readonly lateDays?: number;
}

/** Zero-based, ends inclusive. */
export interface MergeRange {
  readonly startRow: number;
  readonly endRow: number;
  readonly startCol: number;
  readonly endCol: number;
}

export interface RawSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Ragged rows; a missing cell is empty. */
  readonly rows: readonly (readonly RawCell[])[];
  readonly merges: readonly MergeRange[];
  /** False for text files, where merged cells can only be guessed from blanks. */
  readonly knowsMerges: boolean;
  /** Pictures lie on it; they are never read. */
  readonly hasPictures?: boolean;
}

export const emptyCell: RawCell = { type: 'empty', text: '' };

export const textCell = (text: string): RawCell =>
  text === '' ? emptyCell : { type: 'text', text: text.slice(0, limits.cellCharacters) };

/** The cell at a zero-based place; empty outside of the sheet. */
export const cellAt = (sheet: RawSheet, row: number, column: number): RawCell =>
  sheet.rows[row]?.[column] ?? emptyCell;

/** Number of columns up to the last cell that says something. */
export const widthOf = (rows: RawSheet['rows']): number =>
  rows.reduce((width, row) => Math.max(width, row.length), 0);

/** A row without the empty cells at its end. */
export function trimRow(row: readonly RawCell[]): RawCell[] {
  let end = row.length;
  while (end > 0 && (row[end - 1] ?? emptyCell).text.trim() === '') end--;
  return row.slice(0, end);
}

/** Drops empty cells at the end of rows and empty rows at the end of the sheet. */
export function trimRows(rows: readonly (readonly RawCell[])[]): RawCell[][] {
  const trimmed = rows.map(trimRow);
  let end = trimmed.length;
  while (end > 0 && (trimmed[end - 1]?.length ?? 0) === 0) end--;
  return trimmed.slice(0, end);
}

/** Column letters as spreadsheets show them: 0 is A. */
export function columnLetter(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}
