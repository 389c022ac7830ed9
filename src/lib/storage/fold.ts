/**
 * Folding: what the overlay gathered goes into packs and pages, in one write per round. A group (one page and the
 * packs of its records) is rewritten as a whole when one of its records changed; new records fill the last group
 * of their kind. Everything written gets the new generation, and the manifest names it.
 */
import type { RecordKind } from '../domain/field';
import type { RecordId } from '../kernel/ids';
import { BrokenProjection, createPacer, loadState, type Core, type MemberChange } from './core';
import { createLayout, placedRow, recordsOfGroup, writeFolded, writeLayout } from './fold-layout';
import { chainKey, type Heads } from './heads';
import { groupOfPlace } from './manifest';
import type { ChangedRecord } from './overlay';
import { unfolded } from './record-view';
import { deleteRow, type StoreWrite } from './store';

const chunksPerRound = 150;

/** Folds all of the overlay. */
export async function foldAll(core: Core): Promise<void> {
  while (core.heads.overlayEnd > core.manifest.overlayStart) {
    const end = Math.min(core.heads.overlayEnd, core.manifest.overlayStart + chunksPerRound);
    await foldRound(core, end, new Set());
  }
  await joinLog(core);
}

/** Folds chunks below `overlayEnd` and drops the removed records; `extra` and `change` go into the same write. */
export async function foldRound(
  core: Core,
  overlayEnd: number,
  removed: ReadonlySet<RecordId>,
  extra: readonly StoreWrite[] = [],
  change?: MemberChange
): Promise<void> {
  const changed: ChangedRecord[] = [];
  // A record that has become another kind is known as a stray once the page that holds it still is parsed.
  await core.view.parseAll(createPacer(core.deps));
  for (const [id, chunk] of core.chunkById) {
    if (chunk < overlayEnd && !removed.has(id)) changed.push(await changedRecord(core, id));
  }
  const layout = createLayout(core, core.manifest);
  const affected = affectedGroups(core, changed, removed);
  for (const [number, updates] of affected.byGroup) {
    const records = await recordsOfGroup(core, number, updates, removed);
    layout.place(records, number);
  }
  for (const [kind, records] of groupByKind(affected.fresh)) {
    const last = layout.openGroup(kind);
    const before = last === undefined ? [] : await layout.recordsOf(last);
    layout.place([...before, ...records], last);
  }
  await writeLayout(core, layout, overlayEnd, extra, change);
  for (const { state } of changed) core.chunkById.delete(state.id);
  for (const id of removed) core.chunkById.delete(id);
}

/** Writes all records anew, as after a rebuild; nothing of earlier generations stays. */
export async function foldAnew(
  core: Core,
  records: readonly ChangedRecord[],
  heads: Heads,
  extra: readonly StoreWrite[] = []
): Promise<void> {
  const { store } = core.deps;
  const stale: StoreWrite[] = [];
  for (const table of ['pages', 'states', 'overlay'] as const) {
    for (const { key } of await store.range(table, [])) stale.push(deleteRow(table, key));
  }
  // Above every generation that may still lie on the disk.
  const generation = Math.max(heads.generation, core.manifest.generation) + 1;
  core.heads = { ...heads, generation };
  core.manifest = {
    generation,
    overlayStart: heads.overlayEnd,
    nextGroup: 0,
    groups: new Map(),
    joinedTo: {}
  };
  core.chunkById.clear();
  core.packCache.clear();
  core.view.clear();
  core.laterGroups = [];
  for (const { placed } of records) core.view.put(placed);
  const layout = createLayout(core, core.manifest);
  for (const [, ofKind] of groupByKind(records)) layout.place(ofKind, undefined);
  await writeLayout(core, layout, heads.overlayEnd, [...stale, ...extra]);
}

async function changedRecord(core: Core, id: RecordId): Promise<ChangedRecord> {
  const state = await loadState(core, id);
  if (!state) throw new BrokenProjection('the overlay lacks a record it should hold');
  return { state, placed: placedRow(core, state) };
}

type Updates = Map<RecordId, ChangedRecord>;

function affectedGroups(
  core: Core,
  changed: readonly ChangedRecord[],
  removed: ReadonlySet<RecordId>
): { byGroup: Map<number, Updates>; fresh: ChangedRecord[] } {
  const byGroup = new Map<number, Updates>();
  const fresh: ChangedRecord[] = [];
  const updatesOf = (group: number): Updates => {
    const present = byGroup.get(group) ?? new Map<RecordId, ChangedRecord>();
    byGroup.set(group, present);
    return present;
  };
  for (const record of changed) {
    const { place } = record.placed;
    if (place === unfolded) fresh.push(record);
    else updatesOf(groupOfPlace(place)).set(record.state.id, record);
  }
  for (const place of core.strays.values()) updatesOf(groupOfPlace(place));
  for (const id of removed) {
    const kind = core.view.kindOf(id);
    const place = kind && core.view.placeOf(kind, id);
    if (place !== undefined && place !== unfolded) updatesOf(groupOfPlace(place));
  }
  return { byGroup, fresh };
}

function groupByKind(records: readonly ChangedRecord[]): Map<RecordKind, ChangedRecord[]> {
  const byKind = new Map<RecordKind, ChangedRecord[]>();
  for (const record of records) {
    const { kind } = record.placed.row;
    const present = byKind.get(kind);
    if (present) present.push(record);
    else byKind.set(kind, [record]);
  }
  return byKind;
}

/** Joins small runs of the log, so that the closed log lies in packs. */
async function joinLog(core: Core): Promise<void> {
  const writes: StoreWrite[] = [];
  const joinedTo = { ...core.manifest.joinedTo };
  for (const chain of core.heads.chains.values()) {
    const joined = await core.log.join(chain, joinedTo[chainKey(chain)] ?? 0);
    if (!joined) continue;
    writes.push(...joined.writes);
    joinedTo[chainKey(chain)] = joined.joinedTo;
  }
  if (writes.length === 0) return;
  const generation = core.manifest.generation + 1;
  await writeFolded(core, { ...core.manifest, generation, joinedTo }, writes);
}
