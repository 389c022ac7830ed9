/**
 * What two people read to each other, so that nobody can stand between them (DESIGN 5): by file twenty digits over
 * space, seed and the joiner's keys; on a live way six digits (code-exchange.ts).
 */
import { BinaryWriter } from '../../kernel/binary';
import type { Bytes } from '../../kernel/bytes';
import type { SpaceId } from '../../kernel/ids';
import { sha256Sync } from '../../crypto/sha256';
import { publicKeyLength } from '../../crypto/sign';
import { writeId } from '../ids';
import type { DeviceRegistration } from '../member-payload';
import { seedLength } from './seed';

const fingerprintDigits = 20;

/** Five groups of four digits, with spaces between: 66 bits. */
export function fingerprintOf(
  spaceId: SpaceId,
  seed: Bytes,
  device: Pick<DeviceRegistration, 'signingKey' | 'agreementKey'>
): string {
  const writer = new BinaryWriter().text('tongxinbu/1/join-fingerprint');
  writeId(writer, spaceId);
  writer.fixed(seed, seedLength);
  writer.fixed(device.signingKey, publicKeyLength).fixed(device.agreementKey, publicKeyLength);
  const digits = decimalsOf(sha256Sync(writer.finish()), fingerprintDigits);
  return (digits.match(/.{4}/g) ?? []).join(' ');
}

/** The first 128 bits of a hash as decimal digits; the bias is far below what digits of a screen could show. */
export function decimalsOf(hash: Uint8Array, digits: number): string {
  let value = 0n;
  for (const byte of hash.subarray(0, 16)) value = (value << 8n) | BigInt(byte);
  return (value % 10n ** BigInt(digits)).toString().padStart(digits, '0');
}
