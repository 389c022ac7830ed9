import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import { flipS } from '../../../src/lib/crypto/sign';
import { findChainBreak, placeInChain } from '../../../src/lib/log/chain';
import { decodeEntry, type Entry } from '../../../src/lib/log/entry';
import type { EntryId } from '../../../src/lib/log/ids';
import { goldenBytes, readGolden } from '../../factories/golden';

const file = readGolden('entries.json');
const chain = ['records', 'text', 'audit', 'unknown'].map((name) =>
  unwrap(decodeEntry(goldenBytes(file, name)))
);
const [first, second, third] = chain as [Entry, Entry, Entry];
const headOf = (entry: Entry) => ({ seq: entry.header.seq, id: entry.id });
const forged: Entry = { ...second, id: 'e'.repeat(64) as EntryId };

describe('chains (I3)', () => {
  it('C1: the next entry names the head; without the one before there is a gap', () => {
    expect(placeInChain(first, undefined, undefined)).toBe('next');
    expect(placeInChain(second, headOf(first), undefined)).toBe('next');
    expect(placeInChain(third, headOf(first), undefined)).toBe('gap');
    expect(placeInChain(second, undefined, undefined)).toBe('gap');
  });

  it('C2: an entry held already is a duplicate; with another signature a malleated copy', () => {
    expect(placeInChain(second, headOf(second), second)).toBe('duplicate');
    const copy = { ...second, signature: flipS(second.signature) };
    expect(placeInChain(copy, headOf(second), second)).toBe('malleated');
  });

  it('C3: another header for a held seq, or a prev that isn’t held, is a fork', () => {
    expect(placeInChain(second, headOf(second), forged)).toBe('fork');
    expect(placeInChain(third, headOf(forged), undefined)).toBe('fork');
  });

  it('C1: a break is found where it is', () => {
    expect(findChainBreak(chain)).toBeUndefined();
    expect(findChainBreak([first, third])).toBe(1);
    expect(findChainBreak([first, second, forged])).toBe(2);
    expect(findChainBreak([])).toBeUndefined();
  });
});
