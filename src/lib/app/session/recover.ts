/** A forgotten passphrase: the printed key opens the vault, a new device of this slot is admitted by it. */
import type { SlotId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { createDevice } from '../../log/founding';
import { attempt } from '../../storage/commit';
import { createDexieStore } from '../../storage/dexie-store';
import { createMemberStore } from '../../storage/member-store';
import type { VaultError } from '../types';
import { storageError } from './found-space';
import { createMembers, memberLogOfStore } from './members';
import type { SessionHost } from './session-host';
import type { SessionParts } from './session-parts';
import { openSpace } from './session-replica';
import { readFirstSpace, updateSpace } from './space-book';
import { registrationOf } from './vault-actions';
import { toVaultError } from './vault-error';

export async function recoverWithPrintedKey(
  host: SessionHost,
  slotId: SlotId,
  printed: string,
  newPassphrase: string
): Promise<Result<SessionParts, VaultError>> {
  const { vault, random, clock, database, onError } = host;
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
  const space = await readFirstSpace(open);
  if (!space) return err({ type: 'damaged', code: 'V-SPACE' });
  const store = createDexieStore(database, space.id);
  const memberStore = createMemberStore(store, open.storageKey, random, space.id, onError);
  const members = createMembers(space.id, await memberLogOfStore(space.id, memberStore));
  const isRight = await members.addDeviceByRecovery(recoveryKey, {
    device: registrationOf(open, random),
    role: 'owner',
    secrets: space.secrets,
    atMs: clock.now()
  });
  // The vault's key opened the vault: after a restore by passphrase it is not the book's, which still has to admit this
  // device; locking the worker out with a right sheet in hand would lose the book.
  const entry = { ...space, isAdmitted: isRight };
  // The device is a member before its slot is written: a crash in between leaves the old slot as it was.
  const failure = await attempt(async () => {
    await updateSpace(open, space.id, () => entry, open.slotWrites);
  });
  return failure ? err(storageError(failure)) : ok(await openSpace(host, open, entry));
}
