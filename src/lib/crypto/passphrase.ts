/**
 * Passphrase to key: Argon2id (suite 1: 64 MiB, t = 3, p = 1). WebAssembly does it where it may; under a policy
 * that bars it, the JavaScript implementation gives the same bytes. Salt and costs are stored beside what the key
 * wraps. The text is normalised (NFKC), so full-width and half-width typing give one key.
 */
import { decodeWith, type BinaryReader, BinaryWriter, DecodeError } from '../kernel/binary';
import { utf8, type Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';

export interface PassphraseCosts {
  readonly memoryKib: number;
  readonly iterations: number;
  readonly parallelism: number;
}

export interface PassphraseParams extends PassphraseCosts {
  /** 16 bytes. */
  readonly salt: Bytes;
}

/** How a key is computed; `auto` tries WebAssembly first. */
export type Argon2Engine = 'auto' | 'wasm' | 'script';

export const standardCosts: PassphraseCosts = { memoryKib: 65_536, iterations: 3, parallelism: 1 };
const saltLength = 16;
const keyLength = 32;
/** A foreign file may not make this device work for minutes. */
const caps = { memoryKib: 262_144, iterations: 10, parallelism: 4 } as const;

export function createPassphraseParams(
  random: Random,
  costs: PassphraseCosts = standardCosts
): PassphraseParams {
  return { ...costs, salt: random.bytes(saltLength) };
}

/** 32 bytes. Takes about half a second with standardCosts (WebAssembly), 1.8 s in JavaScript. */
export async function derivePassphraseKey(
  passphrase: string,
  params: PassphraseParams,
  engine: Argon2Engine = 'auto'
): Promise<Bytes> {
  const password = utf8(passphrase.normalize('NFKC'));
  if (engine === 'script') return argon2Script(password, params);
  if (engine === 'wasm') return argon2Wasm(password, params);
  try {
    return await argon2Wasm(password, params);
  } catch {
    // WebAssembly missing, barred by the content policy, or out of memory: same bytes, slower.
    return argon2Script(password, params);
  }
}

export function writePassphraseParams(writer: BinaryWriter, params: PassphraseParams): void {
  writer.uint(params.memoryKib).uint(params.iterations).uint(params.parallelism);
  writer.fixed(params.salt, saltLength);
}

/** Throws DecodeError above the caps. */
export function readPassphraseParams(reader: BinaryReader): PassphraseParams {
  const memoryKib = reader.uint(caps.memoryKib);
  const iterations = reader.uint(caps.iterations);
  const parallelism = reader.uint(caps.parallelism);
  if (iterations < 1 || parallelism < 1 || memoryKib < 8 * parallelism) {
    throw new DecodeError('passphrase costs too small');
  }
  return { memoryKib, iterations, parallelism, salt: reader.fixed(saltLength) };
}

export function encodePassphraseParams(params: PassphraseParams): Bytes {
  const writer = new BinaryWriter();
  writePassphraseParams(writer, params);
  return writer.finish();
}

export const decodePassphraseParams = (bytes: Bytes) => decodeWith(bytes, readPassphraseParams);

async function argon2Wasm(password: Bytes, params: PassphraseParams): Promise<Bytes> {
  const { argon2id } = await import('hash-wasm');
  const key = await argon2id({
    password,
    salt: params.salt,
    memorySize: params.memoryKib,
    iterations: params.iterations,
    parallelism: params.parallelism,
    hashLength: keyLength,
    outputType: 'binary'
  });
  return new Uint8Array(key);
}

async function argon2Script(password: Bytes, params: PassphraseParams): Promise<Bytes> {
  const { argon2idAsync } = await import('@noble/hashes/argon2.js');
  const key = await argon2idAsync(password, params.salt, {
    m: params.memoryKib,
    t: params.iterations,
    p: params.parallelism,
    dkLen: keyLength,
    maxmem: 2 ** 31
  });
  return new Uint8Array(key);
}
