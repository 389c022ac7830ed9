import { strToU8, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { readLedgerFile } from '../../../src/lib/exchange/files/read-file';
import { unwrap } from '../../../src/lib/kernel/result';
import { reader, sheetOf, understand } from './ledger-helpers';

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'];

describe('hostile cells can not hurt (issue 2)', () => {
  it('prototype names as headers, terms, categories and names stay plain words', () => {
    const rows = [
      ['姓名', '民族', '统战类别', ...names],
      ...names.map((word) => [word, word, word, word, word, word, word, word])
    ];
    const { proposal, parsed } = understand(sheetOf(rows));
    expect(parsed.rows.map((row) => row.values['name'])).toEqual(names);
    expect(parsed.terms.map(({ term }) => term)).toEqual(expect.arrayContaining(names));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(proposal.columns.filter(({ target }) => target.type === 'ignore')).toHaveLength(
      names.length
    );
  });

  it('markup stays text', () => {
    const markup = '<img src=x onerror=alert(1)>';
    const { parsed } = understand(
      sheetOf([
        ['姓名', '性别', '工作单位'],
        ['张三', '男', markup]
      ])
    );
    expect(parsed.rows[0]?.values['unit']).toBe(markup);
  });

  it('formulas arrive as their stored value, external links and macros not at all', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '名单',
          rows: [
            ['姓名', '性别', '工作单位'],
            ['张三', '男', null]
          ],
          cells: new Map([['1,2', { formula: "'[1]Sheet1'!A1", formulaResult: '某单位' }]])
        }
      ]
    });
    const [sheet] = unwrap(await readLedgerFile(bytes, 'a.xlsx', reader)).sheets;
    expect(sheet?.rows[1]?.[2]).toEqual({ type: 'text', text: '某单位' });
  });

  it('entity definitions in spreadsheet XML expand to nothing', async () => {
    const laughs =
      '<!DOCTYPE a [<!ENTITY l "哈哈哈哈哈哈"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;">]>';
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'a',
          rows: [
            ['姓名', '性别'],
            ['张三', '男']
          ]
        }
      ]
    });
    const { unzipSync } = await import('fflate');
    const parts = unzipSync(bytes);
    const strings = new TextDecoder().decode(parts['xl/sharedStrings.xml']);
    parts['xl/sharedStrings.xml'] = strToU8(
      strings.replace('<sst', `${laughs}<sst`).replace('张三', '&m;&m;')
    );
    const result = await readLedgerFile(zipSync(parts), 'a.xlsx', reader);
    const text = result.ok ? JSON.stringify(result.value.sheets) : '';
    expect(text).not.toContain('哈哈哈');
  });

  it('an excluded word in a group header keeps the columns below out (B-7)', () => {
    const sheet = {
      ...sheetOf([
        ['姓名', '性别', '宗教信仰', ''],
        ['', '', '派别', '备注'],
        ['张三', '男', '金丝雀甲', '金丝雀乙']
      ]),
      merges: [
        { startRow: 0, endRow: 1, startCol: 0, endCol: 0 },
        { startRow: 0, endRow: 1, startCol: 1, endCol: 1 },
        { startRow: 0, endRow: 0, startCol: 2, endCol: 3 }
      ]
    };
    const understood = understand(sheet);
    expect(understood.parsed.rows).toHaveLength(1);
    expect(JSON.stringify(understood)).not.toContain('金丝雀');
  });

  it('no decision and no memory brings an excluded column back (B-7)', () => {
    const sheet = sheetOf([
      ['姓名', '性别', '思想动态'],
      ['张三', '男', '金丝雀甲']
    ]);
    const columns = [{ index: 2, target: { type: 'field', field: 'note' } }] as const;
    const { parsed } = understand(sheet, { columns });
    expect(JSON.stringify(parsed)).not.toContain('金丝雀');
  });
});

describe('layout (H1-3, G)', () => {
  it('repeated headers, sections, subtotals and footers are no people', () => {
    const { parsed } = understand(
      sheetOf([
        ['和平里社区名单', '', ''],
        ['姓名', '性别', '电话'],
        ['一、台属', '', ''],
        ['张三', '男', '15400000001'],
        ['小计', '1人', ''],
        ['和平里社区名单', '', ''],
        ['姓 名', '性别', '电话'],
        ['二、侨眷', '', ''],
        ['李四', '女', '15400000002'],
        ['审核人：', '', '填表人：']
      ])
    );
    expect(parsed.rows.map(({ values }) => [values['name'], values['categories']])).toEqual([
      ['张三', [{ scheme: 'U12', code: '10' }]],
      ['李四', [{ scheme: 'U12', code: '11' }]]
    ]);
  });

  it('an unknown header is read by its content and says so (G)', () => {
    const rows = Array.from({ length: 6 }, (_, i) => [
      `张${'甲乙丙丁戊己'[i] ?? ''}`,
      `1540000000${i}`,
      '汉族'
    ]);
    const { proposal } = understand(sheetOf([['姓名', '甲栏', '民族'], ...rows]));
    expect(proposal.columns[1]).toMatchObject({
      target: { type: 'field', field: 'mobile' },
      confidence: 'guess',
      samples: ['15400000000', '15400000001', '15400000002']
    });
  });

  it('a copied header over other data is doubtful (G)', () => {
    const rows = Array.from({ length: 5 }, (_, i) => [
      `张${'甲乙丙丁戊'[i] ?? ''}`,
      '男',
      `1540000000${i}`
    ]);
    const { proposal } = understand(sheetOf([['姓名', '性别', '社会职务'], ...rows]));
    expect(proposal.columns[2]?.confidence).toBe('doubtful');
  });

  it('a sheet named after a category gives it to rows without one (G)', () => {
    const sheet = sheetOf(
      [
        ['姓名', '性别'],
        ['张三', '男']
      ],
      '党外知识分子'
    );
    const { proposal, parsed } = understand(sheet);
    expect(proposal.sheetCategory).toMatchObject({ term: '党外知识分子', from: 'sheet' });
    expect(parsed.rows[0]?.values['categories']).toEqual([{ scheme: 'U12', code: '03' }]);
  });

  it('a text the word check refuses is left out with one line (B-1)', () => {
    const { parsed } = understand(
      sheetOf([
        ['姓名', '性别', '备注'],
        ['张三', '男', '思想动态：情绪不稳，重点人员']
      ])
    );
    expect(parsed.rows[0]?.values).not.toHaveProperty('note');
    expect(parsed.findings.filter(({ row }) => row === 2)).toHaveLength(1);
  });

  it('pasted cells without a header are read by content', () => {
    const rows = [
      ['张三', '男', '15400000001'],
      ['李四', '女', '15400000002'],
      ['王五', '男', '15400000003']
    ];
    const { proposal, parsed } = understand(sheetOf(rows));
    expect(proposal.kind).toBe('list');
    expect(parsed.rows.map(({ values }) => values['name'])).toEqual(['张三', '李四', '王五']);
  });
});
