/** Two tabs on one profile that know different things, and writes that fail or are killed in between. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { signMemberEntry } from '../../../src/lib/log/member-entry';
import { createAtRest } from '../../../src/lib/storage/at-rest';
import type { ReplicaDeps } from '../../../src/lib/storage/deps';
import {
  copyMemoryDisk,
  createMemoryDisk,
  createMemoryStore,
  type MemoryDisk
} from '../../../src/lib/storage/memory-store';
import { readQuarantine } from '../../../src/lib/storage/quarantine';
import { createReplica } from '../../../src/lib/storage/replica';
import { StoreError } from '../../../src/lib/storage/store';
import type { RecordChange } from '../../../src/lib/storage/types';
import { createAttacker, createVictim } from '../../factories/attacker';
import { removing } from '../../factories/member-log';
import { createFixture } from '../../contract/replica/fixture';

const nothing = { memberHeads: [], chains: [], erasures: [] };

const person = (id: RecordId, name: string): RecordChange => ({
  type: 'create',
  kind: 'person',
  id,
  values: { name }
});
const renamed = (id: RecordId, name: string): RecordChange => ({
  type: 'set',
  kind: 'person',
  id,
  values: { name }
});

const createAtRestOf = ({ keys, random, spaceId }: ReplicaDeps) =>
  createAtRest(keys.storageKey, random, spaceId);

interface Profile {
  readonly disk: MemoryDisk;
  readonly deps: ReplicaDeps;
  readonly ids: readonly [RecordId, RecordId];
}

/** A book of two people. */
async function createProfile(): Promise<Profile> {
  const fixture = await createFixture(5);
  const disk = createMemoryDisk();
  const deps = await fixture.deps(() => createMemoryStore(disk));
  const ids = [fixture.newId(), fixture.newId()] as const;
  const replica = await createReplica(deps);
  unwrap(await replica.commit([person(ids[0], '甲'), person(ids[1], '乙')]));
  await replica.close();
  return { disk, deps, ids };
}

describe('attack: two tabs', () => {
  it("I14 a tab that saves after another's lock order shows nobody again", async () => {
    const { deps, ids } = await createProfile();
    const [a, b] = [await createReplica(deps), await createReplica(deps)];
    unwrap(await a.lock(ids[0], 'withdrawn'));
    unwrap(await b.commit([renamed(ids[0], '甲二')]));
    expect(b.view.row('person', ids[0])?.isLocked).toBe(true);
    await b.fold();
    const later = await createReplica(deps);
    expect(later.view.row('person', ids[0])?.isLocked).toBe(true);
    unwrap(await b.unlock(ids[0]));
    unwrap(await a.commit([renamed(ids[0], '甲三')]));
    expect(a.view.row('person', ids[0])?.isLocked).toBe(false);
    await Promise.all([a.close(), b.close(), later.close()]);
  });

  it("I7 a tab that saves after another's erasure brings nobody back", async () => {
    const { deps, ids } = await createProfile();
    const [a, b] = [await createReplica(deps), await createReplica(deps)];
    unwrap(await a.erase([ids[0]], 'request'));
    for (const change of [renamed(ids[0], '回来'), person(ids[0], '回来')]) {
      expect((await b.commit([change])).ok).toBe(false);
    }
    const { entries } = await b.since(nothing);
    const parts = entries.flatMap(({ header, parts }) =>
      header.parts.flatMap(({ recordId }, i) => (recordId === ids[0] ? [parts[i]] : []))
    );
    expect(parts.every((part) => part === null)).toBe(true);
    await Promise.all([a.close(), b.close()]);
  });

  it('I14 a row stored with the wrong lock shows as the orders say', async () => {
    const { deps, disk, ids } = await createProfile();
    const replica = await createReplica(deps);
    await replica.fold();
    const before = copyMemoryDisk(disk);
    unwrap(await replica.lock(ids[0], 'withdrawn'));
    await replica.close();
    // All rows but the member log are put back: nothing stored says that the row is locked.
    for (const [table, rows] of before.tables) {
      if (table !== 'members') disk.tables.set(table, new Map(rows));
    }
    disk.tables.delete('overlay');
    const again = await createReplica(deps);
    expect(again.view.row('person', ids[0])?.isLocked).toBe(true);
    await again.close();
  });
});

describe('attack: writes that fail or are killed in between', () => {
  it('I3 after an order that could not be stored, nothing written builds on it', async () => {
    const { disk, deps, ids } = await createProfile();
    let isFull = false;
    const beforeWrite = (): void => {
      if (isFull) throw new StoreError({ type: 'quota' });
    };
    const store = createMemoryStore(disk, { beforeWrite });
    const replica = await createReplica({ ...deps, store });
    for (const order of [
      () => replica.lock(ids[0], 'withdrawn'),
      () => replica.erase([ids[0]], 'request')
    ]) {
      isFull = true;
      expect(await order()).toMatchObject({ ok: false, error: { type: 'quota' } });
      isFull = false;
      expect(replica.view.row('person', ids[0])?.isLocked).toBe(false);
    }
    unwrap(await replica.commit([renamed(ids[0], '甲二')]));
    await replica.close();
    // Only what was stored counts.
    const again = await createReplica({ ...deps, store });
    const all = await again.since(nothing);
    await again.close();
    const peer = await createReplica({ ...deps, store: createMemoryStore(createMemoryDisk()) });
    expect(unwrap(await peer.ingest(all))).toMatchObject({ waiting: 0, rejected: 0 });
    expect(peer.view.row('person', ids[0])?.values).toMatchObject({ name: '甲二' });
    await peer.close();
  });

  it('I7 after an erasure that could not be stored, the next one takes second branches along', async () => {
    const victim = await createVictim();
    const editor = await createAttacker(victim, 'editor');
    const id = victim.fixture.newId();
    const branches = [];
    for (const name of ['甲', '乙']) {
      const values = { recordKind: 'person', name };
      const plaintext = editor.update(editor.doc(id), [{ type: 'create', values }]);
      branches.push(
        await editor.entry('general', [{ recordId: id, plaintext }], { isFirst: true })
      );
    }
    const disk = createMemoryDisk();
    let isFull = false;
    const beforeWrite = (): void => {
      if (isFull) throw new StoreError({ type: 'quota' });
    };
    const deps = { ...victim.deps, store: createMemoryStore(disk, { beforeWrite }) };
    const replica = await createReplica(deps);
    const { members } = await victim.replica.since(nothing);
    const batch = { members: [...members, editor.admission], entries: branches };
    expect(unwrap(await replica.ingest(batch))).toMatchObject({ added: 1, forked: 1 });
    isFull = true;
    expect(await replica.erase([id], 'request')).toMatchObject({ error: { type: 'quota' } });
    isFull = false;
    unwrap(await replica.erase([id], 'request'));
    await replica.close();
    const again = await createReplica(deps);
    const held = (await readQuarantine(deps.store, createAtRestOf(deps))).map((one) => one.entry);
    expect(
      [...held, ...(await again.since(nothing)).entries].flatMap(({ parts }) => parts)
    ).toEqual([null, null, null]);
    await Promise.all([again.close(), victim.replica.close()]);
  });

  it('I7 an order of erasure that was cut out of the member log is missed', async () => {
    const { disk, deps, ids } = await createProfile();
    const before = copyMemoryDisk(disk);
    const replica = await createReplica(deps);
    unwrap(await replica.erase([ids[0]], 'request'));
    await replica.close();
    disk.tables.set('members', new Map(before.tables.get('members')));
    const errors: unknown[] = [];
    const onError = (thrown: unknown): void => void errors.push(thrown);
    await (await createReplica({ ...deps, onError })).close();
    expect(errors).toHaveLength(1);
  });

  it('I1 I8 a kill between a removal and what follows from it leaves nothing of what it cut', async () => {
    const victim = await createVictim();
    const { space } = victim.fixture;
    const id = victim.fixture.newId();
    unwrap(await victim.replica.commit([person(id, '王建国')]));
    const editor = await createAttacker(victim, 'editor');
    const update = editor.update(editor.doc(id), [{ type: 'set', key: 'note', value: '改' }]);
    const entry = await editor.entry('general', [{ recordId: id, plaintext: update }]);
    unwrap(await victim.replica.ingest({ members: [editor.admission], entries: [entry] }));
    const all = await victim.replica.since(nothing);
    const removal = await signMemberEntry(
      {
        spaceId: space.spaceId,
        author: space.device.registration,
        parents: [editor.admission.id],
        atMs: 0,
        payload: removing(editor.device.registration)
      },
      victim.deps.keys.signingKey
    );
    for (const survivingWrites of [1, 2, 3]) {
      const disk = createMemoryDisk();
      const first = await createReplica({ ...victim.deps, store: createMemoryStore(disk) });
      unwrap(await first.ingest(all));
      expect(first.view.row('person', id)?.values).toMatchObject({ note: '改' });
      await first.close();
      let left = survivingWrites;
      const beforeWrite = (): void => {
        if (left-- === 0) throw new Error('killed');
      };
      const dying = createMemoryStore(disk, { beforeWrite });
      const killed = await createReplica({ ...victim.deps, store: dying });
      await killed.ingest({ members: [removal], entries: [] }).catch(() => undefined);
      const again = await createReplica({ ...victim.deps, store: createMemoryStore(disk) });
      expect(again.view.row('person', id)?.values).not.toHaveProperty('note');
      await again.close();
    }
  });

  it('I4 a removal that this device writes itself takes back at once what it cuts', async () => {
    const victim = await createVictim();
    const id = victim.fixture.newId();
    const editor = await createAttacker(victim, 'editor');
    const update = editor.update(editor.doc(id), [
      { type: 'create', values: { recordKind: 'person', name: '假人' } }
    ]);
    const entry = await editor.entry('general', [{ recordId: id, plaintext: update }]);
    unwrap(await victim.replica.ingest({ members: [editor.admission], entries: [entry] }));
    const { space } = victim.fixture;
    const removal = await signMemberEntry(
      {
        spaceId: space.spaceId,
        author: space.device.registration,
        parents: [editor.admission.id],
        atMs: 0,
        payload: removing(editor.device.registration)
      },
      victim.deps.keys.signingKey
    );
    unwrap(await victim.replica.addMembers([removal]));
    expect(victim.replica.view.rows('person')).toEqual([]);
    await victim.replica.close();
  });
});
