import { strToU8, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import {
  describeFileProblem,
  type FileProblem
} from '../../../src/lib/exchange/files/file-problem';
import { limits } from '../../../src/lib/exchange/files/limits';
import { readLedgerFile, readPastedText } from '../../../src/lib/exchange/files/read-file';
import { unwrap } from '../../../src/lib/kernel/result';
import { fixtureBytes, reader } from './ledger-helpers';

async function problemOf(
  bytes: Uint8Array,
  name = '台账.xls'
): Promise<FileProblem['type'] | 'none'> {
  const result = await readLedgerFile(bytes, name, reader);
  return result.ok ? 'none' : result.error.type;
}

const read = async (text: string, name = '台账.xls') => {
  const [sheet] = unwrap(await readLedgerFile(strToU8(text), name, reader)).sheets;
  return sheet?.rows.map((row) => row.map((cell) => cell.text));
};

describe('kind by bytes, with a plain answer (issue 2)', () => {
  it.each([
    ['加密.xlsx', 'encrypted'],
    ['花名册.et', 'wps-format'],
    ['截断.xlsx', 'damaged']
  ] as const)('%s is %s', async (name, type) => {
    expect(await problemOf(fixtureBytes(name), name)).toBe(type);
  });

  it('tells empty, picture, PDF, archive, text document and truncated .xls apart', async () => {
    expect(await problemOf(new Uint8Array())).toBe('empty');
    expect(await problemOf(strToU8('  \r\n'))).toBe('empty');
    expect(await problemOf(strToU8('%PDF-1.7'))).toBe('other-format');
    expect(await problemOf(zipSync({ 'a.txt': strToU8('a') }))).toBe('other-format');
    expect(await problemOf(zipSync({ 'word/document.xml': strToU8('<a/>') }))).toBe(
      'word-document'
    );
    const xls = fixtureBytes('h1-统战对象花名册.xls');
    expect(await problemOf(xls.subarray(0, 700))).toBe('damaged');
  });

  it('an encrypted BIFF8 workbook is recognised by its record', async () => {
    const xls = fixtureBytes('h1-统战对象花名册.xls').slice();
    // CODEPAGE (0x0042) right behind the first BOF becomes FILEPASS (0x002F).
    const at = xls.findIndex((byte, i) => byte === 0x42 && xls[i + 1] === 0 && xls[i + 2] === 2);
    xls[at] = 0x2f;
    expect(await problemOf(xls)).toBe('encrypted');
  });

  it('every problem has an answer that says what to do', () => {
    const problems: FileProblem[] = [
      { type: 'empty' },
      { type: 'too-large', bytes: 99 * 1_048_576 },
      { type: 'unpacks-too-large', bytes: 1 },
      { type: 'too-many-rows', sheet: '表', rows: 60_000 },
      { type: 'too-many-columns', sheet: '表', columns: 999 },
      { type: 'encrypted' },
      { type: 'wps-format' },
      { type: 'old-excel' },
      { type: 'word-document' },
      { type: 'other-format', what: '图片' },
      { type: 'damaged' },
      { type: 'unreadable-text' },
      { type: 'timeout' }
    ];
    for (const problem of problems) expect(describeFileProblem(problem)).toMatch(/请/);
    expect(describeFileProblem({ type: 'wps-format' })).toContain('.xlsx');
  });
});

const smallWorkbook = async () =>
  (await writeXlsx({ sheets: [{ name: 'a', rows: [['姓名'], ['张三']] }] })).slice();

/** Writes another uncompressed size into the directory entry of a part. */
function patchSize(bytes: Uint8Array, part: string, size: number): void {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 46 < bytes.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const end = at + 46 + view.getUint16(at + 28, true);
    if (new TextDecoder().decode(bytes.subarray(at + 46, end)).includes(part)) {
      view.setUint32(at + 24, size, true);
    }
  }
}

describe('limits before parsing (DESIGN 8)', () => {
  it('refuses a file over 50 MB unread', async () => {
    expect(await problemOf(new Uint8Array(limits.fileBytes + 1))).toBe('too-large');
  });

  it('refuses a zip whose directory announces more than 300 MB, before inflating anything', async () => {
    const bytes = await smallWorkbook();
    patchSize(bytes, 'sheet1', limits.unpackedBytes);
    expect(await problemOf(bytes)).toBe('unpacks-too-large');
  });

  it('inflates a bomb of 20 MB within its announced size and reads no cell of it', async () => {
    const bomb = zipSync(
      {
        'xl/workbook.xml': strToU8('<workbook/>'),
        'xl/worksheets/sheet1.xml': new Uint8Array(20 * 1_048_576)
      },
      { level: 1 }
    );
    expect(bomb.length).toBeLessThan(200_000);
    expect(await problemOf(bomb)).toBe('damaged');
  });

  it('a directory that lies about a size is damaged and never inflated past what it says', async () => {
    const bytes = await smallWorkbook();
    patchSize(bytes, 'sheet1', 100);
    expect(await problemOf(bytes)).toBe('damaged');
  });

  it('a part whose checksum is wrong is damaged, not a shorter list (I12)', async () => {
    const bytes = zipSync({
      'content.xml': strToU8('<a>张三</a>'),
      mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet')
    });
    const flipped = bytes.slice();
    const at = flipped.findIndex(
      (_, i) => new TextDecoder().decode(flipped.subarray(i, i + 3)) === '张'
    );
    if (at > 0) flipped[at] = 0xe4;
    else flipped[45] = (flipped[45] ?? 0) ^ 1;
    expect(await problemOf(flipped)).toBe('damaged');
  });

  it('refuses claims of 10⁶ columns in every form', async () => {
    const wide = Array.from({ length: 300 }, (_, i) => `列${i}`);
    expect(await problemOf(strToU8(wide.join(',')))).toBe('too-many-columns');
    expect(
      await problemOf(strToU8(`<table><tr><td colspan=1000000>a</td><td>b</td></tr></table>`))
    ).toBe('too-many-columns');
    expect(await problemOf(await writeXlsx({ sheets: [{ name: 'a', rows: [wide] }] }))).toBe(
      'too-many-columns'
    );
    const content = `<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><office:body><office:spreadsheet><table:table table:name="a"><table:table-row><table:table-cell table:number-columns-repeated="1000000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`;
    const ods = zipSync({
      mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
      'content.xml': strToU8(content)
    });
    expect(await problemOf(ods)).toBe('too-many-columns');
  });

  it('refuses more than 50,000 rows', async () => {
    expect(await problemOf(strToU8('张三,男\n'.repeat(limits.rows + 1)))).toBe('too-many-rows');
  });
});

describe('text and HTML', () => {
  it('keeps ids as text and never guesses numbers', async () => {
    expect(await read('姓名\t身份证号\n张三\t990101196805120017\n')).toEqual([
      ['姓名', '身份证号'],
      ['张三', '990101196805120017']
    ]);
    expect(await read('<table><tr><td>990101196805120017</td></tr></table>')).toEqual([
      ['990101196805120017']
    ]);
  });

  it.each([',', ';', '\t', '|', '；', '，'])('finds the separator %s', async (separator) => {
    const text =
      ['姓名', '性别', '民族'].join(separator) + '\n' + ['张三', '男', '汉'].join(separator);
    expect(await read(text)).toEqual([
      ['姓名', '性别', '民族'],
      ['张三', '男', '汉']
    ]);
  });

  it('reads pasted cells with line breaks in quotes', () => {
    const { sheets } = unwrap(readPastedText('姓名\t"出生\n年月"\r\n张三\t1968.5\r\n'));
    expect(sheets[0]?.rows[0]?.map((cell) => cell.text)).toEqual(['姓名', '出生\n年月']);
  });

  it('HTML: spans, entities, breaks, comments; scripts and markup are never kept', async () => {
    const html = `<html><!-- <table> --><script>alert("<table>")</script><body><TABLE>
      <tr><td colspan=2>花&nbsp;名册<td rowspan="2">备注
      <tr><td>姓<br>名</td><td>&#24352;&#x4e09;<b>丰</b></td></tr></TABLE>`;
    expect(await read(html)).toEqual([
      ['花 名册', '', '备注'],
      ['姓\n名', '张三丰']
    ]);
  });

  it('text that is UTF-8 but for one byte is damaged, not read as other words', async () => {
    const bytes = strToU8('姓名,民族\n' + '张三,汉族\n'.repeat(50));
    bytes[40] = 0xff;
    expect(await problemOf(bytes)).toBe('damaged');
  });
});
