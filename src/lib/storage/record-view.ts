/**
 * Rows in memory, by kind. Pages are parsed when their kind is first asked for, so that unlocking does not
 * pay for kinds that the first screen does not show. Arrays handed out are never changed afterwards.
 */
import type { RecordKind } from '../domain/field';
import type { RecordRow } from '../domain/record';
import type { RecordId } from '../kernel/ids';
import type { PlacedRow } from './view-page';
import type { RecordView, ViewChange } from './types';

/** Where the folded state of a record lies: `group * packsPerGroup + pack`, or `unfolded`. */
export type StatePlace = number;
export const unfolded: StatePlace = -1;

export interface RowPage {
  readonly kind: RecordKind;
  readonly load: () => readonly PlacedRow[];
}

interface KindRows {
  rows: RecordRow[];
  places: StatePlace[];
  searchKeys: (string | undefined)[];
  readonly indexById: Map<RecordId, number>;
  isHandedOut: boolean;
}

export interface MemoryView extends RecordView {
  /** Puts pages up for parsing on first use; the page of a row that was put before is passed over. */
  addPage(page: RowPage): void;
  put(placed: PlacedRow): void;
  remove(kind: RecordKind, id: RecordId): void;
  placeOf(kind: RecordKind, id: RecordId): StatePlace | undefined;
  setPlace(kind: RecordKind, id: RecordId, place: StatePlace): void;
  /** The kind of a record, looking through all kinds. */
  kindOf(id: RecordId): RecordKind | undefined;
  kinds(): readonly RecordKind[];
  clear(): void;
  notify(change: ViewChange): void;
}

export function createMemoryView(onListenerError: (thrown: unknown) => void): MemoryView {
  const byKind = new Map<RecordKind, KindRows>();
  const waiting = new Map<RecordKind, RowPage[]>();
  const listeners = new Set<(change: ViewChange) => void>();

  function ofKind(kind: RecordKind): KindRows {
    let present = byKind.get(kind);
    if (!present) {
      present = { rows: [], places: [], searchKeys: [], indexById: new Map(), isHandedOut: false };
      byKind.set(kind, present);
    }
    const pages = waiting.get(kind);
    if (pages) {
      waiting.delete(kind);
      for (const page of pages) for (const placed of page.load()) addLoaded(present, placed);
    }
    return present;
  }

  const kinds = (): readonly RecordKind[] => [...new Set([...byKind.keys(), ...waiting.keys()])];

  return {
    rows(kind) {
      const present = ofKind(kind);
      present.isHandedOut = true;
      return present.rows;
    },
    row(kind, id) {
      const present = ofKind(kind);
      const index = present.indexById.get(id);
      return index === undefined ? undefined : present.rows[index];
    },
    searchKey(kind, id) {
      const present = ofKind(kind);
      const index = present.indexById.get(id);
      return index === undefined ? undefined : present.searchKeys[index];
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    addPage(page) {
      const pages = waiting.get(page.kind);
      if (pages) pages.push(page);
      else waiting.set(page.kind, [page]);
    },
    put(placed) {
      putRow(ofKind(placed.row.kind), placed);
    },
    remove(kind, id) {
      removeRow(ofKind(kind), id);
    },
    placeOf(kind, id) {
      const present = ofKind(kind);
      const index = present.indexById.get(id);
      return index === undefined ? undefined : present.places[index];
    },
    setPlace(kind, id, place) {
      const present = ofKind(kind);
      const index = present.indexById.get(id);
      if (index !== undefined) present.places[index] = place;
    },
    kindOf: (id) => kinds().find((kind) => ofKind(kind).indexById.has(id)),
    kinds,
    clear() {
      byKind.clear();
      waiting.clear();
    },
    notify(change) {
      for (const listener of [...listeners]) {
        try {
          listener(change);
        } catch (thrown) {
          // The commit is durable: a broken listener must not make it look failed.
          onListenerError(thrown);
        }
      }
    }
  };
}

function addLoaded(present: KindRows, placed: PlacedRow): void {
  if (present.indexById.has(placed.row.id)) return;
  present.indexById.set(placed.row.id, present.rows.length);
  present.rows.push(placed.row);
  present.places.push(placed.place);
  present.searchKeys.push(placed.searchKey);
}

function putRow(present: KindRows, placed: PlacedRow): void {
  const index = present.indexById.get(placed.row.id);
  detach(present);
  if (index === undefined) return addLoaded(present, placed);
  present.rows[index] = placed.row;
  present.places[index] = placed.place;
  present.searchKeys[index] = placed.searchKey;
}

function removeRow(present: KindRows, id: RecordId): void {
  const index = present.indexById.get(id);
  if (index === undefined) return;
  detach(present);
  present.rows.splice(index, 1);
  present.places.splice(index, 1);
  present.searchKeys.splice(index, 1);
  present.indexById.delete(id);
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
