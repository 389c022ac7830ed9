/** Two visit ledgers of authors who had not read the parser, and a 接待登记簿 (H2, S3-01; I12, B-7). */
import { describe, expect, it } from 'vitest';
import { splitConcerns } from '../../../src/lib/domain/visit/concerns';
import { localDateTime } from '../../../src/lib/kernel/dates';
import { readSheets, sheetOf, understand, type Understood } from './ledger-helpers';

async function read(name: string): Promise<Understood> {
  const [sheet] = await readSheets(`blind/${name}`);
  if (!sheet) throw new Error('a sheet');
  return understand(sheet, {}, name);
}

const inShort = ({ parsed }: Understood) =>
  parsed.records.map(({ row, values, people, needs }) => ({
    row,
    on: values['on'],
    cause: values['festival'] ?? values['cause'],
    people: people.map(({ name }) => name),
    households: values['unnamedHouseholds'] ?? 0,
    yuan: Number(values['giftMoney'] ?? 0) / 100,
    needs: needs.map(({ content, status }) => `${String(content)} ${String(status)}`)
  }));

const doubtful = ({ parsed }: Understood) =>
  parsed.findings
    .filter(({ severity }) => severity === 'doubt')
    .map(({ row, columnLabel, imported }) => [row, columnLabel, imported]);

describe('H2: 滨河社区, a binary workbook', () => {
  it('two header rows, merged days, 9.18 as a number, twelve households, circled numbers', async () => {
    const one = { households: 0, yuan: 0, needs: [] as string[] };
    expect(inShort(await read('visits-riverside.xls'))).toEqual([
      {
        ...one,
        row: 5,
        on: '2025-01-18',
        cause: 'spring',
        people: ['顾念慈'],
        yuan: 300,
        needs: ['楼道堆放杂物 resolved', '想参加书画班 resolved', '医保卡异地怎么用 resolved']
      },
      {
        ...one,
        row: 6,
        on: '2025-01-18',
        cause: 'spring',
        people: ['许望潮', '许知秋'],
        yuan: 500
      },
      {
        ...one,
        row: 7,
        on: '2025-01-18',
        cause: 'spring',
        people: [],
        households: 12,
        yuan: 2400
      },
      {
        ...one,
        row: 9,
        on: '2025-09-18',
        cause: 'midAutumn',
        people: ['顾念慈'],
        needs: ['电梯坏了 working', '门口路灯不亮 working']
      },
      { ...one, row: 10, on: '2025-09-20', cause: 'midAutumn', people: ['纪南星'], yuan: 200 },
      {
        ...one,
        row: 11,
        on: '2025-10-29',
        cause: 'doubleNinth',
        people: ['沈乐天'],
        needs: ['想找人教用手机 registered']
      },
      { ...one, row: 12, on: '2025-10-09', cause: 'routine', people: ['许望潮'] }
    ]);
  });

  it('the year stands below the title; sums and the signature are no visits; 没有 is no need', async () => {
    const ledger = await read('visits-riverside.xls');
    expect(ledger.proposal.book).toMatchObject({ kind: 'visit', year: 2025, yearless: 2 });
    expect(ledger.parsed.skipped.map(({ row, kind }) => [row, kind])).toEqual([
      [1, 'title'],
      [2, 'title'],
      [3, 'header'],
      [4, 'header'],
      [8, 'subtotal'],
      [14, 'subtotal'],
      [15, 'subtotal'],
      [16, 'footer']
    ]);
    expect(JSON.stringify(ledger.parsed)).not.toContain('没有（其他）');
  });

  it('I12: several days and a month alone are asked; a remark is kept', async () => {
    const ledger = await read('visits-riverside.xls');
    expect(doubtful(ledger)).toEqual([
      [12, '走访日期', '2025-10-09'],
      [13, '走访日期', null]
    ]);
    expect(ledger.parsed.records.find(({ row }) => row === 11)?.values['content']).toBe(
      '自己走来的'
    );
  });
});

describe('H2: 山前社区, a web page saved as .xls', () => {
  it('money and goods in one column, couples, families, groups and names with a blank between', async () => {
    const ledger = await read('visits-hillside.xls');
    const one = { cause: 'twoFestivals', households: 0, yuan: 0, needs: [] as string[] };
    expect(inShort(ledger)).toEqual([
      {
        ...one,
        row: 3,
        on: '2025-09-18',
        people: ['何映雪'],
        yuan: 200,
        needs: ['买菜不便 registered', '想找人修水管 registered']
      },
      { ...one, row: 4, on: '2025-09-18', people: ['童远山'], yuan: 500 },
      { ...one, row: 5, on: '2025-09-18', people: [], households: 1, yuan: 200 },
      { ...one, row: 7, on: '2025-12-30', people: [], households: 8, yuan: 1600 },
      {
        ...one,
        row: 8,
        on: '2025-12-31',
        people: ['纪南星', '何映雪'],
        needs: ['暖气不热 transferred', '养老保险断缴 transferred']
      }
    ]);
    expect(ledger.parsed.records.flatMap(({ values }) => values['gifts'] ?? [])).toEqual([
      '米1袋',
      '油1桶',
      '每户米1袋',
      '毛毯2条'
    ]);
  });

  it('I12, B-7: what was understood by a rule is told, the excluded column is never read', async () => {
    const ledger = await read('visits-hillside.xls');
    expect(doubtful(ledger)).toEqual([[9, '慰问时间', null]]);
    const told = ledger.parsed.findings
      .filter(({ columnLabel }) => columnLabel === '慰问对象')
      .map(({ row }) => row);
    expect(told).toEqual([4, 5, 7, 8]);
    expect(JSON.stringify(ledger)).not.toMatch(/离异甲|丧偶乙/);
  });

  it.each([
    ['欧阳 小红', 1],
    ['王　芳', 1],
    ['买买提 艾力', 1],
    ['何映雪 纪南星', 2]
  ])('a blank in %s: %i', (written, count) => {
    const { parsed } = understand(
      sheetOf([
        ['走访时间', '走访对象', '走访人', '慰问金'],
        ['2025-09-18', written, '孙社工', '100']
      ])
    );
    expect(parsed.records.flatMap(({ people }) => people)).toHaveLength(count);
  });
});

it('H2-5: circled numbers within a line are matters of their own', () => {
  expect(splitConcerns('①电梯②路灯 ③停车')).toEqual(['电梯', '路灯', '停车']);
});

describe('S3-01: 接待登记簿 as a table', () => {
  const ledger = (): Understood =>
    understand(
      sheetOf([
        ['和平里社区2026年接待登记簿'],
        ['序号', '接待日期', '来访人', '联系电话', '来访方式', '来访事由', '接待人', '处理情况'],
        [
          '1',
          '3月5日下午2点半',
          '何映雪',
          '15400000022',
          '到社区',
          '养老保险断缴',
          '李四',
          '已答复'
        ],
        ['2', '2026-03-06', '', '', '电话', '问活动时间', '李四', ''],
        ['3', '〃', '不愿提供', '', '', '1.暖气不热 2.楼道灯', '', '正在办']
      ])
    );

  it('is read with the hour where one stands; who gave no name stays unnamed', () => {
    const { proposal, parsed } = ledger();
    expect(proposal.book?.kind).toBe('reception');
    expect(
      parsed.records.map(({ values, people }) => [
        localDateTime(Number(values['at'])),
        values['channel'],
        values['topic'],
        people.map(({ name }) => name)
      ])
    ).toEqual([
      ['2026-03-05T14:30', 'office', '养老保险断缴', ['何映雪']],
      ['2026-03-06T00:00', 'phone', '问活动时间', []],
      ['2026-03-06T00:00', undefined, '1.暖气不热 2.楼道灯', []]
    ]);
    expect(parsed.findings.some(({ message }) => message.includes('0:00'))).toBe(true);
  });

  it('attack: a line about 处理情况 quotes no word that is not registered (DOMAIN B)', () => {
    const header = ['序号', '接待日期', '来访人', '来访方式', '来访事由', '接待人', '处理情况'];
    const row = (topic: string, handling: string) => [
      '1',
      '2026-03-05',
      '何映雪',
      '到社区',
      topic,
      '李四',
      handling
    ];
    const told = (topic: string, handling: string) =>
      understand(sheetOf([['和平里社区2026年接待登记簿'], header, row(topic, handling)]))
        .parsed.findings.filter(({ columnLabel }) => columnLabel === '处理情况')
        .map(({ raw }) => raw);
    expect(told('暖气不热', '已答复，该人系缠访人员')).toEqual(['']);
    expect(told('该人系缠访人员', '已答复，该人系缠访人员')).toEqual(['']);
    expect(told('暖气不热', '已答复')).toEqual(['已答复']);
  });

  it('S2-02: what was handled grows into needs, a mere question does not', () => {
    expect(ledger().parsed.records.map(({ needs }) => needs)).toEqual([
      [
        {
          type: 'pension',
          content: '养老保险断缴',
          channel: 'office',
          status: 'answered',
          result: '已答复'
        }
      ],
      [],
      [
        { type: 'other', content: '暖气不热', status: 'working', result: '正在办' },
        { type: 'other', content: '楼道灯', status: 'working', result: '正在办' }
      ]
    ]);
  });
});
