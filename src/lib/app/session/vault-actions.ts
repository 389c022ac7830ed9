/** What an open session may do with the vault: workers of this machine, passphrase, the printed key. */
import { parseRecoveryKey } from '../../crypto/recovery-key';
import { fromUtf8 } from '../../kernel/bytes';
import type { Clock, Random } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import { createSource, type Watchable } from '../../kernel/watchable';
import { addMember } from '../../log/acts/admit';
import { clientIdOf } from '../../log/client-id';
import { createDevice } from '../../log/founding';
import { createGrant } from '../../log/grant';
import { createMemberId } from '../../log/ids';
import type { KeyRing } from '../../log/key-ring';
import type { DeviceRegistration } from '../../log/member-payload';
import type { ActFault } from '../../storage/member-acts';
import type { SyncReplica } from '../../storage/replica';
import type { OpenVault } from '../../storage/vault/open-vault';
import type { Vault } from '../../storage/vault/vault';
import type { VaultActions, VaultError, WorkerSlot } from '../types';
import type { Members } from './members';
import { updateSpace, type SpaceEntry } from './space-book';
import { toVaultError } from './vault-error';

export const pendingRecoveryRow = 'pending-recovery';

export interface VaultActionDeps {
  readonly vault: Vault;
  readonly open: OpenVault;
  readonly members: Members;
  readonly space: SpaceEntry;
  readonly clock: Clock;
  readonly random: Random;
  readonly replica: Pick<SyncReplica, 'act'>;
  readonly ring: KeyRing;
  readonly isReadOnly: Watchable<boolean>;
}

/** Workers of one machine are admitted by one who may admit members at all. */
const toStorageError = (fault: ActFault): VaultError => ({
  type: 'storage',
  failure: fault.type === 'storage' ? fault.failure : { type: 'read-only', reason: 'role' }
});

/** This machine's device as a new member of its own: the printed key admits it as an owner. */
export const registrationOf = (open: OpenVault, random: Random): DeviceRegistration => ({
  memberId: createMemberId(random),
  deviceId: open.deviceId,
  incarnation: open.incarnation,
  name: open.slot.label,
  signingKey: open.publicKeys.signing,
  agreementKey: open.publicKeys.agreement,
  clientId: clientIdOf(open.deviceId, open.incarnation)
});

const lastWorker: VaultError = {
  type: 'storage',
  failure: { type: 'read-only', reason: 'last-worker' }
};

const normalise = (text: string): string =>
  text.normalize('NFKC').toUpperCase().replace(/\s/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

export async function createVaultActions(deps: VaultActionDeps): Promise<VaultActions> {
  const { vault, open, members, replica, ring, space, clock, random, isReadOnly } = deps;
  const slots = createSource<readonly WorkerSlot[]>(await vault.slots());
  const recoveryConfirmed = createSource(space.isRecoveryConfirmed);
  const refresh = async (): Promise<void> => slots.set(await vault.slots());

  const pendingRecoveryKey = async (): Promise<string | undefined> => {
    const bytes = await open.open('meta', pendingRecoveryRow);
    return bytes && fromUtf8(bytes);
  };

  return {
    slots,
    recoveryConfirmed,
    isReadOnly,
    pendingRecoveryKey,
    async confirmRecovery(group, typed) {
      const printed = await pendingRecoveryKey();
      if (!printed || normalise(printed.split('-')[group - 1] ?? '') !== normalise(typed))
        return false;
      // One step: no copy of the printed key stays behind once the sheet counts as safe.
      await updateSpace(open, space.id, (entry) => ({ ...entry, isRecoveryConfirmed: true }), [
        { table: 'meta', key: pendingRecoveryRow, value: undefined }
      ]);
      recoveryConfirmed.set(true);
      return true;
    },
    async addWorker(label, passphrase) {
      const { registration, pairs } = await createDevice(label, random);
      const device = { ...pairs, deviceId: registration.deviceId, incarnation: 1 };
      const added = await vault.addSlot(open, label, passphrase, device);
      const member = await replica.act(addMember(registration, createGrant('admin')));
      if (!member.ok) return err(toStorageError(member.error));
      await open.write(added.writes);
      await refresh();
      return ok(undefined);
    },
    async removeWorker(slotId) {
      const removed = await vault.removeSlot(slotId);
      await refresh();
      return removed.ok ? removed : err(lastWorker);
    },
    async changePassphrase(current, next) {
      const changed = await vault.changePassphrase(open, current, next);
      await refresh();
      return changed.ok ? changed : err(toVaultError(changed.error));
    },
    async admitWithRecoveryKey(printed): Promise<Result<void, VaultError>> {
      const parsed = parseRecoveryKey(printed);
      if (!parsed.ok)
        return err(toVaultError({ type: 'wrong-recovery-key', detail: parsed.error }));
      const device = registrationOf(open, random);
      const input = { device, role: 'owner', secrets: ring.all(), atMs: clock.now() } as const;
      const isRight = await members.addDeviceByRecovery(parsed.value, input);
      if (!isRight) return err({ type: 'wrong-recovery-key' });
      // From here on one sheet opens everything: the vault's own key of the restore was never printed.
      await updateSpace(open, space.id, (entry) => ({ ...entry, isRecoveryConfirmed: true }), [
        await vault.renewRecovery(open, parsed.value),
        { table: 'meta', key: pendingRecoveryRow, value: undefined }
      ]);
      recoveryConfirmed.set(true);
      return ok(undefined);
    }
  };
}
