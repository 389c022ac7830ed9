/** Attacks on the rows of a locked replica: put back, left out, swapped, mixed. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import type { RecordId } from '../../../src/lib/kernel/ids';
import type { ReplicaDeps } from '../../../src/lib/storage/deps';
import { createReplica } from '../../../src/lib/storage/replica';
import {
  copyMemoryDisk,
  createMemoryDisk,
  createMemoryStore,
  type MemoryDisk
} from '../../../src/lib/storage/memory-store';
import { decodePack, encodePack, findInPack } from '../../../src/lib/storage/state-pack';
import type { ReplicaTable } from '../../../src/lib/storage/store';
import { createFixture, type Fixture } from '../../contract/replica/fixture';

interface Locked {
  readonly fixture: Fixture;
  readonly deps: ReplicaDeps;
  readonly ids: RecordId[];
  readonly errors: unknown[];
}

const nothing = { memberHeads: [], chains: [], erasures: [] };

/** Twelve people, written one by one. */
async function lockedBook(disk: MemoryDisk, seed = 3): Promise<Locked> {
  const fixture = await createFixture(seed);
  const errors: unknown[] = [];
  const plain = await fixture.deps(() => createMemoryStore(disk));
  const deps = { ...plain, onError: (thrown: unknown) => void errors.push(thrown) };
  const replica = await createReplica(deps);
  const ids: RecordId[] = [];
  for (let i = 0; i < 12; i++) {
    const id = fixture.newId();
    ids.push(id);
    unwrap(
      await replica.commit([{ type: 'create', kind: 'person', id, values: { name: `人${i}` } }])
    );
  }
  await replica.close();
  return { fixture, deps, ids, errors };
}

const rowsOf = (disk: MemoryDisk, table: ReplicaTable) =>
  disk.tables.get(table) ?? new Map<string, never>();

describe('attack: a record that many writers made large', () => {
  it('is read again from pack and overlay', () => {
    const state = {
      id: 'a'.repeat(32) as RecordId,
      kind: 'person' as const,
      docs: [
        { scope: 'general' as const, state: new Uint8Array(17_000_000), hash: new Uint8Array(32) }
      ],
      touches: []
    };
    const pack = encodePack([state]);
    expect(decodePack(pack)[0]?.docs[0]?.state).toHaveLength(17_000_000);
    expect(findInPack(pack, state.id)?.kind).toBe('person');
  });
});

describe('attack: rows of a locked replica', { timeout: 30_000 }, () => {
  it('I8 rows of the log that are gone lose no record that the projections still hold', async () => {
    for (const victim of [0, 5, 11]) {
      const disk = createMemoryDisk();
      const { deps, ids, errors } = await lockedBook(disk);
      const key = [...rowsOf(disk, 'entries').keys()][victim];
      if (key) rowsOf(disk, 'entries').delete(key);
      const replica = await createReplica(deps);
      await replica.rebuild();
      expect(ids.map((id) => replica.view.row('person', id)?.id)).toEqual(ids);
      expect(errors.length).toBeGreaterThan(0);
      await replica.close();
    }
  });

  it('I3 a peer fills rows of the log that were lost, and no chain freezes', async () => {
    const disk = createMemoryDisk();
    const { deps, ids } = await lockedBook(disk);
    const whole = await createReplica({ ...deps, store: createMemoryStore(copyMemoryDisk(disk)) });
    const all = await whole.since(nothing);
    const keys = [...rowsOf(disk, 'entries').keys()];
    for (const at of [3, 4, 11]) rowsOf(disk, 'entries').delete(keys[at] ?? '');
    const replica = await createReplica(deps);
    expect(unwrap(await replica.ingest(all))).toMatchObject({ added: 3, forked: 0, waiting: 0 });
    const healed = await replica.since(nothing);
    expect(healed.entries.map(({ id }) => id)).toEqual(all.entries.map(({ id }) => id));
    expect(replica.view.rows('person')).toHaveLength(ids.length);
    await replica.rebuild();
    expect(replica.view.rows('person')).toHaveLength(ids.length);
    await Promise.all([replica.close(), whole.close()]);
  });

  it('I3 after a lost tail no seq is written twice', async () => {
    const disk = createMemoryDisk();
    const { deps, ids, fixture } = await lockedBook(disk);
    const last = [...rowsOf(disk, 'entries').keys()].pop();
    if (last) rowsOf(disk, 'entries').delete(last);
    const replica = await createReplica(deps);
    const id = fixture.newId();
    unwrap(await replica.commit([{ type: 'create', kind: 'person', id, values: { name: '新' } }]));
    const head = (await replica.frontier()).chains[0];
    expect(head?.seq).toBe(ids.length + 1);
    await replica.close();
  });

  it('I7 an entry put back with an erased part brings nothing back and is passed on to nobody', async () => {
    const disk = createMemoryDisk();
    const { deps, ids } = await lockedBook(disk);
    const before = copyMemoryDisk(disk);
    const [person] = ids;
    if (!person) throw new Error('no person');
    const first = await createReplica(deps);
    unwrap(await first.erase([person], 'request'));
    await first.close();
    disk.tables.set('entries', new Map(rowsOf(before, 'entries')));
    const replica = await createReplica(deps);
    expect(replica.view.row('person', person)).toBeUndefined();
    const { entries } = await replica.since(nothing);
    const parts = entries.flatMap((entry) =>
      entry.header.parts.flatMap(({ recordId }, i) => (recordId === person ? [entry.parts[i]] : []))
    );
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.every((part) => part === null)).toBe(true);
    await replica.rebuild();
    expect(replica.view.row('person', person)).toBeUndefined();
    await replica.close();
  });

  it('an order to lock that was cut out of the member log is missed', async () => {
    const disk = createMemoryDisk();
    const { deps, ids, errors } = await lockedBook(disk);
    const before = copyMemoryDisk(disk);
    const first = await createReplica(deps);
    const [person] = ids;
    if (!person) throw new Error('no person');
    unwrap(await first.lock(person, 'withdrawn'));
    await first.close();
    disk.tables.set('members', new Map(rowsOf(before, 'members')));
    errors.length = 0;
    const replica = await createReplica(deps);
    expect(errors.length).toBeGreaterThan(0);
    await replica.close();
  });

  it('I14 an order to lock below a later one that was kept is missed too', async () => {
    const disk = createMemoryDisk();
    const { deps, ids, errors } = await lockedBook(disk);
    const [one, other] = ids;
    if (!one || !other) throw new Error('no people');
    const first = await createReplica(deps);
    unwrap(await first.lock(one, 'withdrawn'));
    const order = first.members().locks.get(one)?.[0] ?? '';
    unwrap(await first.lock(other, 'withdrawn'));
    await first.close();
    const before = rowsOf(disk, 'members').size;
    for (const key of rowsOf(disk, 'members').keys()) {
      if (key.includes(order)) rowsOf(disk, 'members').delete(key);
    }
    expect(rowsOf(disk, 'members').size).toBe(before - 1);
    errors.length = 0;
    for (let opening = 0; opening < 2; opening++) {
      // What is written meanwhile does not hide the loss.
      const replica = await createReplica(deps);
      expect(errors).toHaveLength(opening + 1);
      unwrap(
        await replica.commit([{ type: 'set', kind: 'person', id: other, values: { name: '乙' } }])
      );
      await replica.close();
    }
  });

  it.each(['heads', 'overlay', 'pages', 'states'] as const)(
    'older rows of %s put back are rebuilt to what was saved',
    async (table) => {
      const disk = createMemoryDisk();
      const { deps, ids } = await lockedBook(disk);
      const first = await createReplica(deps);
      await first.fold();
      await first.close();
      const before = copyMemoryDisk(disk);
      const second = await createReplica(deps);
      const [person] = ids;
      if (!person) throw new Error('no person');
      const change = { type: 'set', kind: 'person', id: person, values: { name: '改名' } } as const;
      unwrap(await second.commit([change]));
      await second.fold();
      await second.close();
      disk.tables.set(table, new Map(rowsOf(before, table)));
      const replica = await createReplica(deps);
      expect(replica.view.row('person', person)?.values).toMatchObject({ name: '改名' });
      await replica.close();
    }
  );

  it('a row of one table, key or space opens in no other', async () => {
    const disk = createMemoryDisk();
    const { deps, ids } = await lockedBook(disk);
    const overlay = [...rowsOf(disk, 'overlay').values()];
    const [a, b] = overlay;
    if (!a || !b) throw new Error('no overlay');
    rowsOf(disk, 'overlay').set(JSON.stringify(a.key), { ...a, value: b.value });
    const replica = await createReplica(deps);
    expect(
      replica.view
        .rows('person')
        .map(({ id }) => id)
        .sort()
    ).toEqual([...ids].sort());
    await replica.close();
    const other = createMemoryDisk();
    const stranger = await lockedBook(other, 9);
    disk.tables.set('entries', new Map(rowsOf(other, 'entries')));
    disk.tables.set('heads', new Map(rowsOf(other, 'heads')));
    const mixed = await createReplica(deps);
    const shown = mixed.view.rows('person').map(({ id }) => id);
    expect(shown.some((id) => stranger.ids.includes(id))).toBe(false);
    await mixed.close();
  });

  it('I9 no name lies in clear in any row', async () => {
    const disk = createMemoryDisk();
    const { deps } = await lockedBook(disk);
    const replica = await createReplica(deps);
    await replica.fold();
    await replica.close();
    const utf8Name = Buffer.from('人1');
    const control = Buffer.concat([Buffer.from('x'), utf8Name]);
    expect(control.includes(utf8Name)).toBe(true);
    let count = 0;
    for (const rows of disk.tables.values()) {
      for (const { key, value } of rows.values()) {
        count++;
        expect(Buffer.from(value).includes(utf8Name)).toBe(false);
        expect(JSON.stringify(key)).not.toContain('人');
      }
    }
    expect(count).toBeGreaterThan(4);
  });
});
