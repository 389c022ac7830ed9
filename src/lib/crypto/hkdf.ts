/**
 * HKDF-SHA-256 over WebCrypto, with keys that are never extractable, and once more in script for thousands of short
 * derivations from one secret, each of which would cost the browser a task of its own.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { assert } from '../kernel/assert';
import type { Brand } from '../kernel/brand';
import { concatBytes, utf8, type Bytes } from '../kernel/bytes';

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

const firstBlock = Uint8Array.of(1);

/** The bytes that `derive` gives for the same secret, salt, info and a length of at most 32. */
export function createShortDeriver(
  secret: Bytes,
  salt: Bytes
): (info: Bytes, length: number) => Bytes {
  const extracted = hmac(sha256, salt, secret);
  return (info, length) => {
    assert(length <= 32, 'one block of HMAC is enough');
    return new Uint8Array(hmac(sha256, extracted, concatBytes(info, firstBlock))).slice(0, length);
  };
}
