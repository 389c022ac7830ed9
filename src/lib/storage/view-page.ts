/**
 * View pages: the rows of one group of records of one kind as compact JSON, 32–64 kB. JSON.parse makes rows
 * with shared shapes and shared key strings, faster than any decoder in script (measured, see SPEC.md).
 */
import type { RecordKind } from '../domain/field';
import type { RecordRow } from '../domain/record';
import { fromUtf8, utf8, type Bytes } from '../kernel/bytes';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { Json } from '../kernel/json';
import type { StatePlace } from './record-view';

/** A row, where its state lies, and its search key (computed by the app, kept so that unlocking is fast). */
export interface PlacedRow {
  readonly row: RecordRow;
  readonly place: StatePlace;
  readonly searchKey: string | undefined;
}

const deletedFlag = 1;
const lockedFlag = 2;
const noConflicts: readonly string[] = [];

/** id, pack, createdAt, updatedAt, index of updatedBy in `slots`, flags, values, conflicts or 0, search key or 0. */
type PackedRow = readonly [
  string,
  number,
  number,
  number,
  number,
  number,
  Readonly<Record<string, Json>>,
  readonly string[] | 0,
  string | 0
];

interface PackedPage {
  readonly slots: readonly string[];
  readonly rows: readonly PackedRow[];
}

/** The JSON text of one row, also used to foresee the size of a page. */
export function packRow(placed: PlacedRow, pack: number, slotIndex: number): string {
  const { row, searchKey } = placed;
  const flags = (row.isDeleted ? deletedFlag : 0) | (row.isLocked ? lockedFlag : 0);
  const packed: PackedRow = [
    row.id,
    pack,
    row.createdAt,
    row.updatedAt,
    slotIndex,
    flags,
    row.values as Readonly<Record<string, Json>>,
    row.conflicts.length > 0 ? row.conflicts : 0,
    searchKey ?? 0
  ];
  return JSON.stringify(packed);
}

export function encodeViewPage(rows: readonly { placed: PlacedRow; pack: number }[]): Bytes {
  const slots: string[] = [];
  const texts = rows.map(({ placed, pack }) => {
    let index = slots.indexOf(placed.row.updatedBy);
    if (index < 0) index = slots.push(placed.row.updatedBy) - 1;
    return packRow(placed, pack, index);
  });
  return utf8(`{"slots":${JSON.stringify(slots)},"rows":[${texts.join(',')}]}`);
}

/** Rows of a page that this device sealed; `placeOf` turns a pack number into a place. */
export function decodeViewPage(
  kind: RecordKind,
  bytes: Bytes,
  placeOf: (pack: number) => StatePlace
): PlacedRow[] {
  const page = JSON.parse(fromUtf8(bytes)) as PackedPage;
  // By index: taking a list apart by pattern walks an iterator, ten times for each of 40,000 rows at every unlock.
  return page.rows.map((packed) => ({
    row: {
      id: packed[0] as RecordId,
      kind,
      values: packed[6],
      conflicts: packed[7] === 0 ? noConflicts : packed[7],
      createdAt: packed[2] as Hlc,
      updatedAt: packed[3] as Hlc,
      updatedBy: page.slots[packed[4]] ?? '',
      isDeleted: (packed[5] & deletedFlag) !== 0,
      isLocked: (packed[5] & lockedFlag) !== 0
    },
    place: placeOf(packed[1]),
    searchKey: packed[8] === 0 ? undefined : packed[8]
  }));
}
