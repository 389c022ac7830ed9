/**
 * 恢复备份 in an empty profile (DESIGN 5 "Restore"): a new vault and always a new device. The printed key admits
 * the device at once; by passphrase alone the book is read-only until the printed key is given.
 */
import { createRecoveryKey, parseRecoveryKey, printRecoveryKey } from '../../crypto/recovery-key';
import { utf8, type Bytes } from '../../kernel/bytes';
import { err, ok, type Result } from '../../kernel/result';
import { createDevice } from '../../log/founding';
import type { BackupFault, BackupSecret } from '../../log/backup';
import { printDigest } from '../../log/digest';
import { clearReplicas } from '../../storage/clear-replicas';
import { readBackupFile, restoreLog, type ReadBackup } from '../backup/restore-log';
import { readSettings } from '../queries/settings';
import type { RestoreError } from '../types';
import { fillEmptyProfile } from './found-space';
import type { SessionHost } from './session-host';
import { openSpace } from './session-replica';
import type { SessionParts } from './session-parts';
import { sealSpaces, type SpaceEntry } from './space-book';
import { pendingRecoveryRow, registrationOf } from './vault-actions';
import { toVaultError } from './vault-error';

export interface RestoredSession {
  readonly parts: SessionParts;
  /** 核对码 of the general scope. */
  readonly digest: string;
}

interface RestoreSecret {
  readonly type: 'passphrase' | 'recovery-key';
  readonly value: string;
}

function parseSecret(secret: RestoreSecret): Result<BackupSecret, RestoreError> {
  if (secret.type === 'passphrase') return ok({ type: 'passphrase', passphrase: secret.value });
  const key = parseRecoveryKey(secret.value);
  if (key.ok) return ok({ type: 'recovery-key', key: key.value });
  return err(toVaultError({ type: 'wrong-recovery-key', detail: key.error }));
}

function toRestoreError(fault: BackupFault, secret: RestoreSecret): RestoreError {
  switch (fault.type) {
    case 'not-a-backup':
    case 'truncated':
      return { type: fault.type };
    case 'wrong-secret':
    case 'no-such-lock':
      return { type: secret.type === 'passphrase' ? 'wrong-passphrase' : 'wrong-recovery-key' };
    default:
      return { type: 'damaged', code: `B-${fault.type}` };
  }
}

/** A new vault for a restored space. The old printed key goes on opening it when it was used here. */
async function createVaultFor(
  host: SessionHost,
  read: ReadBackup,
  worker: { readonly name: string; readonly passphrase: string | null },
  printedKey: Bytes | undefined
) {
  const { registration, pairs } = await createDevice(worker.name, host.random);
  const device = {
    ...pairs,
    deviceId: registration.deviceId,
    incarnation: registration.incarnation
  };
  const recoveryKey = printedKey ?? createRecoveryKey(host.random);
  const founded = await host.vault.found({
    label: worker.name,
    passphrase: worker.passphrase,
    device,
    recoveryKey
  });
  const space: SpaceEntry = {
    id: read.summary.head.spaceId,
    name: '',
    isDemo: false,
    secrets: read.summary.keys,
    isRecoveryConfirmed: printedKey !== undefined
  };
  return { ...founded, space, recoveryKey };
}

const notEmpty: RestoreError = { type: 'damaged', code: 'R-NOT-EMPTY' };

export const restoreFromBackup = (
  host: SessionHost,
  file: Blob,
  secret: RestoreSecret,
  worker: { readonly name: string; readonly passphrase: string | null },
  onProgress: (done: number, total: number) => void = () => undefined
): Promise<Result<RestoredSession, RestoreError>> =>
  fillEmptyProfile(host, () => restore(host, file, secret, worker, onProgress), notEmpty);

async function restore(
  host: SessionHost,
  file: Blob,
  secret: RestoreSecret,
  worker: { readonly name: string; readonly passphrase: string | null },
  onProgress: (done: number, total: number) => void
): Promise<Result<RestoredSession, RestoreError>> {
  const parsed = parseSecret(secret);
  if (!parsed.ok) return parsed;
  const read = await readBackupFile(file, parsed.value);
  if (!read.ok) return err(toRestoreError(read.error, secret));
  const printedKey = parsed.value.type === 'recovery-key' ? parsed.value.key : undefined;
  // A restore that was killed left rows of this very space under a key that nobody has.
  await clearReplicas(host.database);
  const made = await createVaultFor(host, read.value, worker, printedKey);
  const opened = await openSpace(host, made.vault, made.space);
  try {
    return await takeOver(host, made, opened, read.value, printedKey, onProgress);
  } catch (thrown) {
    // A replica left open would go on listening to its successor's messages with keys that nobody has.
    await opened.replica.close();
    throw thrown;
  }
}

/** Fills the opened replica, admits this device where the printed key allows it, and founds the vault last. */
async function takeOver(
  host: SessionHost,
  made: Awaited<ReturnType<typeof createVaultFor>>,
  opened: SessionParts,
  read: ReadBackup,
  printedKey: Bytes | undefined,
  onProgress: (done: number, total: number) => void
): Promise<Result<RestoredSession, RestoreError>> {
  const restored = await restoreLog(opened.replica, read, onProgress);
  if (!restored.ok) {
    // Nothing was founded yet: the profile stays empty, its rows are unreachable and are dropped.
    await opened.replica.close();
    await clearReplicas(host.database);
    return err({ type: 'damaged', code: restored.error });
  }
  if (printedKey) {
    await opened.members.addDeviceByRecovery(printedKey, {
      device: registrationOf(made.vault, host.random),
      role: 'owner',
      secrets: made.space.secrets,
      atMs: host.clock.now()
    });
  }
  const name = readSettings(opened.replica.view).spaceName;
  // What was just read is a backup: it would be wrong to say that there never was one.
  const space: SpaceEntry = { ...made.space, name, lastBackupAtMs: host.clock.now() };
  await made.vault.write([
    ...made.writes,
    await sealSpaces(made.vault, [space]),
    ...(printedKey
      ? []
      : [
          await made.vault.seal(
            'meta',
            pendingRecoveryRow,
            utf8(printRecoveryKey(made.recoveryKey))
          )
        ])
  ]);
  const digest = await opened.replica.digest('general');
  return ok({ parts: { ...opened, space }, digest: printDigest(digest.digest) });
}
