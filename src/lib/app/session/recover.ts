/** A forgotten passphrase: the printed key opens the vault, a new device of this slot is admitted by it. */
import type { Bytes } from '../../kernel/bytes';
import type { SlotId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { createDevice } from '../../log/founding';
import { attempt } from '../../storage/commit';
import { createDexieStore } from '../../storage/dexie-store';
import { createMemberStore } from '../../storage/member-store';
import type { OpenVault } from '../../storage/vault/open-vault';
import type { VaultError } from '../types';
import { storageError } from './found-space';
import { createMembers, memberLogOfStore } from './members';
import type { SessionHost } from './session-host';
import type { SessionParts } from './session-parts';
import { openSpace } from './session-replica';
import { readLastSpace, readSpaces, updateSpace, type SpaceEntry } from './space-book';
import { registrationOf } from './vault-actions';
import { toVaultError } from './vault-error';

export async function recoverWithPrintedKey(
  host: SessionHost,
  slotId: SlotId,
  printed: string,
  newPassphrase: string
): Promise<Result<SessionParts, VaultError>> {
  const { vault, random } = host;
  const label = (await vault.slots()).find((slot) => slot.id === slotId)?.label ?? '';
  const { registration, pairs } = await createDevice(label, random);
  const fresh = {
    ...pairs,
    deviceId: registration.deviceId,
    incarnation: registration.incarnation
  };
  const recovered = await vault.unlockWithRecovery(slotId, printed, newPassphrase, fresh);
  if (!recovered.ok) return err(toVaultError(recovered.error));
  const { vault: open, recoveryKey } = recovered.value;
  const last = await readLastSpace(open);
  if (!last) return err({ type: 'damaged', code: 'V-SPACE' });
  const spaces = await readSpaces(open);
  for (const space of spaces) await admitByRecovery(host, open, space, recoveryKey);
  // The device is a member before its slot is written: a crash in between leaves the old slot as it was.
  const failure = await attempt(async () => {
    await updateSpace(open, last.id, (entry) => entry, open.slotWrites);
  });
  return failure ? err(storageError(failure)) : ok(await openSpace(host, open, last));
}

/**
 * Where the printed key is not the book's (the vault's own after a restore by passphrase, or a book that was joined), the device
 * stays unadmitted and reads only: locking the worker out with a right sheet in hand would lose the book.
 */
async function admitByRecovery(
  { database, random, clock, onError }: SessionHost,
  open: OpenVault,
  space: SpaceEntry,
  recoveryKey: Bytes
): Promise<void> {
  const store = createDexieStore(database, space.id);
  const memberStore = createMemberStore(store, open.storageKey, random, space.id, onError);
  const members = createMembers(space.id, await memberLogOfStore(space.id, memberStore));
  await members.addDeviceByRecovery(recoveryKey, {
    device: registrationOf(open, random),
    role: 'owner',
    secrets: space.secrets,
    atMs: clock.now()
  });
}
