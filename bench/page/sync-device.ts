/** A device of a book in a database of its own, for measuring what goes between devices. Keys live as long as the page. */
import { importAeadKey } from '../../src/lib/crypto/aead';
import { importAgreementKey } from '../../src/lib/crypto/agree';
import { systemRandom } from '../../src/lib/crypto/random';
import { importSigningKey } from '../../src/lib/crypto/sign';
import { definitionOf, isRecordKind } from '../../src/lib/domain/registry';
import type { SpaceId } from '../../src/lib/kernel/ids';
import type { NewDevice } from '../../src/lib/log/founding';
import { createKeyRing } from '../../src/lib/log/key-ring';
import type { MemberEntry } from '../../src/lib/log/member-entry';
import { AppDatabase } from '../../src/lib/storage/database';
import { createDexieStore } from '../../src/lib/storage/dexie-store';
import { createMemberStore } from '../../src/lib/storage/member-store';
import { createReplica, type SyncReplica } from '../../src/lib/storage/replica';
import { clock, fail } from './own';

/** Begins with these member entries, as a device does that was admitted; they hold its keys. */
export async function openDevice(
  name: string,
  spaceId: SpaceId,
  { registration, pairs }: NewDevice,
  members: readonly MemberEntry[]
): Promise<SyncReplica> {
  const database = new AppDatabase({ name: `bench-${name}-${Date.now()}` });
  await database.open();
  const store = createDexieStore(database, spaceId);
  const storageKey = await importAeadKey(systemRandom.bytes(32));
  const memberStore = createMemberStore(store, storageKey, systemRandom, spaceId, fail);
  await memberStore.append(members);
  return createReplica({
    store,
    spaceId,
    deviceId: registration.deviceId,
    incarnation: registration.incarnation,
    keys: {
      storageKey,
      ring: createKeyRing(),
      signingKey: await importSigningKey(pairs.signing.secret),
      agreementKey: await importAgreementKey(pairs.agreement)
    },
    clock,
    random: systemRandom,
    registry: { get: (kind) => (isRecordKind(kind) ? definitionOf(kind) : undefined) },
    onError: fail
  });
}
