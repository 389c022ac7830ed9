/**
 * Composition root: joins vault, storage, log and the browser into the one App value (DESIGN 1, 10).
 * The only place that makes clocks, randomness and databases; everything below gets them handed in.
 */
import { standardCosts, type PassphraseCosts } from '../crypto/passphrase';
import { systemRandom } from '../crypto/random';
import { localDate } from '../kernel/dates';
import type { SpaceId } from '../kernel/ids';
import type { Clock } from '../kernel/environment';
import { err, ok } from '../kernel/result';
import { sharedCaches } from '../kernel/shared-cache';
import { createSource } from '../kernel/watchable';
import { AppDatabase } from '../storage/database';
import { deleteWorkingCopies } from '../storage/texts/copy-names';
import { createDexieVaultStore } from '../storage/vault/dexie-vault-store';
import type { OpenVault } from '../storage/vault/open-vault';
import { createVault } from '../storage/vault/vault';
import { startAutoLock, type AutoLock } from './device/auto-lock';
import { createDeviceServices } from './device/device-services';
import { probeDevice } from './device/probe';
import { deliverFile } from './documents/deliver';
import { alone } from './session/alone';
import type { SpaceItem } from './members/types';
import type { SessionHost } from './session/session-host';
import type { SessionParts } from './session/session-parts';
import type { Table, TableEvents } from './session/table';
import { toVaultError } from './session/vault-error';
import type { App, Phase, VaultError } from './types';

export interface AppDeps {
  readonly page: Window & typeof globalThis;
  readonly version: string;
  /** Origin and base path, ending in a slash: what a sync link begins with. */
  readonly appAddress: string;
  /** Argon2id costs of new passphrases; tests use small ones. */
  readonly costs?: PassphraseCosts;
  /** The one sink for errors nobody can act on; keeps codes for the 诊断文件. */
  readonly onError: (thrown: unknown) => void;
}

const channelName = 'tongxinbu';

/** `import()` loads it once and answers from memory from then on. */
const loadWays = () => import('./session/open-ways');

export function createApp(deps: AppDeps): App {
  const { page, onError } = deps;
  const clock: Clock = { now: () => Date.now(), today: () => localDate(Date.now()) };
  const random = systemRandom;
  const database = new AppDatabase();
  const vaultStore = createDexieVaultStore(database);
  const vault = createVault({
    store: vaultStore,
    random,
    clock,
    costs: deps.costs ?? standardCosts,
    exclusively: (work) => alone(page, 'vault', work)
  });
  const phase = createSource<Phase>({ type: 'starting' });
  const { appAddress } = deps;
  const host: SessionHost = {
    page,
    clock,
    random,
    database,
    vault,
    vaultStore,
    appAddress,
    appVersion: deps.version,
    folders: new Map(),
    links: new Map(),
    onNamed: () => void listTable().catch(onError),
    onError
  };
  const channel = new page.BroadcastChannel(channelName);
  const spaces = createSource<readonly SpaceItem[]>([]);
  let table: Table | undefined;
  let autoLock: AutoLock | undefined;
  let bookName: string | undefined;

  const device = createDeviceServices(
    clock,
    page.navigator,
    page,
    deps.version,
    async () =>
      table?.type === 'session' ? (await loadWays()).countRecords(table.opened) : ['已锁定'],
    (fileName, blob) => deliverFile(page, fileName, blob)
  );

  async function showClosed(): Promise<void> {
    const slots = await vault.slots();
    phase.set(
      slots.length === 0
        ? { type: 'empty' }
        : { type: 'locked', slots, ...(bookName !== undefined && { bookName }) }
    );
  }

  /** Another tab may have filled the profile meanwhile: then there is something to unlock here. */
  async function showFilled<Failed>(failed: Failed): Promise<Failed> {
    if ((await vault.slots()).length > 0) await showClosed();
    return failed;
  }

  async function start(): Promise<void> {
    const problem = await probeDevice(page, database);
    if (problem) phase.set({ type: 'unusable', ...problem });
    else await showClosed();
    // Fetched while the worker reads or types, so that opening does not wait for it.
    await loadWays();
  }

  async function listTable(): Promise<void> {
    spaces.set(table ? await (await loadWays()).listSpaces(table) : []);
  }

  async function show(next: Table): Promise<void> {
    table = next;
    if (next.type === 'waiting') phase.set({ type: 'waiting', waiting: next.waiting });
    else {
      const { session } = next.opened;
      const lockAfter = startAutoLock(clock, page, 0, () => void lock().catch(onError));
      autoLock = lockAfter;
      session.settings.watch((settings) => lockAfter.setMinutes(settings.autoLockMinutes), onError);
      bookName = session.space.name;
      phase.set({ type: 'open', session });
      void device.refreshStorage().catch(onError);
    }
    await listTable();
  }

  const open = async (parts: SessionParts): Promise<void> =>
    show({
      type: 'session',
      vault: parts.open,
      opened: await (await loadWays()).openSession(parts)
    });

  const events: TableEvents = {
    onAdmitted: (spaceId) => void admitted(spaceId).catch(onError),
    onCancelled: () => void cancelled().catch(onError)
  };

  /** The answer for the space on the table opens it; another one is only no longer waiting in the list. */
  async function admitted(spaceId: SpaceId): Promise<void> {
    if (table?.type === 'waiting' && table.waiting.spaceId === spaceId)
      await turnTo(table.vault, spaceId);
    else await listTable();
  }

  async function cancelled(): Promise<void> {
    const open = table?.vault;
    if (open && !(await turnTo(open))) await wipe();
  }

  /** False when the vault holds no such space; the table is then empty. */
  async function turnTo(open: OpenVault, spaceId?: SpaceId): Promise<boolean> {
    await close();
    const next = await (await loadWays()).openTable(host, open, events, spaceId);
    if (next) await show(next);
    return next !== undefined;
  }

  async function close(): Promise<void> {
    autoLock?.stop();
    autoLock = undefined;
    const closing = table;
    table = undefined;
    // Screens go first: nothing may read rows that are being dropped.
    if (closing) phase.set({ type: 'starting' });
    if (closing?.type === 'session') await closing.opened.close();
    else closing?.waiting.close();
    spaces.set([]);
  }

  /** What lasts from one book to the next ends with the vault. */
  async function closeVault(): Promise<void> {
    host.folders.clear();
    for (const { channel } of host.links.values()) channel.close();
    host.links.clear();
    await close();
  }

  async function lock(): Promise<void> {
    if (!table) return;
    channel.postMessage('lock');
    await closeVault();
    await showClosed();
  }

  async function wipe(): Promise<void> {
    await closeVault();
    // Read before the list of them goes with the rest.
    await deleteWorkingCopies(database, page.indexedDB);
    await database.delete();
    // Absent where the page is not served securely, whatever the types say.
    const store = page.caches as CacheStorage | undefined;
    for (const name of store ? await sharedCaches(store) : []) await store?.delete(name);
    await database.open();
    channel.postMessage('wiped');
    await showClosed();
  }

  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.data === 'lock' && table) void closeVault().then(showClosed).catch(onError);
    if (event.data === 'wiped') void closeVault().then(showClosed).catch(onError);
  });
  void start().catch(onError);

  return {
    phase,
    device,
    lock,
    async found(input) {
      const founded = await (await loadWays()).foundFirstSpace(host, input);
      if (!founded.ok) return showFilled(founded);
      await open(founded.value.parts);
      return ok({ recoveryKey: founded.value.recoveryKey });
    },
    async openDemo(onProgress) {
      const demo = await (await loadWays()).openDemoSpace(host, onProgress);
      if (!demo.ok) return showFilled(demo);
      await open(demo.value);
      return ok(undefined);
    },
    async unlock(slotId, passphrase) {
      const unlocked = await vault.unlock(slotId, passphrase);
      if (!unlocked.ok) return err(toVaultError(unlocked.error));
      const next = await (await loadWays()).openTable(host, unlocked.value, events);
      if (!next) return err<VaultError>({ type: 'damaged', code: 'V-SPACE' });
      await show(next);
      return ok(undefined);
    },
    spaces,
    async switchSpace(spaceId) {
      const open = table?.vault;
      if (!open || !spaces.get().some(({ id }) => id === spaceId))
        return err<VaultError>({ type: 'damaged', code: 'V-SPACE' });
      await (await loadWays()).markUsed(host, open, spaceId);
      if (await turnTo(open, spaceId)) return ok(undefined);
      await showClosed();
      return err<VaultError>({ type: 'damaged', code: 'V-SPACE' });
    },
    readReports: async () => (table ? (await loadWays()).readSpaceReports(host, table) : []),
    readLink: async (text) => (await loadWays()).readLink(text),
    async join(input) {
      const joined = await (await loadWays()).joinByLink(host, table, input);
      if (!joined.ok) return joined;
      await turnTo(joined.value.vault, joined.value.spaceId);
      return ok(undefined);
    },
    kindOfFile: async (file) => (await loadWays()).kindOfGiven(file),
    async receive(bytes) {
      if (!table) return err({ type: 'locked' });
      return (await loadWays()).receiveJoin(host, table, bytes, events);
    },
    async unlockWithRecoveryKey(slotId, key, newPassphrase) {
      const recovered = await (
        await loadWays()
      ).recoverWithPrintedKey(host, slotId, key, newPassphrase);
      if (!recovered.ok) return recovered;
      await open(recovered.value);
      return ok(undefined);
    },
    async restoreBackup(file, secret, worker, onProgress) {
      const restored = await (
        await loadWays()
      ).restoreFromBackup(host, file, secret, worker, onProgress);
      if (!restored.ok) return showFilled(restored);
      await open(restored.value.parts);
      return ok({ digest: restored.value.digest });
    },
    wipe
  };
}
