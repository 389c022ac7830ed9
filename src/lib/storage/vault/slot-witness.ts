/**
 * V4 Each slot row has a witness in `meta`, sealed under the vault key: a hash over the whole row. A row that was put
 * back (after a change of passphrase, a recovery, a removal), renamed or mixed does not fit its witness and opens
 * nothing. Not held: a row put back together with its witness, or the whole profile with it. Whoever has an old row and
 * its passphrase has had the vault key, which a change of passphrase doesn't change.
 */
import { BinaryWriter } from '../../kernel/binary';
import { equalBytes, utf8, type Bytes } from '../../kernel/bytes';
import type { Random } from '../../kernel/environment';
import type { SlotId } from '../../kernel/ids';
import { aeadKeyLength, importAeadKey, openWithNonce, sealWithNonce } from '../../crypto/aead';
import { derive, importDerivationKey } from '../../crypto/hkdf';
import { sha256Sync } from '../../crypto/sha256';
import type { SlotRow } from './slot-format';
import type { VaultWrite } from './vault-store';

const purpose = 'tongxinbu/1/vault/slot-witness';
const nothing: Bytes = new Uint8Array(0);

export const witnessName = (slotId: SlotId): string => `slot/${slotId}`;

/** To be written in one step with the row. */
export async function witnessSlot(
  vaultKey: Bytes,
  random: Random,
  slotId: SlotId,
  row: SlotRow
): Promise<VaultWrite> {
  const value = await sealWithNonce(await keyOf(vaultKey), random, digestOf(row), aadOf(slotId));
  return { table: 'meta', key: witnessName(slotId), value };
}

export async function isWitnessed(
  vaultKey: Bytes,
  slotId: SlotId,
  row: SlotRow,
  sealed: unknown
): Promise<boolean> {
  if (!(sealed instanceof Uint8Array)) return false;
  const digest = await openWithNonce(await keyOf(vaultKey), new Uint8Array(sealed), aadOf(slotId));
  return digest !== undefined && equalBytes(digest, digestOf(row));
}

const keyOf = async (vaultKey: Bytes) =>
  importAeadKey(await derive(await importDerivationKey(vaultKey), nothing, purpose, aeadKeyLength));

const aadOf = (slotId: SlotId): Bytes => utf8(`${purpose}/${slotId}`);

function digestOf(row: SlotRow): Bytes {
  const writer = new BinaryWriter().text(purpose).uint(row.version).text(row.label);
  writer
    .uint(row.createdAtMs)
    .bool(row.params !== undefined)
    .bytes(row.params ?? nothing);
  writer.bool(row.openSecret !== undefined).bytes(row.openSecret ?? nothing);
  return sha256Sync(writer.bytes(row.wrappedVaultKey).bytes(row.wrappedDevice).finish());
}
