/**
 * Entries that are kept but not in a chain of the log (I4: nobody's work is lost): those that wait for what comes
 * before them, and second branches of a forked chain. Few, so they are read as a whole.
 */
import { scopeCode } from '../kernel/scope';
import { decodeEntry, encodeEntry, type Entry } from '../log/entry';
import type { AtRest, Place } from './at-rest';
import type { Core } from './core';
import { slotOf } from './slot';
import { deleteRow, putRow, type ReplicaStore, type StoreRow, type StoreWrite } from './store';

export type QuarantineReason = 'waiting' | 'fork';

export interface QuarantinedEntry {
  readonly reason: QuarantineReason;
  readonly entry: Entry;
}

const placeOf = (reason: QuarantineReason, { id, header }: Entry): Place => ({
  table: 'quarantine',
  key: [reason, scopeCode[header.scope], slotOf(header), header.seq, id],
  scopes: [header.scope],
  generation: 0
});

export const quarantineKey = (reason: QuarantineReason, entry: Entry): string =>
  placeOf(reason, entry).key.join('/');

export async function putQuarantined(
  atRest: AtRest,
  { reason, entry }: QuarantinedEntry
): Promise<StoreWrite> {
  const place = placeOf(reason, entry);
  return putRow('quarantine', place.key, await atRest.seal(place, encodeEntry(entry)));
}

export const deleteQuarantined = ({ reason, entry }: QuarantinedEntry): StoreWrite =>
  deleteRow('quarantine', placeOf(reason, entry).key);

/** All of them, in chain order; rows that don't open are left out (a peer has them still). */
export async function readQuarantine(
  store: ReplicaStore,
  atRest: AtRest
): Promise<QuarantinedEntry[]> {
  const rows = await store.range('quarantine', []);
  const found = await Promise.all(rows.map((row) => openRow(atRest, row)));
  return found.filter((one) => one !== undefined);
}

async function openRow(atRest: AtRest, row: StoreRow): Promise<QuarantinedEntry | undefined> {
  const reason = row.key[0] === 'fork' ? 'fork' : 'waiting';
  const scope =
    row.key[1] === scopeCode.sensitive ? 'sensitive' : row.key[1] === 0 ? 'general' : 'reports';
  const place: Place = { table: 'quarantine', key: row.key, scopes: [scope], generation: 0 };
  const plain = await atRest.open(place, row.value);
  const entry = plain && decodeEntry(plain);
  return entry?.ok ? { reason, entry: entry.value } : undefined;
}

/**
 * What a change makes of the quarantine, the entries it leaves alone aside. Memory takes it over with the write: a change
 * that could not be stored has to be made again, not passed over as done (I7).
 */
export function changeQuarantined(
  core: Core,
  change: (entry: Entry) => Entry
): Map<string, QuarantinedEntry> {
  const changed = new Map<string, QuarantinedEntry>();
  for (const [key, { reason, entry }] of core.quarantine) {
    const next = change(entry);
    if (next.parts.some((part, i) => part !== entry.parts[i])) {
      changed.set(key, { reason, entry: next });
    }
  }
  return changed;
}
