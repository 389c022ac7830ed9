/**
 * AES-256-GCM. The caller names the nonce: a nonce must never be used twice under one key, so keys are
 * either derived for one use (entries, frames) or used with random nonces through sealWithNonce.
 */
import { concatBytes, type Bytes } from '../kernel/bytes';
import type { Brand } from '../kernel/brand';
import type { Random } from '../kernel/environment';

export type AeadKey = Brand<CryptoKey, 'AeadKey'>;

export const aeadKeyLength = 32;
export const nonceLength = 12;
export const tagLength = 16;

/** Imports 32 bytes as a key that can't be exported again. */
export async function importAeadKey(secret: Bytes): Promise<AeadKey> {
  const key = await globalThis.crypto.subtle.importKey('raw', secret, 'AES-GCM', false, [
    'encrypt',
    'decrypt'
  ]);
  return key as AeadKey;
}

/** The nonce of the n-th message (n < 2^32) under a key derived for one use. */
export function counterNonce(n: number, lastByte = 0): Bytes {
  const nonce = new Uint8Array(nonceLength);
  new DataView(nonce.buffer).setUint32(7, n);
  nonce[11] = lastByte;
  return nonce;
}

/** Ciphertext followed by the 16-byte tag. */
export async function seal(
  key: AeadKey,
  nonce: Bytes,
  plaintext: Bytes,
  associated: Bytes
): Promise<Bytes> {
  const sealed = await globalThis.crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: associated, tagLength: 128 },
    key,
    plaintext
  );
  return new Uint8Array(sealed);
}

/** The plaintext, or undefined when key, nonce, bytes or associated data don't belong together. */
export async function open(
  key: AeadKey,
  nonce: Bytes,
  sealed: Bytes,
  associated: Bytes
): Promise<Bytes | undefined> {
  if (sealed.length < tagLength) return undefined;
  try {
    const plaintext = await globalThis.crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: associated, tagLength: 128 },
      key,
      sealed
    );
    return new Uint8Array(plaintext);
  } catch {
    // WebCrypto reports a failed tag by an exception without detail; it is an expected outcome here.
    return undefined;
  }
}

/** Seals under a long-lived key: a random 12-byte nonce, then ciphertext and tag. */
export async function sealWithNonce(
  key: AeadKey,
  random: Random,
  plaintext: Bytes,
  associated: Bytes
): Promise<Bytes> {
  const nonce = random.bytes(nonceLength);
  return concatBytes(nonce, await seal(key, nonce, plaintext, associated));
}

/** Opens what sealWithNonce made; undefined when it isn't that. */
export async function openWithNonce(
  key: AeadKey,
  sealed: Bytes,
  associated: Bytes
): Promise<Bytes | undefined> {
  if (sealed.length < nonceLength + tagLength) return undefined;
  return open(key, sealed.subarray(0, nonceLength), sealed.subarray(nonceLength), associated);
}
