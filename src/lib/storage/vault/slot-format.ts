/**
 * Rows of the vault. Clear: ids, the label a worker chose for the lock screen, salts and costs. Sealed: keys.
 *
 * V1 A slot wraps the vault key and its own device keys under a key derived from the worker's passphrase.
 * V2 A slot without passphrase keeps the wrapping secret beside it: the disk then protects nothing (UX rule 4).
 * V3 The recovery wrap opens the vault key with the printed key only.
 * V4 A sealed witness binds each row (slot-witness.ts). V5 The last slot stays. V6 Keys of later incarnations are wrapped
 * beside the first ones: a change of passphrase takes them along, the printed key drops them.
 */
import { type BinaryReader, BinaryWriter, decodeWith } from '../../kernel/binary';
import type { Bytes } from '../../kernel/bytes';
import type { DeviceId, SlotId } from '../../kernel/ids';
import { isDeviceId } from '../../kernel/ids';
import { DecodeError } from '../../kernel/binary';
import type { KeyPairBytes } from '../../crypto/sign';

export interface SlotRow {
  readonly version: 1;
  readonly label: string;
  readonly createdAtMs: number;
  /** Encoded PassphraseParams; absent without passphrase. */
  readonly params?: Bytes;
  /** Only without passphrase: the wrapping secret in clear. */
  readonly openSecret?: Bytes;
  readonly wrappedVaultKey: Bytes;
  readonly wrappedDevice: Bytes;
}

/** The row as stored, or undefined for what is none: the disk may hold anything. */
export function parseSlotRow(value: unknown): SlotRow | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const row = value as { readonly [Name in keyof SlotRow]?: unknown };
  const areBytes = (bytes: unknown): boolean => bytes instanceof Uint8Array;
  const isWhole =
    row.version === 1 &&
    typeof row.label === 'string' &&
    Number.isSafeInteger(row.createdAtMs) &&
    Number(row.createdAtMs) >= 0 &&
    areBytes(row.wrappedVaultKey) &&
    areBytes(row.wrappedDevice) &&
    // Exactly one lock: a passphrase's costs, or the secret that lies open.
    areBytes(row.params) !== areBytes(row.openSecret);
  return isWhole ? (value as SlotRow) : undefined;
}

export interface VaultRow {
  readonly version: 1;
  readonly recoveryWrap: Bytes;
}

export interface IncarnationSecrets {
  readonly incarnation: number;
  readonly signing: KeyPairBytes;
  readonly agreement: KeyPairBytes;
}

/** Private keys of one device, as they are wrapped; imported without the right to export at unlock. */
export interface DeviceSecrets extends IncarnationSecrets {
  readonly deviceId: DeviceId;
  /** Of incarnations opened since (DESIGN 5 "Fork"), oldest first. A space uses the newest that it knows. */
  readonly later?: readonly IncarnationSecrets[];
}

const maxKeyBytes = 1024;
/** Beyond it the oldest go; a space that used them opens a new incarnation. */
export const maxLaterIncarnations = 256;

function writePair(writer: BinaryWriter, pair: KeyPairBytes): void {
  writer.bytes(pair.publicKey).bytes(pair.secret);
}

const readPair = (reader: BinaryReader): KeyPairBytes => ({
  publicKey: reader.bytes(maxKeyBytes),
  secret: reader.bytes(maxKeyBytes)
});

function writeIncarnation(writer: BinaryWriter, of: IncarnationSecrets): void {
  writer.uint(of.incarnation);
  writePair(writer, of.signing);
  writePair(writer, of.agreement);
}

const readIncarnation = (reader: BinaryReader): IncarnationSecrets => ({
  incarnation: reader.uint(),
  signing: readPair(reader),
  agreement: readPair(reader)
});

/** Version 1 without later incarnations, version 2 with them. */
export function encodeDeviceSecrets({ deviceId, later = [], ...first }: DeviceSecrets): Bytes {
  const writer = new BinaryWriter().u8(later.length > 0 ? 2 : 1).text(deviceId);
  writeIncarnation(writer, first);
  if (later.length > 0) writer.uint(later.length);
  for (const one of later) writeIncarnation(writer, one);
  return writer.finish();
}

export const decodeDeviceSecrets = (bytes: Bytes) =>
  decodeWith(bytes, (reader): DeviceSecrets => {
    const version = reader.u8();
    if (version !== 1 && version !== 2) throw new DecodeError('unknown version');
    const deviceId = reader.text(64);
    if (!isDeviceId(deviceId)) throw new DecodeError('not a device id');
    const first = readIncarnation(reader);
    if (version === 1) return { deviceId, ...first };
    const count = reader.uint();
    if (count < 1 || count > maxLaterIncarnations) throw new DecodeError('too many incarnations');
    return {
      deviceId,
      ...first,
      later: Array.from({ length: count }, () => readIncarnation(reader))
    };
  });

export const slotAad = (slotId: SlotId, what: 'vault-key' | 'device'): string =>
  `tongxinbu/1/slot/${slotId}/${what}`;
