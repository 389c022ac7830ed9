/** Ways to damage bytes (I5): one byte changed, cut short, a run replaced, spliced with another valid value. */
import fc from 'fast-check';
import { concatBytes, equalBytes, type Bytes } from '../../src/lib/kernel/bytes';

export type Mutation = (bytes: Bytes, other: Bytes) => Bytes;

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const at = (bytes: Uint8Array, part: number): number => Math.floor(part * bytes.length);

export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(share, fc.integer({ min: 1, max: 255 })).map(([part, flip]): Mutation => (bytes) => {
    const changed = bytes.slice();
    changed[at(bytes, part)] = (changed[at(bytes, part)] ?? 0) ^ flip;
    return changed;
  }),
  share.map(
    (part): Mutation =>
      (bytes) =>
        bytes.slice(0, at(bytes, part))
  ),
  fc.tuple(share, fc.uint8Array({ minLength: 1, maxLength: 40 })).map(
    ([part, run]): Mutation =>
      (bytes) =>
        concatBytes(bytes.slice(0, at(bytes, part)), run, bytes.slice(at(bytes, part) + run.length))
  ),
  fc.tuple(share, share).map(
    ([part, otherPart]): Mutation =>
      (bytes, other) =>
        concatBytes(bytes.slice(0, at(bytes, part)), other.slice(at(other, otherPart)))
  ),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map(
    (tail): Mutation =>
      (bytes) =>
        concatBytes(bytes, tail)
  )
);

/** The damaged bytes, or undefined when the mutation happened to change nothing. */
export function damage(mutation: Mutation, bytes: Bytes, other: Bytes): Bytes | undefined {
  const damaged = mutation(bytes, other);
  return equalBytes(damaged, bytes) || equalBytes(damaged, other) ? undefined : damaged;
}
