/**
 * Which working copies of texts this profile holds (working-copy.ts). Names are random ids, kept in the vault's clear
 * table, because not every browser lists its databases. Apart from y-indexeddb, so that a wipe needs none of it.
 */
import type { AppDatabase } from '../database';
import type { RecordId, SpaceId } from '../../kernel/ids';

const key = 'texts';
const prefix = 'tongxinbu-text/';

export const copyName = (space: SpaceId, material: RecordId): string =>
  `${prefix}${space}/${material}`;

async function listCopies(database: AppDatabase): Promise<readonly string[]> {
  const row = await database.meta.get(key);
  const names: unknown = row?.value;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** Writes a name down; before its database is made. */
export const rememberCopy = (database: AppDatabase, name: string): Promise<void> =>
  database.transaction('rw', database.meta, async () => {
    const names = await listCopies(database);
    if (!names.includes(name)) await database.meta.put({ key, value: [...names, name] });
  });

/** Removes the database of a text, whoever has it open: connections close themselves on `versionchange`. */
export const deleteWorkingCopy = (name: string, factory: IDBFactory): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = factory.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('working copy not deleted'));
  });

/** All of them, for 清除本机全部数据. */
export async function deleteWorkingCopies(
  database: AppDatabase,
  factory: IDBFactory
): Promise<void> {
  for (const name of await listCopies(database)) await deleteWorkingCopy(name, factory);
}
