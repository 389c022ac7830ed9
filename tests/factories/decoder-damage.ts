/** Seeded damage for decoders (I5): flips, cuts, splices, bombs, and whole valid values of another kind or age. */
import { concatBytes, type Bytes } from '../../src/lib/kernel/bytes';
import type { SeededRandom } from '../contract/replica/seeded-random';

/** The longest number of the coding: a length or count that nothing may be set aside for. */
const bombs: readonly Bytes[] = [
  new Uint8Array([255, 255, 255, 255, 255, 255, 255, 15]),
  new Uint8Array([255, 255, 255, 255, 15]),
  new Uint8Array([255, 255, 127]),
  new Uint8Array([0x7f, 0xff, 0xff, 0xff])
];

type Damage = (random: SeededRandom, bytes: Bytes, others: readonly Bytes[]) => Bytes;

const damages: readonly Damage[] = [
  (random, bytes) => {
    const flipped = bytes.slice();
    for (let i = 1 + random.below(3); i > 0 && flipped.length > 0; i--) {
      const at = random.below(flipped.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
    }
    return flipped;
  },
  (random, bytes) => bytes.slice(0, random.below(bytes.length + 1)),
  (random, bytes) => bytes.slice(random.below(bytes.length + 1)),
  (random, bytes, others) => {
    const other = random.pick(others);
    const [at, from] = [random.below(bytes.length + 1), random.below(other.length + 1)];
    return concatBytes(bytes.slice(0, at), other.slice(from));
  },
  (random, bytes) => {
    const at = random.below(bytes.length + 1);
    const bomb = random.pick(bombs);
    return concatBytes(bytes.slice(0, at), bomb, bytes.slice(at + random.below(bomb.length + 1)));
  },
  (random, bytes) => {
    const [at, to] = [random.below(bytes.length + 1), random.below(bytes.length + 1)].sort(
      (a, b) => a - b
    ) as [number, number];
    return concatBytes(bytes.slice(0, to), bytes.slice(at));
  },
  (random, bytes) => concatBytes(bytes, random.bytes(1 + random.below(40))),
  (random) => random.bytes(random.below(400)),
  (random, _, others) => random.pick(others)
];

export const damageOf: Damage = (random, bytes, others) =>
  random.pick(damages)(random, bytes, others);
