/** Books opened by year (storage/SPEC S7), and folding while the app is idle. */
import { describe, expect, it } from 'vitest';
import type { RecordKind } from '../../../src/lib/domain/field';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createAtRest } from '../../../src/lib/storage/at-rest';
import type { ReplicaDeps, TabChannel } from '../../../src/lib/storage/deps';
import { readHeads } from '../../../src/lib/storage/heads';
import { pagePlace, readManifest, writeManifest } from '../../../src/lib/storage/manifest';
import { createMemoryDisk, createMemoryStore } from '../../../src/lib/storage/memory-store';
import { createReplica } from '../../../src/lib/storage/replica';
import { putRow } from '../../../src/lib/storage/store';
import { decodeViewPage, encodeRows, placedAt } from '../../../src/lib/storage/view-page';
import type { RecordChange, Replica } from '../../../src/lib/storage/types';
import { createFixture, testRegistry } from './fixture';
import { createSeededRandom, type SeededRandom } from './seeded-random';
import { sortedRows } from './suite';

const visit = (id: RecordId, values: Record<string, unknown>): RecordChange =>
  ({ type: 'create', kind: 'visit', id, values }) as RecordChange;
const setVisit = (id: RecordId, values: Record<string, unknown>): RecordChange =>
  ({ type: 'set', kind: 'visit', id, values }) as RecordChange;

async function openBook(seed = 1) {
  const disk = createMemoryDisk();
  const fixture = await createFixture(seed);
  const deps = await fixture.deps(() => createMemoryStore(disk));
  return { fixture, deps, replica: await createReplica(deps) };
}

async function projectionsOf(deps: ReplicaDeps) {
  const atRest = createAtRest(deps.keys.storageKey, deps.random, deps.spaceId);
  const stored = await readHeads(deps.store, atRest);
  if (stored.type !== 'heads') throw new Error('no heads');
  const manifest = await readManifest(deps.store, atRest, stored.heads.generation);
  if (!manifest) throw new Error('no manifest');
  return { atRest, manifest };
}

/** Writes all pages again as a build of before did: rows one after the other; none: not by year either. */
async function writeAsBefore(deps: ReplicaDeps, layout: 1 | undefined): Promise<void> {
  const { atRest, manifest } = await projectionsOf(deps);
  const groups = [...manifest.groups.values()].map(({ layout: _, ...group }) =>
    layout === undefined ? group : { ...group, layout }
  );
  const pages = [...manifest.groups.values()].map(async (group, i) => {
    const { key } = pagePlace(group);
    const sealed = await deps.store.get('pages', key);
    const plain = sealed && (await atRest.open(pagePlace(group), sealed));
    const old = groups[i];
    if (!plain || !old) throw new Error('no page');
    const page = decodeViewPage(group.kind, plain, (pack) => pack);
    const bytes = encodeRows(page.rows.map((_, at) => placedAt(page, at)));
    return putRow('pages', key, await atRest.seal(pagePlace(old), bytes));
  });
  const old = new Map(groups.map((group) => [group.group, group]));
  await deps.store.write([
    ...(await Promise.all(pages)),
    await writeManifest(atRest, { ...manifest, groups: old })
  ]);
}

type Dated = { readonly on?: string };
const dateOf = (row: { readonly values: unknown }): string | undefined => (row.values as Dated).on;
const since = (rows: readonly ReturnType<typeof sortedRows>[number][], year: number) =>
  rows.filter((row) => Number(dateOf(row)?.slice(0, 4) ?? Infinity) >= year);

/** All that the view gave while the book opened, by the year from which it was open. */
async function openingOf(deps: ReplicaDeps) {
  const replica = await createReplica(deps);
  const parts: { readonly year: number; readonly rows: ReturnType<typeof sortedRows> }[] = [];
  const read: number[] = [];
  replica.view.onChange(() => {
    const reading = replica.view.readingYear();
    if (reading !== undefined && read[read.length - 1] !== reading) read.push(reading);
    for (let year = 2027; year >= 2015; year--) {
      if (replica.view.isOpen(['visit']) || !replica.view.isOpen(['visit'], year)) continue;
      parts.push({ year, rows: [...replica.view.rows('visit', year)] });
    }
  });
  unwrap(await replica.whenOpen());
  return { replica, parts, read };
}

const pagesByYear = async ({ store }: ReplicaDeps, kind: RecordKind): Promise<number[]> =>
  [...new Set((await store.range('pages', [kind])).map(({ key }) => key[1] as number))].sort();

/** One step of somebody's work; some of it moves a visit to another year or takes its date away. */
async function work(replica: Replica, random: SeededRandom, ids: RecordId[]): Promise<void> {
  const day = (): string => `${2019 + random.below(9)}-0${1 + random.below(9)}-15`;
  const values = (): Record<string, unknown> =>
    random.chance(0.2) ? { content: '无日期' } : { on: day(), content: '面访' };
  if (ids.length === 0 || random.chance(0.4)) {
    const made = Array.from({ length: 1 + random.below(30) }, () =>
      visit(
        random.bytes(16).reduce((id, b) => id + b.toString(16).padStart(2, '0'), '') as RecordId,
        values()
      )
    );
    ids.push(...made.map(({ id }) => id));
    unwrap(await replica.commit(made));
  } else if (random.chance(0.7)) {
    const on = random.chance(0.2) ? null : day();
    unwrap(await replica.commit([setVisit(random.pick(ids), { on })]));
  } else if (random.chance(0.4)) {
    const type = random.chance(0.5) ? 'delete' : 'undelete';
    unwrap(await replica.commit([{ type, kind: 'visit', id: random.pick(ids) }]));
  } else {
    await replica.fold();
  }
}

describe('books opened by year', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'S7: whatever the order of edits and folds, by year equals the whole (run %i)',
    async (seed) => {
      const { deps, replica } = await openBook(seed);
      const random = createSeededRandom(seed);
      const ids: RecordId[] = [];
      for (let step = 0; step < 40; step++) await work(replica, random, ids);
      const whole = sortedRows(replica, 'visit');
      const digest = await replica.digest('general');
      expect(whole).toHaveLength(ids.length);
      const opening = await openingOf(deps);
      expect(sortedRows(opening.replica, 'visit')).toEqual(whole);
      expect(await opening.replica.digest('general')).toEqual(digest);
      expect(opening.parts.length).toBeGreaterThan(0);
      for (const { year, rows } of opening.parts) {
        expect(
          since(rows, year)
            .map(({ id }) => id)
            .sort(),
          `since ${year}`
        ).toEqual(since(whole, year).map(({ id }) => id));
      }
      await opening.replica.fold();
      const years = new Set(whole.map((row) => Number(dateOf(row)?.slice(0, 4) ?? 0)));
      expect(await pagesByYear(deps, 'visit')).toEqual([...years].sort());
      await opening.replica.rebuild();
      expect(sortedRows(opening.replica, 'visit')).toEqual(whole);
      expect(await pagesByYear(deps, 'visit')).toEqual([...years].sort());
    }
  );

  it('S7: the present year and the one before come first, then one year after the other', async () => {
    const { fixture, deps, replica } = await openBook();
    const days = ['2021-02-03', '2026-05-06', '2025-01-01', '2023-04-05', undefined];
    const made = days.map((on) => visit(fixture.newId(), on === undefined ? {} : { on }));
    unwrap(await replica.commit(made));
    await replica.fold();
    const { read, parts } = await openingOf(deps);
    expect(read).toEqual([2026, 2023, 2021]);
    const first = parts.find(({ year }) => year === 2025);
    expect(first?.rows.map(dateOf).sort()).toEqual(['2025-01-01', '2026-05-06', undefined]);
  });

  it('S7: a visit moved to another year leaves its page in the write that puts it into the other', async () => {
    const { fixture, deps, replica } = await openBook();
    const ids = Array.from({ length: 3 }, () => fixture.newId());
    unwrap(await replica.commit(ids.map((id) => visit(id, { on: '2022-06-01' }))));
    await replica.fold();
    expect(await pagesByYear(deps, 'visit')).toEqual([2022]);
    unwrap(await replica.commit(ids.map((id) => setVisit(id, { on: '2026-06-01' }))));
    await replica.fold();
    expect(await pagesByYear(deps, 'visit')).toEqual([2026]);
    const states = await deps.store.range('states', []);
    expect(states).toHaveLength(1);
    const again = await createReplica(deps);
    unwrap(await again.whenOpen());
    expect(again.view.rows('visit')).toHaveLength(3);
    expect((await again.history('visit', ids[0] as RecordId)).length).toBe(2);
  });

  it('S7: pages from before are opened first, and written by year with the next fold', async () => {
    const { fixture, deps } = await openBook();
    // As it was written then: one page for all years, and nothing in the manifest says by which rule.
    const registry: ReplicaDeps['registry'] = {
      get(kind) {
        const { opensLater: _, ...whole } = testRegistry.get(kind) ?? {};
        return whole as ReturnType<typeof testRegistry.get>;
      }
    };
    const before = await createReplica({ ...deps, registry });
    const made = ['2021-02-03', '2026-05-06', '2023-01-01'].map((on) =>
      visit(fixture.newId(), { on })
    );
    unwrap(await before.commit(made));
    await before.fold();
    await writeAsBefore(deps, undefined);
    const { replica, parts } = await openingOf(deps);
    expect(parts.every(({ rows }) => rows.length === 3)).toBe(true);
    expect(replica.isFoldDue()).toBe(true);
    await replica.fold();
    expect(replica.isFoldDue()).toBe(false);
    expect(await pagesByYear(deps, 'visit')).toEqual([2021, 2023, 2026]);
    const again = await createReplica(deps);
    unwrap(await again.whenOpen());
    expect(sortedRows(again, 'visit')).toEqual(sortedRows(before, 'visit'));
  });

  it('S7: pages of rows one after the other are read, and written by column with the next fold', async () => {
    const { fixture, deps, replica } = await openBook();
    const made = ['2021-02-03', '2026-05-06', '2026-05-07'].map((on) =>
      visit(fixture.newId(), { on, content: '面访' })
    );
    unwrap(await replica.commit(made));
    await replica.fold();
    await writeAsBefore(deps, 1);
    const { replica: again, parts } = await openingOf(deps);
    // Years are opened one by one as before.
    expect(parts.some(({ year, rows }) => year === 2026 && rows.length === 2)).toBe(true);
    expect(sortedRows(again, 'visit')).toEqual(sortedRows(replica, 'visit'));
    expect(again.isFoldDue()).toBe(true);
    await again.fold();
    expect(again.isFoldDue()).toBe(false);
    expect(await pagesByYear(deps, 'visit')).toEqual([2021, 2026]);
    const { replica: last } = await openingOf(deps);
    expect(sortedRows(last, 'visit')).toEqual(sortedRows(replica, 'visit'));
    expect(await last.digest('general')).toEqual(await replica.digest('general'));
  });

  it('S7: a page says how it is written: to a build that knows only another way it does not open', async () => {
    const { fixture, deps, replica } = await openBook();
    unwrap(await replica.commit([visit(fixture.newId(), { on: '2026-05-06' })]));
    await replica.fold();
    const { atRest, manifest } = await projectionsOf(deps);
    const [group] = manifest.groups.values();
    if (!group) throw new Error('no group');
    const sealed = await deps.store.get('pages', pagePlace(group).key);
    if (!sealed) throw new Error('no page');
    expect(await atRest.open(pagePlace(group), sealed)).toBeDefined();
    expect(await atRest.open(pagePlace({ ...group, layout: 1 }), sealed)).toBeUndefined();
  });

  it('S10: another tab folds what both have seen: rows stay as they are, and work goes on', async () => {
    const { fixture, deps } = await openBook();
    const listeners = new Set<Parameters<TabChannel['onMessage']>[0]>();
    const channel: TabChannel = {
      post: (message) => listeners.forEach((listener) => listener(message)),
      onMessage(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      }
    };
    const one = await createReplica({ ...deps, channel });
    const other = await createReplica({ ...deps, channel });
    const ids = Array.from({ length: 4 }, () => fixture.newId());
    unwrap(await one.commit(ids.map((id) => visit(id, { on: '2026-06-01' }))));
    await other.digest('general');
    const rows = [...other.view.rows('visit')];
    expect(rows).toHaveLength(4);
    await one.fold();
    unwrap(await other.commit([setVisit(ids[0] as RecordId, { on: '2024-06-01' })]));
    expect(other.view.rows('visit').filter((row) => rows.includes(row))).toHaveLength(3);
    await other.fold();
    await one.digest('general');
    expect(sortedRows(one, 'visit')).toEqual(sortedRows(other, 'visit'));
    expect(await one.digest('general')).toEqual(await other.digest('general'));
    expect(await pagesByYear(deps, 'visit')).toEqual([2024, 2026]);
  });
});
