/** Founding, recovering and restoring on a real database layout, cut off in between or fed with what a thief left. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { localDate } from '../../../src/lib/kernel/dates';
import { unwrap } from '../../../src/lib/kernel/result';
import { systemRandom } from '../../../src/lib/crypto/random';
import { createPassphraseParams, derivePassphraseKey } from '../../../src/lib/crypto/passphrase';
import { writeBackup } from '../../../src/lib/log/backup';
import { foundFirstSpace } from '../../../src/lib/app/session/found-space';
import { recoverWithPrintedKey } from '../../../src/lib/app/session/recover';
import { restoreFromBackup } from '../../../src/lib/app/session/restore';
import { openSpace } from '../../../src/lib/app/session/session-replica';
import { readLastSpace } from '../../../src/lib/app/session/space-book';
import { createVaultActions } from '../../../src/lib/app/session/vault-actions';
import type { SessionHost } from '../../../src/lib/app/session/session-host';
import type { SessionParts } from '../../../src/lib/app/session/session-parts';
import { createSource } from '../../../src/lib/kernel/watchable';
import { AppDatabase } from '../../../src/lib/storage/database';
import { createDexieVaultStore } from '../../../src/lib/storage/vault/dexie-vault-store';
import { createVault } from '../../../src/lib/storage/vault/vault';
import type { VaultStore } from '../../../src/lib/storage/vault/vault-store';

const costs = { memoryKib: 64, iterations: 1, parallelism: 1 };
const input = { spaceName: '和平里', workerName: '陈大姐', passphrase: 'alt-2026' };
let now = Date.UTC(2026, 10, 23, 8);
const open: SessionParts[] = [];
const databases: AppDatabase[] = [];

/** A profile in a browser without Web Locks. */
function createHost(breakStore?: (store: VaultStore) => VaultStore): SessionHost {
  const database = new AppDatabase({ indexedDB: new IDBFactory(), IDBKeyRange });
  databases.push(database);
  const clock = { now: () => now++, today: () => localDate(now) };
  const plain = createDexieVaultStore(database);
  const vaultStore = breakStore ? breakStore(plain) : plain;
  const page = { BroadcastChannel, navigator: {}, setTimeout } as unknown as SessionHost['page'];
  return {
    page,
    clock,
    random: systemRandom,
    database,
    vaultStore,
    vault: createVault({ store: vaultStore, random: systemRandom, clock, costs }),
    appAddress: 'https://app.test/',
    appVersion: '1.0.0',
    folders: new Map(),
    links: new Map(),
    onNamed: () => undefined,
    onError: (thrown) => {
      throw thrown;
    }
  };
}

const isMember = ({ replica, open }: SessionParts): boolean =>
  replica.members().grantOf(open.deviceId, open.incarnation) !== null;

const used = (parts: SessionParts): SessionParts => {
  open.push(parts);
  return parts;
};

async function found(host: SessionHost) {
  const founded = unwrap(await foundFirstSpace(host, input));
  return { parts: used(founded.parts), recoveryKey: founded.recoveryKey };
}

async function unlock(host: SessionHost, passphrase: string) {
  const [slot] = await host.vault.slots();
  if (!slot) throw new Error('no slot');
  const unlocked = await host.vault.unlock(slot.id, passphrase);
  if (!unlocked.ok) return unlocked;
  const space = await readLastSpace(unlocked.value);
  const parts = space && (await openSpace(host, unlocked.value, space));
  return parts ? { ok: true as const, value: used(parts) } : { ok: false as const };
}

/** As the service writes it, with small costs. */
async function backupOf(parts: SessionParts): Promise<Blob> {
  const params = createPassphraseParams(systemRandom, costs);
  const key = await derivePassphraseKey('bak-2026', params);
  const passphrase = { params, key };
  const locks = { spaceId: parts.space.id, passphrase, recovery: parts.members.recoveryKeys() };
  const chunks: BlobPart[] = [];
  for await (const chunk of writeBackup(locks, await parts.replica.archive(), systemRandom)) {
    chunks.push(chunk);
  }
  return new Blob(chunks);
}

const worker = { name: '李姐', passphrase: 'neu-2026' };
const byPassphrase = { type: 'passphrase', value: 'bak-2026' } as const;

describe('attack: founding, recovering, restoring', { timeout: 30_000 }, () => {
  beforeEach(() => {
    now = Date.UTC(2026, 10, 23, 8);
  });
  afterEach(async () => {
    for (const parts of open.splice(0)) await parts.replica.close();
    for (const database of databases.splice(0)) database.close();
  });

  it('I8 a founding whose last write fails leaves an empty profile, and can be repeated', async () => {
    let isBroken = true;
    const host = createHost((store) => ({
      ...store,
      write: (writes) => (isBroken ? Promise.reject(new Error('killed')) : store.write(writes))
    }));
    await expect(foundFirstSpace(host, input)).rejects.toThrow('killed');
    expect(await host.vault.slots()).toEqual([]);
    isBroken = false;
    const { parts } = await found(host);
    expect(parts.replica.view.rows('spaceSettings')).toHaveLength(1);
  });

  it('I8 whoever is founded has the first records, however soon the process dies', async () => {
    let rows = -1;
    const host: SessionHost = createHost((store) => ({
      ...store,
      write: async (writes) => {
        rows = await host.database.entries.count();
        await store.write(writes);
      }
    }));
    await found(host);
    expect(rows).toBeGreaterThan(0);
  });

  it('the printed key gives a new passphrase; the old one and its row are worth nothing then', async () => {
    const host = createHost();
    const { parts, recoveryKey } = await found(host);
    await parts.replica.close();
    const slot = parts.open.slot.id;
    const old = await host.vaultStore.get('slots', slot);
    used(unwrap(await recoverWithPrintedKey(host, slot, recoveryKey, 'neu-2026')));
    expect((await unlock(host, 'alt-2026')).ok).toBe(false);
    expect((await unlock(host, 'neu-2026')).ok).toBe(true);
    await host.vaultStore.write([{ table: 'slots', key: slot, value: old }]);
    expect((await unlock(host, 'alt-2026')).ok).toBe(false);
  });

  it('I8 a recovery killed before its last write leaves the old passphrase and the sheet working', async () => {
    let isBroken = false;
    const host = createHost((store) => ({
      ...store,
      write: (writes) => (isBroken ? Promise.reject(new Error('killed')) : store.write(writes))
    }));
    const { parts, recoveryKey } = await found(host);
    await parts.replica.close();
    const slot = parts.open.slot.id;
    isBroken = true;
    await expect(recoverWithPrintedKey(host, slot, recoveryKey, 'x-2026')).rejects.toThrow();
    isBroken = false;
    expect((await unlock(host, 'x-2026')).ok).toBe(false);
    expect((await unlock(host, 'alt-2026')).ok).toBe(true);
    expect((await recoverWithPrintedKey(host, slot, recoveryKey, 'y-2026')).ok).toBe(true);
  });

  it('after a restore by passphrase a forgotten passphrase locks nobody out, before and after admission', async () => {
    const source = createHost();
    const { parts, recoveryKey } = await found(source);
    const file = await backupOf(parts);
    const host = createHost();
    const restored = unwrap(await restoreFromBackup(host, file, byPassphrase, worker));
    const actions = await createVaultActions({
      ...restored.parts,
      isReadOnly: createSource(true)
    });
    const own = await actions.pendingRecoveryKey();
    await restored.parts.replica.close();
    const slot = restored.parts.open.slot.id;
    const recovered = unwrap(await recoverWithPrintedKey(host, slot, own ?? '', 'drei-2026'));
    expect(isMember(used(recovered))).toBe(false);
    expect(recovered.replica.view.rows('worker')).toHaveLength(1);
    const later = await createVaultActions({ ...recovered, isReadOnly: createSource(true) });
    unwrap(await later.admitWithRecoveryKey(recoveryKey));
    expect(await later.pendingRecoveryKey()).toBeUndefined();
    await recovered.replica.close();
    const again = unwrap(await recoverWithPrintedKey(host, slot, recoveryKey, 'vier-2026'));
    expect(isMember(used(again))).toBe(true);
  });

  it('a restore never touches a profile that holds a book', async () => {
    const host = createHost();
    const { parts } = await found(host);
    const file = await backupOf(parts);
    expect(await restoreFromBackup(host, file, byPassphrase, worker)).toMatchObject({ ok: false });
    expect((await unlock(host, 'alt-2026')).ok).toBe(true);
  });

  it('I8 a restore killed half way can be repeated, and what it left behind breaks nothing', async () => {
    const { parts } = await found(createHost());
    const file = await backupOf(parts);
    let isBroken = true;
    const host = createHost((store) => ({
      ...store,
      write: (writes) => (isBroken ? Promise.reject(new Error('killed')) : store.write(writes))
    }));
    await expect(restoreFromBackup(host, file, byPassphrase, worker)).rejects.toThrow('killed');
    expect(await host.database.entries.count()).toBeGreaterThan(0);
    isBroken = false;
    const restored = unwrap(await restoreFromBackup(host, file, byPassphrase, worker));
    await restored.parts.replica.close();
    const opened = await unlock(host, 'neu-2026');
    expect(opened.ok && opened.value.replica.view.rows('worker')).toHaveLength(1);
  });

  it('I5 a backup with any byte changed or cut restores nothing', async () => {
    const { parts } = await found(createHost());
    const bytes = new Uint8Array(await (await backupOf(parts)).arrayBuffer());
    for (let i = 0; i < 16; i++) {
      const at = Math.floor((i * bytes.length) / 16) + (i % 7);
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << (i % 8));
      const host = createHost();
      const result = await restoreFromBackup(host, new Blob([changed]), byPassphrase, worker);
      expect(result.ok).toBe(false);
      expect(await host.vault.slots()).toEqual([]);
      expect(await host.database.entries.count()).toBe(0);
    }
    const host = createHost();
    const cut = new Blob([bytes.slice(0, -1)]);
    expect((await restoreFromBackup(host, cut, byPassphrase, worker)).ok).toBe(false);
    const longer = new Blob([bytes, new Uint8Array(1)]);
    expect((await restoreFromBackup(host, longer, byPassphrase, worker)).ok).toBe(false);
  });

  it('a damaged list of spaces is said to be damaged', async () => {
    const host = createHost();
    await found(host);
    await host.vaultStore.write([{ table: 'meta', key: 'spaces', value: new Uint8Array(80) }]);
    expect((await unlock(host, 'alt-2026')).ok).toBe(false);
  });

  it('confirming the sheet drops the kept key in the same step', async () => {
    const host = createHost();
    const { parts, recoveryKey } = await found(host);
    const actions = await createVaultActions({ ...parts, isReadOnly: createSource(false) });
    expect(await actions.pendingRecoveryKey()).toBe(recoveryKey);
    expect(await actions.confirmRecovery(2, 'AAAAA')).toBe(recoveryKey.split('-')[1] === 'AAAAA');
    expect(await actions.confirmRecovery(2, recoveryKey.split('-')[1] ?? '')).toBe(true);
    expect(await actions.pendingRecoveryKey()).toBeUndefined();
    expect(await host.database.meta.get('pending-recovery')).toBeUndefined();
  });
});
