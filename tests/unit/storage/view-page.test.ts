import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordKind } from '../../../src/lib/domain/field';
import type { RecordRow } from '../../../src/lib/domain/record';
import { utf8 } from '../../../src/lib/kernel/bytes';
import type { Json } from '../../../src/lib/kernel/json';
import {
  createPageMeter,
  decodeViewPage,
  encodeRows,
  encodeViewPage,
  placedAt,
  type PlacedRow
} from '../../../src/lib/storage/view-page';

const kind: RecordKind = 'person';

const valueOf = fc.oneof(
  fc.constantFrom<Json>('甲', '乙', 'active', 0, 1.5, true, ['spring'], [{ code: '01' }]),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json)
);
const names = ['name', 'sex', 'unit', 'note', 'mobile', 'categories'];
/** Fields in any order: a migration may put one behind the others. */
const valuesOf = fc
  .shuffledSubarray(names)
  .chain((chosen) =>
    fc
      .tuple(...chosen.map(() => valueOf))
      .map((values) => Object.fromEntries(chosen.map((name, i) => [name, values[i]])))
  );
const rowOf = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 8 }),
    values: fc.oneof(valuesOf, fc.constant({ name: '钱小梅', sex: '2', unit: '和风小学' })),
    conflicts: fc.oneof(fc.constant([]), fc.subarray(names)),
    createdAt: fc.maxSafeNat(),
    updatedBy: fc.constantFrom('a.1', 'b.1', 'b.2'),
    isDeleted: fc.boolean(),
    isLocked: fc.boolean()
  })
  .chain((row) =>
    fc
      .integer({ min: row.createdAt, max: Number.MAX_SAFE_INTEGER })
      .map((updatedAt) => ({ ...row, kind, updatedAt }) as unknown as RecordRow)
  );
const packedOf = fc.record({
  pack: fc.nat({ max: 5 }),
  placed: fc.record({
    row: rowOf,
    place: fc.constant(0),
    searchKey: fc.option(fc.string(), { nil: undefined })
  })
});

const decode = (bytes: ReturnType<typeof encodeViewPage>): PlacedRow[] => {
  const page = decodeViewPage(kind, bytes, (pack) => pack);
  return page.rows.map((_, i) => placedAt(page, i));
};

/** With the fields of the values in their order. */
const texts = (rows: readonly PlacedRow[]): string[] =>
  rows.map(({ row, place, searchKey }) => {
    const { values, ...others } = row;
    const known = Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([Object.entries(values), known, place, searchKey ?? null]);
  });

describe('S7: view pages', () => {
  it('hold rows by column and give the very same rows back, the order of fields included', () => {
    fc.assert(
      fc.property(fc.array(packedOf, { maxLength: 60 }), (packed) => {
        const rows = decode(encodeViewPage(packed));
        expect(texts(rows)).toEqual(
          texts(packed.map(({ placed, pack }) => ({ ...placed, place: pack })))
        );
      }),
      { numRuns: 300 }
    );
  });

  it('of rows one after the other, as chunks hold them, give the same rows', () => {
    fc.assert(
      fc.property(fc.array(packedOf, { maxLength: 9 }), (packed) => {
        const placed = packed.map((each) => each.placed);
        expect(texts(decode(encodeRows(placed)))).toEqual(texts(placed));
      })
    );
  });

  it('hold columns of more and of fewer values than one character can name', () => {
    for (const distinct of [1, 2, 57, 58, 90, 91, 92, 200]) {
      const packed = Array.from({ length: 600 }, (_, i) => packedRow(i, `值${i % distinct}`));
      const rows = decode(encodeViewPage(packed));
      expect(rows.map(({ row }) => (row.values as { unit: string }).unit)).toEqual(
        packed.map((_, i) => `值${i % distinct}`)
      );
    }
  });

  it('of the layout before, rows one after the other, are read', () => {
    const rows = [
      ['a1', 2, 5000, 7000, 1, 3, { name: '甲', note: '一' }, ['name'], 'jia'],
      ['b2', 0, 4000, 4000, 0, 0, { name: '乙' }, 0, 0]
    ];
    const [first, second] = decode(utf8(JSON.stringify({ slots: ['x.1', 'y.2'], rows })));
    expect(first).toEqual({
      row: {
        id: 'a1',
        kind,
        values: { name: '甲', note: '一' },
        conflicts: ['name'],
        createdAt: 5000,
        updatedAt: 7000,
        updatedBy: 'y.2',
        isDeleted: true,
        isLocked: true
      },
      place: 2,
      searchKey: 'jia'
    });
    expect(second?.row.values).toEqual({ name: '乙' });
    expect(second?.row.updatedBy).toBe('x.1');
  });

  it('are foreseen to within a fifth, and equal values are one in memory', () => {
    const packed = Array.from({ length: 200 }, (_, i) => packedRow(i, i % 2 ? '同心中学' : '和风'));
    const measure = createPageMeter();
    const foreseen = packed.reduce((sum, { placed }) => sum + measure(placed), 0);
    const bytes = encodeViewPage(packed);
    expect(foreseen / bytes.length).toBeGreaterThan(0.8);
    expect(foreseen / bytes.length).toBeLessThan(1.2);
    const lists = decode(bytes).map(({ row }) => (row.values as { greetings: unknown }).greetings);
    expect(new Set(lists.slice(1)).size).toBe(1);
  });
});

function packedRow(index: number, unit: string): { pack: number; placed: PlacedRow } {
  const row = {
    id: String(index).padStart(32, '0'),
    kind,
    values: { name: `某${index}`, unit, greetings: ['spring', 'midAutumn'] },
    conflicts: [],
    createdAt: 1_839_058_697_552_896 + index * 1024,
    updatedAt: 1_839_058_697_552_896 + index * 1024,
    updatedBy: 'slot.1',
    isDeleted: false,
    isLocked: false
  } as unknown as RecordRow;
  return { pack: 0, placed: { row, place: 0, searchKey: undefined } };
}
