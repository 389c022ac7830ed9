/** Attacks on the locked profile's vault rows by a thief who may also write, and by crashes in between. */
import { beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/lib/kernel/bytes';
import { localDate } from '../../../src/lib/kernel/dates';
import { unwrap } from '../../../src/lib/kernel/result';
import { systemRandom } from '../../../src/lib/crypto/random';
import { createRecoveryKey, printRecoveryKey } from '../../../src/lib/crypto/recovery-key';
import { createDevice } from '../../../src/lib/log/founding';
import { createDrafts } from '../../../src/lib/app/session/drafts';
import { createVault, type Vault } from '../../../src/lib/storage/vault/vault';
import {
  createMemoryVaultStore,
  type VaultStore,
  type VaultWrite
} from '../../../src/lib/storage/vault/vault-store';

const costs = { memoryKib: 64, iterations: 1, parallelism: 1 };

describe('attack: rows of the vault', () => {
  let store: VaultStore;
  let vault: Vault;
  let now = 1_000;

  beforeEach(() => {
    store = createMemoryVaultStore();
    const clock = { now: () => now++, today: () => localDate(now) };
    vault = createVault({ store, random: systemRandom, clock, costs });
  });

  const newDevice = async () => {
    const { registration, pairs } = await createDevice('甲', systemRandom);
    return { ...pairs, deviceId: registration.deviceId, incarnation: 1 };
  };

  async function found(passphrase: string | null = 'alt-2026') {
    const recoveryKey = createRecoveryKey(systemRandom);
    const device = await newDevice();
    const founded = await vault.found({ label: '甲', passphrase, device, recoveryKey });
    await store.write(founded.writes);
    return { open: founded.vault, slot: founded.vault.slot.id, recoveryKey };
  }

  const rowOf = async (slot: string): Promise<VaultWrite> => ({
    table: 'slots',
    key: slot,
    value: await store.get('slots', slot)
  });

  it('an older slot row put back after a passphrase change opens nothing', async () => {
    const { open, slot } = await found();
    const old = await rowOf(slot);
    unwrap(await vault.changePassphrase(open, 'alt-2026', 'neu-2026'));
    await store.write([old]);
    expect(await vault.unlock(slot, 'alt-2026')).toMatchObject({ error: { type: 'damaged' } });
  });

  it('an older slot row put back after a recovery opens nothing', async () => {
    const { slot, recoveryKey } = await found();
    const old = await rowOf(slot);
    const printed = printRecoveryKey(recoveryKey);
    const recovered = unwrap(
      await vault.unlockWithRecovery(slot, printed, 'neu-2026', await newDevice())
    );
    await store.write(recovered.vault.slotWrites);
    expect((await vault.unlock(slot, 'neu-2026')).ok).toBe(true);
    await store.write([old]);
    expect((await vault.unlock(slot, 'alt-2026')).ok).toBe(false);
  });

  it('a removed slot put back opens nothing', async () => {
    const { open } = await found();
    const added = await vault.addSlot(open, '乙', 'yi-2026', await newDevice());
    await store.write(added.writes);
    expect((await vault.unlock(added.slotId, 'yi-2026')).ok).toBe(true);
    const old = await rowOf(added.slotId);
    unwrap(await vault.removeSlot(added.slotId));
    await store.write([old]);
    expect((await vault.unlock(added.slotId, 'yi-2026')).ok).toBe(false);
  });

  it('the last slot stays: without it the profile would look empty and be founded over', async () => {
    const { slot } = await found();
    expect((await vault.removeSlot(slot)).ok).toBe(false);
    expect(await vault.slots()).toHaveLength(1);
  });

  it("a slot row with another's name or an opened lock is refused", async () => {
    const { slot } = await found();
    const { value } = await rowOf(slot);
    const row = value as Record<string, unknown>;
    for (const change of [{ label: '局长' }, { createdAtMs: 1 }]) {
      await store.write([{ table: 'slots', key: slot, value: { ...row, ...change } }]);
      expect((await vault.unlock(slot, 'alt-2026')).ok).toBe(false);
    }
    const opened = { ...row, openSecret: new Uint8Array(32) };
    await store.write([{ table: 'slots', key: slot, value: opened }]);
    expect((await vault.unlock(slot, 'alt-2026')).ok).toBe(false);
  });

  it.each([null, 1, 'x', {}, { wrappedVaultKey: 'x' }, { params: new Uint8Array(3) }])(
    'a slot row that is none (%j) is damage, not a crash',
    async (value) => {
      const { slot } = await found();
      await store.write([{ table: 'slots', key: slot, value }]);
      expect(await vault.slots()).toHaveLength(1);
      expect(await vault.unlock(slot, 'alt-2026')).toMatchObject({ error: { type: 'damaged' } });
    }
  );

  it('keys of another vault, and rows of another name, do not fit', async () => {
    const first = await found();
    const second = await found();
    const stolen = await rowOf(second.slot);
    await store.write([{ ...stolen, key: first.slot }]);
    expect((await vault.unlock(first.slot, 'alt-2026')).ok).toBe(false);
  });

  it('drafts are sealed and bound to worker and form; a damaged one is none', async () => {
    const { open } = await found();
    const drafts = createDrafts(open);
    await drafts.save('person/1', { name: '张三' });
    const [row] = await store.list('drafts');
    expect(row && String.fromCharCode(...(row.value as Uint8Array))).not.toContain('张三');
    await store.write([{ table: 'drafts', key: `${open.slot.id}/person/2`, value: row?.value }]);
    expect(await drafts.load('person/2')).toBeUndefined();
    await store.write([{ table: 'drafts', key: `${open.slot.id}/person/1`, value: 5 }]);
    expect(await drafts.load('person/1')).toBeUndefined();
    expect(await drafts.load('person/3')).toBeUndefined();
    await store.write([{ table: 'drafts', key: 'another-worker/visit/new', value: row?.value }]);
    expect([...(await drafts.keys())].sort(), 'own ones alone').toEqual(['person/1', 'person/2']);
  });

  it('I7 drafts that name an erased person go, whoever wrote them', async () => {
    const { open } = await found();
    const drafts = createDrafts(open);
    const person = 'ab'.repeat(16);
    const added = await vault.addSlot(open, '乙', 'yi-2026', await newDevice());
    await store.write(added.writes);
    const other = createDrafts(unwrap(await vault.unlock(added.slotId, 'yi-2026')));
    await drafts.save(`person/${person}`, { name: '张三' });
    await other.save('visit/new', { people: [person], content: '谈话' });
    await other.save('visit/else', { people: ['cd'.repeat(16)] });
    await drafts.forget([person as never]);
    expect((await store.list('drafts')).map(({ key }) => key)).toEqual([
      `${added.slotId}/visit/else`
    ]);
  });

  it('no CryptoKey and no secret in clear lies in the rows', async () => {
    const { open } = await found();
    await open.write([await open.seal('meta', 'spaces', utf8('secret-of-the-space'))]);
    const key = await open.revealVaultKey();
    const rows = [...(await store.list('slots')), ...(await store.list('meta'))];
    const values = rows.flatMap(({ value }): unknown[] =>
      value instanceof Uint8Array ? [value] : Object.values(value as Record<string, unknown>)
    );
    expect(values.length).toBeGreaterThan(5);
    for (const value of values) {
      expect(['number', 'string'].includes(typeof value) || value instanceof Uint8Array).toBe(true);
      if (value instanceof Uint8Array)
        expect(Buffer.from(value).includes(Buffer.from(key))).toBe(false);
    }
  });
});
