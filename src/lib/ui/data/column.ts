/** A column of a table, and how its rows are ordered. */
import type { Snippet } from 'svelte';

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** Plain text of the cell; also its accessible content when no `cell` is given. */
  readonly text: (row: Row) => string;
  /** Richer content, e.g. a badge; must read well in place of `text`. */
  readonly cell?: Snippet<[Row]>;
  /** Least width in rem (grows with the text size). */
  readonly width: number;
  /** Takes a share of the spare width. */
  readonly grows?: boolean;
  readonly isNumber?: boolean;
  readonly isSortable?: boolean;
  /** Can't be left out by the column choice. */
  readonly isFixed?: boolean;
}

export interface Sort {
  readonly column: string;
  readonly ascending: boolean;
}

/** The next order after pressing a head: ascending, then descending, then ascending again. */
export const nextSort = (present: Sort | undefined, column: string): Sort => ({
  column,
  ascending: present?.column === column ? !present.ascending : true
});

/** Tracks of the table's grid, shared by head and rows so that they line up. */
export function gridTracks<Row>(columns: readonly Column<Row>[], hasSelection: boolean): string {
  const tracks = columns.map(({ width, grows }) =>
    grows ? `minmax(${width}rem, ${width}fr)` : `${width}rem`
  );
  return [...(hasSelection ? ['var(--target)'] : []), ...tracks].join(' ');
}

export const leastWidth = <Row>(columns: readonly Column<Row>[], hasSelection: boolean): string =>
  `calc(${columns.reduce((sum, { width }) => sum + width, 0)}rem + ${hasSelection ? 'var(--target)' : '0px'})`;
