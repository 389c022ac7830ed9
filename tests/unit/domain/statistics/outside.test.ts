import { describe, expect, test } from 'vitest';
import { mergeSmallRows, type OutsideRow } from '../../../../src/lib/domain/statistics/outside';

const rows = (...values: number[]): OutsideRow[] =>
  values.map((value, index) => ({ key: `k${index}`, label: `第${index}项`, values: [value] }));

describe('对外: cells under 5 are merged with another one (UX Charts, B-10)', () => {
  test('nothing small: everything stands', () => {
    const table = mergeSmallRows(rows(5, 12, 0), [0]);
    expect(table).toEqual({ type: 'shown', rows: rows(5, 12, 0), merged: undefined });
  });

  test('one small cell takes the smallest other one along, zeros stay', () => {
    const table = mergeSmallRows(rows(40, 3, 0, 9), [0]);
    expect(table).toEqual({
      type: 'shown',
      rows: [
        { key: 'k0', label: '第0项', values: [40] },
        { key: 'k2', label: '第2项', values: [0] }
      ],
      merged: { labels: ['第1项', '第3项'], values: [12] }
    });
  });

  test('two small cells whose sum is small take a third one along', () => {
    const table = mergeSmallRows(rows(40, 1, 2, 9), [0]);
    expect(table).toMatchObject({ merged: { values: [12] }, rows: [{ values: [40] }] });
  });

  test('five cells of one under a sum of five would each be known: nothing is shown', () => {
    expect(mergeSmallRows(rows(1, 1, 1, 1, 1), [0])).toEqual({ type: 'withheld' });
    expect(mergeSmallRows(rows(3, 0), [0])).toEqual({ type: 'withheld' });
  });

  test('a row is merged whole when any counted column is small; money alone is not small', () => {
    const table = mergeSmallRows(
      [
        { key: 'a', label: '甲', values: [20, 3, 100] },
        { key: 'b', label: '乙', values: [30, 30, 3] },
        { key: 'c', label: '丙', values: [50, 50, 2] }
      ],
      [0, 1]
    );
    expect(table).toMatchObject({
      rows: [{ key: 'c' }],
      merged: { labels: ['甲', '乙'], values: [50, 33, 103] }
    });
  });
});
