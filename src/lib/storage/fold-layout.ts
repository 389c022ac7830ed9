/**
 * The layout of a fold: which records share a page and packs, and the one write that puts it down. Everything written
 * gets the new generation.
 */
import type { RecordKind } from '../domain/field';
import type { RecordId } from '../kernel/ids';
import {
  BrokenProjection,
  createPacer,
  memberCountOf,
  openPack,
  type Core,
  type MemberChange
} from './core';
import { writeHeads, type Heads } from './heads';
import {
  packPlace,
  pageLayout,
  pagePlace,
  placeOfPack,
  writeManifest,
  type Group,
  type Manifest,
  type PackInfo
} from './manifest';
import { overlayPlace, splitBySize, type ChangedRecord } from './overlay';
import { isOldLayout, yearOfRow } from './page-year';
import { unfolded } from './kind-rows';
import { decodePack, encodePack, packTarget, stateSize, type RecordState } from './state-pack';
import { deleteRow, putRow, type StoreWrite } from './store';
import { createPageMeter, encodeViewPage, type PlacedRow } from './view-page';

/** Of what is foreseen. More than 64 kB sealed would be a file of its own to Chromium, and be read as one. */
const pageTarget = 32_000;
/** A group with less than this takes new records of its kind. */
const openGroupBelow = 21_000;

export interface Layout {
  /** Lays records of one kind and year out, in place of a group when one is named; too many for one page make more groups. */
  place(records: readonly ChangedRecord[], group: number | undefined): Promise<void>;
  /** A group of this kind and year with room for new records. */
  openGroup(kind: RecordKind, year: number): number | undefined;
  recordsOf(group: number): Promise<readonly ChangedRecord[]>;
  readonly placed: ReadonlyMap<number, PlacedGroup>;
  readonly emptied: ReadonlySet<number>;
  readonly nextGroup: number;
}

interface PlacedGroup {
  readonly kind: RecordKind;
  readonly year: number;
  /** Bytes of its page, as they are foreseen. */
  readonly size: number;
  readonly records: readonly ChangedRecord[];
}

export function createLayout(core: Core, manifest: Manifest): Layout {
  const placed = new Map<number, PlacedGroup>();
  const emptied = new Set<number>();
  let nextGroup = manifest.nextGroup;
  return {
    async place(records, group) {
      const [first, ...more] = await splitByPage(core, records);
      if (group !== undefined && !first) emptied.add(group);
      if (first) placed.set(group ?? nextGroup++, first);
      for (const page of more) placed.set(nextGroup++, page);
    },
    openGroup(kind, year) {
      const hasRoom = (group: Pick<Group, 'kind' | 'year' | 'size'>): boolean =>
        group.kind === kind && group.year === year && group.size < openGroupBelow;
      for (const [number, group] of placed) if (hasRoom(group)) return number;
      for (const [number, group] of manifest.groups) {
        const isFree = !placed.has(number) && !emptied.has(number);
        if (isFree && hasRoom(group) && !isOldLayout(group)) return number;
      }
      return undefined;
    },
    recordsOf: async (number) =>
      placed.get(number)?.records ?? recordsOfGroup(core, number, new Map(), new Set()),
    placed,
    emptied,
    get nextGroup() {
      return nextGroup;
    }
  };
}

interface OpenPage {
  size: number;
  readonly records: ChangedRecord[];
  readonly measure: (placed: PlacedRow) => number;
}

/** A page holds one year, also where an older page held several. */
async function splitByPage(core: Core, records: readonly ChangedRecord[]): Promise<PlacedGroup[]> {
  const pace = createPacer(core.deps);
  const pages: PlacedGroup[] = [];
  const lastOfYear = new Map<number, OpenPage>();
  for (const record of records) {
    const { row } = record.placed;
    const year = yearOfRow(core.deps.registry, row);
    const last = lastOfYear.get(year);
    const added = last?.measure(record.placed) ?? Infinity;
    if (last && last.size + added <= pageTarget) {
      last.records.push(record);
      last.size += added;
    } else {
      const measure = createPageMeter();
      const size = measure(record.placed);
      const page = { kind: row.kind, year, size, records: [record], measure };
      pages.push(page);
      lastOfYear.set(year, page);
    }
    await pace();
  }
  return pages;
}

/** Writes groups, manifest and heads, drops the folded chunks, and lets memory follow. */
export async function writeLayout(
  core: Core,
  layout: Layout,
  overlayStart: number,
  extra: readonly StoreWrite[],
  change?: MemberChange
): Promise<void> {
  const generation = core.manifest.generation + 1;
  const groups = new Map(core.manifest.groups);
  const writes: StoreWrite[] = [...extra];
  const moves: { readonly record: ChangedRecord; readonly place: number }[] = [];
  const pace = createPacer(core.deps);
  for (const number of layout.emptied) {
    const old = groups.get(number);
    if (old) writes.push(...deleteGroup(old));
    groups.delete(number);
  }
  for (const [number, placed] of layout.placed) {
    const old = groups.get(number);
    const sealed = await sealGroup(core, number, placed, generation);
    const kept = new Set(sealed.group.packs.map(({ pack }) => pack));
    for (const info of old?.packs ?? []) {
      if (!kept.has(info.pack)) writes.push(deleteRow('states', packPlace(number, info).key));
    }
    // A page is kept under its year.
    if (old && old.year !== placed.year) writes.push(deleteRow('pages', pagePlace(old).key));
    writes.push(...sealed.writes);
    moves.push(...sealed.moves);
    groups.set(number, sealed.group);
    await pace();
  }
  for (let chunk = core.manifest.overlayStart; chunk < overlayStart; chunk++) {
    writes.push(deleteRow('overlay', overlayPlace(chunk).key));
  }
  const { nextGroup } = layout;
  const manifest: Manifest = { ...core.manifest, generation, overlayStart, nextGroup, groups };
  await writeFolded(core, manifest, writes, change);
  for (const { record, place } of moves) {
    core.view.setPlace(record.placed.row.kind, record.state.id, place);
  }
  core.strays.clear();
  core.packCache.clear();
}

export async function writeFolded(
  core: Core,
  manifest: Manifest,
  writes: readonly StoreWrite[],
  change?: MemberChange
): Promise<void> {
  const generation = manifest.generation + (change?.makesStale ? 1 : 0);
  const memberCount = memberCountOf(core, change?.members);
  const heads: Heads = { ...core.heads, commit: core.heads.commit + 1, generation, memberCount };
  await core.deps.store.write([
    ...writes,
    await writeManifest(core.atRest, manifest),
    await writeHeads(core.atRest, heads)
  ]);
  core.heads = heads;
  core.manifest = manifest;
  core.members = change?.members ?? core.members;
  if (change?.makesStale) core.isStale = true;
  core.deps.channel?.post({ spaceId: core.deps.spaceId, ids: [] });
}

async function sealGroup(core: Core, number: number, placed: PlacedGroup, generation: number) {
  const lists = splitBySize(placed.records, packTarget);
  const packs: PackInfo[] = [];
  const writes: StoreWrite[] = [];
  const moves: { record: ChangedRecord; place: number }[] = [];
  const rows: { placed: PlacedRow; pack: number }[] = [];
  for (const [pack, records] of lists.entries()) {
    const size = records.reduce((sum, { state }) => sum + stateSize(state), 0);
    const info = { pack, generation, size };
    const place = packPlace(number, info);
    const bytes = encodePack(records.map(({ state }) => state));
    writes.push(putRow('states', place.key, await core.atRest.seal(place, bytes)));
    packs.push(info);
    for (const record of records) {
      moves.push({ record, place: placeOfPack(number, pack) });
      rows.push({ placed: record.placed, pack });
    }
  }
  const page = encodeViewPage(rows);
  const group: Group = {
    group: number,
    kind: placed.kind,
    year: placed.year,
    layout: pageLayout,
    generation,
    rowCount: rows.length,
    size: placed.size,
    packs
  };
  const place = pagePlace(group);
  writes.push(putRow('pages', place.key, await core.atRest.seal(place, page)));
  return { group, writes, moves };
}

const deleteGroup = (group: Group): StoreWrite[] => [
  deleteRow('pages', pagePlace(group).key),
  ...group.packs.map((info) => deleteRow('states', packPlace(group.group, info).key))
];

/** All records of a group as they are to be: changed ones replaced, removed and strayed ones left out. */
export async function recordsOfGroup(
  core: Core,
  number: number,
  updates: ReadonlyMap<RecordId, ChangedRecord>,
  removed: ReadonlySet<RecordId>
): Promise<ChangedRecord[]> {
  const records: ChangedRecord[] = [];
  for (const { pack } of core.manifest.groups.get(number)?.packs ?? []) {
    for (const state of decodePack(await openPack(core, placeOfPack(number, pack)))) {
      if (removed.has(state.id)) continue;
      const update = updates.get(state.id);
      if (update) records.push(update);
      else if (core.strays.get(state.id) === placeOfPack(number, pack)) continue;
      else records.push({ state, placed: placedRow(core, state) });
    }
  }
  return records;
}

/** The row of a state as memory shows it. */
export function placedRow(core: Core, { kind, id }: RecordState): PlacedRow {
  const row = core.view.row(kind as RecordKind, id);
  if (!row) throw new BrokenProjection('a state has no row');
  const searchKey = core.view.searchKey(row.kind, id);
  return { row, searchKey, place: core.view.placeOf(row.kind, id) ?? unfolded };
}
