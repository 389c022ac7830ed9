import { createMemoryDisk, createMemoryStore } from '../../../src/lib/storage/memory-store';
import { describeReplica } from './suite';

describeReplica('memory', async () => {
  const disk = createMemoryDisk();
  return { open: () => createMemoryStore(disk), dispose: async () => undefined };
});
