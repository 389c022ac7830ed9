/**
 * Values of rows of one kind by column: names once for all rows that have the same fields, and what many rows have in
 * common once for all of them. A third of the bytes of rows one after the other, and equal values are one value in
 * memory (rows are never changed). `decodeValues(encodeValues(x))` equals x, the order of the fields included.
 */
import type { Json } from '../kernel/json';

export type Values = Readonly<Record<string, Json>>;

/** Distinct values and one character a row that says which; or the values as they come. */
type Column = readonly [readonly Json[], string] | readonly [readonly Json[]];

export interface ValueColumns {
  /** Of each set of fields the values of its first row: the others are made in its likeness, which keeps rows small. */
  readonly firsts: readonly Values[];
  /** Per row the index of its set; 0 where there is one set. */
  readonly sets: readonly number[] | 0;
  /** By field the values of all further rows, set after set. */
  readonly columns: Readonly<Record<string, Column>>;
}

/** From `#` on, without the backslash: characters that JSON writes as they are, a byte each. */
const firstCode = 35;
const backslash = 92;
const mostDistinct = 91;
const codeOf = (index: number): number =>
  firstCode + index < backslash ? firstCode + index : firstCode + index + 1;
const indexOf = (code: number): number =>
  code < backslash ? code - firstCode : code - firstCode - 1;

export function encodeValues(rows: readonly Values[]): ValueColumns {
  const setByNames = new Map<string, number>();
  const members: Values[][] = [];
  const sets = rows.map((values) => {
    const names = JSON.stringify(Object.keys(values));
    const set = setByNames.get(names) ?? members.length;
    setByNames.set(names, set);
    (members[set] ??= []).push(values);
    return set;
  });
  const further = new Map<string, Json[]>();
  for (const [, ...others] of members) {
    for (const values of others) {
      for (const [name, value] of Object.entries(values)) {
        const column = further.get(name);
        if (column) column.push(value);
        else further.set(name, [value]);
      }
    }
  }
  return {
    firsts: members.map(([first]) => first ?? noValues),
    sets: members.length > 1 ? sets : 0,
    columns: Object.fromEntries([...further].map(([name, values]) => [name, encodeColumn(values)]))
  };
}

function encodeColumn(values: readonly Json[]): Column {
  const indexByText = new Map<string, number>();
  const distinct: Json[] = [];
  let codes = '';
  for (const value of values) {
    const text = JSON.stringify(value);
    const index = indexByText.get(text) ?? distinct.push(value) - 1;
    indexByText.set(text, index);
    codes += String.fromCharCode(codeOf(index));
    if (distinct.length > mostDistinct) return [values];
  }
  return distinct.length * 2 <= values.length ? [distinct, codes] : [values];
}

/** Values of `count` rows. Loops are by column and short, since all of it runs in a process that has compiled nothing. */
export function decodeValues({ firsts, sets, columns }: ValueColumns, count: number): Values[] {
  const rows: Record<string, Json>[] = [];
  const members: Record<string, Json>[][] = firsts.map(() => []);
  for (let row = 0; row < count; row++) {
    const set = sets === 0 ? 0 : (sets[row] ?? 0);
    const first = firsts[set] ?? noValues;
    const ofSet = members[set];
    const values = ofSet?.length === 0 ? first : { ...first };
    ofSet?.push(values);
    rows.push(values);
  }
  const read = new Map<string, number>();
  for (const ofSet of members) {
    if (ofSet.length < 2) continue;
    for (const name of Object.keys(ofSet[0] ?? noValues)) {
      const column = columns[name];
      if (!column) continue;
      const from = read.get(name) ?? 0;
      fill(ofSet, name, column, from);
      read.set(name, from + ofSet.length - 1);
    }
  }
  return rows;
}

const noValues: Values = {};

/** Gives every row but the first its value. */
function fill(
  rows: readonly Record<string, Json>[],
  name: string,
  [values, codes]: Column,
  from: number
): void {
  let at = from;
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i] ?? {};
    row[name] = values[codes === undefined ? at : indexOf(codes.charCodeAt(at))] ?? null;
    at++;
  }
}
