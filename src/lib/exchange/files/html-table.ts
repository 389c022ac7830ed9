/**
 * Tables of HTML saved as .xls. DOMParser doesn't exist in workers, and parsing tens of megabytes on the page
 * would freeze it; so this small tokenizer keeps what a ledger needs: rows, cells, spans, line breaks and
 * text. It makes no nodes, runs nothing, loads nothing, and every cell is text (ids keep all digits).
 */
import { err, ok, type Result } from '../../kernel/result';
import type { FileProblem } from './file-problem';
import { decodeEntities } from './html-entities';
import { findTags } from './tags';
import { limits } from './limits';
import { textCell, trimRows, type MergeRange, type RawCell, type RawSheet } from './raw-sheet';

const skippedElements = new Set([
  'script',
  'style',
  'xml',
  'head',
  'title',
  'template',
  'noscript'
]);
const breakingElements = new Set(['br', 'p', 'div', 'li']);

/** One sheet per table that stands in no other table. */
export function readHtmlTables(html: string, name: string): Result<RawSheet[], FileProblem> {
  const builder = new TableBuilder();
  let textFrom = 0;
  let skipping: string | undefined;
  for (const { start, end, element, isEnd, isEmpty, attributes } of findTags(html)) {
    if (skipping === undefined) builder.text(html.slice(textFrom, start));
    textFrom = end;
    if (element === undefined) continue;
    if (skipping !== undefined) {
      if (isEnd && element === skipping) skipping = undefined;
    } else if (skippedElements.has(element)) {
      if (!isEnd && !isEmpty) skipping = element;
    } else {
      builder.tag(element, isEnd, attributes);
    }
    if (builder.problem) return err({ ...builder.problem, sheet: name });
  }
  if (skipping === undefined) builder.text(html.slice(textFrom));
  return ok(nameSheets(builder.finish(name), html));
}

/** Office writes the names of the sheets into a comment, one per table. */
function nameSheets(sheets: RawSheet[], html: string): RawSheet[] {
  const names = [...html.slice(0, 100_000).matchAll(/<x:Name>([^<]{1,60})<\/x:Name>/g)];
  if (names.length !== sheets.length) return sheets;
  return sheets.map((sheet, index) => ({
    ...sheet,
    name: decodeEntities(names[index]?.[1] ?? sheet.name).trim()
  }));
}

interface OpenTable {
  readonly rows: RawCell[][];
  readonly merges: MergeRange[];
  /** Cells that a rowspan above covers: per column the last covered row. */
  readonly coveredUntil: number[];
  column: number;
}

class TableBuilder {
  problem:
    | { type: 'too-many-columns'; columns: number }
    | { type: 'too-many-rows'; rows: number }
    | undefined;
  readonly #done: OpenTable[] = [];
  #table: OpenTable | undefined;
  #depth = 0;
  #cell: { text: string; rowSpan: number; colSpan: number } | undefined;

  text(source: string): void {
    const left = limits.htmlCellCharacters * 2 - (this.#cell?.text.length ?? Infinity);
    if (!this.#cell || left <= 0) return;
    // A character is written in up to ten: &thinsp; and the like.
    const some = source.slice(0, left * 10).replace(/[ \t\r\n\f]+/g, ' ');
    this.#cell.text += decodeEntities(some).slice(0, left);
  }

  tag(element: string, isEnd: boolean, attributes: string): void {
    if (element === 'table') this.#tableTag(isEnd);
    else if (this.#depth === 1 && element === 'tr') this.#rowTag(isEnd);
    else if (this.#depth === 1 && (element === 'td' || element === 'th')) {
      this.#endCell();
      if (!isEnd) this.#startCell(attributes);
    } else if (this.#cell && breakingElements.has(element)) {
      if (element === 'br' || isEnd) this.#cell.text += '\n';
    }
  }

  finish(name: string): RawSheet[] {
    this.#endTable();
    const sheets = this.#done
      .map((table) => ({ rows: trimRows(table.rows), merges: table.merges }))
      .filter((table) => table.rows.length > 0);
    return sheets.map((table, index) => ({
      name: sheets.length === 1 ? name : `${name}（表${index + 1}）`,
      isHidden: false,
      rows: table.rows,
      merges: table.merges,
      knowsMerges: true
    }));
  }

  #tableTag(isEnd: boolean): void {
    if (!isEnd) {
      this.#depth++;
      if (this.#depth === 1) {
        this.#table = { rows: [], merges: [], coveredUntil: [], column: 0 };
      }
    } else if (this.#depth > 0) {
      this.#depth--;
      if (this.#depth === 0) this.#endTable();
    }
  }

  #rowTag(isEnd: boolean): void {
    this.#endCell();
    if (isEnd || !this.#table) return;
    this.#table.rows.push([]);
    this.#table.column = 0;
    if (this.#table.rows.length > limits.rows) {
      this.problem = { type: 'too-many-rows', rows: this.#table.rows.length };
    }
  }

  #startCell(attributes: string): void {
    if (this.#table?.rows.length === 0) this.#table.rows.push([]);
    this.#cell = {
      text: '',
      rowSpan: span(attributes, 'rowspan', limits.rows),
      colSpan: span(attributes, 'colspan', limits.columns + 1)
    };
  }

  #endCell(): void {
    const cell = this.#cell;
    const table = this.#table;
    this.#cell = undefined;
    if (!cell || !table) return;
    const row = table.rows.length - 1;
    while ((table.coveredUntil[table.column] ?? -1) >= row) table.column++;
    const startCol = table.column;
    table.column += cell.colSpan;
    const content = textCell(trimLines(cell.text).trim());
    if (content.type !== 'empty' && startCol >= limits.columns) {
      this.problem = { type: 'too-many-columns', columns: startCol + 1 };
      return;
    }
    place(table, row, startCol, content);
    if (cell.rowSpan === 1 && cell.colSpan === 1) return;
    const endRow = row + cell.rowSpan - 1;
    const endCol = Math.min(startCol + cell.colSpan, limits.columns) - 1;
    for (let column = startCol; column <= endCol; column++) table.coveredUntil[column] = endRow;
    if (startCol <= endCol && table.merges.length < limits.mergedCells)
      table.merges.push({ startRow: row, endRow, startCol, endCol });
  }

  #endTable(): void {
    this.#endCell();
    const isKept = (this.#table?.rows.length ?? 0) > 0 && this.#done.length < limits.sheets;
    if (this.#table && isKept) this.#done.push(this.#table);
    this.#table = undefined;
  }
}

/** Without blanks around line breaks. */
const trimLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      let [from, to] = [0, line.length];
      while (line[from] === ' ') from++;
      while (to > from && line[to - 1] === ' ') to--;
      return line.slice(from, to);
    })
    .join('\n');

function place(table: OpenTable, row: number, column: number, cell: RawCell): void {
  if (column >= limits.columns) return;
  const cells = table.rows[row];
  if (!cells) return;
  while (cells.length < column) cells.push(textCell(''));
  cells[column] = cell;
}

function span(attributes: string, name: string, max: number): number {
  const match = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,9})`, 'i').exec(attributes);
  const value = Number(match?.[1] ?? '1');
  return Math.min(Math.max(value, 1), max);
}
