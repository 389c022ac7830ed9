/** The replica contract on real IndexedDB in a real browser. */
import { AppDatabase } from '../../../src/lib/storage/database';
import { createDexieStore } from '../../../src/lib/storage/dexie-store';
import { describeReplica } from './suite';

let opened = 0;

describeReplica('Dexie in a browser', async () => {
  const database = new AppDatabase({ name: `replica-contract-${++opened}` });
  return {
    open: (spaceId) => createDexieStore(database, spaceId),
    dispose: async () => database.delete()
  };
});
