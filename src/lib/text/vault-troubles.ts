/** Troubles of the vault in plain words with their codes (UX rule 7). Structural, because words know no other layer. */
import { assertNever } from '../kernel/assert';
import { troubles, type Trouble } from './errors';
import { failureText } from './failures';
import { start } from './start';

type VaultFault =
  | { readonly type: 'wrong-passphrase' }
  | { readonly type: 'wrong-recovery-key'; readonly group?: number }
  | { readonly type: 'weak-passphrase'; readonly message: string }
  | { readonly type: 'storage'; readonly failure: { readonly type: string } }
  | { readonly type: 'damaged'; readonly code: string };

type RestoreFault =
  | VaultFault
  | { readonly type: 'not-a-backup' }
  | { readonly type: 'newer-version' }
  | { readonly type: 'truncated' };

const say = (trouble: Trouble): string =>
  `${trouble.title}。${trouble.meaning}${trouble.next}（${trouble.code}）`;

export function describeVaultError(error: VaultFault): string {
  switch (error.type) {
    case 'wrong-passphrase':
      return say(troubles.wrongPassphrase);
    case 'wrong-recovery-key':
      return error.group ? start.wrongGroup(error.group) : say(troubles.wrongRecoveryKey);
    case 'weak-passphrase':
      return error.message;
    case 'storage':
      return failureText(error.failure);
    case 'damaged':
      return `${start.damaged}（${error.code}）`;
    default:
      return assertNever(error);
  }
}

export function describeRestoreError(error: RestoreFault): string {
  switch (error.type) {
    case 'not-a-backup':
      return `${start.notABackup}（${troubles.notABackup.code}）`;
    case 'newer-version':
      return start.backupNewer;
    case 'truncated':
      return start.backupTruncated;
    case 'damaged':
      return `${start.backupDamaged}（${error.code}）`;
    default:
      return describeVaultError(error);
  }
}
