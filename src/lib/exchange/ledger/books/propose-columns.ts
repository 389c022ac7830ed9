/** What every column of a book's table holds: by header, and a date by its cells where no header says it (DOMAIN G). */
import { columnLetter, type RawCell } from '../../files/raw-sheet';
import { dataCells } from '../columns';
import type { Grid } from '../grid';
import { headerPath, type HeaderRows } from '../header-rows';
import { tidyLine } from '../header-text';
import type { BookKind, ColumnProposal, ColumnTarget } from '../types';
import { bookColumns, dayOfBook } from '../../../domain/import-books';
import { meaningInBook } from './book-headers';

const shownSamples = 3;
/** Share of cells that have to look like a date. */
const enough = 0.6;

const looksLikeDay = ({ type, text }: RawCell): boolean =>
  type === 'date' || /^\d{4}[.\-/年]\d{1,2}[.\-/月]|^\d{1,2}月\d{1,2}/.test(text.trim());

type Meaning = Pick<ColumnProposal, 'target' | 'confidence' | 'reason'>;

const unknown = (leaf: string): Meaning => ({
  target: { type: 'ignore', reason: 'unknown' },
  confidence: 'none',
  reason: leaf === '' ? '没有表头' : '认不出这一列'
});

function meaningOfPath(path: readonly string[], kind: BookKind): Meaning {
  const meaning = meaningInBook(kind);
  const leaf = path[path.length - 1] ?? '';
  const excluded = [leaf, path.join(''), ...path]
    .map(meaning)
    .find((target) => target?.type === 'excluded');
  if (excluded?.type === 'excluded') {
    return { target: excluded, confidence: 'sure', reason: excluded.reason };
  }
  const target = meaning(leaf) ?? meaning(path.join(''));
  return target ? { target, confidence: 'likely', reason: '按表头' } : unknown(leaf);
}

/** Texts and lists take several columns; every other value takes one. */
const takesSeveral = (kind: BookKind, name: string): boolean => {
  const type = bookColumns(kind).get(name)?.field?.input.type;
  return type === 'sharedText' || type === 'tags' || type === 'refs';
};

export function proposeBookColumns(
  grid: Grid,
  header: HeaderRows,
  kind: BookKind
): readonly ColumnProposal[] {
  const taken = new Map<string, string>();
  const columns: ColumnProposal[] = [];
  const cellsOf = new Map<number, readonly RawCell[]>();
  for (let index = 0; index < grid.width; index++) {
    const path = headerPath(grid, header, index);
    const cells = dataCells(grid, header, index);
    if (path.length === 0 && cells.length === 0) continue;
    cellsOf.set(index, cells);
    const letter = columnLetter(index);
    const meaning = once(meaningOfPath(path, kind), kind, letter, taken);
    const samples = meaning.target.type === 'excluded' ? [] : cells.slice(0, shownSamples);
    columns.push({
      index,
      letter,
      header: path.join('/'),
      samples: samples.map((cell) => tidyLine(cell.text).slice(0, 60)),
      ...meaning
    });
  }
  return withDay(columns, cellsOf, kind);
}

function once(
  meaning: Meaning,
  kind: BookKind,
  letter: string,
  taken: Map<string, string>
): Meaning {
  if (meaning.target.type !== 'field') return meaning;
  const { field } = meaning.target;
  const before = taken.get(field);
  if (before === undefined || takesSeveral(kind, field)) {
    if (before === undefined) taken.set(field, letter);
    return meaning;
  }
  return { ...unknown(field), reason: `和 ${before} 列重复` };
}

/** The required day of an entry, where no header said which column it is. */
function withDay(
  columns: readonly ColumnProposal[],
  cellsOf: ReadonlyMap<number, readonly RawCell[]>,
  kind: BookKind
): readonly ColumnProposal[] {
  const day = dayOfBook(kind);
  const isNamed = ({ target }: ColumnProposal): boolean =>
    target.type === 'field' && target.field === day?.name;
  if (!day || columns.some(isNamed)) return columns;
  const looks = columns.find(({ index, target }) => {
    const cells = cellsOf.get(index) ?? [];
    const share = cells.filter(looksLikeDay).length / Math.max(1, cells.length);
    return (
      target.type === 'ignore' && target.reason === 'unknown' && cells.length > 1 && share >= enough
    );
  });
  const target: ColumnTarget = { type: 'field', field: day.name };
  return columns.map((column) =>
    column === looks
      ? { ...column, target, confidence: 'guess', reason: `表头认不出，内容像${day.label}` }
      : column
  );
}
