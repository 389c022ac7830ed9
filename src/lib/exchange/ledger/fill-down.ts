/**
 * Values that stand once for several rows (H1-3): merged cells, and in text files the blanks they leave. A
 * blank is only filled where the column is written like merged cells everywhere; anything else stays blank.
 */
import { emptyCell, type RawCell } from '../files/raw-sheet';
import { isFilled, type Grid } from './grid';
import type { ClassifiedRows } from './row-kinds';
import type { ColumnTarget } from './types';

/** Fields of one person: a merged cell there never speaks for two. */
const personal = new Set(['name', 'idNo', 'mobile', 'phone', 'birth', 'sex']);

const isGrouping = (target: ColumnTarget): boolean =>
  target.type === 'org' || (target.type === 'field' && target.field === 'categories');

export interface FilledColumn {
  readonly at: (row: number) => RawCell;
  /** Rows that took their value from above. */
  readonly filled: number;
  /** Whether the row's own cell says nothing, or 同上: the value stands somewhere else. */
  readonly isInferred: (row: number) => boolean;
  /** Rows that say 同上. */
  readonly dittos: ReadonlySet<number>;
}

export const dittoMarks = /^(同上|同前|〃|″|''|"|”)$/;

export function fillDown(
  grid: Grid,
  column: number,
  target: ColumnTarget,
  rows: ClassifiedRows
): FilledColumn {
  const isPersonal = target.type === 'field' && personal.has(target.field);
  const guessesMerges =
    isGrouping(target) && !grid.sheet.knowsMerges && looksMerged(grid, column, rows, target);
  const cells = new Map<number, RawCell>();
  let above: RawCell = emptyCell;
  const borrowed = new Set<number>();
  const dittos = new Set<number>();
  for (const row of rows.data) {
    const own = grid.own(row, column);
    let cell = isPersonal ? own : grid.seen(row, column);
    if (!isPersonal && dittoMarks.test(cell.text.trim())) {
      cell = above;
      dittos.add(row);
    }
    if (!isFilled(cell) && guessesMerges && !rows.blockStarts.has(row)) cell = above;
    if (isFilled(cell) && !isFilled(own)) borrowed.add(row);
    cells.set(row, cell);
    above = cell;
  }
  return {
    at: (row) => cells.get(row) ?? emptyCell,
    filled: borrowed.size,
    isInferred: (row) => borrowed.has(row) || dittos.has(row),
    dittos
  };
}

/**
 * Every block starts with a value, many rows are blank, and no value stands twice in a row. A category is a political
 * identity: it needs blocks that can be seen (subtotals, sections), and stands at their starts only, or else a plain
 * list in which some people have none would give them that of the row above (I12).
 */
function looksMerged(
  grid: Grid,
  column: number,
  rows: ClassifiedRows,
  target: ColumnTarget
): boolean {
  const isIdentity = target.type === 'field';
  if (isIdentity && rows.blockStarts.size < 2) return false;
  let blanks = 0;
  let before = '';
  for (const row of rows.data) {
    const text = grid.own(row, column).text.trim();
    if (text === '') {
      if (rows.blockStarts.has(row)) return false;
      blanks++;
    } else if (isIdentity && !rows.blockStarts.has(row)) {
      return false;
    } else if (text === before && !rows.blockStarts.has(row)) {
      return false;
    }
    before = text === '' ? before : text;
  }
  return blanks * 3 >= rows.data.length;
}
