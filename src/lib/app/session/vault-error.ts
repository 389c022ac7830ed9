/** Errors of the vault as screens get them. */
import type { UnlockError } from '../../storage/vault/vault';
import type { VaultError } from '../types';

export function toVaultError(error: UnlockError): VaultError {
  if (error.type !== 'wrong-recovery-key') return error;
  const group = error.detail?.type === 'group' ? error.detail.group : undefined;
  return group === undefined
    ? { type: 'wrong-recovery-key' }
    : { type: 'wrong-recovery-key', group };
}
