import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/lib/kernel/bytes';
import { importVerifyingKey } from '../../../src/lib/crypto/sign';
import { createCoverage, type SeqRange } from '../../../src/lib/log/protocol/seq-ranges';
import {
  decodeHello,
  decodeMessage,
  encodeHello,
  encodeMessage
} from '../../../src/lib/log/protocol/messages';
import { decodeIndex, encodeIndex } from '../../../src/lib/log/protocol/listing';
import { verifyStatus } from '../../../src/lib/log/protocol/status';
import { golden, goldenBytes, readGolden } from '../../factories/golden';
import { damage, mutations } from '../../factories/mutations';

const vectors = readGolden('protocol.json');
const names = Object.keys(vectors).filter((name) => !['hello', 'index'].includes(name));

describe('I5, I10: messages from anyone', () => {
  it('P5: what is accepted is written the same, and a changed word of a device holds no more', async () => {
    const key = await importVerifyingKey(golden.founder.signingKey);
    if (!key) throw new Error('fixture key');
    const name = fc.constantFrom(...names);
    const run = fc.asyncProperty(name, name, mutations, async (a, b, mutation) => {
      const damaged = damage(mutation, goldenBytes(vectors, a), goldenBytes(vectors, b));
      fc.pre(damaged !== undefined);
      const decoded = decodeMessage(damaged);
      if (!decoded.ok) return;
      expect(toHex(encodeMessage(decoded.value))).toBe(toHex(damaged));
      if (decoded.value.kind !== 'frontier') return;
      const original = goldenBytes(vectors, 'frontier');
      if (toHex(original) === toHex(damaged)) return;
      expect(await verifyStatus(decoded.value.signed, key)).toBe(false);
    });
    await fc.assert(run, { numRuns: 800 });
  });

  it('P5: greetings', () => {
    const hello = goldenBytes(vectors, 'hello');
    fc.assert(
      fc.property(mutations, (mutation) => {
        const damaged = damage(mutation, hello, hello);
        fc.pre(damaged !== undefined);
        const decoded = decodeHello(damaged);
        if (decoded.ok) expect(toHex(encodeHello(decoded.value))).toBe(toHex(damaged));
      }),
      { numRuns: 300 }
    );
  });

  it('O1: indexes of objects', () => {
    const index = goldenBytes(vectors, 'index');
    fc.assert(
      fc.property(mutations, (mutation) => {
        const damaged = damage(mutation, index, index);
        fc.pre(damaged !== undefined);
        const decoded = decodeIndex(damaged);
        if (decoded.ok) expect(toHex(encodeIndex(decoded.value))).toBe(toHex(damaged));
      }),
      { numRuns: 500 }
    );
  });

  it('P5: lengths and counts beyond their caps are refused before anything is set aside for them', () => {
    const bomb = fc.tuple(fc.constantFrom(2, 3, 4, 5), fc.uint8Array({ maxLength: 12 }));
    fc.assert(
      fc.property(bomb, ([kind, rest]) => {
        // A message whose first number says it goes on for 2^53 bytes.
        const bytes = new Uint8Array([1, kind, 255, 255, 255, 255, 255, 255, 255, 15, ...rest]);
        expect(decodeMessage(bytes).ok).toBe(false);
      })
    );
  });
});

describe('P9: coverage of chains', () => {
  const chain = { scope: 'general', deviceId: golden.founder.deviceId, incarnation: 1 } as const;
  const range = fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20 }))
    .map(([from, more]): SeqRange => ({ from, to: from + more }));

  it('holds exactly the numbers that were added, and what is left of a run is exactly the rest', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), range, (added, asked) => {
        const coverage = createCoverage(added.map((one) => ({ ...chain, ...one })));
        const numbers = new Set(added.flatMap(({ from, to }) => numbersOf(from, to)));
        const joined = coverage.ranges();
        expect(joined.flatMap(({ from, to }) => numbersOf(from, to))).toEqual(
          [...numbers].sort((a, b) => a - b)
        );
        // Neighbours are joined.
        for (let i = 1; i < joined.length; i++) {
          expect(joined[i]?.from).toBeGreaterThan((joined[i - 1]?.to ?? 0) + 1);
        }
        const missing = coverage.missingOf({ ...chain, ...asked });
        expect(missing.flatMap(({ from, to }) => numbersOf(from, to))).toEqual(
          numbersOf(asked.from, asked.to).filter((n) => !numbers.has(n))
        );
      })
    );
  });
});

const numbersOf = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
