/** The year of dates that name none (H2-2): said by a person, by the sheet, or by the dated rows on both sides. */
import type { SheetFacts } from '../apply-mapping';
import { isFilled } from '../grid';
import type { Layout } from '../layout';
import type { BookKind, LedgerDecisions } from '../types';
import { dayOfBook } from '../../../domain/import-books';
import { lacksYear, yearIn, type YearGuess } from './cells/day';

/** One year and no other one. */
function onlyYear(text: string): number | undefined {
  const years = new Set(text.normalize('NFKC').match(/(?<!\d)(?:19[5-9]\d|20\d\d)(?!\d)/g) ?? []);
  const [only] = years;
  return years.size === 1 && only !== undefined ? Number(only) : undefined;
}

/** Which column holds the day of the entry. */
export const dayColumn = (layout: Layout, kind: BookKind): number | undefined => {
  const day = dayOfBook(kind);
  return layout.columns.find(({ target }) => target.type === 'field' && target.field === day?.name)
    ?.index;
};

export function sheetYear(
  { title }: Layout,
  { sheetName, fileName }: SheetFacts
): YearGuess | undefined {
  const sources = [
    [title, '按标题'],
    [sheetName, '按工作表名'],
    [fileName, '按文件名']
  ] as const;
  for (const [text, by] of sources) {
    const year = onlyYear(text);
    if (year !== undefined) return { year, by };
  }
  return undefined;
}

/** By zero-based row: what the dated rows around it say. */
export function yearsByRow(
  layout: Layout,
  kind: BookKind,
  { year }: LedgerDecisions,
  facts: SheetFacts
): (row: number) => YearGuess | undefined {
  const sheet = year === undefined ? sheetYear(layout, facts) : { year, by: '按您的选择' };
  if (sheet) return () => sheet;
  const column = dayColumn(layout, kind);
  const { data } = layout.rows;
  const own = new Map(
    data.flatMap((row) => {
      const found = column === undefined ? undefined : yearIn(layout.grid.seen(row, column).text);
      return found === undefined ? [] : [[row, found] as const];
    })
  );
  const above = new Map<number, number>();
  const below = new Map<number, number>();
  const fill = (rows: readonly number[], into: Map<number, number>): void => {
    let last: number | undefined;
    for (const row of rows) {
      last = own.get(row) ?? last;
      if (last !== undefined) into.set(row, last);
    }
  };
  fill(data, above);
  fill([...data].reverse(), below);
  return (row) => {
    const [before, after] = [above.get(row), below.get(row)];
    return before !== undefined && before === after
      ? { year: before, by: '上下各行都是这一年，' }
      : undefined;
  };
}

/** Every year written in the sheet's dates. */
export function yearsSeen(layout: Layout, kind: BookKind): readonly number[] {
  const column = dayColumn(layout, kind);
  if (column === undefined) return [];
  const found = layout.rows.data.flatMap((row) => yearIn(layout.grid.seen(row, column).text) ?? []);
  return [...new Set(found)];
}

export function countYearless(layout: Layout, kind: BookKind): number {
  const column = dayColumn(layout, kind);
  if (column === undefined) return 0;
  return layout.rows.data.filter((row) => {
    const cell = layout.grid.seen(row, column);
    return isFilled(cell) && cell.type === 'text' && lacksYear(cell.text);
  }).length;
}
