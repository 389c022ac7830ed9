/**
 * The store below a replica: byte values under ordered keys, read by key or key range, written in one atomic
 * and durable batch. It knows nothing of entries or records. One store serves one space; the space is put
 * first in every key by the store itself. Tables and their keys are described in SPEC.md.
 * Failures are thrown as StoreError; commit.ts turns them into a CommitFailure in one place.
 */
import type { Bytes } from '../kernel/bytes';

export const replicaTables = [
  'entries',
  'heads',
  'members',
  'states',
  'pages',
  'overlay',
  'quarantine',
  'erasures',
  'peers'
] as const;
export type ReplicaTable = (typeof replicaTables)[number];

/** Ordered as IndexedDB orders array keys: element by element, numbers before strings. */
export type StoreKey = readonly (string | number)[];

export interface StoreRow {
  readonly key: StoreKey;
  readonly value: Bytes;
}

export type StoreWrite =
  | {
      readonly type: 'put';
      readonly table: ReplicaTable;
      readonly key: StoreKey;
      readonly value: Bytes;
    }
  | { readonly type: 'delete'; readonly table: ReplicaTable; readonly key: StoreKey };

export interface RangeOptions {
  /** First key of interest, itself included; the prefix otherwise. */
  readonly from?: StoreKey;
  /** Last key of interest, itself included. */
  readonly to?: StoreKey;
  readonly isReversed?: boolean;
  readonly limit?: number;
}

export interface ReplicaStore {
  get(table: ReplicaTable, key: StoreKey): Promise<Bytes | undefined>;
  /** The values of these keys, in their order: faster than a range, which has to look for the keys first. */
  getMany(table: ReplicaTable, keys: readonly StoreKey[]): Promise<readonly (Bytes | undefined)[]>;
  /** Rows whose key starts with the prefix, in key order (or falling, when reversed). */
  range(
    table: ReplicaTable,
    prefix: StoreKey,
    options?: RangeOptions
  ): Promise<readonly StoreRow[]>;
  /** Applies all writes or none; resolves when they are durable. Throws StoreError. */
  write(writes: readonly StoreWrite[]): Promise<void>;
}

export type StoreFailure =
  { readonly type: 'quota' } | { readonly type: 'storage-lost'; readonly reason: string };

/** A store could not read or write, also after reopening and trying once more. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly failure: StoreFailure;

  constructor(failure: StoreFailure) {
    super(failure.type);
    this.failure = failure;
  }
}

export const putRow = (table: ReplicaTable, key: StoreKey, value: Bytes): StoreWrite => ({
  type: 'put',
  table,
  key,
  value
});

export const deleteRow = (table: ReplicaTable, key: StoreKey): StoreWrite => ({
  type: 'delete',
  table,
  key
});

/** Compares keys as IndexedDB does. */
export function compareKeys(a: StoreKey, b: StoreKey): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a[i];
    const right = b[i];
    if (left === right || left === undefined || right === undefined) continue;
    if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
