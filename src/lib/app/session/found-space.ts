/** Founding (UX rule 4): vault, first worker, space with its recovery key; the vault's rows are written last. */
import { createRecoveryKey, printRecoveryKey } from '../../crypto/recovery-key';
import { utf8 } from '../../kernel/bytes';
import { createRecordId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { foundSpace } from '../../log/founding';
import { createDexieStore } from '../../storage/dexie-store';
import { createMemberStore } from '../../storage/member-store';
import type { CommitFailure, RecordChange } from '../../storage/types';
import { spaceSettingsId } from '../../domain/space-settings/record';
import { createDeriver } from '../commands/derive';
import type { FoundInput, VaultError } from '../types';
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

/** Makes vault and space; until the vault's rows are written the profile counts as empty. */
export async function foundVaultAndSpace(
  host: SessionHost,
  input: FoundInput,
  isDemo: boolean
): Promise<FoundedSession> {
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
  await memberStore.append([founded.entry]);
  const space: SpaceEntry = {
    id: founded.spaceId,
    name: input.spaceName,
    isDemo,
    secrets: founded.secrets,
    isAdmitted: true,
    // Made-up people need no sheet in a safe.
    isRecoveryConfirmed: isDemo
  };
  const recoveryKey = printRecoveryKey(printedKey);
  await open.write([
    ...writes,
    await sealSpaces(open, [space]),
    await open.seal('meta', pendingRecoveryRow, utf8(recoveryKey))
  ]);
  return { parts: await openSpace(host, open, space), recoveryKey };
}

export async function foundFirstSpace(
  host: SessionHost,
  input: FoundInput
): Promise<Result<FoundedSession, VaultError>> {
  const founded = await foundVaultAndSpace(host, input, false);
  const committed = await founded.parts.replica.commit(await firstRecords(input, host));
  return committed.ok ? ok(founded) : err(storageError(committed.error));
}

export const storageError = (failure: CommitFailure): VaultError => ({ type: 'storage', failure });
