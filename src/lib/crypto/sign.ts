/**
 * ECDSA P-256 with SHA-256. Signatures are 64 raw bytes (r, s) with s in the lower half of the order:
 * of the two valid forms of a signature only one is accepted, so nobody can make a second one from it.
 * Public keys are 65 raw bytes (uncompressed point); importing checks that the point is on the curve.
 * Secrets are PKCS #8, exported once at generation and imported without the right to export.
 */
import type { Brand } from '../kernel/brand';
import { type Bytes } from '../kernel/bytes';

export type SigningKey = Brand<CryptoKey, 'SigningKey'>;
export type VerifyingKey = Brand<CryptoKey, 'VerifyingKey'>;

export const signatureLength = 64;
export const publicKeyLength = 65;

export interface KeyPairBytes {
  /** 65 raw bytes. */
  readonly publicKey: Bytes;
  /** PKCS #8. Wrap it before it is stored anywhere. */
  readonly secret: Bytes;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const halfOrder = order >> 1n;

export async function generateSigningPair(): Promise<KeyPairBytes> {
  const pair = await globalThis.crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return {
    publicKey: new Uint8Array(await globalThis.crypto.subtle.exportKey('raw', pair.publicKey)),
    secret: new Uint8Array(await globalThis.crypto.subtle.exportKey('pkcs8', pair.privateKey))
  };
}

/** Throws when the bytes are no PKCS #8 of this curve: they come out of an opened seal only. */
export async function importSigningKey(secret: Bytes): Promise<SigningKey> {
  const key = await globalThis.crypto.subtle.importKey('pkcs8', secret, algorithm, false, ['sign']);
  return key as SigningKey;
}

/** undefined when the bytes are not a point of the curve in raw uncompressed form. */
export async function importVerifyingKey(publicKey: Bytes): Promise<VerifyingKey | undefined> {
  if (publicKey.length !== publicKeyLength || publicKey[0] !== 4) return undefined;
  try {
    const key = await globalThis.crypto.subtle.importKey('raw', publicKey, algorithm, false, [
      'verify'
    ]);
    return key as VerifyingKey;
  } catch {
    // The only way WebCrypto tells that a point is not on the curve.
    return undefined;
  }
}

export async function sign(key: SigningKey, message: Bytes): Promise<Bytes> {
  const signature = new Uint8Array(await globalThis.crypto.subtle.sign(signing, key, message));
  const s = bytesToBigInt(signature.subarray(32));
  if (s > halfOrder) writeBigInt(order - s, signature.subarray(32));
  return signature;
}

/** False for a wrong signature and for one with s in the upper half. */
export async function verify(
  key: VerifyingKey,
  message: Bytes,
  signature: Bytes
): Promise<boolean> {
  if (signature.length !== signatureLength || !isLowS(signature)) return false;
  return globalThis.crypto.subtle.verify(signing, key, signature, message);
}

export function isLowS(signature: Uint8Array): boolean {
  return bytesToBigInt(signature.subarray(32)) <= halfOrder;
}

/** The other valid form of a signature. Only tests have a use for it. */
export function flipS(signature: Bytes): Bytes {
  const flipped = signature.slice();
  writeBigInt(order - bytesToBigInt(signature.subarray(32)), flipped.subarray(32));
  return flipped;
}

function bytesToBigInt(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

function writeBigInt(value: bigint, into: Uint8Array): void {
  for (let i = into.length - 1; i >= 0; i--) {
    into[i] = Number(value & 255n);
    value >>= 8n;
  }
}
