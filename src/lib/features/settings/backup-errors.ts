/** Why a backup was not made, in plain words. */
import type { BackupError } from '../../app/backup/types';
import { assertNever } from '../../kernel/assert';
import { failureText } from '../../text/failures';
import { backupWords } from '../../text/settings';
import { start } from '../../text/start';

export function describeBackupError(error: BackupError): string {
  switch (error.type) {
    case 'trial-failed':
      return `${backupWords.failed}（${error.code}）`;
    case 'no-passphrase':
      return start.nameMissing;
    case 'cancelled':
      return backupWords.cancelled;
    case 'storage':
      return failureText(error.failure);
    default:
      return assertNever(error);
  }
}
