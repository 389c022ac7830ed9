import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { AppDatabase } from '../../../src/lib/storage/database';
import { createDexieStore } from '../../../src/lib/storage/dexie-store';
import { describeReplica } from './suite';

describeReplica('Dexie over fake-indexeddb (quick)', async () => {
  const database = new AppDatabase({ indexedDB: new IDBFactory(), IDBKeyRange });
  return {
    open: (spaceId) => createDexieStore(database, spaceId),
    dispose: async () => database.close()
  };
});
