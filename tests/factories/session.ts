/** An open session's context on memory storage, with a fixed clock: for tests of commands and queries. */
import { createDeriver } from '../../src/lib/app/commands/derive';
import { createCommands } from '../../src/lib/app/commands/create-commands';
import { createImportIds } from '../../src/lib/app/ledger/import-ids';
import { createPeopleIndex } from '../../src/lib/app/queries/people-index';
import { createQueries } from '../../src/lib/app/queries/create-queries';
import { readSettings } from '../../src/lib/app/queries/settings';
import type { SessionContext } from '../../src/lib/app/session/context';
import { createSource, type Watchable } from '../../src/lib/kernel/watchable';
import type { IsoDate } from '../../src/lib/kernel/dates';
import { createMemoryDisk, createMemoryStore } from '../../src/lib/storage/memory-store';
import { createReplica } from '../../src/lib/storage/replica';
import { createFixture } from '../contract/replica/fixture';
import { loadQuickReader } from './quick-reader';

export async function createTestSession(seed = 1) {
  const fixture = await createFixture(seed);
  const disk = createMemoryDisk();
  const deps = await fixture.deps(() => createMemoryStore(disk));
  const replica = await createReplica(deps);
  const { view } = replica;
  const today = createSource<IsoDate>(deps.clock.today());
  const people = createPeopleIndex(view, today.get(), readSettings(view));
  const context: SessionContext = {
    replica,
    people,
    deriver: createDeriver(loadQuickReader),
    deriveIds: createImportIds(fixture.space.secrets, fixture.space.spaceId),
    clock: deps.clock,
    random: deps.random,
    workerName: '测试员',
    settings: () => readSettings(view),
    commit: (changes, options) => replica.commit(changes, options),
    act: (work) => work()
  };
  const queries = createQueries({
    replica,
    people,
    today,
    lastBackupAtMs: createSource<number | undefined>(undefined),
    nameOfSlot: () => '测试员'
  });
  return {
    fixture,
    replica,
    context,
    people,
    today,
    queries,
    commands: createCommands(context),
    /** Opens the same disk again, as after a restart. */
    reopen: async () => createReplica({ ...deps, store: createMemoryStore(disk) })
  };
}

/** The present value of a Watchable that answers at once. */
export function valueOf<T>(source: Watchable<T>): T {
  let present: { readonly value: T } | undefined;
  const stop = source.watch(
    (value) => (present = { value }),
    (error) => {
      throw error;
    }
  );
  stop();
  if (!present) throw new Error('the Watchable did not answer at once');
  return present.value;
}
