/** Attacks by spreadsheets and web tables: what costs time or memory out of all proportion to the file. */
import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/lib/exchange/files/limits';
import { readLedgerFile, readPastedText } from '../../../src/lib/exchange/files/read-file';
import { findTags } from '../../../src/lib/exchange/files/tags';
import type { RawSheet } from '../../../src/lib/exchange/files/raw-sheet';
import { createGrid } from '../../../src/lib/exchange/ledger/grid';
import { utf8 } from '../../../src/lib/kernel/bytes';
import { unwrap } from '../../../src/lib/kernel/result';
import { reader, sheetOf } from '../exchange/ledger-helpers';

const readHtml = (html: string) => readLedgerFile(utf8(html), 'a.xls', reader);
const cells = (sheet: RawSheet | undefined): (readonly string[])[] =>
  (sheet?.rows ?? []).map((row) => row.map(({ text }) => text));

/** Reading takes a few times as long for ten times as much, or less: never the square of it. */
describe('attack: web tables', { timeout: 20_000 }, () => {
  const row = '<tr><td>张三</td></tr>';

  it.each([
    ['tags that never close', '<a '],
    ['quotes that never close', '<a "'],
    ['attributes of quotes', `<a "'"'`],
    ['comments that never close', '<!--'],
    ['declarations that never close', '<!'],
    ['skipped elements', '<script>']
  ])('%s behind a table', async (_, text) => {
    const html = `<table>${row}</table>${text.repeat(100_000)}`;
    const { sheets } = unwrap(await readHtml(html));
    expect(sheets.map(cells)).toEqual([[['张三']]]);
  });

  it('an attribute of some megabytes is passed over', async () => {
    const html = `<table><tr><td title="${'>'.repeat(3_000_000)}">张三</td></tr></table>`;
    expect(cells(unwrap(await readHtml(html)).sheets[0])).toEqual([['张三']]);
  });

  it('blanks and line breaks in one cell without end', async () => {
    const html = `<table><tr><td>张三${' \n<br>'.repeat(100_000)}李四${' '.repeat(500_000)}x</td></tr></table>`;
    const text = unwrap(await readHtml(html)).sheets[0]?.rows[0]?.[0]?.text ?? '';
    expect(text.startsWith('张三')).toBe(true);
    expect(text.length).toBeLessThanOrEqual(2 * limits.htmlCellCharacters);
  });

  it('tables, spans and cells without number', async () => {
    const spans = `<td rowspan="50000" colspan="200">`.repeat(20_000);
    const html = `<table>${row}</table>`.repeat(20_000) + `<table>${row}<tr>${spans}</table>`;
    const { sheets } = unwrap(await readHtml(html));
    expect(sheets).toHaveLength(limits.sheets);
    for (const sheet of sheets) expect(createGrid(sheet).width).toBeLessThanOrEqual(limits.columns);
  });

  it('finds the tags that the old rules found, and every place once', () => {
    const pieces = fc.constantFrom('<', '>', '"', "'", 'td', '/', '!', '--', ' ', 'a="', '张');
    const attributes = `((?:[^>"']|"[^"]*"|'[^']*')*)`;
    const rules = new RegExp(
      `<!--[^]*?(?:-->|$)|<(/?)([a-zA-Z][\\w:-]*)${attributes}>|<[!?][^>]*>`,
      'g'
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        // Of a tag that never closes the rules took what looked like another one inside of it.
        const html = `${parts.join('')}>`;
        const tags = [...findTags(html)];
        let from = 0;
        for (const { start, end } of tags) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          from = end;
        }
        // Where quotes close, both agree.
        const matches = [...html.matchAll(rules)];
        const isRegular = (html.match(/["']/g) ?? []).length === 0;
        if (isRegular) {
          expect(tags.map(({ start, end }) => html.slice(start, end))).toEqual(
            matches.map(([whole]) => whole)
          );
        }
      })
    );
  });
});

describe('attack: separated text', { timeout: 20_000 }, () => {
  it('millions of separators, blank rows or quotes end as too large, or as what they hold', () => {
    const wide = readPastedText(`姓名,性别\n张三,男${',x'.repeat(200_000)}`);
    expect(wide).toMatchObject({ ok: false, error: { type: 'too-many-columns' } });
    const long = readPastedText(`姓名\n${'\n'.repeat(limits.rows)}张三`);
    expect(long).toMatchObject({ ok: false, error: { type: 'too-many-rows' } });
    const blank = readPastedText('\n'.repeat(1_100_000));
    expect(blank).toMatchObject({ ok: false, error: { type: 'too-many-rows' } });
    const ended = unwrap(readPastedText(`姓名\n张三${'\n'.repeat(limits.rows)}`)).sheets[0];
    expect(cells(ended)).toEqual([['姓名'], ['张三']]);
    const quoted = unwrap(readPastedText(`姓名\t性别\n"${'x'.repeat(100_000)}`)).sheets[0];
    expect(quoted?.rows[1]?.[0]?.text).toHaveLength(limits.cellCharacters);
  });
});

describe('attack: containers', { timeout: 20_000 }, () => {
  const ods = (content: string): Uint8Array =>
    zipSync({
      mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
      'content.xml': strToU8(content)
    });
  const sheet = (name: string, style: string): string =>
    `<table:table table:name="${name}" table:style-name="${style}"><table:table-row><table:table-cell office:value-type="string"><text:p>张三</text:p></table:table-cell></table:table-row></table:table>`;
  const style = (name: string, isShown: boolean): string =>
    `<style:style style:name="${name}" style:family="table"><style:table-properties table:display="${isShown}"/></style:style>`;
  const document = (styles: string, body: string): string =>
    `<?xml version="1.0"?><office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`;

  it('hidden sheets of an .ods are known', async () => {
    const bytes = ods(
      document(style('a', true) + style('b', false), sheet('甲', 'a') + sheet('乙', 'b'))
    );
    const { sheets } = unwrap(await readLedgerFile(bytes, 'a.ods', reader));
    expect(sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
      ['甲', false],
      ['乙', true]
    ]);
  });

  it('an .ods of unclosed tags is read in the time of its length', async () => {
    const broken = '<style:style '.repeat(80_000);
    const bytes = ods(document(style('a', false), sheet('甲', 'a') + broken));
    const result = await readLedgerFile(bytes, 'a.ods', reader);
    if (result.ok) expect(result.value.sheets[0]?.isHidden).toBe(true);
    else expect(result.error.type).toBe('damaged');
  });
});

describe('attack: merged cells', () => {
  it('a hundred thousand merges of the same cells cost what the sheet costs', () => {
    const rows = Array.from({ length: 1000 }, () => Array.from({ length: 50 }, () => 'x'));
    const merge = { startRow: 0, endRow: 999, startCol: 0, endCol: 49 };
    const merges = Array.from({ length: 100_000 }, () => merge);
    expect(createGrid({ ...sheetOf(rows), merges }).mergeAt(999, 49)).toEqual(merge);
  });
});
