import { describe, expect, it } from 'vitest';
import { diffText, type TextChange } from '../../../src/lib/merge/text-diff';

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
