/**
 * Rows of the vault. Clear: ids, the label a worker chose for the lock screen, salts and costs. Sealed: keys.
 *
 * V1 A slot wraps the vault key and its own device keys under a key derived from the worker's passphrase.
 * V2 A slot without passphrase keeps the wrapping secret beside it: the disk then protects nothing (UX rule 4).
 * V3 The recovery wrap opens the vault key with the printed key only.
 * V4 A sealed witness binds each row (slot-witness.ts). V5 The last slot stays.
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

/** Private keys of one device, as they are wrapped; imported without the right to export at unlock. */
export interface DeviceSecrets {
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  readonly signing: KeyPairBytes;
  readonly agreement: KeyPairBytes;
}

const maxKeyBytes = 1024;

function writePair(writer: BinaryWriter, pair: KeyPairBytes): void {
  writer.bytes(pair.publicKey).bytes(pair.secret);
}

const readPair = (reader: BinaryReader): KeyPairBytes => ({
  publicKey: reader.bytes(maxKeyBytes),
  secret: reader.bytes(maxKeyBytes)
});

export function encodeDeviceSecrets(device: DeviceSecrets): Bytes {
  const writer = new BinaryWriter().u8(1).text(device.deviceId).uint(device.incarnation);
  writePair(writer, device.signing);
  writePair(writer, device.agreement);
  return writer.finish();
}

export const decodeDeviceSecrets = (bytes: Bytes) =>
  decodeWith(bytes, (reader): DeviceSecrets => {
    if (reader.u8() !== 1) throw new DecodeError('unknown version');
    const deviceId = reader.text(64);
    if (!isDeviceId(deviceId)) throw new DecodeError('not a device id');
    return {
      deviceId,
      incarnation: reader.uint(),
      signing: readPair(reader),
      agreement: readPair(reader)
    };
  });

export const slotAad = (slotId: SlotId, what: 'vault-key' | 'device'): string =>
  `tongxinbu/1/slot/${slotId}/${what}`;
