import { beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/lib/kernel/bytes';
import { localDate } from '../../../src/lib/kernel/dates';
import { unwrap } from '../../../src/lib/kernel/result';
import { createRecoveryKey, printRecoveryKey } from '../../../src/lib/crypto/recovery-key';
import { createDevice } from '../../../src/lib/log/founding';
import type { DeviceSecrets } from '../../../src/lib/storage/vault/slot-format';
import { systemRandom } from '../../../src/lib/crypto/random';
import type { OpenVault } from '../../../src/lib/storage/vault/open-vault';
import { createVault, type Vault } from '../../../src/lib/storage/vault/vault';
import {
  createMemoryVaultStore,
  type VaultStore
} from '../../../src/lib/storage/vault/vault-store';

const costs = { memoryKib: 64, iterations: 1, parallelism: 1 };

describe('vault (V1-V6)', () => {
  let store: VaultStore;
  let vault: Vault;
  let now = 1_000;

  beforeEach(() => {
    store = createMemoryVaultStore();
    const clock = { now: () => now++, today: () => localDate(now) };
    vault = createVault({ store, random: systemRandom, clock, costs });
  });

  async function found(passphrase: string | null) {
    const recoveryKey = createRecoveryKey(systemRandom);
    const device = await newDevice();
    const founded = await vault.found({ label: '陈大姐', passphrase, device, recoveryKey });
    await store.write(founded.writes);
    return { ...founded, recoveryKey };
  }

  async function newDevice(): Promise<DeviceSecrets> {
    const { registration, pairs } = await createDevice('陈大姐', systemRandom);
    return {
      deviceId: registration.deviceId,
      incarnation: registration.incarnation,
      ...pairs
    };
  }

  it('V1 opens with the right passphrase, in full-width typing too, and refuses another', async () => {
    const founded = await found('tongxin2026');
    const slot = founded.vault.slot.id;
    const opened = unwrap(await vault.unlock(slot, 'ｔｏｎｇｘｉｎ２０２６'));
    expect(opened.deviceId).toBe(founded.vault.deviceId);
    expect(await vault.unlock(slot, 'tongxin2027')).toEqual({
      ok: false,
      error: { type: 'wrong-passphrase' }
    });
  });

  it('V1 a sealed row opens after a new unlock, and not under another name', async () => {
    const founded = await found('tongxin2026');
    await founded.vault.write([await founded.vault.seal('meta', 'spaces', utf8('和平里'))]);
    const opened = unwrap(await vault.unlock(founded.vault.slot.id, 'tongxin2026'));
    expect(await opened.open('meta', 'spaces')).toEqual(utf8('和平里'));
    const stolen = await store.get('meta', 'spaces');
    await store.write([{ table: 'meta', key: 'other', value: stolen }]);
    await expect(opened.open('meta', 'other')).rejects.toThrow('other');
  });

  it('V2 without passphrase it opens by name, and says so', async () => {
    const founded = await found(null);
    expect((await vault.slots())[0]?.hasPassphrase).toBe(false);
    expect((await vault.unlock(founded.vault.slot.id, null)).ok).toBe(true);
  });

  it('V3 the printed key gives a new passphrase and new device keys; a wrong sheet names its group', async () => {
    const founded = await found('tongxin2026');
    const slot = founded.vault.slot.id;
    const printed = printRecoveryKey(founded.recoveryKey);
    const typo = (printed[0] === 'A' ? 'B' : 'A') + printed.slice(1);
    expect(
      await vault.unlockWithRecovery(slot, typo, 'neue-2026', await newDevice())
    ).toMatchObject({
      error: { type: 'wrong-recovery-key', detail: { type: 'group', group: 1 } }
    });
    const recovered = unwrap(
      await vault.unlockWithRecovery(slot, printed, 'xin-2026-kouling', await newDevice())
    );
    expect(recovered.vault.deviceId).not.toBe(founded.vault.deviceId);
    await store.write(recovered.vault.slotWrites);
    expect((await vault.unlock(slot, 'xin-2026-kouling')).ok).toBe(true);
    expect((await vault.unlock(slot, 'tongxin2026')).ok).toBe(false);
  });

  it('two workers on one machine open one vault with their own devices; each changes only its own passphrase', async () => {
    const founded = await found('tongxin2026');
    const added = await vault.addSlot(founded.vault, '李四', 'lisi-2026-pass', await newDevice());
    await store.write(added.writes);
    const second = unwrap(await vault.unlock(added.slotId, 'lisi-2026-pass'));
    expect(second.deviceId).not.toBe(founded.vault.deviceId);
    expect((await vault.slots()).map((slot) => slot.label)).toEqual(['陈大姐', '李四']);
    expect(unwrap(await vault.changePassphrase(second, 'lisi-2026-pass', 'lisi-2027-pass'))).toBe(
      undefined
    );
    expect((await vault.unlock(added.slotId, 'lisi-2027-pass')).ok).toBe(true);
    expect((await vault.unlock(founded.vault.slot.id, 'tongxin2026')).ok).toBe(true);
  });

  it('V6 later incarnations are kept beside the first, go along with a new passphrase and are dropped with the printed key', async () => {
    const founded = await found('tongxin2026');
    const slot = founded.vault.slot.id;
    const made = await founded.vault.renew(7);
    expect(made).toMatchObject({ incarnation: 7 });
    const publicKey = async (of: OpenVault) =>
      (await of.incarnationKeys(7))?.publicKeys.signing ?? null;
    // Another tab's, and twice under one number.
    const other = unwrap(await vault.unlock(slot, 'tongxin2026'));
    expect(await publicKey(other)).toEqual(made?.publicKeys.signing);
    expect((await other.renew(7))?.publicKeys).toEqual(made?.publicKeys);
    expect(other.incarnation).toBe(1);
    unwrap(await vault.changePassphrase(founded.vault, 'tongxin2026', 'tongxin2027'));
    expect(await publicKey(founded.vault)).toEqual(made?.publicKeys.signing);
    expect(await founded.vault.renew(9)).toMatchObject({ incarnation: 9 });
    // A tab that holds the key of the old passphrase wraps nothing under it.
    expect(await other.renew(8)).toBeUndefined();
    expect(await other.incarnationKeys(7)).toBeUndefined();
    const again = unwrap(await vault.unlock(slot, 'tongxin2027'));
    expect(await publicKey(again)).toEqual(made?.publicKeys.signing);
    const printed = printRecoveryKey(founded.recoveryKey);
    const device = await newDevice();
    const recovered = unwrap(await vault.unlockWithRecovery(slot, printed, 'xin-2026', device));
    await store.write(recovered.vault.slotWrites);
    expect(await publicKey(recovered.vault)).toBeNull();
  });

  it('V4 V6 a row put back gives no later keys and takes none', async () => {
    const founded = await found(null);
    const slot = founded.vault.slot.id;
    const before = await store.get('slots', slot);
    await founded.vault.renew(7);
    await store.write([{ table: 'slots', key: slot, value: before }]);
    expect(await founded.vault.incarnationKeys(7)).toBeUndefined();
    expect(await founded.vault.renew(8)).toBeUndefined();
    expect(await vault.unlock(slot, null)).toMatchObject({ error: { code: 'V-PUT-BACK' } });
  });
});
