import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffText, mergeTexts, type TextChange } from '../../../src/lib/merge/text-diff';

function applyChanges(text: string, changes: readonly TextChange[]): string {
  return changes.reduce(
    (present, { at, deleted, inserted }) =>
      present.slice(0, at) + inserted + present.slice(at + deleted),
    text
  );
}

describe('M7 the smallest difference between two texts', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['', '新'],
    ['旧', ''],
    ['今天走访了张三', '今天上午走访了张三家'],
    ['abcabba', 'cbabac'],
    ['𠮷田', '𠮾田'],
    ['一😀二', '一😁二😀'],
    ['x'.repeat(500), 'y'.repeat(700)]
  ];
  it.each(pairs)('leads from %j to %j', (before, after) => {
    expect(applyChanges(before, diffText(before, after))).toBe(after);
  });

  it('is empty for equal texts', () => {
    expect(diffText('不变', '不变')).toEqual([]);
  });

  it('keeps what lies between two separate changes', () => {
    expect(diffText('甲中间乙', '丙中间丁')).toEqual([
      { at: 0, deleted: 1, inserted: '丙' },
      { at: 3, deleted: 1, inserted: '丁' }
    ]);
  });

  it('never splits a surrogate pair', () => {
    for (const { deleted, inserted } of diffText('𠮷', '𠮾')) {
      expect(deleted).toBe(2);
      expect(inserted).toBe('𠮾');
    }
  });
});

describe('what two hands made of one text', () => {
  it.each([
    ['', '甲', '乙', '甲乙'],
    ['谈了话', '谈了话，甲', '乙，谈了话', '乙，谈了话，甲'],
    ['谈了话', '谈了话，甲', '谈了话，甲', '谈了话，甲'],
    ['他在家', '他不在家', '他在', '他不在'],
    ['一😀二', '一😁二', '一😀二三', '一😁二三'],
    ['甲乙丙', '乙丙', '甲乙', '乙']
  ])('of %j: %j and %j are %j', (base, mine, theirs, both) => {
    expect(mergeTexts(base, mine, theirs)).toBe(both);
  });

  it('is what one made of it where the other changed nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (base, made) => {
          expect(mergeTexts(base, made, base)).toBe(made);
          expect(mergeTexts(base, base, made)).toBe(made);
          expect(mergeTexts(base, made, made)).toBe(made);
        }
      )
    );
  });
});
