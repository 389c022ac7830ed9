/** Troubles of the vault in plain words with their codes (UX rule 7). */
import { assertNever } from '../../kernel/assert';
import type { RestoreError, VaultError } from '../../app/types';
import { start } from '../../text/start';
import { troubles, type Trouble } from '../../text/errors';

const say = (trouble: Trouble): string =>
  `${trouble.title}。${trouble.meaning}${trouble.next}（${trouble.code}）`;

export function describeVaultError(error: VaultError): string {
  switch (error.type) {
    case 'wrong-passphrase':
      return say(troubles.wrongPassphrase);
    case 'wrong-recovery-key':
      return error.group ? start.wrongGroup(error.group) : say(troubles.wrongRecoveryKey);
    case 'weak-passphrase':
      return error.message;
    case 'storage':
      return say(error.failure.type === 'quota' ? troubles.storageFull : troubles.saveFailed);
    case 'damaged':
      return `${start.damaged}（${error.code}）`;
    default:
      return assertNever(error);
  }
}

export function describeRestoreError(error: RestoreError): string {
  switch (error.type) {
    case 'not-a-backup':
      return `${start.notABackup}（${troubles.notABackup.code}）`;
    case 'newer-version':
      return start.backupNewer;
    case 'truncated':
      return start.backupTruncated;
    default:
      return describeVaultError(error);
  }
}
