import { describe, expect, it } from 'vitest';
import { strFromU8, unzipSync } from 'fflate';
import { writeCsv } from '../../../src/lib/exchange/documents/csv-writer';
import { safeText } from '../../../src/lib/exchange/documents/safe-cell';
import type { TableInput, TableMarks } from '../../../src/lib/exchange/documents/table';
import { writeTables } from '../../../src/lib/exchange/documents/workbook-writer';
import { readLedgerFile } from '../../../src/lib/exchange/files/read-file';
import { unwrap } from '../../../src/lib/kernel/result';
import { reader, understand } from './ledger-helpers';

const marks: TableMarks = {
  who: '李四',
  when: '2026-11-23 10:30',
  purpose: '街道核对 R&D',
  audience: '内部使用'
};
const table: TableInput = {
  title: '人才库成员名单',
  columns: [
    { label: '姓名', kind: 'text' },
    { label: '手机', kind: 'text' },
    { label: '身份证号', kind: 'text' },
    { label: '慰问金', kind: 'money' },
    { label: '备注', kind: 'text' }
  ],
  rows: [
    ['张三', '15400000001', '990101196805120017', 500, '=HYPERLINK("http://x","y")'],
    ['欧阳小红', '15400000011', '81000019700101001X', null, '@SUM(1)']
  ],
  notes: ['共 2 人']
};

describe('tables as .xlsx (issue 2, DOMAIN J)', () => {
  it('ids and telephones are text cells, money a number, formula signs are escaped', async () => {
    const bytes = await writeTables([table], marks, { unit: '和平里社区' });
    const [sheet] = unwrap(await readLedgerFile(bytes, 'a.xlsx', reader)).sheets;
    expect(sheet?.rows[3]).toEqual([
      { type: 'text', text: '张三' },
      { type: 'text', text: '15400000001' },
      { type: 'text', text: '990101196805120017' },
      { type: 'number', text: '500', number: 500 },
      { type: 'text', text: `'=HYPERLINK("http://x","y")` }
    ]);
    expect(sheet?.merges).toContainEqual({ startRow: 0, endRow: 0, startCol: 0, endCol: 4 });
  });

  it('carries the mark, the sign-off line (S1-37) and the print setup', async () => {
    const parts = unzipSync(await writeTables([table], marks, { unit: '和平里社区' }));
    const text = Object.values(parts)
      .map((part) => strFromU8(part))
      .join('\n');
    for (const word of [
      '李四',
      '2026-11-23 10:30',
      '街道核对 R&amp;D',
      '编制人',
      '审核人',
      '审批人',
      '编制单位：和平里社区',
      '编制时间'
    ]) {
      expect(text).toContain(word);
    }
    expect(text).toMatch(/orientation="landscape"/);
    expect(text).toMatch(/paperSize="9"/);
    expect(text).toMatch(/_xlnm\.Print_Titles/);
    expect(text).toMatch(/\$1:\$3/);
    expect(text).toMatch(/state="frozen"/);
    expect(text).not.toMatch(/<f>|<f /);
  });

  it('an exported list comes back as the same people', async () => {
    const bytes = await writeTables([table], marks);
    const [sheet] = unwrap(await readLedgerFile(bytes, 'a.xlsx', reader)).sheets;
    if (!sheet) throw new Error('no sheet');
    const { parsed } = understand(sheet);
    expect(
      parsed.rows.map(({ values }) => [values['name'], values['idNo'], values['note']])
    ).toEqual([
      ['张三', '990101196805120017', '=HYPERLINK("http://x","y")'],
      ['欧阳小红', '81000019700101001X', '@SUM(1)']
    ]);
  });
});

describe('tables as CSV', () => {
  it('has a byte order mark, CRLF and escaped formula signs', () => {
    const bytes = writeCsv(table, marks);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain('\r\n');
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
  });
});

describe('formula signs (DESIGN 9)', () => {
  it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1', ' =1', '　＝1', '＋1', '\n@a'])(
    '%j is escaped',
    (text) => {
      expect(safeText(text).startsWith("'")).toBe(true);
    }
  );
  it.each(['张三', '1-2', 'a=b', '', '0571-88880001'])('%j stays', (text) => {
    expect(safeText(text)).toBe(text);
  });
});
