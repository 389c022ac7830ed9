/**
 * SHA-256 in two forms with equal results: WebCrypto for large inputs, synchronous code for small ones,
 * where a round trip to the crypto thread costs more than the hash.
 */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import type { Bytes } from '../kernel/bytes';

export const sha256Length = 32;

/** 32 bytes; for inputs above about 16 kB. */
export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
}

/** One state to begin with, and one that works: a new one's memory would cost more than most of what is hashed. */
let states: { readonly fresh: HashState; readonly work: HashState } | undefined;
type HashState = ReturnType<typeof nobleSha256.create>;
const result = new Uint8Array(sha256Length);

/** 32 bytes; for headers, parts and other small inputs. */
export function sha256Sync(bytes: Uint8Array): Bytes {
  states ??= { fresh: nobleSha256.create(), work: nobleSha256.create() };
  states.fresh._cloneInto(states.work);
  states.work.update(bytes).digestInto(result);
  return result.slice();
}
