/**
 * A seeded source of choices for demonstration and test data: the same seed gives the same data on every
 * machine. Not for keys: the generator (sfc32) is fast, not secret.
 */
import type { Bytes } from '../../kernel/bytes';
import { assert } from '../../kernel/assert';
import { createRecordId, type RecordId } from '../../kernel/ids';
import type { Random } from '../../kernel/environment';

export interface SeededRandom extends Random {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** Whole number from `min` to `max`, both included. */
  readonly between: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Picks by weight; weights need not add up to anything. */
  readonly weighted: <T>(items: readonly (readonly [item: T, weight: number])[]) => T;
  /** Up to `count` different items in random order. */
  readonly sample: <T>(items: readonly T[], count: number) => T[];
  readonly id: () => RecordId;
}

/** FNV-1a of the seed's code units, to spread short seeds. */
function hashSeed(seed: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function createSfc32(seed: string): () => number {
  let a = hashSeed(seed);
  let b = hashSeed(`${seed}b`);
  let c = hashSeed(`${seed}c`);
  let counter = 1;
  const nextWord = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // The first words still show the seed.
  for (let i = 0; i < 12; i++) nextWord();
  return nextWord;
}

export function createSeededRandom(seed: string): SeededRandom {
  const nextWord = createSfc32(seed);
  const next = (): number => nextWord() / 0x1_0000_0000;
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));

  const random: SeededRandom = {
    next,
    between,
    bytes(length) {
      const bytes: Bytes = new Uint8Array(length);
      for (let i = 0; i < length; i += 4) {
        const word = nextWord();
        for (let k = 0; k < 4 && i + k < length; k++) bytes[i + k] = (word >>> (8 * k)) & 255;
      }
      return bytes;
    },
    chance: (probability) => next() < probability,
    pick(items) {
      assert(items.length > 0, 'pick from an empty list');
      return items[between(0, items.length - 1)] as (typeof items)[number];
    },
    weighted(items) {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return random.pick(items)[0];
    },
    sample(items, count) {
      const rest = [...items];
      const taken: (typeof items)[number][] = [];
      while (taken.length < count && rest.length > 0) {
        taken.push(...rest.splice(between(0, rest.length - 1), 1));
      }
      return taken;
    },
    id: () => createRecordId(random)
  };
  return random;
}
