/**
 * Sealing to a public key: a fresh ECDH P-256 key, HKDF-SHA-256 over the shared secret with both public keys
 * in `info`, AES-256-GCM with nonce 0 (the key serves one message). Sealed = ephemeral public key (65) + box.
 */
import type { Brand } from '../kernel/brand';
import { concatBytes, utf8, type Bytes } from '../kernel/bytes';
import {
  aeadKeyLength,
  counterNonce,
  importAeadKey,
  open,
  seal,
  tagLength,
  type AeadKey
} from './aead';
import { derive, importDerivationKey } from './hkdf';
import { publicKeyLength, type KeyPairBytes } from './sign';

/** The private half, with the public key that goes into every derivation. */
export interface AgreementKey {
  readonly privateKey: Brand<CryptoKey, 'AgreementKey'>;
  readonly publicKey: Bytes;
}

const algorithm = { name: 'ECDH', namedCurve: 'P-256' } as const;
const purpose = 'tongxinbu/1/seal-to';
const noSalt: Bytes = new Uint8Array(0);
export const sealOverhead = publicKeyLength + tagLength;

export async function generateAgreementPair(): Promise<KeyPairBytes> {
  const pair = await globalThis.crypto.subtle.generateKey(algorithm, true, ['deriveBits']);
  return {
    publicKey: new Uint8Array(await globalThis.crypto.subtle.exportKey('raw', pair.publicKey)),
    secret: new Uint8Array(await globalThis.crypto.subtle.exportKey('pkcs8', pair.privateKey))
  };
}

/** Throws when the secret is no PKCS #8 of this curve: it comes out of an opened seal only. */
export async function importAgreementKey(pair: KeyPairBytes): Promise<AgreementKey> {
  const key = await globalThis.crypto.subtle.importKey('pkcs8', pair.secret, algorithm, false, [
    'deriveBits'
  ]);
  return { privateKey: key as AgreementKey['privateKey'], publicKey: pair.publicKey };
}

/** undefined when the recipient's key is not on the curve. */
export async function sealTo(
  recipient: Bytes,
  plaintext: Bytes,
  associated: Bytes
): Promise<Bytes | undefined> {
  const peer = await importPublic(recipient);
  if (!peer) return undefined;
  const fresh = await globalThis.crypto.subtle.generateKey(algorithm, false, ['deriveBits']);
  const ephemeral = new Uint8Array(
    await globalThis.crypto.subtle.exportKey('raw', fresh.publicKey)
  );
  const key = await sharedKey(fresh.privateKey, peer, ephemeral, recipient);
  return concatBytes(ephemeral, await seal(key, counterNonce(0), plaintext, associated));
}

/** undefined when the box was not sealed to this key with this associated data. */
export async function openSealed(
  recipient: AgreementKey,
  sealed: Bytes,
  associated: Bytes
): Promise<Bytes | undefined> {
  if (sealed.length < sealOverhead) return undefined;
  const ephemeral = sealed.slice(0, publicKeyLength);
  const peer = await importPublic(ephemeral);
  if (!peer) return undefined;
  const key = await sharedKey(recipient.privateKey, peer, ephemeral, recipient.publicKey);
  return open(key, counterNonce(0), sealed.slice(publicKeyLength), associated);
}

/** True for 65 raw bytes of a point on the curve. */
export async function isAgreementPublicKey(publicKey: Bytes): Promise<boolean> {
  return (await importPublic(publicKey)) !== undefined;
}

async function importPublic(publicKey: Bytes): Promise<CryptoKey | undefined> {
  if (publicKey.length !== publicKeyLength || publicKey[0] !== 4) return undefined;
  try {
    return await globalThis.crypto.subtle.importKey('raw', publicKey, algorithm, false, []);
  } catch {
    // The only way WebCrypto tells that a point is not on the curve.
    return undefined;
  }
}

async function sharedKey(
  own: CryptoKey,
  peer: CryptoKey,
  ephemeral: Bytes,
  recipient: Bytes
): Promise<AeadKey> {
  const secret = await globalThis.crypto.subtle.deriveBits(
    { name: 'ECDH', public: peer },
    own,
    256
  );
  const base = await importDerivationKey(new Uint8Array(secret));
  const info = concatBytes(utf8(purpose), ephemeral, recipient);
  return importAeadKey(await derive(base, noSalt, info, aeadKeyLength));
}
