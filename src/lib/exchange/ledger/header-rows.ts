/**
 * Where the header stands (H1-1, H1-2): the row with most known words, the rows of group headers above it and
 * a second line of sub-headers below it. Everything before is title.
 */
import { filledColumns, isFilled, type Grid } from './grid';
import { headerKey } from './header-text';
import { meaningOf, type HeaderMeaning } from './header-vocabulary';

/** Zero-based, inclusive; `last < first` means that there is no header. */
export interface HeaderRows {
  readonly first: number;
  readonly last: number;
}

const searchedRows = 40;
const maxGroupRows = 2;

export const noHeader: HeaderRows = { first: 0, last: -1 };

/** @param meaning of a header: of the register, or of a book. */
export function findHeaderRows(
  grid: Grid,
  meaning: HeaderMeaning = meaningOf
): HeaderRows | undefined {
  let leaf = -1;
  let best = 1;
  for (let row = 0; row < Math.min(grid.height, searchedRows); row++) {
    const score = knownHeaders(grid, row, meaning);
    if (score > best) [leaf, best] = [row, score];
  }
  if (leaf < 0) return undefined;
  let first = leaf;
  while (first > 0 && leaf - first < maxGroupRows && isGroupRow(grid, first - 1, leaf, meaning)) {
    first--;
  }
  const last = isSubHeaderRow(grid, leaf + 1, leaf, meaning) ? leaf + 1 : leaf;
  return { first, last };
}

function knownHeaders(grid: Grid, row: number, meaning: HeaderMeaning): number {
  const meanings = new Set<string>();
  for (const column of filledColumns(grid, row)) {
    const cell = grid.own(row, column);
    if (cell.type === 'text' && meaning(cell.text)) meanings.add(headerKey(cell.text));
  }
  return meanings.size;
}

/** Header words are short, and no number or date. */
const looksLikeHeader = (grid: Grid, row: number, column: number): boolean => {
  const cell = grid.own(row, column);
  return cell.type === 'text' && cell.text.trim().length <= 20 && !/[:：]\s*\S/.test(cell.text);
};

/** A row of group headers: several short words, some of which head columns that the leaf row leaves open. */
function isGroupRow(grid: Grid, row: number, leaf: number, meaning: HeaderMeaning): boolean {
  const columns = filledColumns(grid, row);
  if (columns.length < 2 || !columns.every((column) => looksLikeHeader(grid, row, column))) {
    return false;
  }
  return columns.some((column) => {
    const merge = grid.mergeAt(row, column);
    if (merge && merge.endRow >= leaf) return true;
    if (merge && merge.endCol > merge.startCol) return true;
    const text = grid.own(row, column).text;
    return !isFilled(grid.own(leaf, column)) && meaning(text) !== undefined;
  });
}

/**
 * Sub-headers below a header, e.g. 户籍地址 and 租住地址 below 住址. Certain where the name's cell is merged down into
 * the row. Without merged cells: the name column is empty, every cell reads like a header, and one of them
 * stands below a blank that a group header left.
 */
function isSubHeaderRow(
  grid: Grid,
  row: number,
  leaf: number,
  meaningOfHeader: HeaderMeaning
): boolean {
  if (row >= grid.height) return false;
  const columns = filledColumns(grid, row);
  if (columns.length === 0 || !columns.every((column) => looksLikeHeader(grid, row, column))) {
    return false;
  }
  const nameColumns = filledColumns(grid, leaf).filter((column) => {
    const meaning = meaningOfHeader(grid.own(leaf, column).text);
    return meaning?.type === 'field' && (meaning.field === 'name' || meaning.field === 'people');
  });
  if (nameColumns.some((column) => columns.includes(column))) return false;
  if (nameColumns.some((column) => (grid.mergeAt(leaf, column)?.endRow ?? leaf) >= row))
    return true;
  if (columns.every((column) => meaningOfHeader(grid.own(row, column).text) !== undefined)) {
    return true;
  }
  const hasNoDigits = columns.every((column) => !/\d/.test(grid.own(row, column).text));
  return hasNoDigits && columns.some((column) => !isFilled(grid.own(leaf, column)));
}

/** The words over a column from top to bottom, each once. */
export function headerPath(grid: Grid, rows: HeaderRows, column: number): readonly string[] {
  const path: string[] = [];
  for (let row = rows.first; row <= rows.last; row++) {
    const text = headerAt(grid, rows, row, column).replace(/\s+/g, '');
    if (text !== '' && path[path.length - 1] !== text) path.push(text);
  }
  return path;
}

/** Text files lose merged cells: a group header there stands over the blanks to its right. */
function headerAt(grid: Grid, rows: HeaderRows, row: number, column: number): string {
  const seen = grid.seen(row, column);
  if (isFilled(seen) || grid.sheet.knowsMerges || row === rows.last) return seen.text;
  if (!isFilled(grid.own(rows.last, column))) return '';
  for (let left = column - 1; left >= 0; left--) {
    const cell = grid.own(row, left);
    if (!isFilled(cell)) continue;
    // A word that is a header of its own, with nothing below, groups nothing.
    return isFilled(grid.own(rows.last, left)) ? cell.text : '';
  }
  return '';
}

/** Same headers in the same order, however spaced or merged: the leaf words only. */
export function headerSignature(grid: Grid, rows: HeaderRows): string {
  const words: string[] = [];
  for (let column = 0; column < grid.width; column++) {
    const path = headerPath(grid, rows, column);
    words.push(headerKey(path[path.length - 1] ?? ''));
  }
  return words.join('|').replace(/\|+$/, '');
}
