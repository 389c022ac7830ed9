/**
 * WebCrypto as the engine uses it, for runs that their seed repeats: key pairs come from the seed, a signature from
 * public key and message alone, and every answer is there at once, so that no thread decides who goes on first.
 * Keys, agreement, AES-GCM, HKDF and hashes are the real ones; a signature is a hash that anybody could compute, which a
 * simulation may allow itself, since nobody in it signs with a key that isn't his.
 */
import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createPrivateKey,
  ECDH,
  hkdfSync,
  timingSafeEqual
} from 'node:crypto';
import type { Random } from '../../src/lib/kernel/environment';

type Bytes = Uint8Array<ArrayBuffer>;
type Source = BufferSource;

/** Stands for a CryptoKey: a secret, or a public point, or both. */
interface SimulatedKey {
  readonly secret?: Bytes;
  readonly publicKey?: Bytes;
}

const curve = 'prime256v1';
const tagLength = 16;

const bytesOf = (source: Source): Bytes =>
  source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength);

const copyOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** The point of a secret; throws where the secret is none. */
function pointOf(secret: Uint8Array): Bytes {
  const pair = createECDH(curve);
  pair.setPrivateKey(secret);
  return new Uint8Array(pair.getPublicKey());
}

function pkcs8Of({ secret, publicKey }: Required<SimulatedKey>): ArrayBuffer {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  const key = {
    ...{ kty: 'EC', crv: 'P-256', d: base64(secret) },
    ...{ x: base64(publicKey.subarray(1, 33)), y: base64(publicKey.subarray(33)) }
  };
  return copyOf(createPrivateKey({ key, format: 'jwk' }).export({ format: 'der', type: 'pkcs8' }));
}

function keyOfPkcs8(bytes: Bytes): SimulatedKey {
  const key = createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' });
  const secret = new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  return { secret, publicKey: pointOf(secret) };
}

/** 64 bytes whose second half is far below half of the curve's order. */
function signatureOf(publicKey: Bytes, message: Bytes): Bytes {
  const signature = new Uint8Array(
    createHash('sha512').update('simulated').update(publicKey).update(message).digest()
  );
  signature[32] = (signature[32] ?? 0) & 0x3f;
  return signature;
}

const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('this key is for something else');
  return value;
};

export function createSimulatedCrypto(random: Random): Crypto {
  const cipherOf = (params: AesGcmParams, { secret }: SimulatedKey) =>
    [
      'aes-256-gcm',
      required(secret),
      bytesOf(params.iv),
      bytesOf(required(params.additionalData))
    ] as const;

  const subtle = {
    async generateKey() {
      const secret = random.bytes(32);
      // Below the order of the curve, and not zero.
      secret[0] = ((secret[0] ?? 0) & 0x7f) | 1;
      const publicKey = pointOf(secret);
      return { privateKey: { secret, publicKey }, publicKey: { publicKey } };
    },
    async exportKey(format: string, key: SimulatedKey) {
      if (format === 'raw') return copyOf(required(key.publicKey));
      return pkcs8Of({ secret: required(key.secret), publicKey: required(key.publicKey) });
    },
    async importKey(format: string, source: Source, algorithm: string | { readonly name: string }) {
      const bytes = new Uint8Array(bytesOf(source));
      if (format === 'pkcs8') return keyOfPkcs8(bytes);
      if (typeof algorithm === 'string') return { secret: bytes };
      // Throws when the point is not on the curve.
      ECDH.convertKey(bytes, curve);
      return { publicKey: bytes };
    },
    async sign(_: unknown, key: SimulatedKey, message: Source) {
      required(key.secret);
      return signatureOf(required(key.publicKey), bytesOf(message)).buffer;
    },
    async verify(_: unknown, key: SimulatedKey, signature: Source, message: Source) {
      const right = signatureOf(required(key.publicKey), bytesOf(message));
      return timingSafeEqual(right, bytesOf(signature));
    },
    async encrypt(params: AesGcmParams, key: SimulatedKey, plaintext: Source) {
      const [name, secret, iv, associated] = cipherOf(params, key);
      const cipher = createCipheriv(name, secret, iv, { authTagLength: tagLength });
      cipher.setAAD(associated);
      const sealed = [cipher.update(bytesOf(plaintext)), cipher.final()];
      return copyOf(Buffer.concat([...sealed, cipher.getAuthTag()]));
    },
    async decrypt(params: AesGcmParams, key: SimulatedKey, source: Source) {
      const [name, secret, iv, associated] = cipherOf(params, key);
      const sealed = bytesOf(source);
      const cipher = createDecipheriv(name, secret, iv, { authTagLength: tagLength });
      cipher.setAAD(associated);
      cipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
      const opened = cipher.update(sealed.subarray(0, sealed.length - tagLength));
      return copyOf(Buffer.concat([opened, cipher.final()]));
    },
    async deriveBits(params: HkdfParams | EcdhKeyDeriveParams, key: unknown, bits: number) {
      const { secret } = key as SimulatedKey;
      if ('salt' in params) {
        const [salt, info] = [bytesOf(params.salt as Source), bytesOf(params.info as Source)];
        return hkdfSync('sha256', required(secret), salt, info, bits / 8);
      }
      const pair = createECDH(curve);
      pair.setPrivateKey(required(secret));
      return copyOf(pair.computeSecret(required((params.public as SimulatedKey).publicKey)));
    },
    async digest(_: string, bytes: Source) {
      return copyOf(createHash('sha256').update(bytesOf(bytes)).digest());
    }
  };
  return { subtle } as unknown as Crypto;
}
