/** A sheet with its merged cells resolved. Merges are clipped to the used range, so a huge one costs nothing. */
import { limits } from '../files/limits';
import {
  cellAt,
  emptyCell,
  widthOf,
  type MergeRange,
  type RawCell,
  type RawSheet
} from '../files/raw-sheet';

export interface Grid {
  readonly sheet: RawSheet;
  readonly width: number;
  readonly height: number;
  /** What stands in the cell itself. */
  readonly own: (row: number, column: number) => RawCell;
  /** What a reader sees there: the value of the merged range that covers it. */
  readonly seen: (row: number, column: number) => RawCell;
  readonly mergeAt: (row: number, column: number) => MergeRange | undefined;
}

export function createGrid(sheet: RawSheet): Grid {
  const width = widthOf(sheet.rows);
  const height = sheet.rows.length;
  const mergeByPlace = new Map<number, MergeRange>();
  // Visits are counted, not places: a file may merge the same cells a hundred thousand times.
  let left: number = limits.mergedCells;
  for (const merge of sheet.merges) {
    const endRow = Math.min(merge.endRow, height - 1);
    const endCol = Math.min(merge.endCol, width - 1);
    for (let row = merge.startRow; row <= endRow && left > 0; row++) {
      for (let column = merge.startCol; column <= endCol && left > 0; column++, left--) {
        mergeByPlace.set(row * width + column, merge);
      }
    }
    if (left <= 0) break;
  }
  const own = (row: number, column: number): RawCell => cellAt(sheet, row, column);
  const mergeAt = (row: number, column: number): MergeRange | undefined =>
    column < width && column >= 0 ? mergeByPlace.get(row * width + column) : undefined;
  return {
    sheet,
    width,
    height,
    own,
    mergeAt,
    seen: (row, column) => {
      const cell = own(row, column);
      if (cell.type !== 'empty') return cell;
      const merge = mergeAt(row, column);
      return merge ? own(merge.startRow, merge.startCol) : emptyCell;
    }
  };
}

/** Whether a cell says something. */
export const isFilled = (cell: RawCell): boolean => cell.text.trim() !== '';

/** Columns of a row whose own cells say something. */
export function filledColumns(grid: Grid, row: number): number[] {
  const columns: number[] = [];
  for (let column = 0; column < grid.width; column++) {
    if (isFilled(grid.own(row, column))) columns.push(column);
  }
  return columns;
}
