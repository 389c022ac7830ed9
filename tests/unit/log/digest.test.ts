import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/lib/kernel/bytes';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { createDigestFold, digestOf, printDigest } from '../../../src/lib/log/digest';

const item = fc.record({
  recordId: fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((bytes) => toHex(bytes) as RecordId),
  stateHash: fc.uint8Array({ minLength: 32, maxLength: 32 })
});
const items = fc.uniqueArray(item, { selector: (i) => i.recordId, minLength: 1, maxLength: 20 });

describe('核对码 (I2)', () => {
  it('D1: does not depend on order, and follows a change out and in', () => {
    fc.assert(
      fc.property(items, item, (list, extra) => {
        const digest = toHex(digestOf('general', list));
        expect(toHex(digestOf('general', [...list].reverse()))).toBe(digest);
        const fold = createDigestFold('general');
        fold.add(extra.recordId, extra.stateHash);
        for (const i of list) fold.add(i.recordId, i.stateHash);
        expect(toHex(fold.digest())).not.toBe(digest);
        fold.remove(extra.recordId, extra.stateHash);
        expect(toHex(fold.digest())).toBe(digest);
      })
    );
  });

  it('D2: differs by scope, by record and by state; prints as three groups of four digits', () => {
    const stateHash = new Uint8Array(32);
    const recordId = '0'.repeat(32) as RecordId;
    const other = ('1' + '0'.repeat(31)) as RecordId;
    const digests = [
      digestOf('general', []),
      digestOf('general', [{ recordId, stateHash }]),
      digestOf('sensitive', [{ recordId, stateHash }]),
      digestOf('general', [{ recordId: other, stateHash }]),
      digestOf('general', [{ recordId, stateHash: stateHash.slice().fill(1) }])
    ];
    expect(new Set(digests.map(toHex)).size).toBe(digests.length);
    for (const digest of digests) expect(printDigest(digest)).toMatch(/^\d{4} \d{4} \d{4}$/);
  });
});
