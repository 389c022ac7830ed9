/** H3 of the domain reference: forms of activities, in a workbook of twelve months and by another hand (issue 4; I11, I12). */
import { describe, expect, it } from 'vitest';
import { readTurnout } from '../../../src/lib/exchange/ledger/books/cells/turnout';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { hints, readSheets, sheetOf, understand, type Understood } from './ledger-helpers';

const yearly = '2026年统战工作台账.xlsx';
const other = '活动与诉求.xlsx';
const afterwards = { ...hints, today: '2027-01-05' as IsoDate, currentYear: 2027 };

const sheetsOf = new Map([yearly, other].map((file) => [file, readSheets(file)]));

async function read(file: string, name: string, withHints = afterwards): Promise<Understood> {
  const sheet = (await sheetsOf.get(file))?.find((each) => each.name === name);
  if (!sheet) throw new Error(`a sheet ${name}`);
  return understand(sheet, {}, file, withHints);
}

describe('H3-1: a form for every month', () => {
  it('every month is one activity with 应到 and 实到; nothing of it waits', async () => {
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, index) => read(yearly, `${index + 1}月`))
    );
    expect(all.map(({ proposal: { kind, arrangement } }) => [kind, arrangement])).toEqual(
      all.map(() => ['book', 'form'])
    );
    const records = all.flatMap(({ parsed }) => parsed.records);
    expect(records.map(({ values: { on, expected, actual } }) => [on, expected, actual])).toEqual([
      ['2026-01-20', 38, 35],
      ['2026-02-05', 25, 22],
      ['2026-03-05', 38, 35],
      ['2026-04-16', 20, 18],
      ['2026-05-28', 40, 40],
      ['2026-06-18', 30, 26],
      ['2026-07-09', 15, 12],
      ['2026-08-20', 16, 16],
      ['2026-09-24', 50, 45],
      ['2026-10-17', 22, 20],
      ['2026-11-09', 32, 30],
      ['2026-12-10', 30, 28]
    ]);
    expect(records.map(({ values }) => values['type'])).toEqual([
      'symposium',
      'other',
      'volunteering',
      'study',
      'fellowship',
      'briefing',
      'interest',
      'publicity',
      'fellowship',
      'tour',
      'training',
      'consultation'
    ]);
    const waiting = all.flatMap(({ parsed }) =>
      parsed.findings.filter(({ severity }) => severity === 'doubt')
    );
    expect(waiting).toEqual([]);
  });

  it('names are people to ask about, the text stays whole, the year comes from the file', async () => {
    const { proposal, parsed } = await read(yearly, '3月');
    expect(proposal.book).toEqual({
      kind: 'activity',
      year: 2026,
      yearless: 1,
      defaults: [{ field: 'isUnitedFront', value: true }]
    });
    const [record] = parsed.records;
    expect(record?.people.map(({ name }) => name)).toEqual([
      '庄若谷',
      '祁明远',
      '卫长青',
      '柏雪梅'
    ]);
    expect(record?.values).toMatchObject({
      topic: '学雷锋志愿服务',
      place: '和平里广场',
      minutes: '义务理发、测量血压。\n收到感谢信两封。'
    });
    const messages = parsed.findings.map(({ message }) => message);
    expect(record?.values['startsAt']).toBe('下午');
    expect(messages).toContain('没写年份，按文件名按 2026年3月5日 理解');
    expect(messages).toContain('表里的照片、图片没有导入，请另外保存');
    const next = await read(yearly, '4月');
    expect(next.parsed.findings.map(({ message }) => message).join()).not.toContain('照片');
  });

  it('what is still to come is a plan: 应到 without 实到, nobody came yet', async () => {
    const before = { ...hints, today: '2026-11-28' as IsoDate };
    const { parsed } = await read(yearly, '12月', before);
    const [plan] = parsed.records;
    expect(plan).toMatchObject({ values: { on: '2026-12-10', expected: 30 }, people: [] });
    expect(plan?.values['actual']).toBeUndefined();
    expect(plan?.values['minutes']).toBeUndefined();
    const left = parsed.findings.filter(({ row, severity }) => row && severity === 'left-out');
    expect(left.map(({ message }) => message)).toEqual([
      '活动还没到日子，实到人数没有导入',
      '活动还没到日子，内容没有导入'
    ]);
  });

  it('another hand: two forms in a sheet, wide blanks, 应到 in a cell of its own, text below its label', async () => {
    const { proposal, parsed } = await read(other, '一季度');
    expect(proposal).toMatchObject({ kind: 'book', arrangement: 'form', dataRowCount: 2 });
    expect(parsed.records.map(({ row, values }) => [row, values])).toEqual([
      [
        4,
        {
          topic: '植树节志愿服务',
          type: 'volunteering',
          on: '2026-03-12',
          startsAt: '上午',
          place: '映山公园',
          expected: 12,
          actual: 10,
          minutes: '栽树二十棵，认养花坛三处。',
          isUnitedFront: true
        }
      ],
      [
        10,
        {
          topic: '侨法宣传咨询会',
          type: 'publicity',
          on: '2026-03-26',
          startsAt: '14:00',
          place: '社区门口',
          expected: 40,
          actual: 31,
          minutes: '发放侨法读本。',
          isUnitedFront: true
        }
      ]
    ]);
    expect(parsed.records[0]?.people.map(({ name }) => name)).toEqual(['云知秋', '项北辰']);
    const about = parsed.findings.find(({ columnLabel }) => columnLabel === '参会人员');
    expect(about?.message).toContain('各楼栋代表');
  });

  it('a form without values is no entry; a table of activities stays a table', () => {
    const blank = sheetOf([
      ['活动登记表', '', '', ''],
      ['活动名称', '', '', ''],
      ['时间', '', '地点', ''],
      ['参加人员', '', '', ''],
      ['内容', '', '', '']
    ]);
    expect(understand(blank).proposal).toMatchObject({ arrangement: 'form', dataRowCount: 0 });
    const table = sheetOf([
      ['活动名称', '时间', '地点', '实到', '内容'],
      ['联谊会', '2026-03-05', '活动中心', '20', '包饺子'],
      ['活动名称', '时间', '地点', '实到', '内容'],
      ['座谈会', '2026-04-05', '会议室', '12', '交流']
    ]);
    expect(understand(table).proposal).toMatchObject({ kind: 'book', dataRowCount: 2 });
    expect(understand(table).proposal.arrangement).toBeUndefined();
  });

  it('what a person says about the sheet comes first; what has no label has a line (I12)', async () => {
    const sheet = sheetOf([
      ['活动名称', '读书会', '', ''],
      ['时间', '2026年3月5日', '地点', '书屋'],
      ['内容', '读诗', '', ''],
      ['顺便买了茶叶', '', '', '']
    ]);
    expect(understand(sheet, { book: 'person' }).proposal.arrangement).toBeUndefined();
    const left = understand(sheet).parsed.findings.find(({ row }) => row === 4);
    expect(left).toMatchObject({ severity: 'left-out', raw: '顺便买了茶叶' });
  });

  it('H3-4: a formula is its stored value, a broken one is a doubtful cell, a number as text a number', async () => {
    const scratch = (await sheetsOf.get(yearly))?.find(({ name }) => name === 'Sheet1 (2)');
    expect(scratch?.rows.map((row) => row.map(({ type, text }) => [type, text]))).toEqual([
      [
        ['text', '登记人次'],
        ['number', '5']
      ],
      [
        ['text', '12'],
        ['text', '35']
      ],
      [['error', '#REF!']]
    ]);
    const form = sheetOf([
      ['活动名称', '座谈会', '', ''],
      ['时间', '2026年3月5日', '地点', '会议室'],
      ['应到', '38', '实到', '']
    ]);
    const broken = form.rows.map((row, at) =>
      at === 2 ? [...row.slice(0, 3), { type: 'error', text: '#REF!' } as const] : row
    );
    const { parsed } = understand({ ...form, rows: broken });
    expect(parsed.records[0]?.values).toMatchObject({ expected: 38 });
    expect(parsed.findings).toMatchObject([
      { severity: 'doubt', columnLabel: '实到', raw: '#REF!' },
      { severity: 'note', message: '都勾选了“统战活动”' }
    ]);
  });

  it('B-1: a word that nobody may write down about people stays out of the text and is not quoted', () => {
    const sheet = sheetOf([
      ['活动名称', '座谈会', '', ''],
      ['时间', '2026年3月5日', '地点', '会议室'],
      ['内容', '了解大家的思想动态', '', '']
    ]);
    const { parsed } = understand(sheet);
    expect(parsed.records[0]?.values['minutes']).toBeUndefined();
    // The key is only ever hashed.
    const told = [parsed.findings, parsed.records.map((record) => ({ ...record, key: '' }))];
    expect(JSON.stringify(told)).not.toContain('了解大家的思想动态');
  });
});

describe('H3-1: 参加人员', () => {
  it.each([
    ['张三、李四,王五;赵六等35人(应到38人,实到35人)', ['张三', '李四', '王五', '赵六'], 38, 35, 35],
    ['张三（民盟）、李四', ['张三', '李四'], undefined, undefined, undefined],
    ['35人', [], undefined, undefined, 35],
    ['应到38人，实到35人', [], 38, 35, undefined],
    ['38/35', [], 38, 35, undefined],
    ['王 芳、欧阳 小红', ['王芳', '欧阳小红'], undefined, undefined, undefined],
    ['买买提·艾力，共12人', ['买买提·艾力'], undefined, undefined, 12],
    ['——', [], undefined, undefined, undefined]
  ])('%s', (text, names, expected, actual, total) => {
    const reading = readTurnout(text);
    expect([reading.names, reading.expected, reading.actual, reading.total]).toEqual([
      names,
      expected,
      actual,
      total
    ]);
  });
});
