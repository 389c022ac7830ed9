import { describe, expect, it } from 'vitest';
import { nextSort } from '../../../src/lib/ui/data/column';
import { extended, toggled } from '../../../src/lib/ui/data/selection';
import { scrollToShow, windowOf } from '../../../src/lib/ui/data/virtual-window';

describe('virtual window', () => {
  const at = (offset: number) =>
    windowOf({ count: 20_000, rowHeight: 45, offset, viewHeight: 600 });

  it('draws every row that is in view, anywhere in 20,000', () => {
    for (const offset of [0, 1, 44, 45, 12_345, 899_400]) {
      const { start, end } = at(offset);
      expect(start * 45).toBeLessThanOrEqual(offset);
      expect(end * 45).toBeGreaterThanOrEqual(Math.min(offset + 600, 900_000));
    }
  });

  it('draws a small number of rows whatever the length', () => {
    expect(at(450_000).end - at(450_000).start).toBeLessThan(40);
    expect(at(450_000).totalHeight).toBe(900_000);
  });

  it('survives lists shorter than the scroll position and empty ones', () => {
    const shrunk = windowOf({ count: 3, rowHeight: 45, offset: 5000, viewHeight: 600 });
    expect([shrunk.start, shrunk.end], 'all that is left is drawn').toEqual([0, 3]);
    const none = windowOf({ count: 0, rowHeight: 45, offset: 0, viewHeight: 600 });
    expect([none.start, none.end, none.totalHeight]).toEqual([0, 0, 0]);
  });

  it('scrolls no further than a row needs', () => {
    expect(scrollToShow(2, 45, 0, 600)).toBe(0);
    expect(scrollToShow(0, 45, 300, 600)).toBe(0);
    expect(scrollToShow(20, 45, 0, 600)).toBe(345);
  });
});

describe('choosing and ordering rows', () => {
  const keys = (index: number): string => `p${index}`;

  it('a press turns a row on and off and leaves the given set alone', () => {
    const given = new Set(['p1']);
    expect([...toggled(given, 'p2')]).toEqual(['p1', 'p2']);
    expect([...toggled(given, 'p1')]).toEqual([]);
    expect([...given]).toEqual(['p1']);
  });

  it('Shift takes everything between, upward too, and keeps what was chosen', () => {
    expect([...extended(new Set(['p9']), keys, 4, 2)].sort()).toEqual(['p2', 'p3', 'p4', 'p9']);
  });

  it('a head orders upward first, then turns', () => {
    expect(nextSort(undefined, 'name')).toEqual({ column: 'name', ascending: true });
    expect(nextSort({ column: 'name', ascending: true }, 'name').ascending).toBe(false);
    expect(nextSort({ column: 'name', ascending: false }, 'last').ascending).toBe(true);
  });
});
