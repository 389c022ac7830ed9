/** Two tabs of one browser profile at its vault and its beginnings, and what a kill leaves there. */
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { localDate } from '../../../src/lib/kernel/dates';
import { unwrap } from '../../../src/lib/kernel/result';
import { systemRandom } from '../../../src/lib/crypto/random';
import { alone } from '../../../src/lib/app/session/alone';
import { createDrafts } from '../../../src/lib/app/session/drafts';
import { foundFirstSpace } from '../../../src/lib/app/session/found-space';
import type { SessionHost } from '../../../src/lib/app/session/session-host';
import type { SessionParts } from '../../../src/lib/app/session/session-parts';
import { readSpaces, updateSpace } from '../../../src/lib/app/session/space-book';
import { openSpace } from '../../../src/lib/app/session/session-replica';
import { readLastSpace } from '../../../src/lib/app/session/space-book';
import { createRecordId } from '../../../src/lib/kernel/ids';
import { createDevice } from '../../../src/lib/log/founding';
import { AppDatabase } from '../../../src/lib/storage/database';
import { createDexieVaultStore } from '../../../src/lib/storage/vault/dexie-vault-store';
import type { Exclusively } from '../../../src/lib/storage/vault/open-vault';
import { createVault } from '../../../src/lib/storage/vault/vault';
import { createMemoryVaultStore } from '../../../src/lib/storage/vault/vault-store';

const costs = { memoryKib: 64, iterations: 1, parallelism: 1 };
const input = { spaceName: '和平里', workerName: '陈大姐', passphrase: 'alt-2026' };
const open: SessionParts[] = [];
const databases: AppDatabase[] = [];

/** Web Locks as two tabs share them: one piece of work of a name after the other. */
function createLocks(): LockManager {
  const tails = new Map<string, Promise<unknown>>();
  const request = (name: string, work: () => Promise<unknown>): Promise<unknown> => {
    const result = (tails.get(name) ?? Promise.resolve()).then(work);
    tails.set(
      name,
      result.catch(() => undefined)
    );
    return result;
  };
  return { request } as unknown as LockManager;
}

/** `n` tabs of one profile. */
function createTabs(n: number): SessionHost[] {
  const indexedDB = new IDBFactory();
  const locks = createLocks();
  let now = Date.UTC(2026, 10, 23, 8);
  const clock = { now: () => now++, today: () => localDate(now) };
  return Array.from({ length: n }, () => {
    const database = new AppDatabase({ indexedDB, IDBKeyRange });
    databases.push(database);
    const vaultStore = createDexieVaultStore(database);
    const page = {
      BroadcastChannel,
      navigator: { locks },
      setTimeout
    } as unknown as SessionHost['page'];
    const vault = createVault({
      store: vaultStore,
      random: systemRandom,
      clock,
      costs,
      exclusively: (work) => alone(page, 'vault', work)
    });
    const onError = (thrown: unknown): void => {
      throw thrown;
    };
    const appAddress = 'https://app.test/';
    const appVersion = '1.0.0';
    return {
      page,
      clock,
      random: systemRandom,
      database,
      vaultStore,
      vault,
      appAddress,
      appVersion,
      folders: new Map(),
      links: new Map(),
      onNamed: () => undefined,
      onError
    };
  });
}

const used = (parts: SessionParts): SessionParts => {
  open.push(parts);
  return parts;
};

async function unlock(tab: SessionHost): Promise<SessionParts> {
  const [slot] = await tab.vault.slots();
  if (!slot) throw new Error('no slot');
  const vault = unwrap(await tab.vault.unlock(slot.id, 'alt-2026'));
  const space = await readLastSpace(vault);
  if (!space) throw new Error('no space');
  return used(await openSpace(tab, vault, space));
}

describe('attack: two tabs of one profile', () => {
  afterEach(async () => {
    for (const parts of open.splice(0)) await parts.replica.close();
    for (const database of databases.splice(0)) database.close();
  });

  it('I8 of two tabs that found a book at once, one founds it and the other does no harm', async () => {
    const tabs = createTabs(2);
    const results = await Promise.all(tabs.map((tab) => foundFirstSpace(tab, input)));
    const [winner, ...more] = results.flatMap((result) => (result.ok ? [result.value] : []));
    expect(more).toEqual([]);
    if (!winner) throw new Error('nobody founded');
    const founded = used(winner.parts);
    const [tab] = tabs;
    if (!tab) throw new Error('no tab');
    expect(await tab.vault.slots()).toHaveLength(1);
    await founded.replica.close();
    expect((await unlock(tab)).replica.view.rows('worker')).toHaveLength(1);
  });

  it('what one tab notes about the book is not undone by what another notes', async () => {
    const [a, b] = createTabs(2);
    if (!a || !b) throw new Error('two tabs');
    const parts = used(unwrap(await foundFirstSpace(a, input)).parts);
    const other = await unlock(b);
    const { id } = parts.space;
    await Promise.all([
      updateSpace(parts.open, id, (entry) => ({ ...entry, isRecoveryConfirmed: true })),
      updateSpace(other.open, id, (entry) => ({ ...entry, lastBackupAtMs: 5 }))
    ]);
    const [space] = await readSpaces(parts.open);
    expect(space).toMatchObject({ isRecoveryConfirmed: true, lastBackupAtMs: 5 });
  });

  it('two tabs that remove each other leave a worker', async () => {
    const store = createMemoryVaultStore();
    const page = { navigator: { locks: createLocks() } } as unknown as Window;
    const clock = { now: () => 1, today: () => localDate(1) };
    const exclusively: Exclusively = (work) => alone(page, 'vault', work);
    const tab = () => createVault({ store, random: systemRandom, clock, costs, exclusively });
    const device = async () => {
      const { registration, pairs } = await createDevice('甲', systemRandom);
      return { ...pairs, deviceId: registration.deviceId, incarnation: 1 };
    };
    const first = { label: '甲', passphrase: null, recoveryKey: systemRandom.bytes(32) };
    const founded = await tab().found({ ...first, device: await device() });
    const added = await tab().addSlot(founded.vault, '乙', null, await device());
    await store.write([...founded.writes, ...added.writes]);
    await Promise.all((await tab().slots()).map(({ id }) => tab().removeSlot(id)));
    expect(await tab().slots()).toHaveLength(1);
  });

  it('I7 a draft that outlived an erasure, by a kill or in another tab, is gone at the next unlock', async () => {
    const [tab] = createTabs(1);
    if (!tab) throw new Error('no tab');
    const parts = used(unwrap(await foundFirstSpace(tab, input)).parts);
    const id = createRecordId(systemRandom);
    const values = { name: '王建国' };
    unwrap(await parts.replica.commit([{ type: 'create', kind: 'person', id, values }]));
    unwrap(await parts.replica.erase([id], 'request'));
    await parts.replica.close();
    const drafts = createDrafts(parts.open);
    await drafts.save(`person/${id}`, values);
    await drafts.save('person/new', { name: '李四' });
    const again = await unlock(tab);
    expect(await again.open.names('drafts')).toEqual([`${again.open.slot.id}/person/new`]);
  });
});
