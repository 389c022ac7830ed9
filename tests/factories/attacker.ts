/** A second device with real keys in a test space, that signs whatever an attack needs. */
import { createMemoryDisk, createMemoryStore } from '../../src/lib/storage/memory-store';
import { createReplica, type SyncReplica } from '../../src/lib/storage/replica';
import type { ReplicaDeps } from '../../src/lib/storage/deps';
import { importSigningKey, type SigningKey } from '../../src/lib/crypto/sign';
import { systemRandom } from '../../src/lib/crypto/random';
import type { Hlc } from '../../src/lib/kernel/hlc';
import type { RecordId } from '../../src/lib/kernel/ids';
import type { Scope } from '../../src/lib/kernel/scope';
import { sealEntry, type KnownEntry } from '../../src/lib/log/entry';
import { entryKind, noPrev } from '../../src/lib/log/entry-header';
import { createDevice, type NewDevice } from '../../src/lib/log/founding';
import type { EntryId, MemberEntryId } from '../../src/lib/log/ids';
import { createGrant } from '../../src/lib/log/grant';
import { signMemberEntry, type MemberEntry } from '../../src/lib/log/member-entry';
import type { MemberPayload } from '../../src/lib/log/member-payload';
import type { Role } from '../../src/lib/log/roles';
import { clientIdOf } from '../../src/lib/log/client-id';
import { createWriterSlot, type WriterSlot } from '../../src/lib/merge/field-key';
import { edit, type FieldOp } from '../../src/lib/merge/edit';
import { openRecord, type RecordDoc } from '../../src/lib/merge/record-doc';
import { createFixture, type Fixture } from '../contract/replica/fixture';

export interface Victim {
  readonly fixture: Fixture;
  readonly deps: ReplicaDeps;
  readonly replica: SyncReplica;
}

export async function createVictim(seed = 7): Promise<Victim> {
  const fixture = await createFixture(seed);
  const disk = createMemoryDisk();
  const deps = await fixture.deps(() => createMemoryStore(disk));
  return { fixture, deps, replica: await createReplica(deps) };
}

export interface Attacker {
  readonly device: NewDevice;
  readonly slot: WriterSlot;
  readonly clientId: number;
  readonly signingKey: SigningKey;
  /** The founder's entry that admits the device. */
  readonly admission: MemberEntry;
  doc(id: RecordId): RecordDoc;
  update(doc: RecordDoc, ops: readonly FieldOp[]): Uint8Array;
  /** Continues the attacker's own chain. */
  entry(scope: Scope, parts: readonly Part[], more?: EntryOptions): Promise<KnownEntry>;
  member(parents: readonly MemberEntryId[], payload: MemberPayload): Promise<MemberEntry>;
}

export interface Part {
  readonly recordId: RecordId;
  readonly plaintext: Uint8Array;
}

export interface EntryOptions {
  readonly kind?: number;
  readonly incarnation?: number;
  readonly memberHeads?: readonly MemberEntryId[];
  /** Begins the chain once more: another branch. */
  readonly isFirst?: boolean;
}

export async function createAttacker(victim: Victim, role: Role): Promise<Attacker> {
  const { space, clock } = victim.fixture;
  const device = await createDevice('外人', systemRandom);
  const { registration } = device;
  const signingKey = await importSigningKey(device.pairs.signing.secret);
  const founder = space.device.registration;
  const admission = await signMemberEntry(
    {
      spaceId: space.spaceId,
      author: founder,
      parents: [space.entry.id],
      atMs: clock.now(),
      payload: {
        kind: 'add-device',
        device: registration,
        ...createGrant(role),
        request: null,
        keys: []
      }
    },
    victim.deps.keys.signingKey
  );
  const slot = createWriterSlot(registration.deviceId, 1);
  const clientId = clientIdOf(registration.deviceId, 1);
  const heads = new Map<Scope, { seq: number; id: EntryId }>();
  const nextHlc = (): Hlc => (clock.now() * 1024 - 1) as Hlc;
  return {
    device,
    slot,
    clientId,
    signingKey,
    admission,
    doc: (id) => openRecord(id, clientId),
    update(doc, ops) {
      const update = edit(doc, slot, ops, nextHlc);
      if (!update) throw new Error('the edit changes nothing');
      return update;
    },
    async entry(scope, parts, more = {}) {
      const start = { seq: 0, id: noPrev };
      const head = more.isFirst ? start : (heads.get(scope) ?? start);
      const secret = victim.deps.keys.ring.all().find(({ stream }) => stream === scope);
      if (!secret) throw new Error('no epoch key');
      const entry = await sealEntry(
        {
          spaceId: space.spaceId,
          scope,
          deviceId: registration.deviceId,
          incarnation: more.incarnation ?? 1,
          seq: head.seq + 1,
          prev: head.id,
          memberHeads: more.memberHeads ?? [admission.id],
          epoch: secret.epoch,
          kind: more.kind ?? entryKind.records,
          hlc: (clock.now() * 1024) as Hlc,
          parts
        },
        {
          epochKey: await victim.deps.keys.ring.epochKey(secret),
          signingKey,
          random: systemRandom
        }
      );
      heads.set(scope, { seq: entry.header.seq, id: entry.id });
      return entry;
    },
    member: (parents, payload) =>
      signMemberEntry(
        { spaceId: space.spaceId, author: registration, parents, atMs: clock.now(), payload },
        signingKey
      )
  };
}
