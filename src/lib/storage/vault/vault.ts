/**
 * The vault 保险柜: what this browser profile holds, sealed (DESIGN 2, 5 "At rest").
 * A random vault key is wrapped once per worker slot and once under the printed recovery key. No CryptoKey is
 * ever stored: private keys are generated extractable, exported once, wrapped, dropped, and imported
 * non-extractable into memory at unlock. Rules V1-V6 are numbered in slot-format.ts and SPEC.md.
 * Longer than most files: every way that wraps a key stands beside the one that unwraps it.
 */
import { utf8, type Bytes } from '../../kernel/bytes';
import type { Clock, Random } from '../../kernel/environment';
import { createSlotId, type SlotId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import {
  aeadKeyLength,
  importAeadKey,
  openWithNonce,
  sealWithNonce,
  type AeadKey
} from '../../crypto/aead';
import { derive, importDerivationKey } from '../../crypto/hkdf';
import {
  createPassphraseParams,
  decodePassphraseParams,
  derivePassphraseKey,
  encodePassphraseParams,
  type PassphraseCosts
} from '../../crypto/passphrase';
import { parseRecoveryKey } from '../../crypto/recovery-key';
import type { RecoveryKeyError } from '../../crypto/recovery-key';
import { createOpenVault, type Exclusively, type OpenVault } from './open-vault';
import {
  decodeDeviceSecrets,
  encodeDeviceSecrets,
  parseSlotRow,
  slotAad,
  type DeviceSecrets,
  type SlotRow,
  type VaultRow
} from './slot-format';
import { isWitnessed, witnessName, witnessSlot } from './slot-witness';
import type { VaultStore, VaultWrite } from './vault-store';

export interface VaultDeps {
  readonly store: VaultStore;
  readonly random: Random;
  readonly clock: Clock;
  /** Argon2id costs; tests use small ones. */
  readonly costs: PassphraseCosts;
  /** Runs what reads rows and writes them back while no other tab does; without it this is the only tab. */
  readonly exclusively?: Exclusively;
}

export interface SlotInfo {
  readonly id: SlotId;
  readonly label: string;
  readonly hasPassphrase: boolean;
}

export type UnlockError =
  | { readonly type: 'wrong-passphrase' }
  | { readonly type: 'wrong-recovery-key'; readonly detail?: RecoveryKeyError }
  | { readonly type: 'damaged'; readonly code: string };

export interface FoundedVault {
  readonly vault: OpenVault;
  /** To be written together with the first space; until then the profile counts as empty. */
  readonly writes: readonly VaultWrite[];
}

export interface Vault {
  /** Workers in the order they were added; empty when nothing was founded. */
  slots(): Promise<readonly SlotInfo[]>;
  /** `device` is fresh from log/founding; its pairs are wrapped here and dropped by the caller. */
  found(input: {
    readonly label: string;
    readonly passphrase: string | null;
    readonly device: DeviceSecrets;
    readonly recoveryKey: Bytes;
  }): Promise<FoundedVault>;
  unlock(slotId: SlotId, passphrase: string | null): Promise<Result<OpenVault, UnlockError>>;
  /** Gives the slot a new passphrase and a new device: the old device keys can't be opened any more. */
  unlockWithRecovery(
    slotId: SlotId,
    printed: string,
    next: string,
    device: DeviceSecrets
  ): Promise<Result<RecoveredVault, UnlockError>>;
  addSlot(
    open: OpenVault,
    label: string,
    passphrase: string | null,
    device: DeviceSecrets
  ): Promise<AddedSlot>;
  /** Not the last one: a profile without slots counts as empty and would be founded over. */
  removeSlot(slotId: SlotId): Promise<Result<void, { readonly type: 'last-slot' }>>;
  changePassphrase(
    open: OpenVault,
    current: string | null,
    next: string | null
  ): Promise<Result<void, UnlockError>>;
  /** Puts the vault under another printed key: after a restore by passphrase, under the one that admitted it. */
  renewRecovery(open: OpenVault, recoveryKey: Bytes): Promise<VaultWrite>;
}

interface UnwrappedSlot {
  readonly row: SlotRow;
  readonly slotKey: AeadKey;
  readonly vaultKey: Bytes;
  readonly device: DeviceSecrets;
}

export interface AddedSlot {
  readonly slotId: SlotId;
  readonly writes: readonly VaultWrite[];
}

export interface RecoveredVault {
  readonly vault: OpenVault;
  readonly recoveryKey: Bytes;
}

const recoveryAad = utf8('tongxinbu/1/vault/recovery');
const noSalt: Bytes = new Uint8Array(0);

async function recoveryKek(recoveryKey: Bytes) {
  const bytes = await derive(
    await importDerivationKey(recoveryKey),
    noSalt,
    'tongxinbu/1/vault/recovery',
    aeadKeyLength
  );
  return importAeadKey(bytes);
}

export function createVault(deps: VaultDeps): Vault {
  const { store, random, clock, costs, exclusively = (work) => work() } = deps;

  /** Wraps under a passphrase, or under a secret that lies beside it (V2). */
  async function wrapSlot(
    slotId: SlotId,
    label: string,
    passphrase: string | null,
    vaultKey: Bytes,
    device: DeviceSecrets
  ): Promise<{ row: SlotRow; slotKey: AeadKey }> {
    const params = passphrase === null ? undefined : createPassphraseParams(random, costs);
    const secret =
      params && passphrase !== null
        ? await derivePassphraseKey(passphrase, params)
        : random.bytes(aeadKeyLength);
    const slotKey = await importAeadKey(secret);
    const row: SlotRow = {
      version: 1,
      label,
      createdAtMs: clock.now(),
      ...(params ? { params: encodePassphraseParams(params) } : { openSecret: secret }),
      wrappedVaultKey: await sealWithNonce(
        slotKey,
        random,
        vaultKey,
        utf8(slotAad(slotId, 'vault-key'))
      ),
      wrappedDevice: await sealWithNonce(
        slotKey,
        random,
        encodeDeviceSecrets(device),
        utf8(slotAad(slotId, 'device'))
      )
    };
    return { row, slotKey };
  }

  async function unwrapSlot(
    slotId: SlotId,
    passphrase: string | null
  ): Promise<Result<UnwrappedSlot, UnlockError>> {
    const row = parseSlotRow(await store.get('slots', slotId));
    if (!row) return err({ type: 'damaged', code: 'V-SLOT' });
    const secret = await slotSecret(row, passphrase);
    if (!secret.ok) return secret;
    const slotKey = await importAeadKey(secret.value);
    const vaultKey = await openWithNonce(
      slotKey,
      row.wrappedVaultKey,
      utf8(slotAad(slotId, 'vault-key'))
    );
    if (!vaultKey) return err({ type: 'wrong-passphrase' });
    const witness = await store.get('meta', witnessName(slotId));
    if (!(await isWitnessed(vaultKey, slotId, row, witness))) {
      return err({ type: 'damaged', code: 'V-PUT-BACK' });
    }
    const deviceBytes = await openWithNonce(
      slotKey,
      row.wrappedDevice,
      utf8(slotAad(slotId, 'device'))
    );
    const device = deviceBytes && decodeDeviceSecrets(deviceBytes);
    if (!device?.ok) return err({ type: 'damaged', code: 'V-DEVICE' });
    return ok({ row, slotKey, vaultKey, device: device.value });
  }

  async function writeRecoveryWrap(vaultKey: Bytes, recoveryKey: Bytes): Promise<VaultWrite> {
    const recoveryWrap = await sealWithNonce(
      await recoveryKek(recoveryKey),
      random,
      vaultKey,
      recoveryAad
    );
    return { table: 'meta', key: 'vault', value: { version: 1, recoveryWrap } satisfies VaultRow };
  }

  async function newSlot(
    vaultKey: Bytes,
    label: string,
    passphrase: string | null,
    device: DeviceSecrets,
    slotId: SlotId = createSlotId(random),
    createdAtMs: number = clock.now()
  ): Promise<AddedSlot & { row: SlotRow; slotKey: AeadKey }> {
    const wrapped = await wrapSlot(slotId, label, passphrase, vaultKey, device);
    const row = { ...wrapped.row, createdAtMs };
    const { slotKey } = wrapped;
    const witness = await witnessSlot(vaultKey, random, slotId, row);
    return { slotId, row, slotKey, writes: [{ table: 'slots', key: slotId, value: row }, witness] };
  }

  return {
    async slots() {
      const rows = (await store.list('slots')).map(({ key, value }) => ({
        key,
        // A damaged row still shows: an empty list would offer to found the profile anew.
        row: parseSlotRow(value) ?? damagedRow
      }));
      return rows
        .sort((a, b) => a.row.createdAtMs - b.row.createdAtMs || (a.key < b.key ? -1 : 1))
        .map(({ key, row }) => infoOf(key as SlotId, row));
    },
    async found({ label, passphrase, device, recoveryKey }) {
      const vaultKey = random.bytes(aeadKeyLength);
      const slot = await newSlot(vaultKey, label, passphrase, device);
      const writes = [...slot.writes, await writeRecoveryWrap(vaultKey, recoveryKey)];
      const info = infoOf(slot.slotId, slot.row);
      const { slotKey } = slot;
      const parts = { store, random, exclusively, vaultKey, slotKey, device, slot: info };
      return { vault: await createOpenVault(parts), writes };
    },
    async unlock(slotId, passphrase) {
      const slot = await unwrapSlot(slotId, passphrase);
      if (!slot.ok) return slot;
      const { row, slotKey, vaultKey, device } = slot.value;
      const info = infoOf(slotId, row);
      const parts = { store, random, exclusively, vaultKey, slotKey, device, slot: info };
      return ok(await createOpenVault(parts));
    },
    async unlockWithRecovery(slotId, printed, next, device) {
      const parsed = parseRecoveryKey(printed);
      if (!parsed.ok) return err({ type: 'wrong-recovery-key', detail: parsed.error });
      const [row, slotRow] = await Promise.all([
        store.get('meta', 'vault') as Promise<VaultRow | undefined>,
        store.get('slots', slotId)
      ]);
      if (!(row?.recoveryWrap instanceof Uint8Array))
        return err({ type: 'damaged', code: 'V-META' });
      const kek = await recoveryKek(parsed.value);
      const vaultKey = await openWithNonce(kek, row.recoveryWrap, recoveryAad);
      if (!vaultKey) return err({ type: 'wrong-recovery-key' });
      // The printed key is the way out of a damaged row too: it needs no more of it than the name.
      const { label, createdAtMs } = parseSlotRow(slotRow) ?? damagedRow;
      const fresh = await newSlot(vaultKey, label, next, device, slotId, createdAtMs);
      const { slotKey, writes: slotWrites } = fresh;
      const slot = infoOf(slotId, fresh.row);
      const parts = { store, random, exclusively, vaultKey, slotKey, device, slot, slotWrites };
      return ok({ vault: await createOpenVault(parts), recoveryKey: parsed.value });
    },
    async addSlot(open, label, passphrase, device) {
      const { slotId, writes } = await newSlot(
        await open.revealVaultKey(),
        label,
        passphrase,
        device
      );
      return { slotId, writes };
    },
    // Two tabs that remove each other's slot would leave none.
    removeSlot: (slotId) =>
      exclusively(async () => {
        const others = (await store.list('slots')).filter(({ key }) => key !== slotId);
        if (others.length === 0) return err({ type: 'last-slot' });
        await store.write([
          { table: 'slots', key: slotId, value: undefined },
          { table: 'meta', key: witnessName(slotId), value: undefined }
        ]);
        return ok(undefined);
      }),
    // Alone, so that keys which another tab makes meanwhile are taken along.
    changePassphrase: (open, current, next) =>
      exclusively(async () => {
        const slot = await unwrapSlot(open.slot.id, current);
        if (!slot.ok) return slot;
        const { row, vaultKey, device } = slot.value;
        const { id } = open.slot;
        const wrapped = await newSlot(vaultKey, row.label, next, device, id, row.createdAtMs);
        await store.write(wrapped.writes);
        open.useSlotKey(wrapped.slotKey);
        return ok(undefined);
      }),
    renewRecovery: async (open, recoveryKey) =>
      writeRecoveryWrap(await open.revealVaultKey(), recoveryKey)
  };
}

const damagedRow: SlotRow = {
  version: 1,
  label: '',
  createdAtMs: 0,
  params: new Uint8Array(0),
  wrappedVaultKey: new Uint8Array(0),
  wrappedDevice: new Uint8Array(0)
};

const infoOf = (id: SlotId, row: SlotRow): SlotInfo => ({
  id,
  label: row.label,
  hasPassphrase: row.params !== undefined
});

async function slotSecret(
  row: SlotRow,
  passphrase: string | null
): Promise<Result<Bytes, UnlockError>> {
  if (row.openSecret) return ok(row.openSecret);
  const params = row.params && decodePassphraseParams(row.params);
  if (!params?.ok) return err({ type: 'damaged', code: 'V-PARAMS' });
  return ok(await derivePassphraseKey(passphrase ?? '', params.value));
}
