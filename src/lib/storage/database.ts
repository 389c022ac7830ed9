/**
 * The one Dexie database of a browser profile. Replica tables have outbound array keys that start with the
 * space; `slots`, `meta` and `drafts` belong to the vault. Every value that says anything about a person is
 * sealed before it comes here.
 * Schema changes are named versions below; a released version is never edited.
 */
import { Dexie, type Table } from 'dexie';
import type { Bytes } from '../kernel/bytes';

export type DatabaseKey = (string | number)[];

/** A row of the vault's tables: `value` is sealed bytes or plain data that says nothing about a person. */
export interface VaultRow {
  readonly key: string;
  readonly value: unknown;
}

export const databaseName = 'tongxinbu';

interface SchemaVersion {
  readonly version: number;
  readonly name: string;
  readonly stores: Readonly<Record<string, string>>;
}

const outbound = '';

/** Frozen history of the schema: append, never edit. */
export const schemaVersions: readonly SchemaVersion[] = [
  {
    version: 1,
    name: 'first format',
    stores: {
      entries: outbound,
      heads: outbound,
      members: outbound,
      states: outbound,
      pages: outbound,
      overlay: outbound,
      quarantine: outbound,
      erasures: outbound,
      peers: outbound,
      meta: 'key',
      slots: 'key',
      drafts: 'key'
    }
  }
];

export interface DatabaseOptions {
  readonly name?: string;
  /** Stand-ins for tests; the browser's own otherwise. */
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
}

export class AppDatabase extends Dexie {
  declare readonly entries: Table<Bytes, DatabaseKey>;
  declare readonly heads: Table<Bytes, DatabaseKey>;
  declare readonly members: Table<Bytes, DatabaseKey>;
  declare readonly states: Table<Bytes, DatabaseKey>;
  declare readonly pages: Table<Bytes, DatabaseKey>;
  declare readonly overlay: Table<Bytes, DatabaseKey>;
  declare readonly quarantine: Table<Bytes, DatabaseKey>;
  declare readonly erasures: Table<Bytes, DatabaseKey>;
  declare readonly peers: Table<Bytes, DatabaseKey>;
  declare readonly meta: Table<VaultRow, string>;
  declare readonly slots: Table<VaultRow, string>;
  declare readonly drafts: Table<VaultRow, string>;

  constructor(options: DatabaseOptions = {}) {
    // Strict: a resolved commit survives a power cut (DESIGN 4); Chromium's default only reaches the OS cache.
    super(options.name ?? databaseName, {
      chromeTransactionDurability: 'strict',
      ...(options.indexedDB && { indexedDB: options.indexedDB }),
      ...(options.IDBKeyRange && { IDBKeyRange: options.IDBKeyRange })
    });
    for (const { version, stores } of schemaVersions) this.version(version).stores(stores);
    // Another tab brings a newer version: let go at once, or that tab waits for ever.
    this.on('versionchange', () => {
      this.close({ disableAutoOpen: true });
      return false;
    });
  }
}
