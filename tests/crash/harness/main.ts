/**
 * A page of our own origin that opens the real database, vault and replica without the app's screens, so that
 * the runner decides when each commit happens. Built beside the app for tests only, never shipped.
 */
import { standardCosts } from '../../../src/lib/crypto/passphrase';
import { systemRandom } from '../../../src/lib/crypto/random';
import { createDrafts } from '../../../src/lib/app/session/drafts';
import { foundFirstSpace } from '../../../src/lib/app/session/found-space';
import type { SessionHost } from '../../../src/lib/app/session/session-host';
import type { SessionParts } from '../../../src/lib/app/session/session-parts';
import { openSession } from '../../../src/lib/app/session/open-session';
import { openSpace } from '../../../src/lib/app/session/session-replica';
import { readLastSpace } from '../../../src/lib/app/session/space-book';
import { assert } from '../../../src/lib/kernel/assert';
import { toHex } from '../../../src/lib/kernel/bytes';
import { localDate } from '../../../src/lib/kernel/dates';
import { unwrap } from '../../../src/lib/kernel/result';
import { AppDatabase } from '../../../src/lib/storage/database';
import { createDexieVaultStore } from '../../../src/lib/storage/vault/dexie-vault-store';
import { createVault } from '../../../src/lib/storage/vault/vault';
import { personIdOf } from '../../factories/records';
import type { Harness, SeenState } from './api';
import { collectKeys } from './key-material';
import { plantCanaries, plantedText } from './plant';
import { changesOf, linesOf, type Step } from './steps';

function createHost(): SessionHost {
  const clock = { now: () => Date.now(), today: () => localDate(Date.now()) };
  const database = new AppDatabase();
  const vaultStore = createDexieVaultStore(database);
  const random = systemRandom;
  const vault = createVault({ store: vaultStore, random, clock, costs: standardCosts });
  const onError = (thrown: unknown): void => console.error(thrown);
  return {
    page: window,
    clock,
    random,
    database,
    vault,
    vaultStore,
    appAddress: '',
    appVersion: '',
    folders: new Map(),
    links: new Map(),
    onNamed: () => undefined,
    onError
  };
}

/** Counts read-write transactions that start while `work` runs. */
async function countWrites(work: () => Promise<void>): Promise<number> {
  // Called with its database below.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const original = IDBDatabase.prototype.transaction;
  let writes = 0;
  IDBDatabase.prototype.transaction = function (names, mode, options) {
    if (mode === 'readwrite') writes++;
    return original.call(this, names, mode, options);
  };
  await work().finally(() => (IDBDatabase.prototype.transaction = original));
  return writes;
}

async function readState({ replica }: SessionParts): Promise<SeenState> {
  const rows = replica.view.rows('person');
  const digests = [await replica.digest('general'), await replica.digest('sensitive')];
  const { chains, memberHeads } = await replica.frontier();
  return {
    lines: linesOf(
      rows.map(({ id, values, isDeleted }) => {
        const { name, address } = values as { name: string; address: string };
        return [id, { name, address, isDeleted }] as const;
      })
    ),
    searchKeys: rows
      .map(({ id }) => `${id} ${replica.view.searchKey('person', id) ?? ''}`)
      .sort()
      .join('\n'),
    digests: digests.map(({ digest }) => toHex(digest)),
    isComplete: digests.every(({ isComplete }) => isComplete),
    conflicts: rows.reduce((sum, { conflicts }) => sum + conflicts.length, 0),
    frontier: JSON.stringify([memberHeads, chains]),
    slot: replica.slot
  };
}

function createHarness(host: SessionHost): Harness {
  let opened: SessionParts | undefined;
  const parts = (): SessionParts => {
    assert(opened, 'the book is open');
    return opened;
  };
  const unlock = async (passphrase: string | null) => {
    const [slot] = await host.vault.slots();
    assert(slot, 'a vault was founded');
    return unwrap(await host.vault.unlock(slot.id, passphrase));
  };
  return {
    async found(passphrase) {
      const input = { spaceName: '和风里', workerName: '区连翘', passphrase };
      const founded = unwrap(await foundFirstSpace(host, input));
      opened = founded.parts;
      return { recoveryKey: founded.recoveryKey };
    },
    async open(passphrase) {
      const vault = await unlock(passphrase);
      const writesAtOpening = await countWrites(async () => {
        const space = await readLastSpace(vault);
        opened = space && (await openSpace(host, vault, space));
        if (opened) unwrap(await opened.replica.whenOpen());
      });
      parts();
      return { writesAtOpening };
    },
    perform: (step) => perform(parts(), step),
    state: () => readState(parts()),
    rebuild: () => parts().replica.rebuild(),
    plant: (canaries) => plantCanaries(parts().replica, createDrafts(parts().open), canaries),
    readPlanted: () => plantedText(parts().replica, createDrafts(parts().open)),
    backup: (passphrase) => makeBackup(parts(), passphrase),
    revealKeys: (passphrase) => collectKeys(host, parts(), passphrase),
    async close() {
      await parts().replica.close();
      opened = undefined;
      host.database.close();
    }
  };
}

async function makeBackup(parts: SessionParts, passphrase: string): Promise<string> {
  const { session } = await openSession(parts);
  const unheard = new AbortController().signal;
  const file = unwrap(await session.backup.create(passphrase, () => undefined, unheard));
  const bytes = new Uint8Array(await file.bytes.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

async function perform({ replica }: SessionParts, step: Step): Promise<void> {
  if (step.type === 'fold') await replica.fold();
  else if (step.type === 'erase') unwrap(await replica.erase([personIdOf(step.key)], 'request'));
  else unwrap(await replica.commit(changesOf(step)));
}

Object.assign(globalThis, { harness: createHarness(createHost()) });
