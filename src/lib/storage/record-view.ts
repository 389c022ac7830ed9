/**
 * Rows in memory, by kind. Pages are parsed when their kind is first asked for, so that unlocking does not
 * pay for kinds that the first screen does not show. Kinds whose pages are still to come are sealed: asking for their
 * rows throws, since an empty list would say that nobody was visited. Arrays handed out are never changed afterwards.
 */
import { assert } from '../kernel/assert';
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

/** What a kind has in store: parsed when it is first asked for. */
interface Waiting {
  readonly pages: RowPage[];
  /** By id, of the overlay: they stand for the rows of the pages. */
  readonly newer: Map<RecordId, PlacedRow>;
}

interface KindRows {
  rows: RecordRow[];
  places: StatePlace[];
  searchKeys: (string | undefined)[];
  readonly indexById: Map<RecordId, number>;
  isHandedOut: boolean;
}

export interface MemoryView extends RecordView {
  /** Puts a page up for parsing on first use. */
  addPage(page: RowPage): void;
  /** Parses the pages of every kind, in slices: for work that has to look through all of them. */
  parseAll(pace: () => Promise<void>): Promise<void>;
  /** Names the kinds whose pages come later. */
  seal(kinds: Iterable<RecordKind>): void;
  /** Their pages are here; the listeners are told. */
  unseal(): void;
  put(placed: PlacedRow): void;
  /** Puts a row of the overlay, whatever kind it had before, without parsing pages or opening a sealed kind. */
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
  const waiting = new Map<RecordKind, Waiting>();
  const newerKind = new Map<RecordId, RecordKind>();
  const sealed = new Set<RecordKind>();
  const listeners = new Set<(change: ViewChange) => void>();

  function waitingOf(kind: RecordKind): Waiting {
    const present = waiting.get(kind) ?? { pages: [], newer: new Map<RecordId, PlacedRow>() };
    waiting.set(kind, present);
    return present;
  }

  function rowsOf(kind: RecordKind): KindRows {
    let present = byKind.get(kind);
    if (!present) {
      present = { rows: [], places: [], searchKeys: [], indexById: new Map(), isHandedOut: false };
      byKind.set(kind, present);
    }
    return present;
  }

  function ofKind(kind: RecordKind): KindRows {
    assert(!sealed.has(kind), `rows of ${kind} are asked for before they are open`);
    const present = rowsOf(kind);
    const { pages, newer } = waiting.get(kind) ?? nothingWaits;
    for (let page = pages.shift(); page; page = pages.shift()) parsePage(present, page);
    waiting.delete(kind);
    for (const placed of newer.values()) putRow(present, atItsPlace(present, placed));
    return present;
  }

  function parsePage(present: KindRows, { kind, load }: RowPage): void {
    for (const placed of load()) {
      const { id } = placed.row;
      if ((newerKind.get(id) ?? kind) === kind) addLoaded(present, placed);
      else if (placed.place !== unfolded) onStray(id, placed.place);
    }
  }

  async function parseAll(pace: () => Promise<void>): Promise<void> {
    for (const kind of kinds()) {
      // A kind without its last page still waits: whoever asks for it meanwhile gets all of it.
      while ((waiting.get(kind)?.pages.length ?? 0) > 1) {
        const page = waiting.get(kind)?.pages.shift();
        if (page) parsePage(rowsOf(kind), page);
        await pace();
      }
      ofKind(kind);
    }
  }

  const kinds = (): readonly RecordKind[] => [...new Set([...byKind.keys(), ...waiting.keys()])];

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

  /** Takes a row out of another kind, as far as that is parsed; a page that has it still will be passed over. */
  function moveTo(kind: RecordKind, id: RecordId): void {
    const before = newerKind.get(id);
    if (before !== undefined && before !== kind) waiting.get(before)?.newer.delete(id);
    newerKind.set(id, kind);
    for (const [other, present] of byKind) {
      const index = other === kind ? undefined : present.indexById.get(id);
      if (index === undefined) continue;
      const place = present.places[index];
      if (place !== undefined && place !== unfolded) onStray(id, place);
      removeRow(present, id);
    }
  }

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
    isOpen: (asked) => asked.every((kind) => !sealed.has(kind)),
    addPage(page) {
      waitingOf(page.kind).pages.push(page);
    },
    parseAll,
    seal(later) {
      for (const kind of later) sealed.add(kind);
    },
    unseal() {
      if (sealed.size === 0) return;
      const opened = new Set(sealed);
      sealed.clear();
      notify({ kinds: opened, ids: new Set(), source: 'rebuild' });
    },
    put(placed) {
      putRow(ofKind(placed.row.kind), placed);
    },
    putNewer(placed) {
      const { kind, id } = placed.row;
      moveTo(kind, id);
      if (sealed.has(kind) || waiting.has(kind) || !byKind.has(kind)) {
        waitingOf(kind).newer.set(id, placed);
        return;
      }
      const present = ofKind(kind);
      putRow(present, atItsPlace(present, placed));
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
    kindOf(id, likely) {
      if (likely !== undefined && ofKind(likely).indexById.has(id)) return likely;
      return kinds().find((kind) => ofKind(kind).indexById.has(id));
    },
    kinds,
    clear() {
      byKind.clear();
      waiting.clear();
      newerKind.clear();
      sealed.clear();
    },
    notify
  };
}

const nothingWaits: Waiting = { pages: [], newer: new Map() };

/** The folded state keeps its place until the next fold, which looks for the record there. */
function atItsPlace(present: KindRows, placed: PlacedRow): PlacedRow {
  const index = present.indexById.get(placed.row.id);
  const place = index === undefined ? undefined : present.places[index];
  return place === undefined ? placed : { ...placed, place };
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
