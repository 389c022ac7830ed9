/**
 * A ReplicaStore in memory, for simulations and quick tests. A MemoryDisk outlives the stores opened on it,
 * so a crash is: drop the replica, open a new one on the same disk (or on an older copy of it).
 */
import type { Bytes } from '../kernel/bytes';
import {
  compareKeys,
  type ReplicaStore,
  type ReplicaTable,
  type StoreKey,
  type StoreRow,
  type StoreWrite
} from './store';

/** What a power cut leaves: rows by table and encoded key. Values are never changed in place. */
export interface MemoryDisk {
  readonly tables: Map<ReplicaTable, Map<string, StoreRow>>;
}

export const createMemoryDisk = (): MemoryDisk => ({ tables: new Map() });

/** A copy as of now: an image for a restored profile or a lost last commit. */
export function copyMemoryDisk(disk: MemoryDisk): MemoryDisk {
  const tables = new Map<ReplicaTable, Map<string, StoreRow>>();
  for (const [name, rows] of disk.tables) tables.set(name, new Map(rows));
  return { tables };
}

export interface MemoryStoreHooks {
  /** Called before a batch is applied; throwing loses the whole batch, as a kill before commit does. */
  readonly beforeWrite?: (writes: readonly StoreWrite[]) => void;
  /** Called after a batch is applied; throwing is a kill before the caller learns of the commit. */
  readonly afterWrite?: (writes: readonly StoreWrite[]) => void;
}

export function createMemoryStore(disk: MemoryDisk, hooks: MemoryStoreHooks = {}): ReplicaStore {
  return {
    async get(table, key) {
      return disk.tables.get(table)?.get(encodeKey(key))?.value;
    },
    async getMany(table, keys) {
      return keys.map((key) => disk.tables.get(table)?.get(encodeKey(key))?.value);
    },
    async range(table, prefix, { from, to, isReversed = false, limit } = {}) {
      const rows = disk.tables.get(table)?.values() ?? [];
      const found = [...rows].filter(
        ({ key }) =>
          startsWith(key, prefix) &&
          (from === undefined || compareKeys(key, from) >= 0) &&
          (to === undefined || compareKeys(key, to) <= 0)
      );
      found.sort((a, b) => compareKeys(a.key, b.key) * (isReversed ? -1 : 1));
      return limit === undefined ? found : found.slice(0, limit);
    },
    async write(writes) {
      hooks.beforeWrite?.(writes);
      for (const write of writes) apply(disk, write);
      hooks.afterWrite?.(writes);
    }
  };
}

function apply(disk: MemoryDisk, write: StoreWrite): void {
  let rows = disk.tables.get(write.table);
  if (!rows) {
    rows = new Map();
    disk.tables.set(write.table, rows);
  }
  const key = encodeKey(write.key);
  if (write.type === 'delete') rows.delete(key);
  else rows.set(key, { key: [...write.key], value: copy(write.value) });
}

/** Durable bytes must not change when a caller reuses its buffer. */
const copy = (value: Bytes): Bytes => value.slice();

const encodeKey = (key: StoreKey): string => JSON.stringify(key);

const startsWith = (key: StoreKey, prefix: StoreKey): boolean =>
  prefix.length <= key.length && prefix.every((part, i) => key[i] === part);
