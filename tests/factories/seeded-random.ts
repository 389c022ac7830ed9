/** Deterministic bytes for tests: SHA-256 of a seed and a counter. */
import { concatBytes, utf8, type Bytes } from '../../src/lib/kernel/bytes';
import type { Random } from '../../src/lib/kernel/environment';
import { sha256Sync } from '../../src/lib/crypto/sha256';

export function createSeededRandom(seed: string): Random {
  let counter = 0;
  return {
    bytes(length: number): Bytes {
      const blocks: Bytes[] = [];
      for (let have = 0; have < length; have += 32) {
        blocks.push(sha256Sync(utf8(`${seed}/${counter++}`)));
      }
      return concatBytes(...blocks).slice(0, length);
    }
  };
}
