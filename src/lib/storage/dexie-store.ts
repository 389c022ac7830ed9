/**
 * The ReplicaStore of the app. A batch is one `rw` transaction with strict durability. WebKit and suspended
 * tabs drop IndexedDB connections, so a lost connection is reopened and the batch tried once more: writes are
 * absolute puts and deletes and the caller holds the commit lock, so writing twice equals writing once.
 */
import type { Collection, IndexableTypeArrayReadonly, Table } from 'dexie';
import type { Bytes } from '../kernel/bytes';
import type { SpaceId } from '../kernel/ids';
import type { AppDatabase, DatabaseKey } from './database';
import {
  StoreError,
  type RangeOptions,
  type ReplicaStore,
  type ReplicaTable,
  type StoreFailure,
  type StoreKey,
  type StoreRow,
  type StoreWrite
} from './store';

export function createDexieStore(database: AppDatabase, spaceId: SpaceId): ReplicaStore {
  const keyOf = (key: StoreKey): DatabaseKey => [spaceId, ...key];
  return {
    get: (table, key) => withReopen(database, () => tableOf(database, table).get(keyOf(key))),
    getMany: (table, keys) =>
      withReopen(database, () => tableOf(database, table).bulkGet(keys.map(keyOf))),
    range: (table, prefix, options = {}) =>
      withReopen(database, () =>
        // One transaction, so that keys and values are of the same moment.
        database.transaction('r', table, () =>
          readRange(tableOf(database, table), prefix, options, keyOf)
        )
      ),
    write: (writes) => withReopen(database, () => writeAll(database, writes, keyOf))
  };
}

/** Explains a thrown IndexedDB or Dexie error; also used by the vault for its own tables. */
export function toStoreFailure(thrown: unknown): StoreFailure {
  const names = errorNames(thrown);
  if (names.includes('QuotaExceededError')) return { type: 'quota' };
  return { type: 'storage-lost', reason: names[0] ?? 'unknown' };
}

/** Runs work on the database; a dropped connection is reopened and the work tried once more. */
export async function withReopen<T>(database: AppDatabase, work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (first) {
    if (!isConnectionLost(first)) throw new StoreError(toStoreFailure(first));
    try {
      database.close({ disableAutoOpen: false });
      await database.open();
      return await work();
    } catch (second) {
      throw new StoreError(toStoreFailure(second));
    }
  }
}

type Rows = Table<Bytes, DatabaseKey>;

const tableOf = (database: AppDatabase, name: ReplicaTable): Rows => database[name];

async function readRange(
  table: Rows,
  prefix: StoreKey,
  options: RangeOptions,
  keyOf: (key: StoreKey) => DatabaseKey
): Promise<readonly StoreRow[]> {
  const { from, to, isReversed = false, limit } = options;
  // An array sorts after every number and string, so [prefix…, []] closes the range.
  const end = [...keyOf(prefix), []] as unknown as DatabaseKey;
  const rows = table
    .where(':id')
    .between(keyOf(from ?? prefix), to === undefined ? end : keyOf(to), true, true) as Collection<
    Bytes,
    DatabaseKey
  >;
  const ordered = isReversed ? rows.reverse() : rows;
  const chosen = limit === undefined ? ordered : ordered.limit(limit);
  const keys = await chosen.primaryKeys();
  // One request a row: Chromium takes three times as long to hand over many large values in one answer.
  const values = await table.bulkGet(keys);
  return keys.map((key, i) => ({ key: key.slice(1), value: values[i] ?? new Uint8Array(0) }));
}

async function writeAll(
  database: AppDatabase,
  writes: readonly StoreWrite[],
  keyOf: (key: StoreKey) => DatabaseKey
): Promise<void> {
  const names = [...new Set(writes.map((write) => write.table))];
  if (names.length === 0) return;
  await database.transaction('rw', names, async () => {
    for (const name of names) {
      const own = writes.filter((write) => write.table === name);
      const table = tableOf(database, name);
      // One after the other: the browser copies what it is given at once, and an import is many megabytes.
      for (const run of runsOfOneType(own)) {
        const keys = run.map((write) => keyOf(write.key));
        if (run[0]?.type === 'delete') await table.bulkDelete(keys);
        // Dexie's types leave out keys of mixed parts; IndexedDB takes them.
        else await table.bulkPut(run.map(valueOf), keys as unknown as IndexableTypeArrayReadonly);
      }
    }
  });
}

const runBytes = 512_000;

/** Neighbouring writes of one type up to some size, so that a put after a delete of the same key keeps its order. */
function runsOfOneType(writes: readonly StoreWrite[]): StoreWrite[][] {
  const runs: StoreWrite[][] = [];
  let size = 0;
  for (const write of writes) {
    const last = runs[runs.length - 1];
    size += valueOf(write).length;
    if (last && last[0]?.type === write.type && size <= runBytes) last.push(write);
    else {
      runs.push([write]);
      size = valueOf(write).length;
    }
  }
  return runs;
}

const valueOf = (write: StoreWrite): Bytes =>
  write.type === 'put' ? write.value : new Uint8Array(0);

const lostNames = ['DatabaseClosedError', 'InvalidStateError', 'InvalidState', 'UnknownError'];

const isConnectionLost = (thrown: unknown): boolean =>
  errorNames(thrown).some((name) => lostNames.includes(name));

/** Names of an error and of what it wraps: Dexie keeps the browser's own error in `inner` and `failures`. */
function errorNames(thrown: unknown, depth = 0): string[] {
  if (typeof thrown !== 'object' || thrown === null || depth > 4) return [];
  const { name, inner, failures } = thrown as {
    name?: unknown;
    inner?: unknown;
    failures?: unknown;
  };
  return [
    ...(typeof name === 'string' ? [name] : []),
    ...errorNames(inner, depth + 1),
    ...(Array.isArray(failures) ? errorNames(failures[0], depth + 1) : [])
  ];
}
