import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeTables } from '../../../src/lib/exchange/documents/workbook-writer';
import { writeCsv } from '../../../src/lib/exchange/documents/csv-writer';
import { safeText } from '../../../src/lib/exchange/documents/safe-cell';
import { readLedgerFile } from '../../../src/lib/exchange/files/read-file';
import { createWorkbookReader } from '../../../src/lib/exchange/files/workbook-reader';
import { unwrap } from '../../../src/lib/kernel/result';
import {
  fixtureBytes,
  hints,
  readSheets,
  sheetOf,
  understand
} from '../../unit/exchange/ledger-helpers';

const reader = createWorkbookReader();
const marks = { who: '李四', when: '2026-11-23', purpose: '核对', audience: '内部使用' };
const options = { numRuns: 60 };

/** Words as cells hold them: Han, digits, formula signs, markup, names of prototypes. */
const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '=1+1',
    '@x',
    '<b>',
    '__proto__',
    '990101196805120017',
    '1968.1',
    '张三',
    '𬭸䶮㛃',
    "'x"
  )
);

describe('reading never throws', () => {
  const heads = fc.constantFrom(
    [],
    [0x50, 0x4b, 3, 4],
    [0xd0, 0xcf, 0x11, 0xe0],
    [0x3c, 0x74],
    [0xff, 0xfe]
  );
  it('on random bytes behind any signature', async () => {
    await fc.assert(
      fc.asyncProperty(heads, fc.uint8Array({ maxLength: 2000 }), async (head, body) => {
        const bytes = new Uint8Array([...head, ...body]);
        const result = await readLedgerFile(bytes, 'a.xls', reader);
        if (result.ok) for (const sheet of result.value.sheets) understand(sheet);
      }),
      options
    );
  });

  it.each(['h1-统战对象花名册.xls', 'h1-统战对象花名册.xlsx', 'h1-网页另存.xls', 'h1-gbk.csv'])(
    'on %s with flipped or missing bytes',
    async (name) => {
      const whole = fixtureBytes(name);
      const flip = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
      await fc.assert(
        fc.asyncProperty(
          fc.array(flip, { minLength: 1, maxLength: 4 }),
          fc.nat(whole.length),
          async (flips, end) => {
            const bytes = whole.slice(0, Math.max(end, whole.length >> 1));
            for (const { at, byte } of flips) if (at < bytes.length) bytes[at] = byte;
            const result = await readLedgerFile(bytes, name, reader);
            if (result.ok) for (const sheet of result.value.sheets) understand(sheet);
          }
        ),
        options
      );
    }
  );

  it('on any words in any place of a ledger', () => {
    const rows = fc.array(fc.array(word, { maxLength: 8 }), { maxLength: 12 });
    fc.assert(
      fc.property(rows, (cells) => {
        const head = ['姓名', '性别', '出生年月', '民族', '政治面貌', '类别', '电话', '备注'];
        const { parsed } = understand(sheetOf([head, ...cells]));
        const ids = parsed.findings.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { values } of parsed.rows) expect(typeof values['name']).toBe('string');
      }),
      options
    );
  });
});

describe('export → import', () => {
  const cell = word.map((text) => text.normalize('NFC'));
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 10 });
  const columns = ['甲', '乙', '丙'].map((label) => ({ label, kind: 'text' }) as const);
  /** What comes back: control characters and blank ends are not kept by design. */
  const shown = (text: string): string => safeText(text).replace(/\r\n?/g, '\n').trim();

  it('.xlsx gives back every text cell', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const bytes = await writeTables([{ title: '表', columns, rows: cells }], marks);
        const [sheet] = unwrap(await readLedgerFile(bytes, 'a.xlsx', reader)).sheets;
        const back = cells.map((_, r) =>
          [0, 1, 2].map((c) => sheet?.rows[3 + r]?.[c]?.text.replace(/\r\n?/g, '\n').trim() ?? '')
        );
        expect(back).toEqual(cells.map((row) => row.map(shown)));
      }),
      options
    );
  });

  it('CSV gives back every text cell', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const bytes = writeCsv({ title: '表', columns, rows: cells }, marks);
        const [sheet] = unwrap(await readLedgerFile(bytes, 'a.csv', reader)).sheets;
        const back = cells.map((_, r) =>
          [0, 1, 2].map((c) => sheet?.rows[1 + r]?.[c]?.text.replace(/\r\n?/g, '\n').trim() ?? '')
        );
        expect(back).toEqual(cells.map((row) => row.map(shown)));
      }),
      options
    );
  });
});

describe('understanding is a function of the sheet (I11)', () => {
  it('gives the same answer twice, and shows no excluded cell whatever is decided (B-7)', async () => {
    const [sheet] = await readSheets('h1-统战对象花名册.xls');
    if (!sheet) throw new Error('no sheet');
    const target = fc.constantFrom(
      { type: 'field', field: 'note' } as const,
      { type: 'field', field: 'name' } as const,
      { type: 'org', level: 'building' } as const,
      { type: 'ignore', reason: 'unknown' } as const
    );
    const columns = fc.array(fc.record({ index: fc.nat(16), target }), { maxLength: 6 });
    fc.assert(
      fc.property(columns, (chosen) => {
        const first = understand(sheet, { columns: chosen }, 'h1.xls', hints);
        expect(understand(sheet, { columns: chosen }, 'h1.xls', hints)).toEqual(first);
        expect(JSON.stringify(first)).not.toContain('金丝雀');
      }),
      { numRuns: 20 }
    );
  });
});
