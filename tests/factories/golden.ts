/**
 * Content of the golden vectors: built from fixed keys and seeded bytes, so everything but signatures and boxes
 * sealed to a public key comes out the same each time. `node`-only.
 */
import { readFileSync } from 'node:fs';
import { utf8, type Bytes } from '../../src/lib/kernel/bytes';
import type { Hlc } from '../../src/lib/kernel/hlc';
import { createDeviceId, createRecordId } from '../../src/lib/kernel/ids';
import { sealOverhead } from '../../src/lib/crypto/agree';
import type { PassphraseParams } from '../../src/lib/crypto/passphrase';
import { importSigningKey } from '../../src/lib/crypto/sign';
import type { ArchiveContent } from '../../src/lib/log/archive';
import { clientIdOf } from '../../src/lib/log/client-id';
import { sealEntry, type KnownEntry } from '../../src/lib/log/entry';
import { entryKind, noPrev } from '../../src/lib/log/entry-header';
import { createEpochSecret, type KeyId, type SealedEpoch } from '../../src/lib/log/epoch-keys';
import {
  createInviteId,
  createMemberId,
  type EntryId,
  type MemberEntryId
} from '../../src/lib/log/ids';
import { createFrontier } from '../../src/lib/log/frontier';
import { createGrant } from '../../src/lib/log/grant';
import { createKeyRing } from '../../src/lib/log/key-ring';
import { signMemberEntry, spaceIdOf, type MemberEntry } from '../../src/lib/log/member-entry';
import type { Cut, DeviceRegistration, MemberPayload } from '../../src/lib/log/member-payload';
import type { Segment } from '../../src/lib/log/segment';
import { fixedPairs, hexBytes } from './fixed-pairs';
import { createSeededRandom } from './seeded-random';

export type GoldenFile = Readonly<Record<string, string>>;

const folder = new URL('../fixtures/golden/', import.meta.url);

export const readGolden = (name: string): GoldenFile =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as GoldenFile;

export function goldenBytes(file: GoldenFile, name: string): Bytes {
  const hex = file[name];
  if (hex === undefined) throw new Error(`no golden vector ${name}`);
  return hexBytes(hex);
}

const random = createSeededRandom('golden');
const pairs = fixedPairs();
const patterned = (fill: number, length: number): Bytes => new Uint8Array(length).fill(fill);
const hash = (digit: string): string => digit.repeat(64);

function pairAt(list: typeof pairs.signing, index: number) {
  const pair = list[index];
  if (!pair) throw new Error('no fixed pair');
  return pair;
}

function registration(index: number): DeviceRegistration {
  const deviceId = createDeviceId(random);
  return {
    memberId: createMemberId(random),
    deviceId,
    incarnation: 1,
    name: `同事${index}`,
    signingKey: pairAt(pairs.signing, index).publicKey,
    agreementKey: pairAt(pairs.agreement, index).publicKey,
    clientId: clientIdOf(deviceId, 1)
  };
}

/** The cast of the vectors. */
export const golden = {
  founder: registration(0),
  joiner: registration(1),
  nonce: random.bytes(16),
  recordIds: [createRecordId(random), createRecordId(random)].sort(),
  inviteId: createInviteId(random),
  printedKey: random.bytes(32),
  secret: createEpochSecret('general', 1, random),
  carrier: createEpochSecret('carrier', 1, random)
} as const;

export const goldenSpaceId = spaceIdOf(golden.founder.signingKey, golden.nonce);

const sealedEpoch: SealedEpoch = {
  stream: 'general',
  epoch: 2,
  keyId: 'ab'.repeat(16) as KeyId,
  previous: [{ epoch: 1, keyId: golden.secret.keyId, sealed: patterned(7, 48) }],
  devices: [
    { deviceId: golden.founder.deviceId, incarnation: 1, sealed: patterned(8, 32 + sealOverhead) }
  ],
  recovery: patterned(9, 32 + sealOverhead)
};

const cut: Cut = {
  scope: 'sensitive',
  deviceId: golden.joiner.deviceId,
  incarnation: 1,
  seq: 300,
  id: hash('c') as EntryId
};

/** One payload of every kind, and one this build doesn't know. */
export const goldenPayloads: readonly MemberPayload[] = [
  {
    kind: 'found',
    nonce: golden.nonce,
    founder: golden.founder,
    recovery: {
      signingKey: pairAt(pairs.signing, 7).publicKey,
      agreementKey: pairAt(pairs.agreement, 7).publicKey,
      sealedSecrets: patterned(1, 300)
    },
    policy: [
      { key: 1, value: 15 },
      { key: 2, value: 20 }
    ],
    keys: [{ ...sealedEpoch, epoch: 1, previous: [] }]
  },
  {
    kind: 'request',
    device: golden.joiner,
    ...createGrant('editor', ['general']),
    inviteId: golden.inviteId,
    proof: patterned(2, 32)
  },
  {
    kind: 'invite',
    inviteId: golden.inviteId,
    ...createGrant('editor', ['general']),
    seedHash: patterned(3, 32),
    expiresMs: 1_800_000_000_000,
    memberId: golden.founder.memberId,
    seeds: [
      {
        deviceId: golden.founder.deviceId,
        incarnation: 1,
        sealed: patterned(4, 16 + sealOverhead)
      }
    ]
  },
  { kind: 'revoke-invite', inviteId: golden.inviteId, request: hash('d') as MemberEntryId },
  {
    kind: 'add-device',
    device: golden.joiner,
    ...createGrant('viewer', ['general', 'reports']),
    request: hash('d') as MemberEntryId,
    keys: [sealedEpoch]
  },
  {
    kind: 'confirm-device',
    registration: hash('e') as MemberEntryId,
    ...createGrant('reports'),
    keys: []
  },
  {
    kind: 'set-role',
    memberId: golden.joiner.memberId,
    ...createGrant('relay'),
    cuts: [cut],
    keys: [sealedEpoch]
  },
  {
    kind: 'remove',
    target: { type: 'device', deviceId: golden.joiner.deviceId },
    mode: 'now',
    reason: 2,
    cuts: [cut],
    keys: [sealedEpoch, { ...sealedEpoch, stream: 'carrier', recovery: null }]
  },
  { kind: 'adopt', ranges: [{ ...cut, from: 299 }] },
  { kind: 'grant-key', keys: [{ ...sealedEpoch, previous: [], recovery: null }] },
  { kind: 'rotate', keys: [sealedEpoch] },
  { kind: 'lock-record', recordIds: golden.recordIds, reason: 1, lifts: [] },
  {
    kind: 'erase-record',
    recordIds: golden.recordIds,
    reason: 1,
    seconds: [hash('f') as MemberEntryId]
  },
  { kind: 'policy', settings: [{ key: 99, value: 2 ** 40 }] },
  { kind: 'unknown', code: 77, payload: utf8('后来的种类') }
];

export async function buildMemberVectors(): Promise<Record<string, MemberEntry>> {
  const key = await importSigningKey(pairAt(pairs.signing, 0).secret);
  const vectors: Record<string, MemberEntry> = {};
  for (const payload of goldenPayloads) {
    vectors[payload.kind] = await signMemberEntry(
      {
        spaceId: goldenSpaceId,
        author: golden.founder,
        parents:
          payload.kind === 'found' ? [] : [hash('b') as MemberEntryId, hash('a') as MemberEntryId],
        atMs: 1_790_000_000_000,
        payload
      },
      key
    );
  }
  return vectors;
}

/** A chain of one entry of every kind and one of a kind this build doesn't know. */
export async function buildEntryVectors(): Promise<Record<string, KnownEntry>> {
  const keys = {
    epochKey: await createKeyRing().epochKey(golden.secret),
    signingKey: await importSigningKey(pairAt(pairs.signing, 0).secret),
    random: createSeededRandom('golden entries')
  };
  const vectors: Record<string, KnownEntry> = {};
  let prev = noPrev;
  let seq = 1;
  for (const [name, kind] of Object.entries({ ...entryKind, unknown: 77 })) {
    const entry = await sealEntry(
      {
        spaceId: goldenSpaceId,
        scope: 'general',
        deviceId: golden.founder.deviceId,
        incarnation: 1,
        seq,
        prev,
        memberHeads: [hash('b') as MemberEntryId, hash('a') as MemberEntryId],
        epoch: 1,
        kind,
        hlc: (1_790_000_000_000 * 1024 + seq) as Hlc,
        deps: kind === entryKind.text ? [hash('9') as EntryId] : [],
        parts: golden.recordIds.map((recordId, i) => ({
          recordId,
          plaintext: utf8(`第${seq}步 第${i}份`)
        }))
      },
      keys
    );
    vectors[name] = entry;
    prev = entry.id;
    seq++;
  }
  return vectors;
}

/** Small costs: the vectors are about bytes, not about strength. */
export const goldenParams: PassphraseParams = {
  memoryKib: 64,
  iterations: 1,
  parallelism: 1,
  salt: patterned(5, 16)
};
export const goldenPassphrase = '同心 簿 ２０２６';

export function archiveContent(segments: readonly Segment[]): ArchiveContent {
  return {
    head: {
      spaceId: goldenSpaceId,
      madeBy: golden.founder.deviceId,
      createdMs: 1_790_000_000_000,
      frontier: createFrontier({
        memberHeads: [hash('a') as MemberEntryId],
        chains: [cut],
        erasures: golden.recordIds.map((recordId) => ({
          recordId,
          order: hash('f') as MemberEntryId
        }))
      }),
      since: null
    },
    keys: [],
    segments,
    digests: [{ scope: 'general', digest: patterned(6, 32), records: 2 }]
  };
}
