/**
 * View pages: the rows of one group of records of one kind as compact JSON, values by column, 16–64 kB. JSON.parse reads
 * columns faster than any decoder in script, and of rows one after the other it had three times the bytes to read,
 * open and turn into text (measured, see SPEC.md). Overlay chunks hold rows one after the other, as pages did before.
 */
import type { RecordKind } from '../domain/field';
import type { RecordRow } from '../domain/record';
import { fromUtf8, utf8, type Bytes } from '../kernel/bytes';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { StatePlace } from './kind-rows';
import { decodeValues, encodeValues, type ValueColumns, type Values } from './value-columns';

/** A row, where its state lies, and its search key (computed by the app, kept so that unlocking is fast). */
export interface PlacedRow {
  readonly row: RecordRow;
  readonly place: StatePlace;
  readonly searchKey: string | undefined;
}

/** The same of many rows, each list in the order of the rows. */
export interface PlacedRows {
  readonly rows: readonly RecordRow[];
  readonly places: readonly StatePlace[];
  readonly searchKeys: readonly (string | undefined)[];
}

export const placedAt = ({ rows, places, searchKeys }: PlacedRows, index: number): PlacedRow => ({
  row: rows[index] as RecordRow,
  place: places[index] as StatePlace,
  searchKey: searchKeys[index]
});

const deletedFlag = 1;
const lockedFlag = 2;
const noConflicts: readonly string[] = [];

/** One value for all rows, or one each. */
type Column<T> = { readonly all: T } | readonly T[];

interface PackedPage {
  readonly slots: readonly string[];
  readonly ids: readonly string[];
  readonly packs: Column<number>;
  /** Each as the difference from the row before. */
  readonly created: readonly number[];
  /** Since the creation. */
  readonly updated: Column<number>;
  /** Indexes of updatedBy in `slots`. */
  readonly by: Column<number>;
  readonly flags: Column<number>;
  readonly conflicts: Column<readonly string[] | 0>;
  readonly searchKeys: Column<string | 0>;
  readonly values: ValueColumns;
}

const flagsOf = ({ isDeleted, isLocked }: RecordRow): number =>
  (isDeleted ? deletedFlag : 0) | (isLocked ? lockedFlag : 0);

export function encodeViewPage(packed: readonly { placed: PlacedRow; pack: number }[]): Bytes {
  const rows = packed.map(({ placed }) => placed.row);
  const slots = [...new Set(rows.map(({ updatedBy }) => updatedBy))];
  const page: PackedPage = {
    slots,
    ids: rows.map(({ id }) => id),
    packs: toColumn(packed.map(({ pack }) => pack)),
    created: rows.map(({ createdAt }, i) => createdAt - (rows[i - 1]?.createdAt ?? 0)),
    updated: toColumn(rows.map(({ createdAt, updatedAt }) => updatedAt - createdAt)),
    by: toColumn(rows.map(({ updatedBy }) => slots.indexOf(updatedBy))),
    flags: toColumn(rows.map(flagsOf)),
    conflicts: toColumn(rows.map(({ conflicts }) => (conflicts.length > 0 ? conflicts : 0))),
    searchKeys: toColumn(packed.map(({ placed }) => placed.searchKey ?? 0)),
    values: encodeValues(rows.map(({ values }) => values as Values))
  };
  return utf8(JSON.stringify(page));
}

function toColumn<T>(values: readonly T[]): Column<T> {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? { all: first } : values;
}

/** Bytes of an id, of two stamps and of what is short. */
const bytesOfRow = 50;

/** Foresees the bytes of a page, row by row: what one adds to those before it. */
export function createPageMeter(): (placed: PlacedRow) => number {
  const known = new Set<string>();
  return ({ row, searchKey = '' }) => {
    const texts = Object.entries(row.values).map(([name, value]) => [name, JSON.stringify(value)]);
    const names = Object.keys(row.values).join();
    const fresh = known.has(names) ? [] : [names];
    known.add(names);
    for (const [name, text = ''] of texts) {
      const key = `${name ?? ''}=${text}`;
      if (known.has(key)) continue;
      known.add(key);
      fresh.push(text);
    }
    return bytesOfRow + texts.length + utf8(fresh.join() + row.conflicts.join() + searchKey).length;
  };
}

/** Rows of a page that this device sealed; `placeOf` turns a pack number into a place. */
export function decodeViewPage(
  kind: RecordKind,
  bytes: Bytes,
  placeOf: (pack: number) => StatePlace
): PlacedRows {
  const parsed = JSON.parse(fromUtf8(bytes)) as PackedPage | PageOfRows;
  const page = 'rows' in parsed ? pageByColumn(parsed) : parsed;
  const { ids, slots, created } = page;
  const count = ids.length;
  const values = decodeValues(page.values, count);
  const updated = toList(page.updated, count);
  const by = toList(page.by, count);
  const flags = toList(page.flags, count);
  const conflicts = toList(page.conflicts, count);
  const rows: RecordRow[] = [];
  let createdAt = 0;
  for (let i = 0; i < count; i++) {
    createdAt += created[i] ?? 0;
    const flag = flags[i] ?? 0;
    rows.push({
      id: ids[i] as RecordId,
      kind,
      values: values[i] ?? {},
      conflicts: conflicts[i] || noConflicts,
      createdAt: createdAt as Hlc,
      updatedAt: (createdAt + (updated[i] ?? 0)) as Hlc,
      updatedBy: slots[by[i] ?? 0] ?? '',
      isDeleted: (flag & deletedFlag) !== 0,
      isLocked: (flag & lockedFlag) !== 0
    });
  }
  return {
    rows,
    places: toList(page.packs, count).map(placeOf),
    searchKeys: toList(page.searchKeys, count).map((key) => (key === 0 ? undefined : key))
  };
}

const toList = <T>(column: Column<T>, count: number): readonly T[] =>
  'all' in column ? new Array<T>(count).fill(column.all) : column;

/** Few rows, one after the other, as overlay chunks hold them: columns would save nothing. */
export function encodeRows(placed: readonly PlacedRow[]): Bytes {
  const slots = [...new Set(placed.map(({ row }) => row.updatedBy))];
  const page: PageOfRows = {
    slots,
    rows: placed.map(({ row, searchKey }) => [
      row.id,
      0,
      row.createdAt,
      row.updatedAt,
      slots.indexOf(row.updatedBy),
      flagsOf(row),
      row.values as Values,
      row.conflicts.length > 0 ? row.conflicts : 0,
      searchKey ?? 0
    ])
  };
  return utf8(JSON.stringify(page));
}

/** A page from before columns, and of a chunk: id, pack, createdAt, updatedAt, index of updatedBy, flags, values, conflicts, search key. */
interface PageOfRows {
  readonly slots: readonly string[];
  readonly rows: readonly (readonly [
    string,
    number,
    number,
    number,
    number,
    number,
    Values,
    readonly string[] | 0,
    string | 0
  ])[];
}

const pageByColumn = ({ slots, rows }: PageOfRows): PackedPage => ({
  slots,
  ids: rows.map((row) => row[0]),
  packs: rows.map((row) => row[1]),
  created: rows.map((row, i) => row[2] - (rows[i - 1]?.[2] ?? 0)),
  updated: rows.map((row) => row[3] - row[2]),
  by: rows.map((row) => row[4]),
  flags: rows.map((row) => row[5]),
  values: { firsts: rows.map((row) => row[6]), sets: rows.map((_, i) => i), columns: {} },
  conflicts: rows.map((row) => row[7]),
  searchKeys: rows.map((row) => row[8])
});
