/** One simulated device: a disk that survives crashes, a vault of key pairs and epoch keys, and a replica on it. */
import { importAeadKey } from '../../src/lib/crypto/aead';
import { importAgreementKey, type AgreementKey } from '../../src/lib/crypto/agree';
import { importSigningKey, type SigningKey } from '../../src/lib/crypto/sign';
import { equalBytes } from '../../src/lib/kernel/bytes';
import type { DeviceId, SpaceId } from '../../src/lib/kernel/ids';
import { unwrap } from '../../src/lib/kernel/result';
import { createDevice, type NewDevice } from '../../src/lib/log/founding';
import type { EpochSecret } from '../../src/lib/log/epoch-keys';
import { createKeyRing, type KeyRing } from '../../src/lib/log/key-ring';
import type { MemberEntry } from '../../src/lib/log/member-entry';
import type { DeviceRegistration } from '../../src/lib/log/member-payload';
import type { LogPort } from '../../src/lib/log/protocol/log-port';
import { createMemberStore } from '../../src/lib/storage/member-store';
import {
  copyMemoryDisk,
  createMemoryDisk,
  createMemoryStore,
  type MemoryDisk
} from '../../src/lib/storage/memory-store';
import { createReplica, type SyncReplica } from '../../src/lib/storage/replica';
import { testRegistry, type TestClock } from '../contract/replica/fixture';
import type { SeededRandom } from '../contract/replica/seeded-random';

/** Thrown by the store in place of a process kill. */
export class Crash extends Error {}

export interface VaultKey {
  readonly registration: DeviceRegistration;
  readonly signingKey: SigningKey;
  readonly agreementKey: AgreementKey;
}

export const vaultKeyOf = async ({ registration, pairs }: NewDevice): Promise<VaultKey> => ({
  registration,
  signingKey: await importSigningKey(pairs.signing.secret),
  agreementKey: await importAgreementKey(pairs.agreement)
});

/** What a copy of the browser profile holds. */
export interface ProfileImage {
  readonly disk: MemoryDisk;
  readonly vault: ReadonlyMap<number, VaultKey>;
  readonly secrets: readonly EpochSecret[];
}

export interface SimDevice {
  readonly name: string;
  readonly deviceId: DeviceId;
  readonly clock: TestClock;
  replica: SyncReplica;
  /** Of the replica as it is open now. */
  port: LogPort;
  ring: KeyRing;
  /** The next write dies before or after it has become durable. */
  killNext: 'before' | 'after' | undefined;
  /** Signs as this device, whatever it may do: for forgeries. */
  signer(): SigningKey;
  image(): ProfileImage;
  /** Opens again on the disk as it is, on a copy of an older profile, or on an empty disk. */
  reopen(image?: ProfileImage | 'empty'): Promise<void>;
}

export interface DeviceInput {
  readonly name: string;
  readonly spaceId: SpaceId;
  readonly first: VaultKey;
  readonly secrets: readonly EpochSecret[];
  /** What the device begins with: the answer to its request. */
  readonly members: readonly MemberEntry[];
  readonly clock: TestClock;
  readonly random: SeededRandom;
  readonly onRenewed: () => void;
}

export async function createSimDevice(input: DeviceInput): Promise<SimDevice> {
  const { spaceId, random, clock } = input;
  const storageKey = await importAeadKey(random.bytes(32));
  let disk = createMemoryDisk();
  let vault = new Map([[input.first.registration.incarnation, input.first]]);
  let { secrets } = input;

  async function open(): Promise<void> {
    const store = createMemoryStore(disk, {
      beforeWrite: () => kill('before'),
      afterWrite: () => kill('after')
    });
    const members = createMemberStore(store, storageKey, random, spaceId, () => undefined);
    if ((await members.list()).length === 0) await members.append(input.members);
    // As a vault gives them: of its later incarnations the engine takes the newest that is in force.
    const { registration, signingKey, agreementKey } = input.first;
    device.ring = createKeyRing(secrets);
    device.replica = await createReplica({
      store,
      spaceId,
      deviceId: device.deviceId,
      incarnation: registration.incarnation,
      keys: { storageKey, ring: device.ring, signingKey, agreementKey },
      clock,
      random,
      registry: testRegistry,
      yieldNow: () => Promise.resolve(),
      async renewDevice(present, next) {
        const of = { ...present, incarnation: next - 1 };
        const renewed = await vaultKeyOf(await createDevice(input.name, random, undefined, of));
        input.onRenewed();
        vault.set(next, renewed);
        return renewed;
      },
      keysOf: async ({ incarnation, signingKey }) => {
        const kept = vault.get(incarnation);
        return kept && equalBytes(kept.registration.signingKey, signingKey) ? kept : undefined;
      },
      onSecrets: async (kept) => void (secrets = [...kept]),
      onError: (thrown) => {
        throw thrown;
      }
    });
    device.port = device.replica.port('1.0.0');
  }

  function kill(moment: 'before' | 'after'): void {
    if (device.killNext !== moment) return;
    device.killNext = undefined;
    throw new Crash(moment);
  }

  const unopened = undefined as unknown;
  const device: SimDevice = {
    name: input.name,
    deviceId: input.first.registration.deviceId,
    clock,
    // Set below, before anyone can ask for them.
    replica: unopened as SyncReplica,
    port: unopened as LogPort,
    ring: unopened as KeyRing,
    killNext: undefined,
    signer() {
      const key = vault.get(device.port.self().incarnation);
      if (!key) throw new Error('a device holds the keys it writes with');
      return key.signingKey;
    },
    image: () => ({ disk: copyMemoryDisk(disk), vault: new Map(vault), secrets }),
    async reopen(image) {
      device.killNext = undefined;
      if (image === 'empty') disk = createMemoryDisk();
      else if (image) {
        [disk, vault] = [copyMemoryDisk(image.disk), new Map(image.vault)];
        ({ secrets } = image);
      }
      await open();
      unwrap(await device.replica.whenOpen());
      // What the last opening left undone is done by the first work in the queue.
      await device.replica.frontier();
    }
  };
  await device.reopen();
  return device;
}
