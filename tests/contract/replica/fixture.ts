/** One owner's space with fixed clock and seeded randomness, on any ReplicaStore. */
import { createSeededRandom } from './seeded-random';
import { importAeadKey } from '../../../src/lib/crypto/aead';
import { importAgreementKey } from '../../../src/lib/crypto/agree';
import { importSigningKey } from '../../../src/lib/crypto/sign';
import { definitionOf, isRecordKind } from '../../../src/lib/domain/registry';
import type { Clock } from '../../../src/lib/kernel/environment';
import type { Bytes } from '../../../src/lib/kernel/bytes';
import { localDate } from '../../../src/lib/kernel/dates';
import { createRecordId, type RecordId, type SpaceId } from '../../../src/lib/kernel/ids';
import { foundSpace, type FoundedSpace } from '../../../src/lib/log/founding';
import { createKeyRing } from '../../../src/lib/log/key-ring';
import { createMemberStore } from '../../../src/lib/storage/member-store';
import type { ReplicaDeps } from '../../../src/lib/storage/deps';
import type { RecordRegistry } from '../../../src/lib/storage/projector';
import type { ReplicaStore } from '../../../src/lib/storage/store';

export interface TestClock extends Clock {
  set(ms: number): void;
  advance(ms: number): void;
}

export function createTestClock(startMs = Date.UTC(2026, 10, 23, 8)): TestClock {
  let now = startMs;
  return {
    now: () => now,
    today: () => localDate(now),
    set: (ms) => void (now = ms),
    advance: (ms) => void (now += ms)
  };
}

export const testRegistry: RecordRegistry = {
  get: (kind) => (isRecordKind(kind) ? definitionOf(kind) : undefined)
};

export interface Fixture {
  readonly space: FoundedSpace;
  readonly clock: TestClock;
  newId(): RecordId;
  deps(storeOf: (spaceId: SpaceId) => ReplicaStore): Promise<ReplicaDeps>;
}

/** @param printedKey of the recovery sheet; null for a space without one. */
export async function createFixture(seed = 1, printedKey: Bytes | null = null): Promise<Fixture> {
  const random = createSeededRandom(seed);
  const clock = createTestClock();
  const space = await foundSpace({
    name: '测试设备',
    printedKey,
    atMs: clock.now(),
    random
  });
  const storageSecret = random.bytes(32);
  const { registration, pairs } = space.device;
  return {
    space,
    clock,
    newId: () => createRecordId(random),
    deps: async (storeOf) => {
      const store = storeOf(space.spaceId);
      const storageKey = await importAeadKey(storageSecret);
      const members = createMemberStore(store, storageKey, random, space.spaceId, () => undefined);
      await members.append([space.entry]);
      return {
        store,
        spaceId: space.spaceId,
        deviceId: registration.deviceId,
        incarnation: registration.incarnation,
        keys: {
          storageKey,
          ring: createKeyRing(space.secrets),
          signingKey: await importSigningKey(pairs.signing.secret),
          agreementKey: await importAgreementKey(pairs.agreement)
        },
        clock,
        random,
        registry: testRegistry,
        searchKeyOf: (row) => (row.kind === 'person' ? `k:${row.id}` : undefined),
        onError: (thrown) => {
          throw thrown;
        }
      };
    }
  };
}
