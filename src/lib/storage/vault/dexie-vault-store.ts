/** The vault's tables in the one database of the browser profile. */
import type { AppDatabase } from '../database';
import type { VaultStore, VaultTable } from './vault-store';

export function createDexieVaultStore(database: AppDatabase): VaultStore {
  const table = (name: VaultTable) => database[name];
  return {
    async get(name, key) {
      return (await table(name).get(key))?.value;
    },
    list: (name) => table(name).toArray(),
    async write(writes) {
      const names = [...new Set(writes.map((write) => write.table))];
      await database.transaction('rw', names, async () => {
        for (const { table: name, key, value } of writes) {
          if (value === undefined) await table(name).delete(key);
          else await table(name).put({ key, value });
        }
      });
    }
  };
}
