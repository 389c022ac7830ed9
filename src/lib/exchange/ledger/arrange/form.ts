/**
 * Forms of labels and values (H3-1): 活动名称 | … | 时间 | … in merged cells, one activity to a sheet or several below each
 * other. A label is a word that heads a column of the book; what stands to the right of it is its value, or below it
 * where it has its row to itself.
 */
import { emptyCell, type RawCell } from '../../files/raw-sheet';
import { meaningInBook } from '../books/book-headers';
import { filledColumns, isFilled, type Grid } from '../grid';
import { headerKey } from '../header-text';
import { footerPattern } from '../row-kinds';
import type { ColumnTarget } from '../types';
import type { ArrangedNote, ArrangedSheet } from './arrange';

/** Fewer labels may stand in any table by chance. */
const fewestLabels = 4;
const fewestRows = 2;
const mostCellsPerLabel = 3;
/** A year of forms in one sheet has fewer rows. */
const mostRows = 600;

interface FormPair {
  readonly row: number;
  readonly label: string;
  readonly target: ColumnTarget;
  readonly value: RawCell;
}

interface Scan {
  readonly pairs: readonly FormPair[];
  /** Labels that another label follows at once, as in the head of a table. */
  readonly crowded: number;
  readonly left: readonly { readonly row: number; readonly text: string }[];
}

const meaning = meaningInBook('activity');

const isLongText = (target: ColumnTarget): boolean =>
  target.type === 'field' && (target.field === 'minutes' || target.field === 'agenda');

const targetOf = (cell: RawCell): ColumnTarget | undefined =>
  cell.type === 'text' && cell.text.trim().length <= 20 ? meaning(cell.text) : undefined;

export function arrangeForms(grid: Grid): ArrangedSheet | undefined {
  if (grid.height < fewestRows || grid.height > mostRows) return undefined;
  const scan = scanForm(grid);
  if (!isForm(scan)) return undefined;
  const forms = splitForms(scan.pairs);
  const start = forms[0]?.[0]?.row;
  if (start === undefined) return undefined;
  const labels = new Map<string, string>();
  for (const { label } of scan.pairs) {
    if (!labels.has(headerKey(label))) labels.set(headerKey(label), label);
  }
  const keys = [...labels.keys()];
  const rows: RawCell[][] = grid.sheet.rows.map((row, index) => (index < start ? [...row] : []));
  rows[start] = [...labels.values()].map((text) => ({ type: 'text', text: text.trim() }));
  for (const [index, form] of forms.entries()) {
    const values = new Map(form.map(({ label, value }) => [headerKey(label), value]));
    if (![...values.values()].some(isFilled)) continue;
    // The head takes the first row of the first form; forms below stand in their own first row.
    const row = (form[0]?.row ?? start) + (index === 0 ? 1 : 0);
    rows[row] = keys.map((key) => values.get(key) ?? emptyCell);
  }
  return {
    sheet: {
      ...grid.sheet,
      rows,
      merges: grid.sheet.merges.filter(({ endRow }) => endRow < start)
    },
    arrangement: 'form',
    book: 'activity',
    header: { first: start, last: start },
    notes: notesOf(scan.left.filter(({ row }) => row >= start))
  };
}

/** One line to a row. */
function notesOf(left: Scan['left']): readonly ArrangedNote[] {
  const byRow = new Map<number, string[]>();
  for (const { row, text } of left) byRow.set(row, [...(byRow.get(row) ?? []), text]);
  return [...byRow].map(([row, texts]): ArrangedNote => {
    const raw = texts.join(' ');
    return footerPattern.test(raw.replace(/\s/g, ''))
      ? { row, severity: 'note', message: '表尾，不是登记的内容', raw }
      : { row, severity: 'left-out', message: '旁边没有认识的标签，没有导入', raw };
  });
}

function isForm({ pairs, crowded, left }: Scan): boolean {
  const fields = new Set(
    pairs.flatMap(({ target }) => (target.type === 'field' ? [target.field] : []))
  );
  const rows = new Set(pairs.map(({ row }) => row));
  const isActivity = fields.has('topic') && fields.has('on');
  return (
    isActivity &&
    fields.size >= fewestLabels &&
    rows.size >= fewestRows &&
    crowded * 2 < pairs.length &&
    // A list that happens to hold such words has far more cells than labels.
    left.length <= pairs.length * mostCellsPerLabel
  );
}

/** A label that stands there already begins the next form. */
function splitForms(pairs: readonly FormPair[]): readonly (readonly FormPair[])[] {
  const forms: FormPair[][] = [];
  let seen = new Set<string>();
  for (const pair of pairs) {
    const key = headerKey(pair.label);
    if (forms.length === 0 || seen.has(key)) {
      forms.push([]);
      seen = new Set();
    }
    seen.add(key);
    forms[forms.length - 1]?.push(pair);
  }
  return forms;
}

function scanForm(grid: Grid): Scan {
  const pairs: FormPair[] = [];
  const left: { row: number; text: string }[] = [];
  const used = new Set<number>();
  let crowded = 0;
  for (let row = 0; row < grid.height; row++) {
    for (const column of filledColumns(grid, row)) {
      if (used.has(row * grid.width + column)) continue;
      const cell = grid.own(row, column);
      const target = targetOf(cell);
      if (!target) {
        const inline = inlinePairs(cell, row);
        if (inline.length > 0) pairs.push(...inline);
        else left.push({ row, text: cell.text.replace(/\s+/g, ' ').trim() });
        continue;
      }
      const found = valueOf(grid, row, column);
      if (found.isCrowded) crowded++;
      if (found.at !== undefined) used.add(found.at);
      const { value } = found;
      pairs.push({ row, label: cell.text, target, value });
    }
  }
  return { pairs, crowded, left };
}

interface FoundValue {
  readonly value: RawCell;
  /** Where it stands. */
  readonly at?: number;
  readonly isCrowded: boolean;
}

const nothing: FoundValue = { value: emptyCell, isCrowded: false };

function valueOf(grid: Grid, row: number, column: number): FoundValue {
  const next = (grid.mergeAt(row, column)?.endCol ?? column) + 1;
  for (let right = next; right < grid.width; right++) {
    const cell = grid.own(row, right);
    if (!isFilled(cell)) continue;
    const target = targetOf(cell);
    // 健康讲座 beside 活动名称 is a topic, and no column that stays out.
    const isLabel = target && (target.type !== 'excluded' || right > next);
    if (isLabel) return { value: emptyCell, isCrowded: right === next };
    return { value: cell, at: row * grid.width + right, isCrowded: false };
  }
  return filledColumns(grid, row).length === 1 ? valueBelow(grid, row, column) : nothing;
}

function valueBelow(grid: Grid, row: number, column: number): FoundValue {
  const below = (grid.mergeAt(row, column)?.endRow ?? row) + 1;
  const cell = grid.own(below, column);
  if (!isFilled(cell) || targetOf(cell) || inlinePairs(cell, below).length > 0) return nothing;
  return { value: cell, at: below * grid.width + column, isCrowded: false };
}

/** 时间：3月5日, or 应到：38人  实到：35人 in one cell; a long text keeps what stands in it. */
function inlinePairs(cell: RawCell, row: number): readonly FormPair[] {
  if (cell.type !== 'text') return [];
  const pairs: FormPair[] = [];
  let rest = cell.text.trim();
  while (rest !== '') {
    const [whole = '', label = ''] = /^([^:：]{2,14})[:：]\s*/.exec(rest) ?? [];
    const target = whole === '' ? undefined : meaning(label);
    if (target?.type !== 'field' && target?.type !== 'excluded') break;
    const told = rest.slice(whole.length);
    const end = isLongText(target) ? told.length : endOfValue(told);
    const text = told.slice(0, end).replace(/[\s;；,，]+$/, '');
    const value: RawCell = text === '' ? emptyCell : { type: 'text', text };
    pairs.push({ row, label, target, value });
    rest = told.slice(end).trim();
  }
  return pairs;
}

/** Where the next label of the same cell begins. */
function endOfValue(text: string): number {
  for (const found of text.matchAll(/[\s;；,，]+([^\s:：;；,，]{2,8})[:：]/g)) {
    if (meaning(found[1] ?? '')?.type === 'field') return found.index;
  }
  return text.length;
}
