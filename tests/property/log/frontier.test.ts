import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/lib/kernel/bytes';
import type { DeviceId, RecordId } from '../../../src/lib/kernel/ids';
import { scopes } from '../../../src/lib/kernel/scope';
import { chainKeyOf } from '../../../src/lib/log/chain';
import {
  compareFrontiers,
  createFrontier,
  decodeFrontier,
  differenceOf,
  encodeFrontier,
  type Frontier
} from '../../../src/lib/log/frontier';
import type { EntryId, MemberEntryId } from '../../../src/lib/log/ids';

const device = fc.constantFrom('a', 'b', 'c').map((digit) => digit.repeat(32) as DeviceId);
/** Two histories a chain: a fork when both turn up at one seq. */
const chain = fc.record({
  scope: fc.constantFrom(...scopes),
  deviceId: device,
  incarnation: fc.integer({ min: 1, max: 2 }),
  seq: fc.integer({ min: 1, max: 300 }),
  id: fc.constantFrom('0'.repeat(63) + '1', 'f'.repeat(64)).map((id) => id as EntryId)
});
const head = fc.constantFrom('1', '2', '3').map((digit) => digit.repeat(64) as MemberEntryId);
const erasure = fc.record({
  recordId: fc.constantFrom('4', '5').map((digit) => digit.repeat(32) as RecordId),
  order: head
});
const frontier: fc.Arbitrary<Frontier> = fc
  .record({
    memberHeads: fc.array(head, { maxLength: 3 }),
    chains: fc.array(chain, { maxLength: 6 }),
    erasures: fc.array(erasure, { maxLength: 4 })
  })
  .map(createFrontier);

describe('frontier laws', () => {
  it('F1, I10: decode∘encode is the identity and order of making doesn’t matter', () => {
    fc.assert(
      fc.property(frontier, (made) => {
        expect(decodeFrontier(encodeFrontier(made))).toEqual({ ok: true, value: made });
        const again = createFrontier({
          memberHeads: [...made.memberHeads].reverse(),
          chains: [...made.chains].reverse(),
          erasures: [...made.erasures, ...made.erasures].reverse()
        });
        expect(toHex(encodeFrontier(again))).toBe(toHex(encodeFrontier(made)));
      })
    );
  });

  it('F1, I5: what decodes after a byte changed re-encodes to the same bytes', () => {
    const flip = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(frontier, flip, (made, [at, bits]) => {
        const bytes = encodeFrontier(made);
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ bits;
        const decoded = decodeFrontier(bytes);
        if (decoded.ok) expect(toHex(encodeFrontier(decoded.value))).toBe(toHex(bytes));
      })
    );
  });

  it('F2: equal iff nothing differs; swapping the sides swaps the answer', () => {
    const swapped = { equal: 'equal', behind: 'ahead', ahead: 'behind', apart: 'apart' } as const;
    fc.assert(
      fc.property(frontier, frontier, (a, b) => {
        expect(compareFrontiers(a, a)).toBe('equal');
        expect(compareFrontiers(b, a)).toBe(swapped[compareFrontiers(a, b)]);
        const isSame = toHex(encodeFrontier(a)) === toHex(encodeFrontier(b));
        expect(compareFrontiers(a, b) === 'equal').toBe(isSame);
        const [ours, theirs] = [differenceOf(a, b), differenceOf(b, a)];
        expect(ours.want).toEqual(theirs.offer);
        expect(ours.forked.map(chainKeyOf)).toEqual(theirs.forked.map(chainKeyOf));
      })
    );
  });

  it('F3: what is wanted is exactly what lies between the two heads of each chain', () => {
    fc.assert(
      fc.property(frontier, frontier, (a, b) => {
        const held = new Map(a.chains.map((c) => [chainKeyOf(c), c.seq]));
        const missing = b.chains.flatMap((c) => {
          const from = (held.get(chainKeyOf(c)) ?? 0) + 1;
          return from <= c.seq ? [`${chainKeyOf(c)}:${from}-${c.seq}`] : [];
        });
        const want = differenceOf(a, b).want.map((r) => `${chainKeyOf(r)}:${r.from}-${r.to}`);
        expect(want).toEqual(missing);
      })
    );
  });
});
