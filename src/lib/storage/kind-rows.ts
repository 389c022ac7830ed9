/**
 * Rows of one kind in memory, in the order in which they came, with the index by which one of them is found. Arrays
 * handed out are never changed afterwards.
 */
import type { RecordRow } from '../domain/record';
import type { RecordId } from '../kernel/ids';
import type { PlacedRow, PlacedRows } from './view-page';

/** Where the folded state of a record lies: `group * packsPerGroup + pack`, or `unfolded`. */
export type StatePlace = number;
export const unfolded: StatePlace = -1;

export interface KindRows {
  rows: RecordRow[];
  places: StatePlace[];
  searchKeys: (string | undefined)[];
  /** Of the first `indexed` rows: made when somebody is looked for, which a list does not do. */
  readonly indexById: Map<RecordId, number>;
  indexed: number;
  /** Rows of the overlay are here: those of pages stand behind them. */
  hasNewer: boolean;
  isHandedOut: boolean;
}

export const createKindRows = (): KindRows => ({
  rows: [],
  places: [],
  searchKeys: [],
  indexById: new Map(),
  indexed: 0,
  hasNewer: false,
  isHandedOut: false
});

export function indexOf(present: KindRows, id: RecordId): number | undefined {
  const { rows, indexById } = present;
  for (let at = present.indexed; at < rows.length; at++) {
    const row = rows[at];
    if (row) indexById.set(row.id, at);
  }
  present.indexed = rows.length;
  return indexById.get(id);
}

/** Rows of which none is here: a record is in one page alone. */
export function append(present: KindRows, { rows, places, searchKeys }: PlacedRows): void {
  detach(present);
  for (const row of rows) present.rows.push(row);
  for (const place of places) present.places.push(place);
  for (const key of searchKeys) present.searchKeys.push(key);
}

/** A row that is there already is the overlay's: it gets the place where its folded state lies. */
export function addLoaded(present: KindRows, placed: PlacedRow): void {
  const index = indexOf(present, placed.row.id);
  if (index === undefined) addNew(present, placed);
  else if (present.places[index] === unfolded) present.places[index] = placed.place;
}

function addNew(present: KindRows, placed: PlacedRow): void {
  detach(present);
  present.rows.push(placed.row);
  present.places.push(placed.place);
  present.searchKeys.push(placed.searchKey);
}

export function putRow(present: KindRows, placed: PlacedRow): void {
  present.hasNewer = true;
  const index = indexOf(present, placed.row.id);
  if (index === undefined) return addNew(present, placed);
  detach(present);
  present.rows[index] = placed.row;
  present.places[index] = placed.place;
  present.searchKeys[index] = placed.searchKey;
}

export function removeRow(present: KindRows, id: RecordId): void {
  const index = indexOf(present, id);
  if (index === undefined) return;
  detach(present);
  present.rows.splice(index, 1);
  present.places.splice(index, 1);
  present.searchKeys.splice(index, 1);
  present.indexById.delete(id);
  present.indexed--;
  for (const [other, at] of present.indexById) {
    if (at > index) present.indexById.set(other, at - 1);
  }
}

/** An array that a caller holds is left as it is; changes go into a copy. */
function detach(present: KindRows): void {
  if (!present.isHandedOut) return;
  present.rows = [...present.rows];
  present.isHandedOut = false;
}
