/**
 * What each kind of member entry says (DESIGN 5), and its canonical coding. Codes are stored; they never change
 * their meaning. Everything that depends on other entries (authority, cuts, orders) is judged in members.ts.
 * Longer than most files: one type, one encoder and one decoder per kind, side by side so that they can be compared.
 */
import { BinaryReader, BinaryWriter, DecodeError } from '../kernel/binary';
import type { Bytes } from '../kernel/bytes';
import type { DeviceId, RecordId } from '../kernel/ids';
import { scopeCode, scopeOfCode } from '../kernel/scope';
import { sealOverhead } from '../crypto/agree';
import { publicKeyLength } from '../crypto/sign';
import { compareChains } from './chain';
import { readPositive, readSortedHashes } from './entry-header';
import {
  readSealedEpoch,
  readToDevices,
  requireRising,
  streamCode,
  writeSealedEpoch,
  writeToDevices,
  type SealedEpoch,
  type SealedToDevice
} from './epoch-keys';
import type { FrontierChain } from './frontier';
import { readGrant, writeGrant, type Grant } from './grant';
import { compareIds, readHash, readId, writeHash, writeId } from './ids';
import type { EntryId, InviteId, MemberEntryId, MemberId } from './ids';
import { limits } from './limits';

/** A device's keys for one incarnation; a new incarnation has new keys and is registered anew. */
export interface DeviceRegistration {
  readonly memberId: MemberId;
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  /** How the colleague is called in history; at most limits.nameBytes of UTF-8. */
  readonly name: string;
  /** 65 raw bytes. */
  readonly signingKey: Bytes;
  /** 65 raw bytes. */
  readonly agreementKey: Bytes;
  /** The Yjs clientID of this incarnation: clientIdOf(deviceId, incarnation). */
  readonly clientId: number;
}

/** The key pairs behind the printed recovery key. */
export interface RecoveryKeys {
  readonly signingKey: Bytes;
  readonly agreementKey: Bytes;
  /** Both secrets, sealed under the printed key: see recovery.ts. */
  readonly sealedSecrets: Bytes;
}

/** Last accepted seq and hash of a chain. A chain that isn't listed is cut before its first entry. */
export type Cut = FrontierChain;

/** A number by a number: keys of policyKey, or ones this build doesn't know (kept). */
export interface PolicySetting {
  readonly key: number;
  readonly value: number;
}
export const policyKey = {
  /** Days between lock and erase. */
  retentionDays: 1,
  /** Erasures a day above which a second admin is needed. */
  eraseLimitPerDay: 2,
  /** Days after which a person without consent is proposed for erasure. */
  pendingConsentDays: 3
} as const;

/** A run of held entries of one chain, both ends included; `id` is the hash of the last. */
export type AdoptedRange = FrontierChain & { readonly from: number };

export interface Found {
  readonly kind: 'found';
  /** With the founder's signing key it makes the space id: see spaceIdOf. */
  readonly nonce: Bytes;
  readonly founder: DeviceRegistration;
  readonly recovery: RecoveryKeys | null;
  readonly policy: readonly PolicySetting[];
  readonly keys: readonly SealedEpoch[];
}
/** What a sync link asks for; the grant is the one that the link names. */
export interface Request extends Grant {
  readonly kind: 'request';
  readonly device: DeviceRegistration;
  readonly inviteId: InviteId;
  /** 32 bytes: the joiner knows the seed of the invitation; see join/seed.ts. */
  readonly proof: Bytes;
}
export interface Invite extends Grant {
  readonly kind: 'invite';
  /** Derived from the seed, like the hash. */
  readonly inviteId: InviteId;
  /** 32 bytes. */
  readonly seedHash: Bytes;
  /** Epoch milliseconds; judged by the confirming device. */
  readonly expiresMs: number;
  /** For a further device of this member; null for a new member. */
  readonly memberId: MemberId | null;
  /** The seed, sealed to every administrator's device: any of them may confirm. Sorted like keys. */
  readonly seeds: readonly SealedToDevice[];
}
export interface RevokeInvite {
  readonly kind: 'revoke-invite';
  readonly inviteId: InviteId;
  /** Declines this request only; null takes the invitation back. */
  readonly request: MemberEntryId | null;
}
export interface AddDevice extends Grant {
  readonly kind: 'add-device';
  readonly device: DeviceRegistration;
  readonly request: MemberEntryId | null;
  readonly keys: readonly SealedEpoch[];
}
/** Grants again what an entry of a removed granter gave. */
export interface ConfirmDevice extends Grant {
  readonly kind: 'confirm-device';
  /** The `add device` entry that is confirmed. */
  readonly registration: MemberEntryId;
  readonly keys: readonly SealedEpoch[];
}
export interface SetRole extends Grant {
  readonly kind: 'set-role';
  readonly memberId: MemberId;
  /** Of a downgrade; otherwise empty. */
  readonly cuts: readonly Cut[];
  readonly keys: readonly SealedEpoch[];
}
export type RemovalTarget =
  | { readonly type: 'member'; readonly memberId: MemberId }
  | { readonly type: 'device'; readonly deviceId: DeviceId };
export interface Remove {
  readonly kind: 'remove';
  readonly target: RemovalTarget;
  /**
   * `departure`: what the leaver wrote without knowing of the removal is still accepted, until a removal `now` of
   * the same target closes it with cuts. `now`: cuts hold at once.
   */
  readonly mode: 'departure' | 'now';
  readonly reason: number;
  readonly cuts: readonly Cut[];
  readonly keys: readonly SealedEpoch[];
}
export interface Adopt {
  readonly kind: 'adopt';
  readonly ranges: readonly AdoptedRange[];
}
export interface GrantKey {
  readonly kind: 'grant-key';
  readonly keys: readonly SealedEpoch[];
}
export interface Rotate {
  readonly kind: 'rotate';
  readonly keys: readonly SealedEpoch[];
}
export interface LockRecord {
  readonly kind: 'lock-record';
  readonly recordIds: readonly RecordId[];
  /** A code without a name in it. */
  readonly reason: number;
  /** Lock orders that this entry lifts for these records; empty for a lock. */
  readonly lifts: readonly MemberEntryId[];
}
export interface EraseRecord {
  readonly kind: 'erase-record';
  readonly recordIds: readonly RecordId[];
  readonly reason: number;
  /** Orders of another admin that this one seconds. */
  readonly seconds: readonly MemberEntryId[];
}
export interface Policy {
  readonly kind: 'policy';
  readonly settings: readonly PolicySetting[];
}
/** A kind of a later version: stored, forwarded, without effect. */
export interface UnknownPayload {
  readonly kind: 'unknown';
  readonly code: number;
  readonly payload: Bytes;
}

export type KnownPayload =
  | Found
  | Request
  | Invite
  | RevokeInvite
  | AddDevice
  | ConfirmDevice
  | SetRole
  | Remove
  | Adopt
  | GrantKey
  | Rotate
  | LockRecord
  | EraseRecord
  | Policy;
export type MemberPayload = KnownPayload | UnknownPayload;
export type MemberKind = KnownPayload['kind'];

interface PayloadCodec<P extends KnownPayload> {
  readonly code: number;
  write(writer: BinaryWriter, payload: P): void;
  /** Throws DecodeError. */
  read(reader: BinaryReader): Omit<P, 'kind'>;
}

const codecs: { readonly [K in MemberKind]: PayloadCodec<Extract<KnownPayload, { kind: K }>> } = {
  found: {
    code: 1,
    write(w, p) {
      w.fixed(p.nonce, 16);
      writeRegistration(w, p.founder);
      w.bool(p.recovery !== null);
      if (p.recovery) writeRecovery(w, p.recovery);
      writeSettings(w, p.policy);
      writeKeys(w, p.keys);
    },
    read: (r) => ({
      nonce: r.fixed(16),
      founder: readRegistration(r),
      recovery: r.bool() ? readRecovery(r) : null,
      policy: readSettings(r),
      keys: readKeys(r)
    })
  },
  request: {
    code: 2,
    write(w, p) {
      writeRegistration(w, p.device);
      writeGrant(w, p);
      writeId(w, p.inviteId);
      w.fixed(p.proof, 32);
    },
    read: (r) => ({
      device: readRegistration(r),
      ...readGrant(r),
      inviteId: readId<InviteId>(r),
      proof: r.fixed(32)
    })
  },
  invite: {
    code: 3,
    write(w, p) {
      writeId(w, p.inviteId);
      writeGrant(w, p);
      w.fixed(p.seedHash, 32)
        .uint(p.expiresMs)
        .bool(p.memberId !== null);
      if (p.memberId) writeId(w, p.memberId);
      writeToDevices(w, p.seeds, sealedSeedLength);
    },
    read: (r) => ({
      inviteId: readId<InviteId>(r),
      ...readGrant(r),
      seedHash: r.fixed(32),
      expiresMs: r.uint(),
      memberId: r.bool() ? readId<MemberId>(r) : null,
      seeds: readToDevices(r, sealedSeedLength)
    })
  },
  'revoke-invite': {
    code: 4,
    write(w, p) {
      writeId(w, p.inviteId);
      w.bool(p.request !== null);
      if (p.request) writeHash(w, p.request);
    },
    read: (r) => ({
      inviteId: readId<InviteId>(r),
      request: r.bool() ? readHash<MemberEntryId>(r) : null
    })
  },
  'add-device': {
    code: 5,
    write(w, p) {
      writeRegistration(w, p.device);
      writeGrant(w, p);
      w.bool(p.request !== null);
      if (p.request) writeHash(w, p.request);
      writeKeys(w, p.keys);
    },
    read: (r) => ({
      device: readRegistration(r),
      ...readGrant(r),
      request: r.bool() ? readHash<MemberEntryId>(r) : null,
      keys: readKeys(r)
    })
  },
  'confirm-device': {
    code: 6,
    write(w, p) {
      writeHash(w, p.registration);
      writeGrant(w, p);
      writeKeys(w, p.keys);
    },
    read: (r) => ({
      registration: readHash<MemberEntryId>(r),
      ...readGrant(r),
      keys: readKeys(r)
    })
  },
  'set-role': {
    code: 7,
    write(w, p) {
      writeId(w, p.memberId);
      writeGrant(w, p);
      writeCuts(w, p.cuts);
      writeKeys(w, p.keys);
    },
    read: (r) => ({
      memberId: readId<MemberId>(r),
      ...readGrant(r),
      cuts: readCuts(r),
      keys: readKeys(r)
    })
  },
  remove: {
    code: 8,
    write(w, p) {
      w.u8(p.target.type === 'member' ? 0 : 1);
      writeId(w, p.target.type === 'member' ? p.target.memberId : p.target.deviceId);
      w.u8(p.mode === 'departure' ? 0 : 1).uint(p.reason);
      writeCuts(w, p.cuts);
      writeKeys(w, p.keys);
    },
    read: (r) => ({
      target: r.bool()
        ? { type: 'device', deviceId: readId<DeviceId>(r) }
        : { type: 'member', memberId: readId<MemberId>(r) },
      mode: r.bool() ? 'now' : 'departure',
      reason: r.uint(0xffff),
      cuts: readCuts(r),
      keys: readKeys(r)
    })
  },
  adopt: {
    code: 9,
    write(w, p) {
      w.list(p.ranges, (_, range) => {
        writeCut(w, range);
        w.uint(range.from);
      });
    },
    read: (r) => ({ ranges: readRanges(r) })
  },
  'grant-key': {
    code: 10,
    write: (w, p) => writeKeys(w, p.keys),
    read: (r) => ({ keys: readSomeKeys(r) })
  },
  rotate: {
    code: 11,
    write: (w, p) => writeKeys(w, p.keys),
    read: (r) => ({ keys: readSomeKeys(r) })
  },
  'lock-record': {
    code: 12,
    write(w, p) {
      w.list(p.recordIds, writeId).uint(p.reason).list(p.lifts, writeHash);
    },
    read: (r) => ({ ...readOrder(r), lifts: readSortedHashes<MemberEntryId>(r, limits.parents) })
  },
  'erase-record': {
    code: 13,
    write(w, p) {
      w.list(p.recordIds, writeId).uint(p.reason).list(p.seconds, writeHash);
    },
    read: (r) => ({ ...readOrder(r), seconds: readSortedHashes<MemberEntryId>(r, limits.parents) })
  },
  policy: {
    code: 14,
    write: (w, p) => writeSettings(w, p.settings),
    read: (r) => ({ settings: readSettings(r) })
  }
};

/** A seed is 16 bytes: see join/seed.ts. */
const sealedSeedLength = 16 + sealOverhead;

const kindByCode: ReadonlyMap<number, MemberKind> = new Map(
  (Object.keys(codecs) as MemberKind[]).map((kind) => [codecs[kind].code, kind])
);

export const memberKinds: readonly MemberKind[] = [...kindByCode.values()];
export const memberKindOfCode = (code: number): MemberKind | undefined => kindByCode.get(code);
export const codeOfPayload = (payload: MemberPayload): number =>
  payload.kind === 'unknown' ? payload.code : codecs[payload.kind].code;

export function encodePayload(payload: MemberPayload): Bytes {
  if (payload.kind === 'unknown') return payload.payload;
  const writer = new BinaryWriter();
  // The table pairs each kind with its own codec; TypeScript can't follow the pairing through a union.
  (codecs[payload.kind] as PayloadCodec<KnownPayload>).write(writer, payload);
  return writer.finish();
}

/** Throws DecodeError. */
export function decodePayload(kind: MemberKind, bytes: Bytes): KnownPayload {
  const reader = new BinaryReader(bytes);
  const payload = { kind, ...codecs[kind].read(reader) } as KnownPayload;
  reader.end();
  return payload;
}

/** The key material an entry carries. */
export const keysOf = (payload: MemberPayload): readonly SealedEpoch[] =>
  'keys' in payload ? payload.keys : [];

function writeRegistration(w: BinaryWriter, device: DeviceRegistration): void {
  writeId(w, device.memberId);
  writeId(w, device.deviceId);
  w.uint(device.incarnation).text(device.name);
  w.fixed(device.signingKey, publicKeyLength).fixed(device.agreementKey, publicKeyLength);
  w.uint(device.clientId);
}

function readRegistration(r: BinaryReader): DeviceRegistration {
  return {
    memberId: readId<MemberId>(r),
    deviceId: readId<DeviceId>(r),
    incarnation: readPositive(r, limits.incarnation),
    name: r.text(limits.nameBytes),
    signingKey: r.fixed(publicKeyLength),
    agreementKey: r.fixed(publicKeyLength),
    clientId: r.uint(2 ** 48 - 1)
  };
}

function writeRecovery(w: BinaryWriter, recovery: RecoveryKeys): void {
  w.fixed(recovery.signingKey, publicKeyLength).fixed(recovery.agreementKey, publicKeyLength);
  w.bytes(recovery.sealedSecrets);
}

const readRecovery = (r: BinaryReader): RecoveryKeys => ({
  signingKey: r.fixed(publicKeyLength),
  agreementKey: r.fixed(publicKeyLength),
  sealedSecrets: r.bytes(1024)
});

function writeSettings(w: BinaryWriter, settings: readonly PolicySetting[]): void {
  w.list(settings, (_, setting) => w.uint(setting.key).uint(setting.value));
}

function readSettings(r: BinaryReader): PolicySetting[] {
  const settings = r.list(256, () => ({ key: r.uint(), value: r.uint() }));
  requireRising(settings, (a, b) => a.key - b.key);
  return settings;
}

function writeKeys(w: BinaryWriter, keys: readonly SealedEpoch[]): void {
  w.list(keys, writeSealedEpoch);
}

function readKeys(r: BinaryReader): SealedEpoch[] {
  const keys = r.list(limits.sealedEpochs, readSealedEpoch);
  requireRising(keys, compareSealedEpochs);
  return keys;
}

function readSomeKeys(r: BinaryReader): SealedEpoch[] {
  const keys = readKeys(r);
  if (keys.length === 0) throw new DecodeError('no keys in an entry about keys');
  return keys;
}

/** Order of keys in an entry. */
export const compareSealedEpochs = (a: SealedEpoch, b: SealedEpoch): number =>
  streamCode(a.stream) - streamCode(b.stream) || a.epoch - b.epoch || compareIds(a.keyId, b.keyId);

function writeCut(w: BinaryWriter, cut: Cut): void {
  w.uint(scopeCode[cut.scope]);
  writeId(w, cut.deviceId);
  w.uint(cut.incarnation).uint(cut.seq);
  writeHash(w, cut.id);
}

function readCut(r: BinaryReader): Cut {
  const scope = scopeOfCode(r.uint(255));
  if (scope === undefined) throw new DecodeError('unknown scope');
  return {
    scope,
    deviceId: readId<DeviceId>(r),
    incarnation: readPositive(r, limits.incarnation),
    seq: readPositive(r, limits.seq),
    id: readHash<EntryId>(r)
  };
}

function writeCuts(w: BinaryWriter, cuts: readonly Cut[]): void {
  w.list(cuts, writeCut);
}

function readCuts(r: BinaryReader): Cut[] {
  const cuts = r.list(limits.cuts, readCut);
  requireRising(cuts, compareChains);
  return cuts;
}

function readRanges(r: BinaryReader): AdoptedRange[] {
  const ranges = r.list(limits.cuts, () => {
    const last = readCut(r);
    return { ...last, from: readPositive(r, last.seq) };
  });
  if (ranges.length === 0) throw new DecodeError('nothing adopted');
  requireRising(ranges, (a, b) => compareChains(a, b) || a.from - b.from);
  return ranges;
}

function readOrder(r: BinaryReader): { recordIds: RecordId[]; reason: number } {
  const recordIds = r.list(limits.recordsPerOrder, () => readId<RecordId>(r));
  if (recordIds.length === 0) throw new DecodeError('an order names a record');
  requireRising(recordIds, compareIds);
  return { recordIds, reason: r.uint(0xffff) };
}
