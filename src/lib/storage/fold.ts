/**
 * Folding: what the overlay gathered goes into packs and pages, in one write per round. A group (one page and the
 * packs of its records) is rewritten as a whole when one of its records changed; new records fill the last group
 * of their kind. Everything written gets the new generation, and the manifest names it.
 */
import type { RecordId } from '../kernel/ids';
import { BrokenProjection, createPacer, loadState, type Core, type MemberChange } from './core';
import {
  createLayout,
  placedRow,
  recordsOfGroup,
  writeFolded,
  writeLayout,
  type Layout
} from './fold-layout';
import { chainKey, type Heads } from './heads';
import { groupOfPlace, type Group } from './manifest';
import type { ChangedRecord } from './overlay';
import { isOldLayout, yearOfGroup, yearOfRow } from './page-year';
import { unfolded } from './kind-rows';
import { deleteRow, type StoreWrite } from './store';

/** A round is one write: at most about three megabytes of states. */
const chunksPerRound = 48;
/** Fewer small chunks cost an opening nothing to speak of. */
const chunksWorthFolding = 64;

/** Whether opening would take longer for what waits to be folded. */
export const isFoldDue = (core: Core): boolean =>
  core.heads.overlayEnd - core.manifest.overlayStart >= chunksWorthFolding ||
  oldGroups(core).length > 0;

/** One round of all that folding does; false when nothing was left to do. */
export async function foldSome(core: Core): Promise<boolean> {
  if ((await foldChunks(core)) || (await relayGroups(core))) return true;
  await joinLog(core);
  return false;
}

/** One round of the overlay; false when it was empty. */
export async function foldChunks(core: Core): Promise<boolean> {
  const { overlayStart } = core.manifest;
  const end = Math.min(core.heads.overlayEnd, overlayStart + chunksPerRound);
  if (end === overlayStart) return false;
  await foldRound(core, end, new Set());
  return true;
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
  const pace = createPacer(core.deps);
  for (const [id, chunk] of core.chunkById) {
    if (chunk < overlayEnd && !removed.has(id)) changed.push(await changedRecord(core, id));
    await pace();
  }
  const layout = createLayout(core, core.manifest);
  const affected = affectedGroups(core, changed, removed);
  for (const [number, updates] of affected.byGroup) {
    const records = await recordsOfGroup(core, number, updates, removed);
    await layout.place(records, number);
    await pace();
  }
  await addToShelves(core, layout, affected.fresh, pace);
  await writeLayout(core, layout, overlayEnd, extra, change);
  for (const { state } of changed) core.chunkById.delete(state.id);
  for (const id of removed) core.chunkById.delete(id);
}

/** Lays records out that have no group yet, or no longer. */
async function addToShelves(
  core: Core,
  layout: Layout,
  fresh: readonly ChangedRecord[],
  pace: () => Promise<void>
): Promise<void> {
  for (const records of groupByShelf(core, fresh)) {
    const [first] = records;
    if (!first) continue;
    const { row } = first.placed;
    const last = layout.openGroup(row.kind, yearOfRow(core.deps.registry, row));
    const before = last === undefined ? [] : await layout.recordsOf(last);
    await layout.place([...before, ...records], last);
    await pace();
  }
}

/** As many as are written anew at once. */
const oldGroupsPerRound = 24;

const oldGroups = (core: Core): Group[] =>
  [...core.manifest.groups.values()].filter((group) => isOldLayout(group));

/** Lays out anew what was written by an earlier layout; false when there is none. */
async function relayGroups(core: Core): Promise<boolean> {
  const old = oldGroups(core).slice(0, oldGroupsPerRound);
  if (old.length === 0) return false;
  const pace = createPacer(core.deps);
  const layout = createLayout(core, core.manifest);
  const records: ChangedRecord[] = [];
  for (const { group } of old) {
    records.push(...(await recordsOfGroup(core, group, new Map(), new Set())));
    await layout.place([], group);
    await pace();
  }
  await addToShelves(core, layout, records, pace);
  await writeLayout(core, layout, core.manifest.overlayStart, []);
  return true;
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
    anew: generation,
    overlayStart: heads.overlayEnd,
    nextGroup: 0,
    groups: new Map(),
    joinedTo: {}
  };
  core.chunkById.clear();
  core.digestSums = undefined;
  core.packCache.clear();
  core.view.clear();
  core.laterGroups = [];
  for (const { placed } of records) core.view.put(placed);
  const layout = createLayout(core, core.manifest);
  for (const shelf of groupByShelf(core, records)) await layout.place(shelf, undefined);
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
    const { place, row } = record.placed;
    const group = core.manifest.groups.get(groupOfPlace(place));
    if (place === unfolded) fresh.push(record);
    else if (group && yearOfGroup(group) !== yearOfRow(core.deps.registry, row)) {
      // It is of another year now: it leaves its group and goes to the other year's, in the same write.
      core.strays.set(record.state.id, place);
      fresh.push(record);
    } else updatesOf(groupOfPlace(place)).set(record.state.id, record);
  }
  for (const place of core.strays.values()) updatesOf(groupOfPlace(place));
  for (const id of removed) {
    const kind = core.view.kindOf(id);
    const place = kind && core.view.placeOf(kind, id);
    if (place !== undefined && place !== unfolded) updatesOf(groupOfPlace(place));
  }
  return { byGroup, fresh };
}

/** Records of one kind and year. */
function groupByShelf(core: Core, records: readonly ChangedRecord[]): ChangedRecord[][] {
  const shelves = new Map<string, ChangedRecord[]>();
  for (const record of records) {
    const { row } = record.placed;
    const name = `${row.kind}/${yearOfRow(core.deps.registry, row)}`;
    const present = shelves.get(name);
    if (present) present.push(record);
    else shelves.set(name, [record]);
  }
  return [...shelves.values()];
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
