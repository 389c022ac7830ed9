/** The platform's random source as an injectable dependency. */
import type { Random } from '../kernel/environment';
import type { Bytes } from '../kernel/bytes';

/** getRandomValues refuses more than this many bytes in one call. */
const maxRequest = 65_536;

/** Cryptographically strong bytes from the platform. */
export const systemRandom: Random = {
  bytes(length: number): Bytes {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += maxRequest) {
      globalThis.crypto.getRandomValues(out.subarray(at, Math.min(length, at + maxRequest)));
    }
    return out;
  }
};
