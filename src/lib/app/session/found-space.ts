/** Founding (UX rule 4): vault, first worker, space with its recovery key; the vault's rows are written last. */
import { createRecoveryKey, printRecoveryKey } from '../../crypto/recovery-key';
import { utf8 } from '../../kernel/bytes';
import { createRecordId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { foundSpace } from '../../log/founding';
import { attempt } from '../../storage/commit';
import { createDexieStore } from '../../storage/dexie-store';
import { createMemberStore } from '../../storage/member-store';
import type { CommitFailure, RecordChange, Replica } from '../../storage/types';
import { spaceSettingsId } from '../../domain/space-settings/record';
import { createDeriver } from '../commands/derive';
import type { FoundInput, VaultError } from '../types';
import { alone } from './alone';
import type { SessionHost } from './session-host';
import { openSpace } from './session-replica';
import type { SessionParts } from './session-parts';
import { sealSpaces, type SpaceEntry } from './space-book';
import { pendingRecoveryRow } from './vault-actions';

export interface FoundedSession {
  readonly parts: SessionParts;
  /** Shown and printed once; kept sealed until confirmed. */
  readonly recoveryKey: string;
}

async function firstRecords(input: FoundInput, host: SessionHost): Promise<RecordChange[]> {
  const worker = await createDeriver().derive('worker', { name: input.workerName }, true);
  return [
    {
      type: 'create',
      kind: 'spaceSettings',
      id: spaceSettingsId,
      values: { spaceName: input.spaceName, compiler: input.workerName }
    },
    { type: 'create', kind: 'worker', id: createRecordId(host.random), values: worker }
  ];
}

type FirstCommit = (
  replica: Replica,
  space: Pick<SpaceEntry, 'id' | 'secrets'>
) => Promise<Result<unknown, CommitFailure>>;

/** Founding and restoring fill an empty profile: one tab at a time, as the second would write over the first. */
export const fillEmptyProfile = <T, E>(
  host: SessionHost,
  work: () => Promise<Result<T, E>>,
  notEmpty: E
): Promise<Result<T, E>> =>
  alone(host.page, 'founding', async () =>
    (await host.vault.slots()).length > 0 ? err(notEmpty) : work()
  );

/** In an empty profile only. */
export const foundVaultAndSpace = (
  host: SessionHost,
  input: FoundInput,
  isDemo: boolean,
  firstCommit: FirstCommit
): Promise<Result<FoundedSession, VaultError>> =>
  fillEmptyProfile(host, () => makeVaultAndSpace(host, input, isDemo, firstCommit), {
    type: 'damaged',
    code: 'F-NOT-EMPTY'
  });

/**
 * Makes vault and space with its first records. The vault's rows are written last: whatever fails before leaves a
 * profile that counts as empty, never half a book.
 */
async function makeVaultAndSpace(
  host: SessionHost,
  input: FoundInput,
  isDemo: boolean,
  firstCommit: FirstCommit
): Promise<Result<FoundedSession, VaultError>> {
  const { vault, random, clock, database } = host;
  const printedKey = createRecoveryKey(random);
  const founded = await foundSpace({
    name: input.workerName,
    printedKey,
    atMs: clock.now(),
    random
  });
  const { registration, pairs } = founded.device;
  const device = {
    ...pairs,
    deviceId: registration.deviceId,
    incarnation: registration.incarnation
  };
  const { vault: open, writes } = await vault.found({
    label: input.workerName,
    passphrase: input.passphrase,
    device,
    recoveryKey: printedKey
  });
  const store = createDexieStore(database, founded.spaceId);
  const memberStore = createMemberStore(
    store,
    open.storageKey,
    random,
    founded.spaceId,
    host.onError
  );
  const appendFailure = await attempt(() => memberStore.append([founded.entry]));
  if (appendFailure) return err(storageError(appendFailure));
  const space: SpaceEntry = {
    id: founded.spaceId,
    name: input.spaceName,
    isDemo,
    secrets: founded.secrets,
    // Made-up people need no sheet in a safe.
    isRecoveryConfirmed: isDemo
  };
  const parts = await openSpace(host, open, space);
  const committed = await firstCommit(parts.replica, space);
  const recoveryKey = printRecoveryKey(printedKey);
  const failure = committed.ok
    ? await attempt(async () =>
        open.write([
          ...writes,
          await sealSpaces(open, [space]),
          ...(isDemo ? [] : [await open.seal('meta', pendingRecoveryRow, utf8(recoveryKey))])
        ])
      )
    : committed.error;
  if (!failure) return ok({ parts, recoveryKey });
  await parts.replica.close();
  return err(storageError(failure));
}

export async function foundFirstSpace(
  host: SessionHost,
  input: FoundInput
): Promise<Result<FoundedSession, VaultError>> {
  const records = await firstRecords(input, host);
  return foundVaultAndSpace(host, input, false, (replica) => replica.commit(records));
}

export const storageError = (failure: CommitFailure): VaultError => ({ type: 'storage', failure });
