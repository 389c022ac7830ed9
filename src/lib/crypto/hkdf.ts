/** HKDF-SHA-256 over WebCrypto. Imported keys are never extractable. */
import type { Brand } from '../kernel/brand';
import { utf8, type Bytes } from '../kernel/bytes';

/** A 256-bit secret that only derives. */
export type DerivationKey = Brand<CryptoKey, 'DerivationKey'>;

export async function importDerivationKey(secret: Bytes): Promise<DerivationKey> {
  const key = await globalThis.crypto.subtle.importKey('raw', secret, 'HKDF', false, [
    'deriveBits'
  ]);
  return key as DerivationKey;
}

/** `length` bytes (≤ 8160) for one purpose; `info` separates purposes and is part of the format. */
export async function derive(
  key: DerivationKey,
  salt: Bytes,
  info: string | Bytes,
  length: number
): Promise<Bytes> {
  const bits = await globalThis.crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt, info: typeof info === 'string' ? utf8(info) : info },
    key,
    length * 8
  );
  return new Uint8Array(bits);
}
