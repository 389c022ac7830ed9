/** An open session's context on memory storage, with a fixed clock: for tests of commands and queries. */
import { createOpenConflicts } from '../../src/lib/app/conflicts/open-conflicts';
import { createDeriver } from '../../src/lib/app/commands/derive';
import { createCommands } from '../../src/lib/app/commands/create-commands';
import { createDoubles } from '../../src/lib/app/doubles/doubles';
import { withMergedView } from '../../src/lib/app/doubles/merged-view';
import { createImportIds } from '../../src/lib/app/ledger/import-ids';
import { createPeopleIndex } from '../../src/lib/app/queries/people-index';
import { createQueries } from '../../src/lib/app/queries/create-queries';
import { createSearchIndex } from '../../src/lib/app/queries/search-index';
import { readSettings } from '../../src/lib/app/queries/settings';
import type { SessionContext } from '../../src/lib/app/session/context';
import { createSource, type Watchable } from '../../src/lib/kernel/watchable';
import { importSigningKey } from '../../src/lib/crypto/sign';
import type { Bytes } from '../../src/lib/kernel/bytes';
import type { IsoDate } from '../../src/lib/kernel/dates';
import type { Random } from '../../src/lib/kernel/environment';
import { scanDoubles } from '../../src/lib/domain/doubles/scan';
import { ok, unwrap } from '../../src/lib/kernel/result';
import { sealEpoch } from '../../src/lib/log/epoch-keys';
import { createDevice } from '../../src/lib/log/founding';
import { signMemberEntry } from '../../src/lib/log/member-entry';
import { compareSealedEpochs } from '../../src/lib/log/member-payload';
import { createGrant } from '../../src/lib/log/grant';
import {
  createMemoryDisk,
  createMemoryStore,
  type MemoryDisk
} from '../../src/lib/storage/memory-store';
import type { ReplicaStore } from '../../src/lib/storage/store';
import type { ReplicaDeps } from '../../src/lib/storage/deps';
import { createReplica } from '../../src/lib/storage/replica';
import { createFixture, type Fixture } from '../contract/replica/fixture';
import { createSeededRandom } from '../contract/replica/seeded-random';
import { loadQuickReader } from './quick-reader';

async function openTestSession(fixture: Fixture, change: (deps: ReplicaDeps) => ReplicaDeps) {
  const disk = createMemoryDisk();
  return openOver(fixture, change(await fixture.deps(() => createMemoryStore(disk))), disk);
}

async function openOver(fixture: Fixture, deps: ReplicaDeps, disk: MemoryDisk) {
  const replica = await createReplica(deps);
  const merged = withMergedView(replica);
  const { view } = merged;
  const today = createSource<IsoDate>(deps.clock.today());
  const people = createPeopleIndex(view, today.get(), readSettings(view));
  today.watch((day) => people.refresh(day, readSettings(view)), fail);
  const context: SessionContext = {
    replica: merged,
    people,
    deriver: createDeriver(loadQuickReader),
    deriveIds: createImportIds(fixture.space.secrets, fixture.space.spaceId, () =>
      Promise.resolve()
    ),
    openConflicts: createOpenConflicts(replica),
    clock: deps.clock,
    random: deps.random,
    workerName: '测试员',
    settings: () => readSettings(view),
    commit: (changes, options) => replica.commit(changes, options),
    act: (work) => work()
  };
  const queries = createQueries({
    replica: merged,
    people,
    search: createSearchIndex(view, () => people.snapshot.get()),
    today,
    lastBackupAtMs: createSource<number | undefined>(undefined),
    nameOfSlot: () => '测试员',
    openConflicts: context.openConflicts
  });
  return {
    fixture,
    deps,
    disk,
    replica,
    context,
    people,
    today,
    queries,
    commands: createCommands(context, queries),
    doubles: createDoubles(context, ({ people, level }) =>
      Promise.resolve(ok(scanDoubles(people, level)))
    ),
    /** Opens the same disk again, as after a restart. */
    reopen: async () => {
      const again = await createReplica({ ...deps, store: createMemoryStore(disk) });
      unwrap(await again.whenOpen());
      return again;
    }
  };
}

export const createTestSession = async (seed = 1) =>
  openTestSession(await createFixture(seed), (deps) => deps);

export type TestSession = Awaited<ReturnType<typeof createTestSession>>;

/** The session as it is after a restart, while its store does what `change` makes of it. */
export const restartTestSession = (
  { fixture, deps, disk }: TestSession,
  change: (store: ReplicaStore) => ReplicaStore
): Promise<TestSession> =>
  openOver(fixture, { ...deps, store: change(createMemoryStore(disk)) }, disk);

/** A second device of the founder's, as the member entry that adds it. */
async function addDevice({ space, clock }: Fixture, random: Random) {
  const founder = space.device;
  const made = await createDevice('另一台设备', random);
  const device = { ...made.registration, memberId: founder.registration.memberId };
  const keys = await Promise.all(
    space.secrets.map((secret) => sealEpoch(space.spaceId, secret, { devices: [device] }))
  );
  const { deviceId, incarnation, signingKey } = founder.registration;
  const payload = {
    kind: 'add-device',
    device,
    ...createGrant('owner'),
    request: null
  } as const;
  const entry = await signMemberEntry(
    {
      spaceId: space.spaceId,
      author: { deviceId, incarnation, signingKey },
      parents: [space.entry.id],
      atMs: clock.now(),
      payload: { ...payload, keys: keys.sort(compareSealedEpochs) }
    },
    await importSigningKey(founder.pairs.signing.secret)
  );
  return { device, entry, signingKey: await importSigningKey(made.pairs.signing.secret) };
}

/** Two devices of one space, each with its own session, that meet when told to. */
export async function createTestPair(seed = 1, printedKey: Bytes | null = null) {
  const fixture = await createFixture(seed, printedKey);
  const random = createSeededRandom(seed + 1000);
  const { device, entry, signingKey } = await addDevice(fixture, random);
  const first = await openTestSession(fixture, (deps) => deps);
  const second = await openTestSession(fixture, (deps) => ({
    ...deps,
    random,
    deviceId: device.deviceId,
    incarnation: device.incarnation,
    keys: { ...deps.keys, signingKey }
  }));
  const send = async (from: TestSession, to: TestSession): Promise<void> => {
    unwrap(await to.replica.ingest(await from.replica.since(await to.replica.frontier())));
  };
  for (const { replica } of [first, second]) unwrap(await replica.addMembers([entry]));
  return {
    first,
    second,
    /** Both tell each other all they know. */
    meet: async (): Promise<void> => {
      await send(first, second);
      await send(second, first);
    }
  };
}

const fail = (error: unknown): never => {
  throw error;
};

/** The present value of a Watchable that answers at once. */
export function valueOf<T>(source: Watchable<T>): T {
  let present: { readonly value: T } | undefined;
  const stop = source.watch((value) => (present = { value }), fail);
  stop();
  if (!present) throw new Error('the Watchable did not answer at once');
  return present.value;
}
