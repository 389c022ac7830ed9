/**
 * Composition root: joins vault, storage, log and the browser into the one App value (DESIGN 1, 10).
 * The only place that makes clocks, randomness and databases; everything below gets them handed in.
 */
import { standardCosts, type PassphraseCosts } from '../crypto/passphrase';
import { systemRandom } from '../crypto/random';
import { localDate } from '../kernel/dates';
import type { Clock } from '../kernel/environment';
import { err, ok } from '../kernel/result';
import { createSource } from '../kernel/watchable';
import { AppDatabase } from '../storage/database';
import { deleteWorkingCopies } from '../storage/texts/copy-names';
import { createDexieVaultStore } from '../storage/vault/dexie-vault-store';
import { createVault } from '../storage/vault/vault';
import { startAutoLock, type AutoLock } from './device/auto-lock';
import { createDeviceServices } from './device/device-services';
import { probeDevice } from './device/probe';
import { alone } from './session/alone';
import type { OpenedSession } from './session/open-session';
import type { SessionHost } from './session/session-host';
import type { SessionParts } from './session/session-parts';
import { toVaultError } from './session/vault-error';
import type { App, Phase, VaultError } from './types';

export interface AppDeps {
  readonly page: Window & typeof globalThis;
  readonly version: string;
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
  const host: SessionHost = { page, clock, random, database, vault, vaultStore, onError };
  const channel = new page.BroadcastChannel(channelName);
  let opened: OpenedSession | undefined;
  let autoLock: AutoLock | undefined;
  let bookName: string | undefined;

  const device = createDeviceServices(clock, page.navigator, page, deps.version, async () =>
    opened ? (await loadWays()).countRecords(opened) : ['已锁定']
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

  async function open(parts: SessionParts): Promise<void> {
    const session = await (await loadWays()).openSession(parts);
    opened = session;
    bookName = session.session.space.name;
    const minutes = session.session.settings;
    autoLock = startAutoLock(clock, page, 0, () => void lock().catch(onError));
    const lockAfter = autoLock;
    minutes.watch((settings) => lockAfter.setMinutes(settings.autoLockMinutes), onError);
    phase.set({ type: 'open', session: session.session });
    void device.refreshStorage().catch(onError);
  }

  async function close(): Promise<void> {
    autoLock?.stop();
    autoLock = undefined;
    const closing = opened;
    opened = undefined;
    // Screens go first: nothing may read rows that are being dropped.
    if (closing) phase.set({ type: 'starting' });
    await closing?.close();
  }

  async function lock(): Promise<void> {
    if (!opened) return;
    channel.postMessage('lock');
    await close();
    await showClosed();
  }

  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.data === 'lock' && opened) void close().then(showClosed).catch(onError);
    if (event.data === 'wiped') void close().then(showClosed).catch(onError);
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
      const parts = await (await loadWays()).openFirstSpace(host, unlocked.value);
      if (!parts) return err<VaultError>({ type: 'damaged', code: 'V-SPACE' });
      await open(parts);
      return ok(undefined);
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
    async wipe() {
      await close();
      // Read before the list of them goes with the rest.
      await deleteWorkingCopies(database, page.indexedDB);
      await database.delete();
      await database.open();
      channel.postMessage('wiped');
      await showClosed();
    }
  };
}
