/**
 * Epoch keys (DESIGN 5): a random 256-bit secret per stream (a scope, or the carrier) and epoch, sealed to each
 * member device and to the recovery key. A new epoch also holds the ones before, sealed under it, so that whoever
 * gets the newest reads everything older, and nobody the other way round (I6). Two concurrent rotations give
 * one epoch number two secrets; a key id tells them apart, and an entry's key commitment says which one it used.
 * Longer than most files: what seals a key stands beside what opens it.
 */
import { type BinaryReader, BinaryWriter, DecodeError } from '../kernel/binary';
import type { Brand } from '../kernel/brand';
import { assert } from '../kernel/assert';
import { concatBytes, toHex, fromHex, utf8, type Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import type { DeviceId, SpaceId } from '../kernel/ids';
import { scopeCode, scopeOfCode, type Scope } from '../kernel/scope';
import { counterNonce, importAeadKey, open, seal, tagLength, type AeadKey } from '../crypto/aead';
import { openSealed, sealOverhead, sealTo, type AgreementKey } from '../crypto/agree';
import { derive, importDerivationKey } from '../crypto/hkdf';
import { sha256Sync } from '../crypto/sha256';
import { readPositive } from './entry-header';
import { compareIds, readId, writeId } from './ids';
import { limits } from './limits';

/** What has epochs: every scope, and the carrier frame of all that leaves. */
export type KeyStream = Scope | 'carrier';
/** First 16 bytes of a hash of the secret, 32 hex digits. */
export type KeyId = Brand<string, 'KeyId'>;

const carrierCode = 255;
export const streamCode = (stream: KeyStream): number =>
  stream === 'carrier' ? carrierCode : scopeCode[stream];

export interface EpochSecret {
  readonly stream: KeyStream;
  /** From 1. */
  readonly epoch: number;
  /** 32 bytes. Lives in memory and in sealed bytes only. */
  readonly secret: Bytes;
  readonly keyId: KeyId;
}

/** A device that is to read: registered by `found` or `add device`. */
export interface Recipient {
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  /** 65 raw bytes. */
  readonly agreementKey: Bytes;
}

export interface SealedToDevice {
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  readonly sealed: Bytes;
}

/** An epoch's secret as member entries carry it. */
export interface SealedEpoch {
  readonly stream: KeyStream;
  readonly epoch: number;
  readonly keyId: KeyId;
  /** Older secrets of the stream under this one, sorted by epoch and key id. */
  readonly previous: readonly {
    readonly epoch: number;
    readonly keyId: KeyId;
    readonly sealed: Bytes;
  }[];
  /** Sorted by device and incarnation. */
  readonly devices: readonly SealedToDevice[];
  /** Sealed to the recovery key; null in a grant to one device, or without a recovery key. */
  readonly recovery: Bytes | null;
}

const secretLength = 32;
const keyIdLength = 16;
const sealedLength = secretLength + sealOverhead;
const previousLength = secretLength + tagLength;
const previousPurpose = 'tongxinbu/1/previous-epoch';

export const keyIdOf = (secret: Uint8Array): KeyId =>
  toHex(sha256Sync(concatBytes(utf8('tongxinbu/1/key-id'), secret)).slice(0, keyIdLength)) as KeyId;

export function createEpochSecret(stream: KeyStream, epoch: number, random: Random): EpochSecret {
  return epochSecretOf(stream, epoch, random.bytes(secretLength));
}

export const epochSecretOf = (stream: KeyStream, epoch: number, secret: Bytes): EpochSecret => ({
  stream,
  epoch,
  secret,
  keyId: keyIdOf(secret)
});

/** Seals a secret for a member entry. Asserts that every recipient's key is on the curve (admission checked it). */
export async function sealEpoch(
  spaceId: SpaceId,
  key: EpochSecret,
  to: {
    readonly devices: readonly Recipient[];
    readonly recoveryKey?: Bytes | null;
    readonly previous?: readonly EpochSecret[];
  }
): Promise<SealedEpoch> {
  const devices = await Promise.all(
    to.devices.map(async ({ deviceId, incarnation, agreementKey }) => ({
      deviceId,
      incarnation,
      sealed: await sealSecret(
        agreementKey,
        key,
        associated(spaceId, key, { deviceId, incarnation })
      )
    }))
  );
  const recovery = to.recoveryKey
    ? await sealSecret(to.recoveryKey, key, associated(spaceId, key, 'recovery'))
    : null;
  const previous = await sealPrevious(spaceId, key, to.previous ?? []);
  const { stream, epoch, keyId } = key;
  return { stream, epoch, keyId, previous, devices: devices.sort(compareDevices), recovery };
}

/** The secret sealed to this device, or undefined when there is none that opens. */
export async function openEpoch(
  spaceId: SpaceId,
  sealed: SealedEpoch,
  own: { readonly deviceId: DeviceId; readonly incarnation: number; readonly key: AgreementKey }
): Promise<EpochSecret | undefined> {
  const mine = sealed.devices.find(
    (d) => d.deviceId === own.deviceId && d.incarnation === own.incarnation
  );
  return mine && openSecret(own.key, sealed, mine.sealed, associated(spaceId, sealed, own));
}

/** The same with the recovery key. */
export async function openEpochByRecovery(
  spaceId: SpaceId,
  sealed: SealedEpoch,
  key: AgreementKey
): Promise<EpochSecret | undefined> {
  if (!sealed.recovery) return undefined;
  return openSecret(key, sealed, sealed.recovery, associated(spaceId, sealed, 'recovery'));
}

/** The older secrets that a sealed epoch holds; those that don't open are left out. */
export async function openPrevious(
  spaceId: SpaceId,
  sealed: SealedEpoch,
  key: EpochSecret
): Promise<EpochSecret[]> {
  const wrapping = await wrappingKey(key);
  const opened = await Promise.all(
    sealed.previous.map(async (old, index) => {
      const context = associated(spaceId, { ...old, stream: key.stream }, 'previous');
      const secret = await open(wrapping, counterNonce(index), old.sealed, context);
      return secret && keyIdOf(secret) === old.keyId
        ? epochSecretOf(key.stream, old.epoch, secret)
        : undefined;
    })
  );
  return opened.filter((old) => old !== undefined);
}

async function sealPrevious(
  spaceId: SpaceId,
  key: EpochSecret,
  older: readonly EpochSecret[]
): Promise<SealedEpoch['previous']> {
  if (older.length === 0) return [];
  assert(older.length <= limits.previousKeys, 'older secrets within their cap');
  assert(
    older.every((old) => old.stream === key.stream && old.epoch < key.epoch),
    'a new epoch holds older ones of its stream'
  );
  const wrapping = await wrappingKey(key);
  const sorted = [...older].sort((a, b) => a.epoch - b.epoch || compareIds(a.keyId, b.keyId));
  return Promise.all(
    sorted.map(async (old, index) => ({
      epoch: old.epoch,
      keyId: old.keyId,
      // One wrapping key per new secret, one nonce per place in the sorted list. Two lists under one new
      // secret would repeat nonces: a secret is sealed with its previous ones once, when it is made.
      sealed: await seal(
        wrapping,
        counterNonce(index),
        old.secret,
        associated(spaceId, old, 'previous')
      )
    }))
  );
}

async function wrappingKey(key: EpochSecret): Promise<AeadKey> {
  const base = await importDerivationKey(key.secret);
  return importAeadKey(await derive(base, new Uint8Array(0), previousPurpose, secretLength));
}

async function sealSecret(publicKey: Bytes, key: EpochSecret, context: Bytes): Promise<Bytes> {
  const sealed = await sealTo(publicKey, key.secret, context);
  assert(sealed, 'a recipient has a valid key');
  return sealed;
}

async function openSecret(
  key: AgreementKey,
  epoch: SealedEpoch,
  sealed: Bytes,
  context: Bytes
): Promise<EpochSecret | undefined> {
  const secret = await openSealed(key, sealed, context);
  if (!secret || keyIdOf(secret) !== epoch.keyId) return undefined;
  return epochSecretOf(epoch.stream, epoch.epoch, secret);
}

function associated(
  spaceId: SpaceId,
  key: Pick<EpochSecret, 'stream' | 'epoch' | 'keyId'>,
  to: { readonly deviceId: DeviceId; readonly incarnation: number } | 'recovery' | 'previous'
): Bytes {
  const writer = new BinaryWriter().text('tongxinbu/1/epoch-key');
  writeId(writer, spaceId);
  writer.uint(streamCode(key.stream)).uint(key.epoch).fixed(keyIdBytes(key.keyId), keyIdLength);
  if (typeof to === 'string') return writer.u8(to === 'recovery' ? 1 : 2).finish();
  writer.u8(0);
  writeId(writer, to.deviceId);
  return writer.uint(to.incarnation).finish();
}

function keyIdBytes(keyId: KeyId): Bytes {
  const bytes = fromHex(keyId);
  assert(bytes, 'a key id is lower-case hex');
  return bytes;
}

/** Order of boxes to devices in an entry. */
export const compareDevices = (a: SealedToDevice, b: SealedToDevice): number =>
  compareIds(a.deviceId, b.deviceId) || a.incarnation - b.incarnation;

export function writeStream(writer: BinaryWriter, stream: KeyStream): void {
  writer.uint(streamCode(stream));
}

/** Throws DecodeError on a stream this format doesn't have. */
export function readStream(reader: BinaryReader): KeyStream {
  const code = reader.uint(carrierCode);
  const stream = code === carrierCode ? 'carrier' : scopeOfCode(code);
  if (stream === undefined) throw new DecodeError('unknown key stream');
  return stream;
}

export function writeSealedEpoch(writer: BinaryWriter, sealed: SealedEpoch): void {
  writeStream(writer, sealed.stream);
  writer.uint(sealed.epoch).fixed(keyIdBytes(sealed.keyId), keyIdLength);
  writer.list(sealed.previous, (w, old) => {
    w.uint(old.epoch).fixed(keyIdBytes(old.keyId), keyIdLength).fixed(old.sealed, previousLength);
  });
  writeToDevices(writer, sealed.devices, sealedLength);
  writer.bool(sealed.recovery !== null);
  if (sealed.recovery) writer.fixed(sealed.recovery, sealedLength);
}

/** Throws DecodeError. */
export function readSealedEpoch(reader: BinaryReader): SealedEpoch {
  const stream = readStream(reader);
  const epoch = readPositive(reader, limits.epoch);
  const keyId = toHex(reader.fixed(keyIdLength)) as KeyId;
  const previous = reader.list(limits.previousKeys, (r) => ({
    epoch: readPositive(r, epoch - 1),
    keyId: toHex(r.fixed(keyIdLength)) as KeyId,
    sealed: r.fixed(previousLength)
  }));
  requireRising(previous, (a, b) => a.epoch - b.epoch || compareIds(a.keyId, b.keyId));
  const devices = readToDevices(reader, sealedLength);
  const recovery = reader.bool() ? reader.fixed(sealedLength) : null;
  return { stream, epoch, keyId, previous, devices, recovery };
}

/** Boxes to devices, `length` bytes each. */
export function writeToDevices(
  writer: BinaryWriter,
  boxes: readonly SealedToDevice[],
  length: number
): void {
  writer.list(boxes, (w, box) => {
    writeId(w, box.deviceId);
    w.uint(box.incarnation).fixed(box.sealed, length);
  });
}

/** Throws DecodeError. */
export function readToDevices(reader: BinaryReader, length: number): SealedToDevice[] {
  const boxes = reader.list(limits.recipients, (r) => ({
    deviceId: readId<DeviceId>(r),
    incarnation: readPositive(r, limits.incarnation),
    sealed: r.fixed(length)
  }));
  requireRising(boxes, compareDevices);
  return boxes;
}

/** Throws DecodeError unless the list rises strictly. */
export function requireRising<T>(items: readonly T[], compare: (a: T, b: T) => number): void {
  for (let i = 1; i < items.length; i++) {
    const [before, item] = [items[i - 1], items[i]];
    if (before !== undefined && item !== undefined && compare(before, item) >= 0) {
      throw new DecodeError('list not sorted');
    }
  }
}
