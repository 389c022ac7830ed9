/**
 * The cells of a book's row: merged cells by their range where a column speaks for several entries, 同上 from the row
 * above within its block, everything else as it stands. Money, people and what they said are never multiplied.
 */
import { emptyCell, type RawCell } from '../../files/raw-sheet';
import { dittoMarks } from '../fill-down';
import type { FindingList } from '../findings';
import { isFilled } from '../grid';
import type { Layout } from '../layout';
import type { BookKind, ColumnProposal } from '../types';
import { bookColumns, type BookColumn } from '../../../domain/import-books';

export interface BookCell {
  readonly column: ColumnProposal;
  readonly meaning: BookColumn;
  readonly cell: RawCell;
  /** The row says 同上: what it says stands in the row above. */
  readonly isDitto: boolean;
}

/** A merged cell in such a column holds for each of its rows. */
const isShared = ({ field, name }: BookColumn): boolean => {
  if (name === 'otherVisitors') return true;
  const input = field?.input;
  if (input?.type === 'date' || input?.type === 'dateTime' || input?.type === 'code') return true;
  return (input?.type === 'ref' || input?.type === 'refs') && input.kind === 'worker';
};

/** People first: how many they are is asked by the money. */
const order = ({ meaning }: BookCell): number => (meaning.name === 'people' ? 0 : 1);

export function bookCellsOf(
  layout: Layout,
  kind: BookKind,
  findings: FindingList
): (row: number) => readonly BookCell[] {
  const meanings = bookColumns(kind);
  const read = layout.columns.flatMap((column) => {
    const { target } = column;
    const meaning = target.type === 'field' ? meanings.get(target.field) : undefined;
    return meaning ? [{ column, meaning }] : [];
  });
  const above = new Map<number, RawCell>();
  return (row) => {
    const isStart = layout.rows.blockStarts.has(row);
    const cells = read.map(({ column, meaning }): BookCell => {
      const { grid } = layout;
      const seen = isShared(meaning) ? grid.seen(row, column.index) : grid.own(row, column.index);
      const isDitto = dittoMarks.test(seen.text.trim());
      const cell = isDitto ? ((isStart ? undefined : above.get(column.index)) ?? emptyCell) : seen;
      above.set(column.index, cell);
      if (isDitto) reportDitto(row, column, cell, findings);
      return { column, meaning, cell, isDitto };
    });
    return [...cells].sort((a, b) => order(a) - order(b));
  };
}

function reportDitto(
  row: number,
  column: ColumnProposal,
  cell: RawCell,
  findings: FindingList
): void {
  const raw = cell.text.trim();
  if (isFilled(cell)) {
    const message = `写的是“同上”，按上一行的“${raw}”理解`;
    findings.cell({ row, column, raw }, 'note', message, { imported: raw });
    return;
  }
  const message = '写的是“同上”，但上一行没有内容，没有导入';
  findings.cell({ row, column, raw: '同上' }, 'left-out', message);
}

const separators = /[、,，;；/|+\n]/;

/** Split at the usual signs, but not inside brackets: 米油(米1袋、油1桶) is one thing. */
export function splitOutside(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text.normalize('NFKC')) {
    if (character === '(') depth++;
    if (character === ')') depth = Math.max(0, depth - 1);
    if (depth === 0 && separators.test(character)) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part].map((each) => each.trim()).filter(Boolean);
}

const titles =
  '(?:党委|党总支|党支部|支部|居委会|社区|街道)?(?:副?书记|副?主任|副?主席|委员|社工|网格员|网格长|副?站长|副?科长|副?部长|楼门长|联络员)';
const withTitle = new RegExp(`^${titles}\\s*(?=\\p{Script=Han})`, 'u');

/** A colleague's name without the title before it: 书记 王某. */
export const bareColleague = (text: string): string =>
  text.replace(withTitle, '').replace(/[\s(].*$/u, '');
