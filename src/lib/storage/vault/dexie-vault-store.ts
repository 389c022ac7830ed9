/** The vault's tables in the one database of the browser profile. Throws StoreError, after one try to reopen. */
import type { AppDatabase } from '../database';
import { withReopen } from '../dexie-store';
import type { VaultStore, VaultTable } from './vault-store';

export function createDexieVaultStore(database: AppDatabase): VaultStore {
  const table = (name: VaultTable) => database[name];
  return {
    get: (name, key) => withReopen(database, async () => (await table(name).get(key))?.value),
    list: (name) => withReopen(database, () => table(name).toArray()),
    write: (writes) =>
      withReopen(database, async () => {
        const names = [...new Set(writes.map((write) => write.table))];
        await database.transaction('rw', names, async () => {
          for (const { table: name, key, value } of writes) {
            if (value === undefined) await table(name).delete(key);
            else await table(name).put({ key, value });
          }
        });
      })
  };
}
