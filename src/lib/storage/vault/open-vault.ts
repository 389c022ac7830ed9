/**
 * An unlocked vault: keys in memory, and small sealed values (list of spaces, drafts, settings of this device).
 * Locking drops the object; nothing else holds its keys.
 */
import { utf8, type Bytes } from '../../kernel/bytes';
import type { Random } from '../../kernel/environment';
import type { DeviceId } from '../../kernel/ids';
import {
  aeadKeyLength,
  importAeadKey,
  openWithNonce,
  sealWithNonce,
  type AeadKey
} from '../../crypto/aead';
import { importAgreementKey, type AgreementKey } from '../../crypto/agree';
import { derive, importDerivationKey } from '../../crypto/hkdf';
import { importSigningKey, type SigningKey } from '../../crypto/sign';
import { addIncarnation, readDevice, type SlotParts } from './incarnations';
import type { DeviceSecrets, IncarnationSecrets } from './slot-format';
import type { SlotInfo } from './vault';
import type { VaultStore, VaultTable, VaultWrite } from './vault-store';

/** Runs work while no other tab of the profile does work of this kind. */
export type Exclusively = <T>(work: () => Promise<T>) => Promise<T>;

/** One incarnation of this device. */
export interface DeviceKeys {
  readonly incarnation: number;
  readonly signingKey: SigningKey;
  readonly agreementKey: AgreementKey;
  /** Raw P-256 public keys, as member entries register them. */
  readonly publicKeys: { readonly signing: Bytes; readonly agreement: Bytes };
}

/** Its own keys are those of the slot's first incarnation: what a new space registers. */
export interface OpenVault extends DeviceKeys {
  readonly slot: SlotInfo;
  readonly deviceId: DeviceId;
  /** Seals states, pages and overlay of replicas (DESIGN 4). */
  readonly storageKey: AeadKey;
  /** Rows of a recovered slot that still have to be written. */
  readonly slotWrites: readonly VaultWrite[];
  /** Names of a table's rows; names say nothing about a person. */
  names(table: VaultTable): Promise<readonly string[]>;
  /** A sealed row for `store.write`; name and table are bound as associated data. */
  seal(table: VaultTable, name: string, value: Bytes): Promise<VaultWrite>;
  /** undefined when absent; throws when the row was tampered with. */
  open(table: VaultTable, name: string): Promise<Bytes | undefined>;
  write(writes: readonly VaultWrite[]): Promise<void>;
  /** For what reads a row and writes it back. */
  readonly exclusively: Exclusively;
  /** Keys of any incarnation, also of one that another tab made; undefined where this slot has none. */
  incarnationKeys(incarnation: number): Promise<DeviceKeys | undefined>;
  /** Makes keys of a later incarnation and keeps them; undefined where another tab has changed this slot's passphrase. */
  renew(incarnation: number): Promise<DeviceKeys | undefined>;
  /** The slot was wrapped anew here: later incarnations go under this key. */
  useSlotKey(key: AeadKey): void;
  /** For wrapping it again under another slot or a new recovery key. */
  revealVaultKey(): Promise<Bytes>;
}

export interface OpenVaultParts {
  readonly store: VaultStore;
  readonly random: Random;
  readonly exclusively: Exclusively;
  readonly vaultKey: Bytes;
  /** Wraps the slot's keys. */
  readonly slotKey: AeadKey;
  readonly device: DeviceSecrets;
  readonly slot: SlotInfo;
  readonly slotWrites?: readonly VaultWrite[];
}

/** A sealed row did not open although the vault key is right: it was changed or moved. */
export class DamagedRowError extends Error {
  override readonly name = 'DamagedRowError';
}

const noSalt: Bytes = new Uint8Array(0);
const aadOf = (table: VaultTable, name: string): Bytes =>
  utf8(`tongxinbu/1/vault/${table}/${name}`);

export async function createOpenVault(parts: OpenVaultParts): Promise<OpenVault> {
  const { store, random, vaultKey, device } = parts;
  let slot: SlotParts = parts;
  const root = await importDerivationKey(vaultKey);
  const keyFor = async (purpose: string): Promise<AeadKey> =>
    importAeadKey(await derive(root, noSalt, `tongxinbu/1/vault/${purpose}`, aeadKeyLength));
  const [rowKey, storageKey] = [await keyFor('rows'), await keyFor('at-rest')];
  return {
    ...(await importKeys(device)),
    slot: parts.slot,
    deviceId: device.deviceId,
    storageKey,
    slotWrites: parts.slotWrites ?? [],
    async seal(table, name, value) {
      return {
        table,
        key: name,
        value: await sealWithNonce(rowKey, random, value, aadOf(table, name))
      };
    },
    async open(table, name) {
      const sealed = await store.get(table, name);
      if (sealed === undefined) return undefined;
      const value =
        sealed instanceof Uint8Array
          ? await openWithNonce(rowKey, new Uint8Array(sealed), aadOf(table, name))
          : undefined;
      if (!value) throw new DamagedRowError(name);
      return value;
    },
    names: async (table) => (await store.list(table)).map(({ key }) => key),
    write: (writes) => store.write(writes),
    exclusively: parts.exclusively,
    async incarnationKeys(incarnation) {
      if (incarnation === device.incarnation) return importKeys(device);
      const kept = (await readDevice(slot))?.device.later ?? [];
      const found = kept.find((one) => one.incarnation === incarnation);
      return found && importKeys(found);
    },
    async renew(incarnation) {
      const made = await addIncarnation(slot, incarnation);
      return made && importKeys(made);
    },
    useSlotKey: (slotKey) => (slot = { ...slot, slotKey }),
    revealVaultKey: () => Promise.resolve(vaultKey)
  };
}

const importKeys = async (of: IncarnationSecrets): Promise<DeviceKeys> => ({
  incarnation: of.incarnation,
  signingKey: await importSigningKey(of.signing.secret),
  agreementKey: await importAgreementKey(of.agreement),
  publicKeys: { signing: of.signing.publicKey, agreement: of.agreement.publicKey }
});
