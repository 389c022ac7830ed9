import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../src/lib/kernel/bytes';
import { counterNonce, importAeadKey, open, seal } from '../../../src/lib/crypto/aead';
import {
  generateAgreementPair,
  importAgreementKey,
  openSealed,
  sealTo
} from '../../../src/lib/crypto/agree';
import { createShortDeriver, derive, importDerivationKey } from '../../../src/lib/crypto/hkdf';
import { pad, paddedLength, unpad } from '../../../src/lib/crypto/padding';
import {
  decodePassphraseParams,
  derivePassphraseKey,
  encodePassphraseParams
} from '../../../src/lib/crypto/passphrase';
import { systemRandom } from '../../../src/lib/crypto/random';
import { sha256, sha256Sync } from '../../../src/lib/crypto/sha256';
import {
  flipS,
  generateSigningPair,
  importSigningKey,
  importVerifyingKey,
  isLowS,
  sign,
  verify
} from '../../../src/lib/crypto/sign';
import { hexBytes } from '../../factories/fixed-pairs';

const empty = new Uint8Array(0);

describe('known answers', () => {
  it('SHA-256 of "abc" (FIPS 180-4), both forms', async () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(toHex(sha256Sync(utf8('abc')))).toBe(expected);
    expect(toHex(await sha256(utf8('abc')))).toBe(expected);
  });

  it('HKDF-SHA-256 (RFC 5869 case 1)', async () => {
    const key = await importDerivationKey(hexBytes('0b'.repeat(22)));
    const info = hexBytes('f0f1f2f3f4f5f6f7f8f9');
    const salt = hexBytes('000102030405060708090a0b0c');
    const expected =
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865';
    expect(toHex(await derive(key, salt, info, 42))).toBe(expected);
    const deriveShort = createShortDeriver(hexBytes('0b'.repeat(22)), salt);
    for (const length of [16, 32])
      expect(toHex(deriveShort(info, length))).toBe(expected.slice(0, 2 * length));
    expect(() => deriveShort(info, 33)).toThrow(/one block/);
  });

  it('AES-256-GCM (test case 14 of the GCM specification)', async () => {
    const key = await importAeadKey(new Uint8Array(32));
    const sealed = await seal(key, new Uint8Array(12), new Uint8Array(16), empty);
    expect(toHex(sealed)).toBe('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919');
    expect(await open(key, counterNonce(1), sealed, empty)).toBeUndefined();
  });

  it('Argon2id gives the same bytes by WebAssembly and by script', async () => {
    const params = { memoryKib: 256, iterations: 3, parallelism: 1, salt: systemRandom.bytes(16) };
    const wasm = await derivePassphraseKey('统战 ABC', params, 'wasm');
    expect(await derivePassphraseKey('统战 ABC', params, 'script')).toEqual(wasm);
    expect(await derivePassphraseKey('统战 ＡＢＣ', params)).toEqual(wasm);
    expect(await derivePassphraseKey('统战 ABD', params)).not.toEqual(wasm);
  });
});

describe('signatures', () => {
  it('I3: are in the low form, and the other form is refused', async () => {
    const pair = await generateSigningPair();
    const key = await importSigningKey(pair.secret);
    const verifying = await importVerifyingKey(pair.publicKey);
    if (!verifying) throw new Error('own key');
    for (let i = 0; i < 20; i++) {
      const message = utf8(`message ${i}`);
      const signature = await sign(key, message);
      expect(isLowS(signature)).toBe(true);
      expect(await verify(verifying, message, signature)).toBe(true);
      expect(await verify(verifying, message, flipS(signature))).toBe(false);
      expect(await verify(verifying, utf8('other'), signature)).toBe(false);
    }
  });

  it('a public key off the curve is no key', async () => {
    const { publicKey } = await generateSigningPair();
    const off = publicKey.slice();
    off[64] = (off[64] ?? 0) ^ 1;
    expect(await importVerifyingKey(off)).toBeUndefined();
    expect(await importVerifyingKey(publicKey.slice(0, 33))).toBeUndefined();
  });

  it('an imported secret cannot be exported', async () => {
    const { secret } = await generateSigningPair();
    expect((await importSigningKey(secret)).extractable).toBe(false);
    expect((await importAeadKey(new Uint8Array(32))).extractable).toBe(false);
  });
});

describe('sealing to a public key', () => {
  it('opens for the recipient and its context only, and never seals alike twice', async () => {
    const pair = await generateAgreementPair();
    const other = await generateAgreementPair();
    const key = await importAgreementKey(pair);
    const sealed = await sealTo(pair.publicKey, utf8('secret'), utf8('context'));
    if (!sealed) throw new Error('own key');
    expect(await openSealed(key, sealed, utf8('context'))).toEqual(utf8('secret'));
    expect(await openSealed(key, sealed, utf8('elsewhere'))).toBeUndefined();
    const stranger = await importAgreementKey(other);
    expect(await openSealed(stranger, sealed, utf8('context'))).toBeUndefined();
    expect(await sealTo(pair.publicKey, utf8('secret'), utf8('context'))).not.toEqual(sealed);
    for (let i = 0; i < sealed.length; i++) {
      const changed = sealed.slice();
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(await openSealed(key, changed, utf8('context'))).toBeUndefined();
    }
  });
});

describe('padding', () => {
  it('every length comes back, classes waste at most a quarter, and nothing else unpads', () => {
    for (let length = 0; length < 3000; length++) {
      const content = new Uint8Array(length).fill(0x80);
      const padded = pad(content);
      expect(toHex(unpad(padded) ?? empty) === toHex(content)).toBe(true);
      expect(padded.length).toBeLessThanOrEqual(Math.max(64, (length + 1) * 1.25));
    }
    expect(paddedLength(64)).toBe(80);
    expect(unpad(new Uint8Array(64))).toBeUndefined();
    expect(unpad(new Uint8Array([...pad(utf8('x')), ...new Uint8Array(64)]))).toBeUndefined();
  });
});

describe('passphrase parameters', () => {
  it('come back, and costs above the caps are refused', () => {
    const params = { memoryKib: 65_536, iterations: 3, parallelism: 1, salt: new Uint8Array(16) };
    expect(decodePassphraseParams(encodePassphraseParams(params))).toEqual({
      ok: true,
      value: params
    });
    const hostile = encodePassphraseParams({ ...params, memoryKib: 2 ** 30 });
    expect(decodePassphraseParams(hostile).ok).toBe(false);
    const weak = encodePassphraseParams({ ...params, iterations: 0 });
    expect(decodePassphraseParams(weak).ok).toBe(false);
  });
});
