/** Where the vault keeps its rows: three small tables, written in one durable step. */
export type VaultTable = 'meta' | 'slots' | 'drafts';

export interface VaultWrite {
  readonly table: VaultTable;
  readonly key: string;
  /** undefined deletes. */
  readonly value: unknown;
}

export interface VaultStore {
  get(table: VaultTable, key: string): Promise<unknown>;
  list(table: VaultTable): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
  write(writes: readonly VaultWrite[]): Promise<void>;
}

/** For tests and simulations. */
export function createMemoryVaultStore(): VaultStore {
  const rows = new Map<string, { table: VaultTable; key: string; value: unknown }>();
  const idOf = (table: VaultTable, key: string): string => `${table}/${key}`;
  return {
    get: (table, key) => Promise.resolve(rows.get(idOf(table, key))?.value),
    list: (table) => Promise.resolve([...rows.values()].filter((row) => row.table === table)),
    write(writes) {
      for (const { table, key, value } of writes) {
        if (value === undefined) rows.delete(idOf(table, key));
        else rows.set(idOf(table, key), { table, key, value });
      }
      return Promise.resolve();
    }
  };
}
