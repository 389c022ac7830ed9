/** Drops the rows of every replica, not the vault's: what a founding or restore that was cut off left unreachable. */
import type { AppDatabase } from './database';
import { withReopen } from './dexie-store';
import { replicaTables } from './store';

/** Call only while the profile holds no slot: the rows are gone for good. Throws StoreError. */
export const clearReplicas = (database: AppDatabase): Promise<void> =>
  withReopen(database, () =>
    database.transaction('rw', [...replicaTables], async () => {
      for (const name of replicaTables) await database.table(name).clear();
    })
  );
