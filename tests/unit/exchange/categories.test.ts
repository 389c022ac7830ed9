/** Who gets which political identity from a ledger: the worst fault an import can have is a false one (I12). */
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { createLedgerJob } from '../../../src/lib/exchange/ledger/job';
import type {
  LedgerDecisions,
  LedgerProposal,
  ParsedLedger
} from '../../../src/lib/exchange/ledger/types';
import { hints, reader, sheetOf, understand } from './ledger-helpers';

interface Read {
  readonly proposal: LedgerProposal;
  readonly parsed: ParsedLedger;
}

type Sheets = Readonly<Record<string, readonly (readonly string[])[]>>;

async function readWorkbook(
  fileName: string,
  sheets: Sheets,
  decisions: LedgerDecisions = {}
): Promise<readonly Read[]> {
  const bytes = await writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => ({
      name,
      rows: rows.map((row) => [...row])
    }))
  });
  const job = createLedgerJob(reader, hints);
  const [outcome] = await job.open([{ name: fileName, content: bytes }]);
  return (outcome?.proposals ?? []).flatMap(({ sheetKey }) => {
    const proposal = job.understand(sheetKey, decisions);
    const parsed = job.apply(sheetKey, decisions);
    return proposal && parsed ? [{ proposal, parsed }] : [];
  });
}

const codesOf = ({ parsed }: { readonly parsed: ParsedLedger }): unknown[] =>
  parsed.rows.map(({ values }) =>
    ((values['categories'] ?? []) as { code: string }[]).map(({ code }) => code).join('+')
  );

const plain = [
  ['姓名', '性别', '类别'],
  ['张三', '男', ''],
  ['李四', '女', '']
];

describe('the default category of a sheet (G, I12)', () => {
  it('never comes from another sheet of the file', async () => {
    const [ledger, named] = await readWorkbook('台账.xlsx', {
      '2024年台账': plain,
      党外知识分子: plain
    });
    expect(ledger?.proposal.sheetCategory).toBeUndefined();
    expect(ledger && codesOf(ledger)).toEqual(['', '']);
    expect(JSON.stringify(ledger?.parsed.findings)).not.toContain('党外知识分子');
    expect(named && codesOf(named)).toEqual(['03', '03']);
    expect(named?.parsed.findings.map(({ message }) => message)).toContain(
      '第 2、3 行没有写类别，按工作表名“党外知识分子”记为“党外知识分子”'
    );
  });

  it('comes from the name of the file only where no sheet in it says otherwise', async () => {
    const [alone] = await readWorkbook('和平里社区党外知识分子名单.xlsx', { '2024年台账': plain });
    expect(alone?.proposal.sheetCategory).toMatchObject({ term: '党外知识分子', from: 'file' });
    expect(alone && codesOf(alone)).toEqual(['03', '03']);
    const mixed = await readWorkbook('党外知识分子名单.xlsx', { '2024年台账': plain, 台属: plain });
    expect(mixed.map(codesOf)).toEqual([
      ['', ''],
      ['10', '10']
    ]);
  });

  it('is none where title and name of a sheet disagree', () => {
    const { parsed, proposal } = understand(sheetOf([['台属花名册'], ...plain], '党外知识分子'));
    expect(proposal.sheetCategory).toBeUndefined();
    expect(codesOf({ parsed })).toEqual(['', '']);
  });

  it('is what a person chooses for the sheet, none included, and the report says so', async () => {
    const sheets = { 党外知识分子: plain };
    const [none] = await readWorkbook('台账.xlsx', sheets, { category: '' });
    expect(none && codesOf(none)).toEqual(['', '']);
    expect(none?.proposal.rowsWithoutCategory).toBe(2);
    const [chosen] = await readWorkbook('台账.xlsx', sheets, { category: 'U12:11' });
    expect(chosen && codesOf(chosen)).toEqual(['11', '11']);
    expect(chosen?.parsed.findings.at(-1)?.message).toContain('按您的选择记为');
  });

  it('never stands in for a word of the row that is not understood', () => {
    const { parsed, proposal } = understand(
      sheetOf(
        [
          ['姓名', '性别', '类别'],
          ['张三', '男', '怪类别'],
          ['李四', '女', '信教群众'],
          ['王五', '男', '港澳台属'],
          ['赵六', '女', '']
        ],
        '宗教界人士'
      )
    );
    expect(codesOf({ parsed })).toEqual(['', '', '', '05']);
    expect(proposal.rowsWithoutCategory).toBe(1);
  });

  it('a section line that may mean several categories gives none, with a line', () => {
    const { parsed } = understand(
      sheetOf([
        ['姓名', '性别', '联系电话'],
        ['一、台属', '', ''],
        ['张三', '男', '15400000001'],
        ['二、港澳台属', '', ''],
        ['李四', '女', '15400000002']
      ])
    );
    expect(codesOf({ parsed })).toEqual(['10', '']);
    expect(parsed.findings.map(({ message }) => message)).toContain(
      '分段标题“港澳台属”可能有几种意思，第 5 行没有按它记类别'
    );
  });
});

describe('a word that means several categories (DOMAIN C)', () => {
  const rows = [
    ['姓名', '性别', '类别'],
    ['张三', '男', '港澳台属'],
    ['李四', '女', '港澳台属、党外知识分子']
  ];

  it('港澳台属 is asked row by row, with nothing in before an answer', () => {
    const { parsed } = understand(sheetOf(rows));
    expect(parsed.terms).toEqual([]);
    expect(codesOf({ parsed })).toEqual(['', '03']);
    const [first] = parsed.findings.filter(({ row }) => row === 2);
    expect(first).toMatchObject({ severity: 'doubt', imported: null });
    expect(first?.choices.map(({ label }) => label)).toEqual([
      '香港同胞、澳门同胞',
      '台湾同胞及其在大陆的亲属',
      '香港同胞、澳门同胞 ＋ 台湾同胞及其在大陆的亲属',
      '留空'
    ]);
  });

  it('an answer holds for its row alone, and the report says what was chosen', () => {
    const { parsed } = understand(sheetOf(rows), { cells: [{ id: '2:2', choice: 1 }] });
    expect(codesOf({ parsed })).toEqual(['10', '03']);
    expect(parsed.findings.find(({ id }) => id === '2:2')?.message).toBe(
      '按您的选择记为“台湾同胞及其在大陆的亲属”'
    );
  });

  it('盟员 and 民主党派 are asked row by row, 无 once for the word', () => {
    const { parsed } = understand(
      sheetOf([
        ['姓名', '性别', '政治面貌'],
        ['张三', '男', '盟员'],
        ['李四', '女', '民主党派'],
        ['王五', '男', '无']
      ])
    );
    expect(parsed.terms.map(({ term }) => term)).toEqual(['无']);
    expect(parsed.findings.filter(({ choices }) => choices.length > 0)).toHaveLength(2);
  });
});

it('what a pasted list says of a person counts as the row’s own word; a merged cell does not', async () => {
  const job = createLedgerJob(reader, hints);
  const text = ['姓名\t性别\t类别', '张三\t男\t台属', '李四\t女\t'].join('\n');
  const [outcome] = await job.open([{ name: '粘贴', content: text }]);
  const [sheet] = outcome?.proposals ?? [];
  const own = job.apply(sheet?.sheetKey ?? '', {})?.rows.map(({ inferred }) => inferred);
  expect(own?.[0]).toEqual([]);
  const merged = {
    ...sheetOf([
      ['类别', '姓名', '性别'],
      ['台属', '张三', '男'],
      ['', '李四', '女']
    ]),
    merges: [{ startRow: 1, endRow: 2, startCol: 0, endCol: 0 }]
  };
  const rows = understand(merged).parsed.rows.map(({ inferred }) => inferred);
  expect(rows).toEqual([[], ['categories']]);
});

it('a blank category of a plain list never becomes that of the row above, merged cells or blocks apart (I12)', async () => {
  const job = createLedgerJob(reader, hints);
  const read = async (...lines: string[]): Promise<unknown[]> => {
    const text = ['姓名\t性别\t类别', ...lines].join('\n');
    const [outcome] = await job.open([{ name: '粘贴', content: text }]);
    const parsed = job.apply(outcome?.proposals[0]?.sheetKey ?? '', {});
    return (parsed?.rows ?? []).map(({ values }) => values['categories']);
  };
  const plain = await read('张三\t男\t台属', '李四\t女\t', '王五\t男\t侨眷', '赵六\t女\t');
  expect(plain.map((each) => each === undefined)).toEqual([false, true, false, true]);
  const blocks = await read(
    '张三\t男\t台属',
    '李四\t女\t',
    '小计2人\t\t',
    '王五\t男\t侨眷',
    '赵六\t女\t'
  );
  expect(blocks.every((each) => each !== undefined)).toBe(true);
});
