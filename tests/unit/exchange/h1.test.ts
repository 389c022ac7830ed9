import { describe, expect, it } from 'vitest';
import type { Finding, LedgerDecisions } from '../../../src/lib/exchange/ledger/types';
import { hints, readSheets, understand, type Understood } from './ledger-helpers';

const forms = [
  'h1-统战对象花名册.xls',
  'h1-统战对象花名册.xlsx',
  'h1-统战对象花名册.ods',
  'h1-网页另存.xls',
  'h1-制表符文本.xls',
  'h1-utf8.csv',
  'h1-utf8-bom.csv',
  'h1-gbk.csv'
];

async function understandFile(name: string, decisions?: LedgerDecisions): Promise<Understood> {
  const [sheet] = await readSheets(name);
  if (!sheet) throw new Error('no sheet');
  return understand(sheet, decisions, name);
}

/** Expected lines about cells: id, severity, what is imported unasked. One per doubtful cell (I12). */
const expectedCells: readonly (readonly [string, Finding['severity'], unknown])[] = [
  ['6:4', 'doubt', '1968'],
  ['6:6', 'doubt', null],
  ['6:13', 'left-out', null],
  ['7:2', 'note', '王芳'],
  ['8:2', 'doubt', '李明/王丽'],
  ['9:4', 'note', '1968-05'],
  ['9:6', 'doubt', null],
  ['9:13', 'note', '990101680512001'],
  ['9:15', 'doubt', { status: 'deceased' }],
  ['10:15', 'doubt', { status: 'deceased', statusOn: '2024' }],
  ['12:4', 'note', '1969'],
  ['12:6', 'doubt', null],
  ['12:15', 'doubt', null],
  ['13:4', 'note', '1958-03'],
  ['16:4', 'left-out', null],
  ['16:15', 'doubt', { status: 'movedOut' }],
  ['19:4', 'note', '1968-05-12'],
  ['23:6', 'doubt', null],
  ['24:13', 'left-out', null]
];

describe.each(forms)('H1 as %s', (name) => {
  it('gives 23 rows, the community of the title, and every category filled down', async () => {
    const { proposal, parsed } = await understandFile(name);
    expect(proposal.kind).toBe('list');
    expect(proposal.community).toEqual({ name: '和平里社区', from: 'title' });
    expect(proposal.headerRows).toEqual({ first: 2, last: 3 });
    expect(parsed.rows).toHaveLength(23);
    const codes = parsed.rows.map((row) =>
      (row.values['categories'] as { code: string }[]).map((category) => category.code).join('+')
    );
    expect(codes).toEqual([
      ...Array<string>(6).fill('10+03'),
      ...Array<string>(5).fill('11+07'),
      ...Array<string>(9).fill('01'),
      ...Array<string>(3).fill('04')
    ]);
    expect(parsed.rows.filter((row) => row.values['sex'] === '2')).toHaveLength(9);
    expect(parsed.rows.every((row) => row.org.community === '和平里社区')).toBe(true);
  });

  it('gives exactly one line per doubtful cell (I12)', async () => {
    const { parsed } = await understandFile(name);
    const cells = parsed.findings.filter((finding) => finding.row !== undefined);
    expect(cells.map(({ id, severity, imported }) => [id, severity, imported])).toEqual(
      expectedCells
    );
    expect(new Set(parsed.findings.map((finding) => finding.id)).size).toBe(parsed.findings.length);
  });

  it('gives 24 people once the cell with two names is split, and assigns nothing by guess (H1-6)', async () => {
    const { parsed } = await understandFile(name, { cells: [{ id: '8:2', choice: 0 }] });
    expect(parsed.rows).toHaveLength(24);
    const pair = parsed.rows.filter((row) => row.row === 8);
    expect(pair.map((row) => row.values['name'])).toEqual(['李明', '王丽']);
    expect(pair.every((row) => !('mobile' in row.values))).toBe(true);
    expect(parsed.findings.filter((finding) => finding.id === '8:11')).toHaveLength(1);
  });

  it('shows nothing of the excluded column (B-7) and names it once', async () => {
    const { proposal, parsed } = await understandFile(name);
    expect(JSON.stringify([proposal, parsed])).not.toContain('金丝雀');
    const lines = parsed.findings.filter((finding) => finding.columnLabel === '健康状况');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.severity).toBe('left-out');
  });
});

describe('H1', () => {
  it('is read to the same values in all forms', async () => {
    const readings = await Promise.all(forms.map((name) => understandFile(name)));
    const plain = readings.map(({ parsed }) =>
      parsed.rows.map(({ row, values, org }) => ({ row, values, org }))
    );
    for (const rows of plain) expect(rows).toEqual(plain[0]);
    const [first] = readings;
    for (const { parsed, proposal } of readings) {
      expect(parsed.findings).toEqual(first?.parsed.findings);
      expect(parsed.terms).toEqual(first?.parsed.terms);
      expect(proposal.headerSignature).toBe(first?.proposal.headerSignature);
    }
  });

  it('H1-4…H1-8 reads names, ids and telephones as they were meant', async () => {
    const { parsed } = await understandFile('h1-统战对象花名册.xls');
    const byRow = new Map(parsed.rows.map((row) => [row.row, row.values]));
    expect(byRow.get(5)).toMatchObject({
      name: '张三',
      birth: '1968-05',
      idNo: '990101196805120033',
      mobile: [{ number: '15400000001' }],
      phone: [{ number: '0571-88880001转2' }]
    });
    expect(byRow.get(7)).toMatchObject({
      name: '王芳',
      mobile: [{ number: '15400000002', note: '儿子' }],
      idNo: '990101196805120025'
    });
    expect(byRow.get(15)).toMatchObject({ birth: '1970-01-01', idNo: '81000019700101001X' });
    expect(byRow.get(16)).toMatchObject({ name: '欧阳小红' });
    for (const [row, name] of [
      [19, '买买提·艾力'],
      [20, '阿布都·买买提'],
      [28, '努尔·艾力']
    ] as const) {
      expect(byRow.get(row)).toMatchObject({ name });
    }
    expect(byRow.get(23)).toMatchObject({ birth: '1955-03-07' });
    expect(byRow.get(26)).toMatchObject({ idNo: '99010119630715007X' });
    expect(byRow.get(6)).not.toHaveProperty('idNo');
  });

  it('H1-8 asks every unknown word once, 党员 of a 民主党派 row by row, and takes the answers', async () => {
    const { parsed } = await understandFile('h1-gbk.csv');
    expect(parsed.terms.map(({ term, suggestion }) => [term, suggestion])).toEqual([
      ['党员', '01'],
      ['无', '13'],
      ['群众(无党派)', '13']
    ]);
    const answered = await understandFile('h1-gbk.csv', {
      terms: [{ field: 'affiliation', term: '无', value: '13' }],
      cells: [
        { id: '6:4', choice: 1 },
        { id: '23:6', choice: 1 }
      ]
    });
    const byRow = new Map(answered.parsed.rows.map((row) => [row.row, row.values]));
    expect(byRow.get(9)).toMatchObject({ affiliation: '13' });
    expect(byRow.get(23)).toMatchObject({ affiliation: '04' });
    expect(byRow.get(6)).toMatchObject({ birth: '1968-10' });
    expect(byRow.get(6)).not.toHaveProperty('affiliation');
    expect(answered.parsed.findings.find(({ id }) => id === '6:4')?.severity).toBe('note');
    // The report names what was chosen, for the word and for the row.
    const messageOf = (id: string) =>
      answered.parsed.findings.find((line) => line.id === id)?.message;
    expect(messageOf('9:6') ?? messageOf('12:6')).toContain('记为“群众”');
    expect(messageOf('23:6')).toContain('记为“民革党员”');
  });

  it('lists the hidden sheet as hidden, in .xls and .xlsx', async () => {
    for (const name of ['h1-统战对象花名册.xls', 'h1-统战对象花名册.xlsx']) {
      const sheets = await readSheets(name);
      expect(sheets.map((sheet) => [sheet.name, sheet.isHidden])).toEqual([
        ['Sheet1', false],
        ['旧表', true]
      ]);
    }
  });

  it('keeps an optional field out while it is switched off, with one line (D1)', async () => {
    const [sheet] = await readSheets('h1-utf8.csv');
    if (!sheet) throw new Error('no sheet');
    const enabledFields = hints.enabledFields.filter((field) => field !== 'idNo');
    const { parsed } = understand(sheet, {}, 'h1.csv', { ...hints, enabledFields });
    expect(parsed.rows.some((row) => 'idNo' in row.values)).toBe(false);
    const lines = parsed.findings.filter(({ columnLabel }) => columnLabel === '身份证号');
    expect(lines.map(({ severity }) => severity)).toEqual(['left-out']);
  });
});
