/**
 * What may leave the house (UX "Charts", DOMAIN I-2, B-10): rows with a cell of 1–4 are merged into one, together
 * with further rows until nothing can be worked out again, not even by someone who knows totals and this rule.
 * Zero tells of nobody and may be shown. Rows are merged whole, so that columns can't be played against each other.
 */

/** Cells from one up to here are small. */
export const smallCellMax = 4;

export interface OutsideRow {
  readonly key: string;
  readonly label: string;
  /** One per column, integers ≥ 0. */
  readonly values: readonly number[];
}

export interface MergedRow {
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

export type OutsideTable =
  | {
      readonly type: 'shown';
      /** Rows that stand as they are, in their order. */
      readonly rows: readonly OutsideRow[];
      /** Undefined when nothing was small. */
      readonly merged: MergedRow | undefined;
    }
  /** Too few people for any figure. */
  | { readonly type: 'withheld' };

const isSmall = (value: number): boolean => value > 0 && value <= smallCellMax;

const sums = (rows: readonly OutsideRow[], columns: number): readonly number[] =>
  Array.from({ length: columns }, (_, at) =>
    rows.reduce((sum, row) => sum + (row.values[at] ?? 0), 0)
  );

/**
 * A merged sum hides its parts when there are two or more, it is itself not small, and they are not all equal:
 * then two of them may change places and the outcome is the same to the last digit, because which rows are
 * merged depends on sizes alone. (Three fours beside a five would each be known to be four.)
 */
const hides = (merged: readonly OutsideRow[], counted: readonly number[]): boolean =>
  merged.length >= 2 &&
  counted.every((at) => {
    const values = merged.map((row) => row.values[at] ?? 0);
    const sum = values.reduce((total, value) => total + value, 0);
    return sum === 0 || (sum > smallCellMax && new Set(values).size > 1);
  });

/**
 * @param counted columns that count people or households; the others (money) follow their rows.
 */
export function mergeSmallRows(
  rows: readonly OutsideRow[],
  counted: readonly number[]
): OutsideTable {
  const columns = rows[0]?.values.length ?? 0;
  const hasSmall = (row: OutsideRow): boolean => counted.some((at) => isSmall(row.values[at] ?? 0));
  const merged = rows.filter(hasSmall);
  if (merged.length === 0) return { type: 'shown', rows, merged: undefined };
  // The smallest first, so that the least is lost; equal sizes together, or their order would tell something.
  // Rows without anybody hide nothing and stay.
  const size = (row: OutsideRow): number =>
    counted.reduce((sum, at) => sum + (row.values[at] ?? 0), 0);
  const others = rows.filter((row) => !hasSmall(row) && size(row) > 0);
  while (!hides(merged, counted)) {
    const rest = others.filter((row) => !merged.includes(row));
    if (rest.length === 0) return { type: 'withheld' };
    const least = Math.min(...rest.map(size));
    merged.push(...rest.filter((row) => size(row) === least));
  }
  const shown = rows.filter((row) => !merged.includes(row));
  const inOrder = rows.filter((row) => merged.includes(row));
  return {
    type: 'shown',
    rows: shown,
    merged: { labels: inOrder.map(({ label }) => label), values: sums(merged, columns) }
  };
}
