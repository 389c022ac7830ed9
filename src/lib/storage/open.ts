/**
 * Opening a replica: heads, manifest, pages and overlay into memory, each checked against the other and the heads
 * against the tails of the log (I8). Whatever does not fit is rebuilt from the log. Pages of kinds that open later may be
 * left to `openLater`, so that the register is there before the books are, and of the books the newest years first.
 */
import { DecodeError } from '../kernel/binary';
import type { Bytes } from '../kernel/bytes';
import { createHlcClock } from '../kernel/hlc';
import type { RecordKind } from '../domain/field';
import type { RecordId } from '../kernel/ids';
import type { Entry } from '../log/entry';
import { BrokenProjection, createPacer, DamagedLog, type Core } from './core';
import { chainKey, headOf, readHeads, type Heads } from './heads';
import { commonSeq } from './ingest';
import { createMemberState } from './member-state';
import { followOwnIncarnations, openNewKeys } from './new-keys';
import { quarantineKey, readQuarantine } from './quarantine';
import { slotOf } from './slot';
import { readManifest, type Group, type Manifest } from './manifest';
import { decodeChunk, overlayPlace } from './overlay';
import { yearOfGroup } from './page-year';
import type { StoreRow } from './store';
import {
  lockedAsOrdered,
  openPages,
  readGroups,
  rowsOfPage,
  slicesOf,
  type ReadGroup
} from './read-pages';
import type { PlacedRow } from './view-page';

export type OpenOutcome =
  /** Everything agreed. */
  | 'clean'
  /** A part was missing, older or damaged: rebuild from the log. */
  | 'broken';

/** Member log, orders and quarantine: needed before anything is projected, and again when another tab changed them. */
export async function loadGround(core: Core): Promise<void> {
  core.members = createMemberState(core.deps.spaceId, await core.memberStore.list());
  core.erased.clear();
  for (const id of core.members.resolved.erasures.keys()) core.erased.add(id);
  core.locked.clear();
  for (const id of core.members.resolved.locks.keys()) core.locked.add(id);
  const known = new Set(core.quarantine.keys());
  core.quarantine.clear();
  core.frozenAt.clear();
  for (const one of await readQuarantine(core.deps.store, core.atRest)) {
    core.quarantine.set(quarantineKey(one.reason, one.entry), one);
    if (one.reason === 'fork') await freeze(core, one.entry);
  }
  await followOwnIncarnations(core);
  await openNewKeys(core);
  const hasNewFork = [...core.quarantine].some(
    ([key, { reason }]) => reason === 'fork' && !known.has(key)
  );
  if (hasNewFork) core.toReissue = 'all';
}

async function freeze(core: Core, branch: Entry): Promise<void> {
  const chain = { slot: slotOf(branch.header), scope: branch.header.scope };
  const seq = await commonSeq(branch, async (at) => {
    for await (const entry of core.log.read(chain, at, at)) return entry;
    return undefined;
  });
  const name = chainKey(chain);
  core.frozenAt.set(name, Math.min(core.frozenAt.get(name) ?? Infinity, seq));
}

interface Projections {
  readonly pages: readonly ReadGroup[];
  readonly chunks: readonly Bytes[];
  /** Groups that are left for later. */
  readonly later: readonly Group[];
}

async function readProjections(
  core: Core,
  { overlayEnd }: Heads,
  manifest: Manifest,
  extent: 'register' | 'all'
): Promise<Projections> {
  const groups = [...manifest.groups.values()];
  const isLater = ({ kind }: Group): boolean =>
    extent === 'register' && core.deps.registry.get(kind)?.opensLater === true;
  const [pages, chunks] = await Promise.all([
    readGroups(
      core,
      groups.filter((group) => !isLater(group))
    ),
    readChunks(core, manifest.overlayStart, overlayEnd)
  ]);
  return { pages, chunks, later: groups.filter(isLater) };
}

/** Loads the projections into memory, those of the register alone or all. What is `broken` is to be rebuilt. */
export async function loadProjections(
  core: Core,
  extent: 'register' | 'all'
): Promise<OpenOutcome> {
  const stored = await readHeads(core.deps.store, core.atRest);
  if (stored.type === 'none') {
    return (await core.log.chains()).length === 0 ? 'clean' : 'broken';
  }
  if (stored.type === 'broken') return 'broken';
  // Also for a rebuild: it goes on where the chains ended, so that no seq is written twice (I3).
  core.heads = stored.heads;
  reportLostMembers(core, stored.heads);
  const manifest = await readManifest(core.deps.store, core.atRest, stored.heads.generation);
  const reading = manifest && readProjections(core, stored.heads, manifest, extent);
  // Where the log does not agree nobody waits for them.
  reading?.catch(() => undefined);
  const agreement = await compareWithLog(core, stored.heads);
  if (agreement === 'heads-old') return 'broken';
  // The projections hold what the log has lost: a rebuild would lose it there too.
  if (agreement === 'log-short') core.deps.onError?.(new DamagedLog('rows of the log are missing'));
  core.hlc = createHlcClock(core.deps.clock, stored.heads.hlc);
  if (!manifest || !reading) return 'broken';
  core.manifest = manifest;
  try {
    const { pages, chunks, later } = await reading;
    core.view.clear();
    core.chunkById.clear();
    core.strays.clear();
    core.packCache.clear();
    for (const { kind, rows } of pages) core.view.addRows(kind, rows);
    core.laterGroups = later;
    core.view.seal(core.laterGroups.map(({ kind }) => kind));
    takeChunks(core, manifest.overlayStart, chunks);
    return 'clean';
  } catch (thrown) {
    if (thrown instanceof BrokenProjection || thrown instanceof DecodeError) return 'broken';
    throw thrown;
  }
}

/** Opens what was left for later, year by year; nothing when all is open. Throws BrokenProjection. */
export async function openLater(core: Core): Promise<void> {
  if (core.laterGroups.length === 0) return;
  const pace = createPacer(core.deps);
  for (const { since, reading, groups } of yearsOf(core)) {
    core.view.read(reading);
    await readBehind(core, groups, pace);
    if (core.isClosed) return;
    const done = new Set(groups);
    core.laterGroups = core.laterGroups.filter((group) => !done.has(group));
    core.view.openSince(since);
  }
  core.view.unseal();
}

interface YearToRead {
  /** With these groups all rows since that year are here. */
  readonly since: number;
  readonly reading: number;
  readonly groups: readonly Group[];
}

/** The present year and the one before it, with all that has no date; then one year after the other, backwards. */
function yearsOf(core: Core): YearToRead[] {
  const present = Number(core.deps.clock.today().slice(0, 4));
  const recent = present - 1;
  const byYear = new Map<number, Group[]>([[recent, []]]);
  for (const group of core.laterGroups) {
    const year = yearOfGroup(group);
    const since = year === 0 ? recent : Math.min(year, recent);
    const groups = byYear.get(since);
    if (groups) groups.push(group);
    else byYear.set(since, [group]);
  }
  return [...byYear]
    .sort(([a], [b]) => b - a)
    .map(([since, groups]) => ({ since, reading: since === recent ? present : since, groups }));
}

/** Two slices of pages are in memory as bytes, no more. */
const pagesBehind = 16;

/** Reads pages into memory in slices, the next of them coming in meanwhile. */
async function readBehind(
  core: Core,
  groups: readonly Group[],
  pace: () => Promise<void>
): Promise<void> {
  const slices = slicesOf(groups, pagesBehind);
  let coming = openPages(core, slices[0] ?? []);
  for (const [i, slice] of slices.entries()) {
    const pages = await coming;
    coming = openPages(core, slices[i + 1] ?? []);
    // Whoever waits for it is told; when the work ends before, nobody does.
    coming.catch(() => undefined);
    for (const [at, group] of slice.entries()) {
      const plain = pages[at];
      if (plain) core.view.addRows(group.kind, rowsOfPage(core, group, plain));
      await pace();
      if (core.isClosed) return;
    }
  }
}

/**
 * Heads and log are written together; they differ only when one of them was put back, damaged or lost. Heads that lag
 * are rebuilt; a log that lacks what the heads name can't be.
 */
async function compareWithLog(
  core: Core,
  heads: Heads
): Promise<'equal' | 'heads-old' | 'log-short'> {
  const chains = await core.log.chains();
  const held = new Set(chains.map(chainKey));
  let isShort = [...heads.chains.keys()].some((name) => !held.has(name));
  for (const chain of chains) {
    const last = await core.log.last(chain);
    const head = headOf(heads, chain);
    if (!last || last.header.seq < head.seq) isShort = true;
    else if (last.header.seq > head.seq || last.id !== head.id) return 'heads-old';
  }
  return isShort ? 'log-short' : 'equal';
}

/** Without a removal or a lock order the rest would mean something else, and nobody would see it. */
function reportLostMembers(core: Core, { memberCount }: Heads): void {
  if (core.members.entries.length >= memberCount) return;
  core.deps.onError?.(new DamagedLog('rows of the member log are missing'));
}

/** Reads the overlay chunks [start, end) that another tab has written, and tells. */
export async function loadOverlay(core: Core, start: number, end: number): Promise<void> {
  const taken = takeChunks(core, start, await readChunks(core, start, end));
  const kinds = new Set<RecordKind>(taken.map(({ row }) => row.kind));
  const ids = new Set<RecordId>(taken.map(({ row }) => row.id));
  if (ids.size > 0) core.view.notify({ ids, kinds, source: 'other-tab' });
}

async function readChunks(core: Core, start: number, end: number): Promise<Bytes[]> {
  const rows = await core.deps.store.range('overlay', [], { from: [start] });
  if (rows.length !== end - start) throw new BrokenProjection('overlay chunks are missing');
  return Promise.all(rows.map((row, i) => openChunk(core, row, start + i)));
}

async function openChunk(core: Core, { key, value }: StoreRow, chunk: number): Promise<Bytes> {
  const plain = key[0] === chunk && (await core.atRest.open(overlayPlace(chunk), value));
  if (!plain) throw new BrokenProjection('an overlay chunk does not open');
  return plain;
}

/** Newer chunks stand for older ones. */
function takeChunks(core: Core, start: number, chunks: readonly Bytes[]): PlacedRow[] {
  const taken: PlacedRow[] = [];
  for (const [i, chunk] of chunks.entries()) {
    for (const stored of decodeChunk(chunk).rows) {
      const placed = { ...stored, row: lockedAsOrdered(core, stored.row) };
      core.chunkById.set(placed.row.id, start + i);
      core.view.putNewer(placed);
      taken.push(placed);
    }
  }
  return taken;
}
