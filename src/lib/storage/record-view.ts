/**
 * Rows in memory, by kind. Kinds whose pages are still to come are sealed: asking for their rows throws, since an empty
 * list would say that nobody was visited. They open from the newest year backwards; whoever asks for the rows since a
 * year that is open gets them before the rest is there. Arrays handed out are never changed afterwards.
 */
import { assert } from '../kernel/assert';
import type { RecordKind } from '../domain/field';
import type { RecordId } from '../kernel/ids';
import {
  addLoaded,
  append,
  createKindRows,
  indexOf,
  putRow,
  removeRow,
  unfolded,
  type KindRows,
  type StatePlace
} from './kind-rows';
import { placedAt, type PlacedRow, type PlacedRows } from './view-page';
import type { RecordView, ViewChange } from './types';

export interface MemoryView extends RecordView {
  /** Adds the rows of a page; rows of the overlay stand for theirs. */
  addRows(kind: RecordKind, rows: PlacedRows): void;
  /** Names the kinds whose pages come later. */
  seal(kinds: Iterable<RecordKind>): void;
  /** Tells which year of the sealed kinds is being read. */
  read(year: number): void;
  /** Of the sealed kinds all rows since this year are here. */
  openSince(year: number): void;
  /** All rows are here; the listeners are told. */
  unseal(): void;
  put(placed: PlacedRow): void;
  /** Puts a row of the overlay, whatever kind it had before, into a sealed kind too. */
  putNewer(placed: PlacedRow): void;
  remove(kind: RecordKind, id: RecordId): void;
  placeOf(kind: RecordKind, id: RecordId): StatePlace | undefined;
  setPlace(kind: RecordKind, id: RecordId, place: StatePlace): void;
  /** The kind of a record: the likely one, or looking through all kinds. */
  kindOf(id: RecordId, likely?: RecordKind): RecordKind | undefined;
  kinds(): readonly RecordKind[];
  clear(): void;
  notify(change: ViewChange): void;
}

/** `onStray` is told the folded place of a record that has become another kind since. */
export function createMemoryView(
  onListenerError: (thrown: unknown) => void,
  onStray: (id: RecordId, place: StatePlace) => void
): MemoryView {
  const byKind = new Map<RecordKind, KindRows>();
  /** The kinds of the map: every new record is looked for in all of them. */
  const inOrder: RecordKind[] = [];
  /** While kinds are sealed: what the overlay says that its records are. */
  const newerKind = new Map<RecordId, RecordKind>();
  const sealed = new Set<RecordKind>();
  let openYear = Infinity;
  let readingYear: number | undefined;
  const listeners = new Set<(change: ViewChange) => void>();

  function rowsOf(kind: RecordKind): KindRows {
    let present = byKind.get(kind);
    if (!present) {
      present = createKindRows();
      byKind.set(kind, present);
      inOrder.push(kind);
    }
    return present;
  }

  const isOpen = (kind: RecordKind, since = -Infinity): boolean =>
    !sealed.has(kind) || since >= openYear;

  function ofKind(kind: RecordKind, since?: number): KindRows {
    // The words are made when they are needed: an import asks a hundred thousand times.
    if (!isOpen(kind, since)) assert(false, `rows of ${kind} are asked for before they are open`);
    return rowsOf(kind);
  }

  const kinds = (): readonly RecordKind[] => [...new Set([...byKind.keys(), ...sealed])];

  function notify(change: ViewChange): void {
    for (const listener of [...listeners]) {
      try {
        listener(change);
      } catch (thrown) {
        // The commit is durable: a broken listener must not make it look failed.
        onListenerError(thrown);
      }
    }
  }

  /** Takes a row out of another kind; a page still to come that has it will be passed over. */
  function moveTo(kind: RecordKind, id: RecordId): void {
    if (sealed.size > 0) newerKind.set(id, kind);
    for (const [other, present] of byKind) {
      const index = other === kind ? undefined : indexOf(present, id);
      if (index === undefined) continue;
      const place = present.places[index];
      if (place !== undefined && place !== unfolded) onStray(id, place);
      removeRow(present, id);
    }
  }

  return {
    rows(kind, since) {
      const present = ofKind(kind, since);
      present.isHandedOut = true;
      return present.rows;
    },
    row(kind, id) {
      const present = ofKind(kind);
      const index = indexOf(present, id);
      return index === undefined ? undefined : present.rows[index];
    },
    searchKey(kind, id) {
      const present = ofKind(kind);
      const index = indexOf(present, id);
      return index === undefined ? undefined : present.searchKeys[index];
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isOpen: (asked, since) => asked.every((kind) => isOpen(kind, since)),
    readingYear: () => readingYear,
    addRows(kind, rows) {
      const present = rowsOf(kind);
      if (!present.hasNewer && newerKind.size === 0) return append(present, rows);
      for (let i = 0; i < rows.rows.length; i++) {
        const placed = placedAt(rows, i);
        const { id } = placed.row;
        if ((newerKind.get(id) ?? kind) === kind) addLoaded(present, placed);
        else if (placed.place !== unfolded) onStray(id, placed.place);
      }
    },
    seal(later) {
      for (const kind of later) sealed.add(kind);
      openYear = Infinity;
    },
    read(year) {
      readingYear = year;
      notify(noRows);
    },
    openSince(year) {
      openYear = Math.min(openYear, year);
      notify(noRows);
    },
    unseal() {
      if (sealed.size === 0) return;
      const opened = new Set(sealed);
      sealed.clear();
      newerKind.clear();
      readingYear = undefined;
      notify({ kinds: opened, ids: new Set(), source: 'rebuild' });
    },
    put(placed) {
      putRow(ofKind(placed.row.kind), placed);
    },
    putNewer(placed) {
      const { kind, id } = placed.row;
      moveTo(kind, id);
      const present = rowsOf(kind);
      putRow(present, atItsPlace(present, placed));
    },
    remove(kind, id) {
      removeRow(ofKind(kind), id);
    },
    placeOf(kind, id) {
      const present = ofKind(kind);
      const index = indexOf(present, id);
      return index === undefined ? undefined : present.places[index];
    },
    setPlace(kind, id, place) {
      const present = ofKind(kind);
      const index = indexOf(present, id);
      if (index !== undefined) present.places[index] = place;
    },
    kindOf(id, likely) {
      if (likely !== undefined && indexOf(ofKind(likely), id) !== undefined) return likely;
      for (const kind of inOrder) {
        if (indexOf(ofKind(kind), id) !== undefined) return kind;
      }
      assert(sealed.size === 0, 'a record is looked for before every kind is open');
      return undefined;
    },
    kinds,
    clear() {
      byKind.clear();
      inOrder.length = 0;
      newerKind.clear();
      sealed.clear();
      readingYear = undefined;
    },
    notify
  };
}

/** More is open than before, and nothing has changed. */
const noRows: ViewChange = { kinds: new Set(), ids: new Set(), source: 'rebuild' };

/** The folded state keeps its place until the next fold, which looks for the record there. */
function atItsPlace(present: KindRows, placed: PlacedRow): PlacedRow {
  const index = indexOf(present, placed.row.id);
  const place = index === undefined ? undefined : present.places[index];
  return place === undefined ? placed : { ...placed, place };
}
