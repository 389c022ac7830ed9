/** A browser profile in memory: the host of sessions on fake IndexedDB, with a clock that the test moves. */
import type { IndexableType } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { systemRandom } from '../../src/lib/crypto/random';
import { localDate } from '../../src/lib/kernel/dates';
import { unwrap } from '../../src/lib/kernel/result';
import type { Watchable } from '../../src/lib/kernel/watchable';
import { foundFirstSpace } from '../../src/lib/app/session/found-space';
import { openSession } from '../../src/lib/app/session/open-session';
import type { SessionHost } from '../../src/lib/app/session/session-host';
import { joinByLink, openTable, receiveJoin, type Table } from '../../src/lib/app/session/table';
import { AppDatabase } from '../../src/lib/storage/database';
import { createDexieVaultStore } from '../../src/lib/storage/vault/dexie-vault-store';
import { createVault } from '../../src/lib/storage/vault/vault';
import type { Bytes } from '../../src/lib/kernel/bytes';

const costs = { memoryKib: 64, iterations: 1, parallelism: 1 };

/** What a page has that a session touches; nothing runs by itself, so a test decides what happens when. */
function createPage() {
  const target = new EventTarget();
  return {
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    BroadcastChannel,
    navigator: {},
    setTimeout: (run: () => void, ms: number) => (ms === 0 ? setTimeout(run, 0) : 0),
    clearTimeout: () => undefined,
    setInterval: () => 0,
    clearInterval: () => undefined
  } as unknown as SessionHost['page'];
}

/** Every row of the profile's database, by table. */
export type ProfileImage = ReadonlyMap<string, ReadonlyMap<IndexableType, unknown>>;

async function imageOf(database: AppDatabase): Promise<ProfileImage> {
  const tables = new Map<string, Map<IndexableType, unknown>>();
  for (const table of database.tables) {
    const keys = (await table.toCollection().primaryKeys()) as IndexableType[];
    const values: unknown[] = await table.toArray();
    tables.set(table.name, new Map(keys.map((key, at) => [key, values[at]])));
  }
  return tables;
}

async function putBack(database: AppDatabase, image: ProfileImage): Promise<void> {
  for (const table of database.tables) {
    await table.clear();
    const isInbound = table.schema.primKey.keyPath !== null && table.schema.primKey.name !== '';
    for (const [key, value] of image.get(table.name) ?? []) {
      await (isInbound ? table.put(value) : table.put(value, key));
    }
  }
}

export function createProfile(startMs = Date.UTC(2026, 10, 23, 8)) {
  let now = startMs;
  const clock = { now: () => now++, today: () => localDate(now) };
  const database = new AppDatabase({ indexedDB: new IDBFactory(), IDBKeyRange });
  const vaultStore = createDexieVaultStore(database);
  const host: SessionHost = {
    page: createPage(),
    clock,
    random: systemRandom,
    database,
    vaultStore,
    vault: createVault({ store: vaultStore, random: systemRandom, clock, costs }),
    appAddress: 'https://app.test/',
    appVersion: '1.0.0',
    folders: new Map(),
    links: new Map(),
    onNamed: () => undefined,
    onError: (thrown) => {
      throw thrown;
    }
  };
  let table: Table | undefined;
  const admitted: string[] = [];
  const events = {
    onAdmitted: (id: string) => void admitted.push(id),
    onCancelled: () => void admitted.push('cancelled')
  };
  const present = (): Table => {
    if (!table) throw new Error('nothing is open');
    return table;
  };
  async function closeTable(): Promise<void> {
    if (table?.type === 'session') await table.opened.close();
    else table?.waiting.close();
  }
  return {
    host,
    /** Spaces whose answer came in, and `cancelled`. */
    admitted,
    pass: (ms: number) => (now += ms),
    table: present,
    session() {
      const open = present();
      if (open.type !== 'session') throw new Error('waiting');
      return open.opened;
    },
    waiting() {
      const open = present();
      if (open.type !== 'waiting') throw new Error('open');
      return open.waiting;
    },
    async found(name: string) {
      const input = { spaceName: '和风里', workerName: name, passphrase: null };
      const { parts } = unwrap(await foundFirstSpace(host, input));
      table = { type: 'session', vault: parts.open, opened: await openSession(parts) };
    },
    async join(link: string, name: string) {
      const joined = await joinByLink(host, table, { link, name, passphrase: null });
      if (!joined.ok) return joined;
      await closeTable();
      table = await openTable(host, joined.value.vault, events, joined.value.spaceId);
      return joined;
    },
    receive: (bytes: Bytes) => receiveJoin(host, present(), bytes, events),
    async reopen(spaceId?: Parameters<typeof openTable>[3]) {
      const { vault } = present();
      await closeTable();
      table = await openTable(host, vault, events, spaceId);
    },
    /** The same vault open in a second tab; the caller closes it. */
    async secondTab() {
      const second = await openTable(host, present().vault, events);
      if (second?.type !== 'session') throw new Error('a session opens');
      return second.opened;
    },
    /** A copy of the profile on disk. */
    image: () => imageOf(database),
    /** Locks, puts a copy of this or another profile in its place, and unlocks that. */
    async putBack(image: ProfileImage) {
      await closeTable();
      await putBack(database, image);
      const [slot] = await host.vault.slots();
      if (!slot) throw new Error('the copy has a worker');
      table = await openTable(host, unwrap(await host.vault.unlock(slot.id, null)), events);
    },
    async close() {
      await closeTable();
      database.close();
    }
  };
}
export type Profile = ReturnType<typeof createProfile>;

export const bytesOf = async (file: { readonly bytes: Blob }): Promise<Bytes> =>
  new Uint8Array(await file.bytes.arrayBuffer());

/** The next value of a Watchable that answers later; of several the first that is meant. */
export const nextOf = <T>(
  source: Watchable<T>,
  isMeant: (value: T) => boolean = () => true
): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = source.watch((value) => {
      if (!isMeant(value)) return;
      resolve(value);
      queueMicrotask(() => stop());
    }, reject);
  });

/** Both end up with what either had. */
export async function synchronise(a: Profile, b: Profile): Promise<void> {
  const [left, right] = [a.session().replica, b.session().replica];
  for (const [from, to] of [
    [left, right],
    [right, left]
  ] as const) {
    unwrap(await to.ingest(await from.since(await to.frontier())));
  }
}
