/** Colleagues with a device each in one space, on memory stores: what the ways of travel are tested with. */
import { importAeadKey } from '../../../src/lib/crypto/aead';
import { importAgreementKey } from '../../../src/lib/crypto/agree';
import { importSigningKey, type SigningKey } from '../../../src/lib/crypto/sign';
import { toHex } from '../../../src/lib/kernel/bytes';
import { createRecordId, type RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createEpochSecret, sealEpoch } from '../../../src/lib/log/epoch-keys';
import { createDevice, foundSpace, type NewDevice } from '../../../src/lib/log/founding';
import { compareFrontiers, type Frontier } from '../../../src/lib/log/frontier';
import { createKeyRing, fillKeyRing, type KeyRing } from '../../../src/lib/log/key-ring';
import { signMemberEntry, type MemberEntry } from '../../../src/lib/log/member-entry';
import { compareSealedEpochs, type MemberPayload } from '../../../src/lib/log/member-payload';
import type { LogPort } from '../../../src/lib/log/protocol/log-port';
import { createGrant } from '../../../src/lib/log/grant';
import type { Role } from '../../../src/lib/log/roles';
import { createMemberStore } from '../../../src/lib/storage/member-store';
import {
  copyMemoryDisk,
  createMemoryDisk,
  createMemoryStore,
  type MemoryDisk
} from '../../../src/lib/storage/memory-store';
import { createReplica, type SyncReplica } from '../../../src/lib/storage/replica';
import type { RecordChange } from '../../../src/lib/storage/types';
import { createTestClock, testRegistry, type TestClock } from '../replica/fixture';
import { createSeededRandom, type SeededRandom } from '../replica/seeded-random';

export interface PartyDevice {
  readonly name: string;
  readonly made: NewDevice;
  readonly clock: TestClock;
  readonly ring: KeyRing;
  readonly replica: SyncReplica;
  readonly port: LogPort;
  /** New people, one save each. */
  write(count: number): Promise<RecordId[]>;
  /** Many people with long notes in one save, about 5 kB each. */
  writeLarge(count: number): Promise<void>;
  rename(id: RecordId, name: string): Promise<void>;
  names(): Promise<string[]>;
  /** Signs a member entry on top of what this device knows, and takes it in. */
  act(payload: MemberPayload): Promise<MemberEntry>;
  disk(): MemoryDisk;
  /** The same device on a copy of an older disk: a profile that was put back. */
  openCopy(disk: MemoryDisk): Promise<PartyDevice>;
}

export interface Party {
  readonly random: SeededRandom;
  readonly devices: readonly PartyDevice[];
  /** Another colleague, admitted by the first device: only that device knows so far. */
  join(name: string, role?: Role): Promise<PartyDevice>;
}

export async function createParty(seed: number, count: number): Promise<Party> {
  const random = createSeededRandom(seed);
  const startMs = Date.UTC(2026, 10, 23, 8);
  const space = await foundSpace({ name: '甲', printedKey: null, atMs: startMs, random });
  const { spaceId } = space;

  async function open(
    made: NewDevice,
    entries: readonly MemberEntry[],
    ring: KeyRing,
    disk = createMemoryDisk()
  ): Promise<PartyDevice> {
    const { registration, pairs } = made;
    const clock = createTestClock(startMs + random.below(60_000));
    const store = createMemoryStore(disk);
    const storageKey = await importAeadKey(new Uint8Array(32).fill(7));
    const members = createMemberStore(store, storageKey, random, spaceId, () => undefined);
    if ((await members.list()).length === 0) await members.append(entries);
    const signingKey: SigningKey = await importSigningKey(pairs.signing.secret);
    const agreement = await importAgreementKey(pairs.agreement);
    let signing = signingKey;
    const replica = await createReplica({
      store,
      spaceId,
      deviceId: registration.deviceId,
      incarnation: registration.incarnation,
      keys: { storageKey, ring, signingKey },
      clock,
      random,
      registry: testRegistry,
      yieldNow: () => Promise.resolve(),
      async renewDevice(present, next) {
        const of = { ...present, incarnation: next - 1 };
        const renewed = await createDevice(registration.name, random, undefined, of);
        signing = await importSigningKey(renewed.pairs.signing.secret);
        return { registration: renewed.registration, signingKey: signing };
      },
      onError: (thrown) => {
        throw thrown;
      }
    });
    const opener = { type: 'device', ...registration, key: agreement } as const;
    const fill = (): Promise<void> => fillKeyRing(ring, spaceId, replica.members().epochs, opener);
    await fill();
    const inner = replica.port('1.0.0');
    const port: LogPort = {
      ...inner,
      async ingest(segment) {
        const report = await inner.ingest(segment);
        await fill();
        return report;
      }
    };
    const commit = async (changes: readonly RecordChange[]): Promise<void> => {
      clock.advance(1000);
      unwrap(await replica.commit(changes));
    };
    return {
      name: registration.name,
      made,
      clock,
      ring,
      replica,
      port,
      async write(howMany) {
        const ids: RecordId[] = [];
        for (let i = 0; i < howMany; i++) {
          const id = createRecordId(random);
          const values = { name: `${registration.name}${i}`, mobile: [{ number: '15400000001' }] };
          await commit([{ type: 'create', kind: 'person', id, values }]);
          ids.push(id);
        }
        return ids;
      },
      writeLarge: (howMany) =>
        commit(
          Array.from({ length: howMany }, () => ({
            type: 'create' as const,
            kind: 'person' as const,
            id: createRecordId(random),
            values: { name: '人', note: '一'.repeat(1500) }
          }))
        ),
      rename: (id, name) => commit([{ type: 'set', kind: 'person', id, values: { name } }]),
      names: async () =>
        replica.view
          .rows('person')
          .map(({ values }) => String(values.name))
          .sort(),
      async act(payload) {
        const { deviceId, incarnation } = port.self();
        const own = replica.members().registrationOf(deviceId, incarnation);
        if (!own) throw new Error('the own device is registered');
        const entry = await signMemberEntry(
          {
            spaceId,
            author: own,
            parents: replica.members().headsFor(deviceId, incarnation),
            atMs: clock.now(),
            payload
          },
          signing
        );
        unwrap(await replica.addMembers([entry]));
        await fill();
        return entry;
      },
      disk: () => copyMemoryDisk(disk),
      openCopy: (older) => open(made, entries, ring, copyMemoryDisk(older))
    };
  }

  const founder = await open(space.device, [space.entry], createKeyRing(space.secrets));
  const join: Party['join'] = async (name, role = 'editor') => {
    const made = await createDevice(name, random);
    const keys = await Promise.all(
      founder.ring
        .all()
        .map((secret) => sealEpoch(spaceId, secret, { devices: [made.registration] }))
    );
    await founder.act({
      kind: 'add-device',
      device: made.registration,
      ...createGrant(role),
      request: null,
      keys: keys.sort(compareSealedEpochs)
    });
    // As an invited device begins: with the member entries of whom admitted it.
    return open(made, founder.replica.memberEntries(), createKeyRing());
  };
  const devices = [founder];
  for (let i = 1; i < count; i++) devices.push(await join(`同事${i}`));
  // All of them begin with the same member entries.
  for (const device of devices)
    unwrap(await device.replica.addMembers(founder.replica.memberEntries()));
  return { random, devices, join };
}

/** Removes a colleague at once, with new keys for everything that is left (DESIGN 5). */
export async function removeColleague(
  by: PartyDevice,
  gone: PartyDevice,
  random: SeededRandom
): Promise<void> {
  const { memberId } = gone.made.registration;
  const stay = by.replica
    .members()
    .activeDevices.map(({ registration }) => registration)
    .filter((registration) => registration.memberId !== memberId);
  const keys = await Promise.all(
    (['general', 'sensitive', 'reports', 'carrier'] as const).map((stream) => {
      const older = by.ring.all().filter((secret) => secret.stream === stream);
      const epoch = Math.max(...older.map((secret) => secret.epoch)) + 1;
      const secret = createEpochSecret(stream, epoch, random);
      return sealEpoch(by.port.spaceId, secret, { devices: stay, previous: older });
    })
  );
  await by.act({
    kind: 'remove',
    target: { type: 'member', memberId },
    mode: 'now',
    reason: 1,
    cuts: [...(await by.replica.frontier()).chains],
    keys: keys.sort(compareSealedEpochs)
  });
}

export interface Summary {
  readonly frontier: Frontier;
  readonly general: string;
  readonly sensitive: string;
  readonly missing: readonly string[];
  readonly names: readonly string[];
}

/** What two devices agree on when they hold the same (I1, I2). */
export async function summarise(device: PartyDevice): Promise<Summary> {
  const { replica } = device;
  const [general, sensitive] = [await replica.digest('general'), await replica.digest('sensitive')];
  return {
    frontier: await replica.frontier(),
    general: toHex(general.digest),
    sensitive: toHex(sensitive.digest),
    missing: [...general.missing, ...sensitive.missing],
    names: await device.names()
  };
}

export async function areLevel(devices: readonly PartyDevice[]): Promise<boolean> {
  const frontiers = await Promise.all(devices.map(({ replica }) => replica.frontier()));
  return frontiers.every((one) => compareFrontiers(frontiers[0] ?? one, one) === 'equal');
}
