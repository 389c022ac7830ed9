/** 同心簿's own storage: replica on Dexie and consent gate. Keys lie in localStorage, for the bench only. */
import { importAeadKey } from '../../src/lib/crypto/aead';
import { importAgreementKey } from '../../src/lib/crypto/agree';
import { systemRandom } from '../../src/lib/crypto/random';
import { importSigningKey } from '../../src/lib/crypto/sign';
import { definitionOf, isRecordKind, recordKinds } from '../../src/lib/domain/registry';
import { withMergedView, type MergedReplica } from '../../src/lib/app/doubles/merged-view';
import { createPeopleIndex, type PeopleIndex } from '../../src/lib/app/queries/people-index';
import { readSettings } from '../../src/lib/app/queries/settings';
import { fromBase64Url, toBase64Url, type Bytes } from '../../src/lib/kernel/bytes';
import { localDate } from '../../src/lib/kernel/dates';
import type { DeviceId, SpaceId } from '../../src/lib/kernel/ids';
import { unwrap } from '../../src/lib/kernel/result';
import { epochSecretOf, type EpochSecret, type KeyStream } from '../../src/lib/log/epoch-keys';
import { foundSpace } from '../../src/lib/log/founding';
import { createKeyRing } from '../../src/lib/log/key-ring';
import { AppDatabase } from '../../src/lib/storage/database';
import { createDexieStore } from '../../src/lib/storage/dexie-store';
import { createMemberStore } from '../../src/lib/storage/member-store';
import { createReplica, type SyncReplica } from '../../src/lib/storage/replica';
import type { Contender, Opened, Reading } from './contender';

export const clock = { now: () => Date.now(), today: () => localDate(Date.now()) };

interface Keys {
  readonly spaceId: SpaceId;
  readonly deviceId: DeviceId;
  readonly storageSecret: string;
  readonly signing: string;
  readonly agreement: { readonly publicKey: string; readonly secret: string };
  readonly secrets: readonly { stream: KeyStream; epoch: number; secret: string }[];
}

const bytesOf = (text: string): Bytes => fromBase64Url(text) ?? new Uint8Array(0);
const keysName = (name: string): string => `bench-keys-${name}`;

function readKeys(name: string): Keys {
  const text = localStorage.getItem(keysName(name));
  if (text === null) throw new Error('fill first');
  return JSON.parse(text) as Keys;
}

async function found(name: string, database: AppDatabase): Promise<void> {
  const space = await foundSpace({
    name: 'bench',
    printedKey: null,
    atMs: clock.now(),
    random: systemRandom
  });
  const storageSecret = systemRandom.bytes(32);
  const keys: Keys = {
    spaceId: space.spaceId,
    deviceId: space.device.registration.deviceId,
    storageSecret: toBase64Url(storageSecret),
    signing: toBase64Url(space.device.pairs.signing.secret),
    agreement: {
      publicKey: toBase64Url(space.device.pairs.agreement.publicKey),
      secret: toBase64Url(space.device.pairs.agreement.secret)
    },
    secrets: space.secrets.map(({ stream, epoch, secret }) => ({
      stream,
      epoch,
      secret: toBase64Url(secret)
    }))
  };
  localStorage.setItem(keysName(name), JSON.stringify(keys));
  const members = createMemberStore(
    createDexieStore(database, space.spaceId),
    await importAeadKey(storageSecret),
    systemRandom,
    space.spaceId,
    fail
  );
  await members.append([space.entry]);
}

export function fail(reason: unknown): never {
  throw reason instanceof Error ? reason : new Error(String(reason));
}

const secretsOf = (keys: Keys): readonly EpochSecret[] =>
  keys.secrets.map(({ stream, epoch, secret }) => epochSecretOf(stream, epoch, bytesOf(secret)));

async function openReplica(name: string, database: AppDatabase): Promise<SyncReplica> {
  const keys = readKeys(name);
  return createReplica({
    store: createDexieStore(database, keys.spaceId),
    spaceId: keys.spaceId,
    deviceId: keys.deviceId,
    incarnation: 1,
    keys: {
      storageKey: await importAeadKey(bytesOf(keys.storageSecret)),
      ring: createKeyRing(secretsOf(keys)),
      signingKey: await importSigningKey(bytesOf(keys.signing)),
      agreementKey: await importAgreementKey({
        publicKey: bytesOf(keys.agreement.publicKey),
        secret: bytesOf(keys.agreement.secret)
      })
    },
    clock,
    random: systemRandom,
    registry: { get: (kind) => (isRecordKind(kind) ? definitionOf(kind) : undefined) },
    onError: fail
  });
}

export interface OwnOpened extends Opened {
  readonly replica: SyncReplica;
  readonly people: PeopleIndex;
  readonly secrets: readonly EpochSecret[];
  /** The replica as the app reads it. */
  readonly merged: MergedReplica;
}

export const createOwn = (
  name: string
): Omit<Contender, 'open'> & { open(reading: Reading): Promise<OwnOpened> } => ({
  async fill({ people, others }) {
    const database = new AppDatabase({ name: `bench-${name}` });
    await database.open();
    await found(name, database);
    const replica = await openReplica(name, database);
    const step = 5000;
    const all = [...people, ...others];
    for (let at = 0; at < all.length; at += step) {
      unwrap(await replica.commit(all.slice(at, at + step)));
      await replica.fold();
    }
    await replica.close();
    database.close();
  },
  async open(reading) {
    const database = new AppDatabase({ name: `bench-${name}` });
    await database.open();
    const replica = await openReplica(name, database);
    if (reading === 'all') unwrap(await replica.whenOpen());
    const merged = withMergedView(replica);
    const { view } = merged;
    const people = createPeopleIndex(view, clock.today(), readSettings(view));
    const rows = view.rows('person');
    const kinds = reading === 'all' ? recordKinds : (['person', 'consent'] as const);
    return {
      count: kinds.reduce((sum, kind) => sum + view.rows(kind).length, 0),
      replica,
      merged,
      people,
      secrets: secretsOf(readKeys(name)),
      async settled() {
        unwrap(await replica.whenOpen());
      },
      async edit(at, value) {
        const row = rows[at % rows.length];
        if (!row) throw new Error('no rows');
        const { id } = row;
        unwrap(
          await replica.commit([{ type: 'set', kind: 'person', id, values: { unit: value } }])
        );
      },
      async close() {
        people.stop();
        await replica.close();
        database.close();
      }
    };
  }
});
