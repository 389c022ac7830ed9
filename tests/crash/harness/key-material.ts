/** Every secret of an open vault, for the disk scans: what must never lie on the disk in clear (I9). */
import { importAeadKey, openWithNonce } from '../../../src/lib/crypto/aead';
import { decodePassphraseParams, derivePassphraseKey } from '../../../src/lib/crypto/passphrase';
import type { SessionHost } from '../../../src/lib/app/session/session-host';
import type { SessionParts } from '../../../src/lib/app/session/session-parts';
import { toHex, utf8, type Bytes } from '../../../src/lib/kernel/bytes';
import { assert } from '../../../src/lib/kernel/assert';
import { unwrap } from '../../../src/lib/kernel/result';
import {
  decodeDeviceSecrets,
  slotAad,
  type DeviceSecrets,
  type SlotRow
} from '../../../src/lib/storage/vault/slot-format';
import type { KeyMaterial } from './api';

/** The 32-byte scalar of a P-256 key in PKCS #8: it follows the OCTET STRING header of 32 bytes. */
function scalarOf(pkcs8: Bytes): Bytes {
  const at = pkcs8.findIndex((byte, i) => byte === 0x04 && pkcs8[i + 1] === 0x20);
  assert(at >= 0, 'a P-256 private key holds its scalar');
  return pkcs8.slice(at + 2, at + 34);
}

async function unwrapSlot(
  host: SessionHost,
  parts: SessionParts,
  passphrase: string | null
): Promise<{ kek: Bytes; device: DeviceSecrets }> {
  const { id } = parts.open.slot;
  const row = (await host.vaultStore.get('slots', id)) as SlotRow;
  const params = row.params && unwrap(decodePassphraseParams(row.params));
  const kek = params ? await derivePassphraseKey(passphrase ?? '', params) : row.openSecret;
  assert(kek, 'a slot has parameters or an open secret');
  const aad = utf8(slotAad(id, 'device'));
  const plain = await openWithNonce(await importAeadKey(kek), row.wrappedDevice, aad);
  assert(plain, 'the slot opens');
  return { kek, device: unwrap(decodeDeviceSecrets(plain)) };
}

export async function collectKeys(
  host: SessionHost,
  parts: SessionParts,
  passphrase: string | null
): Promise<KeyMaterial> {
  const { kek, device } = await unwrapSlot(host, parts, passphrase);
  const material: Record<string, string> = {
    'wrapping key': toHex(kek),
    'vault key': toHex(await parts.open.revealVaultKey()),
    'signing key': toHex(scalarOf(device.signing.secret)),
    'agreement key': toHex(scalarOf(device.agreement.secret))
  };
  for (const { stream, epoch, secret } of parts.space.secrets) {
    material[`epoch key ${stream} ${epoch}`] = toHex(secret);
  }
  return material;
}
