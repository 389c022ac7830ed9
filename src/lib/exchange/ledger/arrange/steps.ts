/**
 * One matter over several rows (H3-3): 诉求人 and 内容 stand once, every row below is a step with its day, its colleague and
 * what was done. The rows become one row whose 办理情况 holds the steps, a line each, as others write them in one cell.
 */
import { emptyCell, type RawCell } from '../../files/raw-sheet';
import { meaningInBook } from '../books/book-headers';
import { isFilled, type Grid } from '../grid';
import { findHeaderRows, headerPath, type HeaderRows } from '../header-rows';
import { pivotRow } from '../row-kinds';
import type { ColumnTarget, LedgerDecisions } from '../types';
import type { ArrangedSheet } from './arrange';

const meaning = meaningInBook('need');

/** Columns by what they hold; one meaning may stand in two columns. */
interface Columns {
  readonly of: (field: string) => readonly number[];
  /** 序号: a number of its own begins a matter. */
  readonly serial: readonly number[];
}

interface Group {
  readonly first: number;
  readonly rows: readonly number[];
}

export function arrangeSteps(grid: Grid, decisions: LedgerDecisions): ArrangedSheet | undefined {
  const header = decisions.headerRows ?? findHeaderRows(grid, meaning);
  if (!header) return undefined;
  const columns = columnsOf(grid, header);
  const [progress] = columns.of('handling');
  if (progress === undefined || columns.of('content').length === 0) return undefined;
  const groups = groupsOf(grid, header, columns);
  const several = groups.filter(({ rows }) => rows.length > 1);
  const isStepped = several.some(({ rows }) =>
    rows.slice(1).some((row) => isFilled(grid.own(row, progress)))
  );
  const [example] = several;
  if (!isStepped || !example) return undefined;
  const rows = grid.sheet.rows.map((row) => [...row]);
  const spare = spareDay(grid, columns, several);
  if (spare !== undefined) blankColumn(rows, spare);
  for (const group of groups) mergeInto(rows, grid, columns, group, spare);
  return {
    sheet: {
      ...grid.sheet,
      rows,
      merges: grid.sheet.merges.filter(({ endRow }) => endRow <= header.last)
    },
    arrangement: 'steps',
    book: 'need',
    header,
    notes: [
      {
        severity: 'note',
        message: `${several.length} 件诉求各占几行（如第 ${example.first + 1}～${
          (example.rows[example.rows.length - 1] ?? example.first) + 1
        } 行），每件合成一条，各行记为办理经过`,
        raw: ''
      }
    ]
  };
}

function columnsOf(grid: Grid, header: HeaderRows): Columns {
  const targets: (ColumnTarget | undefined)[] = [];
  for (let column = 0; column < grid.width; column++) {
    const path = headerPath(grid, header, column);
    targets.push(meaning(path[path.length - 1] ?? '') ?? meaning(path.join('')));
  }
  const where = (isMeant: (target: ColumnTarget | undefined) => boolean): readonly number[] =>
    targets.flatMap((target, column) => (isMeant(target) ? [column] : []));
  return {
    of: (field) => where((target) => target?.type === 'field' && target.field === field),
    serial: where((target) => target?.type === 'ignore')
  };
}

/** A row goes on with the matter above it when it says neither who nor what, but what was done. */
function groupsOf(grid: Grid, header: HeaderRows, columns: Columns): readonly Group[] {
  const own = [...columns.of('content'), ...columns.of('people'), ...columns.serial];
  const told = ['handling', 'raisedOn', 'handler'].flatMap((field) => columns.of(field));
  const isAny = (row: number, among: readonly number[]): boolean =>
    among.some((column) => isFilled(grid.own(row, column)));
  const groups: { first: number; rows: number[] }[] = [];
  let group: { first: number; rows: number[] } | undefined;
  const end = pivotRow(grid) ?? grid.height;
  for (let row = header.last + 1; row < end; row++) {
    if (isAny(row, own)) {
      group = { first: row, rows: [row] };
      groups.push(group);
    } else if (isAny(row, told)) group?.rows.push(row);
    else group = undefined;
  }
  return groups;
}

/** Where 受理时间 and 日期 both stand, the one that goes on from row to row only dates the steps. */
function spareDay(grid: Grid, columns: Columns, groups: readonly Group[]): number | undefined {
  const days = columns.of('raisedOn');
  if (days.length < 2) return undefined;
  return days.find((column) =>
    groups.some(({ rows }) => rows.slice(1).some((row) => isFilled(grid.own(row, column))))
  );
}

function blankColumn(rows: RawCell[][], column: number): void {
  for (const row of rows) if (row[column]) row[column] = emptyCell;
}

function mergeInto(
  rows: RawCell[][],
  grid: Grid,
  columns: Columns,
  group: Group,
  spare: number | undefined
): void {
  const [progress = 0] = columns.of('handling');
  const day = spare ?? columns.of('raisedOn')[0];
  const [handler] = columns.of('handler');
  // One person with two matters stands in a cell merged over both.
  const merged: RawCell[] = Array.from({ length: grid.width }, (_, column) =>
    column === spare ? emptyCell : grid.seen(group.first, column)
  );
  const text = group.rows
    .map((row) => stepLine(grid, row, day, handler, progress))
    .filter(Boolean)
    .join('\n');
  if (text !== '') merged[progress] = { type: 'text', text };
  const last = [...group.rows]
    .reverse()
    .find((row) => handler !== undefined && isFilled(grid.own(row, handler)));
  if (handler !== undefined && last !== undefined) merged[handler] = grid.own(last, handler);
  const taken = new Set([progress, day, handler]);
  for (let column = 0; column < grid.width; column++) {
    if (!taken.has(column)) addBelow(merged, grid, group, column);
  }
  rows[group.first] = merged;
  for (const row of group.rows.slice(1)) rows[row] = [];
}

/** What else the rows say is not lost. */
function addBelow(merged: RawCell[], grid: Grid, group: Group, column: number): void {
  for (const row of group.rows.slice(1)) {
    const cell = grid.own(row, column);
    if (!isFilled(cell)) continue;
    const before = merged[column];
    const text = before && isFilled(before) ? `${before.text}\n${cell.text}` : cell.text;
    merged[column] = { type: 'text', text };
  }
}

/** `3月12日 李四：物业上门查看`; a day merged over several steps holds for each. */
function stepLine(
  grid: Grid,
  row: number,
  day: number | undefined,
  handler: number | undefined,
  progress: number
): string {
  const oneLine = (column: number | undefined, of: Grid['own']): string =>
    column === undefined ? '' : of(row, column).text.replace(/\s+/g, ' ').trim();
  const text = oneLine(progress, grid.own);
  if (text === '') return '';
  const who = oneLine(handler, grid.seen);
  const said = who === '' ? text : `${who}：${text}`;
  return [oneLine(day, grid.seen), said].filter(Boolean).join(' ');
}
