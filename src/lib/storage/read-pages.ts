/** Reading pages into rows, many requests and openings side by side. */
import type { RecordKind } from '../domain/field';
import type { RecordRow } from '../domain/record';
import type { Bytes } from '../kernel/bytes';
import { BrokenProjection, type Core } from './core';
import { pagePlace, placeOfPack, type Group } from './manifest';
import { decodeViewPage, type PlacedRows } from './view-page';

export interface ReadGroup {
  readonly kind: RecordKind;
  readonly rows: PlacedRows;
}

/** Parses pages while others are still being read. */
export async function readGroups(core: Core, groups: readonly Group[]): Promise<ReadGroup[]> {
  const slices = slicesOf(groups, pagesPerSlice).map((slice) =>
    openPages(core, slice, (group, plain) => ({
      kind: group.kind,
      rows: rowsOfPage(core, group, plain)
    }))
  );
  return (await Promise.all(slices)).flat();
}

const pagesPerSlice = 32;
export function slicesOf(groups: readonly Group[], count: number): Group[][] {
  const slices: Group[][] = [];
  for (let at = 0; at < groups.length; at += count) slices.push(groups.slice(at, at + count));
  return slices;
}

export async function openPages<T = Bytes>(
  core: Core,
  slice: readonly Group[],
  take: (group: Group, plain: Bytes) => T = (_, plain) => plain as T
): Promise<T[]> {
  if (slice.length === 0) return [];
  const places = slice.map(pagePlace);
  const values = await core.deps.store.getMany(
    'pages',
    places.map(({ key }) => key)
  );
  return Promise.all(
    slice.map(async (group, i) => {
      const [place, sealed] = [places[i], values[i]];
      const plain = place && sealed && (await core.atRest.open(place, sealed));
      if (!plain) throw new BrokenProjection('a page does not open');
      return take(group, plain);
    })
  );
}

export function rowsOfPage(core: Core, { kind, group }: Group, plain: Bytes): PlacedRows {
  const page = decodeViewPage(kind, plain, (pack) => placeOfPack(group, pack));
  return { ...page, rows: page.rows.map((row) => lockedAsOrdered(core, row)) };
}

/** A lock is what the orders say (I14): a row keeps the one it was written with, by a kill or a tab that knew less. */
export function lockedAsOrdered(core: Core, row: RecordRow): RecordRow {
  // Without orders nobody has to be looked for.
  const isLocked = core.locked.size > 0 && core.locked.has(row.id);
  return row.isLocked === isLocked ? row : { ...row, isLocked };
}
