/** How much of a branch says nothing new in a text (S15, I3). */
import { describe, expect, it } from 'vitest';
import type { Hlc } from '../../../src/lib/kernel/hlc';
import type { DeviceId } from '../../../src/lib/kernel/ids';
import type { Entry } from '../../../src/lib/log/entry';
import { createWriterSlot, issueMark } from '../../../src/lib/merge/field-key';
import type { Candidate } from '../../../src/lib/merge/values';
import { countKnown } from '../../../src/lib/storage/branch-texts';

const slotOf = (incarnation: number) => createWriterSlot('a'.repeat(32) as DeviceId, incarnation);
const entry = {} as Entry;
const edit = (
  incarnation: number,
  seq: number,
  again: readonly Candidate[] = [],
  onto?: Candidate
): Candidate => ({
  value: null,
  hlc: (incarnation * 1000 + seq) as Hlc,
  slot: slotOf(incarnation),
  seq,
  seen: { ...onto?.seen, ...Object.fromEntries(again.map((one) => [issueMark(one), 1])) },
  position: 0
});
const count = (
  marks: readonly (Candidate | undefined)[],
  stands: readonly Candidate[],
  { start, known = [] }: { start?: Candidate; known?: readonly Candidate[] } = {}
): number =>
  countKnown(
    marks.map((mark) => ({ entry, mark })),
    start,
    { isKnown: ({ mark }) => mark !== undefined && known.includes(mark), stands }
  );

describe('steps of a branch that say nothing new', () => {
  const first = edit(1, 5);
  const again = edit(2, 1, [first]);
  const other = edit(1, 6);

  it('I3: a branch that another incarnation has issued again stands where the branch itself does', () => {
    expect(count([again], [first])).toBe(1);
    expect(count([again], [edit(3, 1, [first])])).toBe(1);
    expect(count([again], [])).toBe(0);
    expect(count([again], [other])).toBe(0);
  });

  it('I3: what its writer typed itself is new, before and after', () => {
    const typed = edit(2, 2, [], again);
    expect(count([again, typed], [first])).toBe(1);
    expect(count([typed], [first], { start: again })).toBe(0);
    const before = edit(2, 1);
    expect(count([before, edit(2, 2, [first], before)], [first])).toBe(0);
  });

  it('I3: of two that were issued again both have to stand', () => {
    const both = edit(2, 1, [first, other]);
    expect(count([both], [first])).toBe(0);
    expect(count([both], [first, other])).toBe(1);
  });

  it('steps that leave the text alone count with what is known behind them', () => {
    const start = edit(2, 1);
    const issued = edit(2, 2, [first], start);
    expect(count([undefined, issued, issued], [first])).toBe(2);
    expect(count([start, issued], [first], { start })).toBe(2);
    expect(count([start], [first], { start })).toBe(0);
  });

  it('all up to the last that was issued is known', () => {
    const typed = edit(2, 2, [], again);
    expect(count([again, typed], [], { known: [typed] })).toBe(2);
    const own = edit(2, 1);
    expect(count([own, edit(2, 2, [first], own)], [first], { known: [own] })).toBe(2);
  });
});
