/** H3 of the domain reference: needs over several rows, and steps in one cell by another hand (issue 4; I11, I12). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSteps } from '../../../src/lib/exchange/ledger/books/cells/steps';
import type { Finding } from '../../../src/lib/exchange/ledger/types';
import type { RawSheet } from '../../../src/lib/exchange/files/raw-sheet';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { readSheets, sheetOf, understand, type Understood } from './ledger-helpers';

async function read(file: string, name: string, decisions = {}): Promise<Understood> {
  const sheet = (await readSheets(file)).find((each) => each.name === name);
  if (!sheet) throw new Error(`a sheet ${name}`);
  return understand(sheet, decisions, file);
}

const yearly = (decisions = {}) => read('2026年统战工作台账.xlsx', '诉求台账', decisions);

const messagesOf = (findings: readonly Finding[]): string =>
  findings.map(({ message }) => message).join('\n');

describe('H3-3: one need over several rows', () => {
  it('nine rows are three needs, each with its steps, days and colleagues', async () => {
    const { proposal, parsed } = await yearly();
    expect(proposal).toMatchObject({ kind: 'book', arrangement: 'steps', dataRowCount: 3 });
    expect(proposal.book?.kind).toBe('need');
    expect(parsed.records.map(({ row, values }) => [row, values])).toMatchObject([
      [
        3,
        {
          raisedOn: '2026-03-09',
          content: '3号楼楼道灯不亮，晚上出入不便',
          status: 'resolved',
          closedOn: '2026-03-20',
          steps: [
            { on: '2026-03-09', text: '李四：登记，联系物业' },
            { on: '2026-03-12', text: '李四：物业上门查看' },
            { on: '2026-03-20', text: '赵六：已修好，本人满意' }
          ]
        }
      ],
      [6, { raisedOn: '2026-04-02', type: 'schooling', status: 'working' }],
      [8, { raisedOn: '2026-05-06', status: 'resolved', closedOn: '2026-07-02' }]
    ]);
    const counts = parsed.records.map(({ values }) => (values['steps'] as unknown[]).length);
    expect(counts).toEqual([3, 2, 4]);
    expect(parsed.records.map(({ people }) => people)).toMatchObject([
      [{ name: '庄若谷', phones: [{ number: '15400000011' }] }],
      [{ name: '麦香兰', phones: [] }],
      [{ name: '柏雪梅' }]
    ]);
  });

  it('colours and the pivot below are told, and nothing of them comes in', async () => {
    const { parsed } = await yearly();
    const told = messagesOf(parsed.findings);
    expect(told).toContain('“状态”这一栏没有字；用颜色表示的认不出，没有导入，请逐条核对');
    expect(told).toContain('3 件诉求各占几行（如第 3～5 行），每件合成一条，各行记为办理经过');
    expect(parsed.skipped.filter(({ kind }) => kind === 'footer').map(({ row }) => row)).toEqual([
      13, 14, 15, 16
    ]);
  });

  it('a person who says that it is another table takes the rows as they stand', async () => {
    const { proposal } = await yearly({ book: 'workLog' });
    expect(proposal.arrangement).toBeUndefined();
  });

  it('another hand: numbered steps in one cell are the same thing', async () => {
    const { proposal, parsed } = await read('活动与诉求.xlsx', '居民诉求');
    expect(proposal.book?.kind).toBe('need');
    expect(proposal.arrangement).toBeUndefined();
    expect(parsed.records.map(({ values }) => values)).toMatchObject([
      {
        raisedOn: '2026-03-02',
        status: 'resolved',
        closedOn: '2026-03-15',
        steps: [
          { on: '2026-03-02', text: '登记' },
          { on: '2026-03-05', text: '钟某：现场查看' },
          { on: '2026-03-15', text: '已修复' }
        ]
      },
      {
        raisedOn: '2026-03-18',
        status: 'working',
        steps: [
          { on: '2026-03-18', text: '登记' },
          { on: '2026-03-25', text: '联系夜校，正在等答复' }
        ]
      },
      { raisedOn: '2026-03-20', status: 'resolved', result: '已办' }
    ]);
    expect(parsed.records[2]?.values['steps']).toBeUndefined();
  });

  it('受理时间 beside 日期: the one dates the need, the other its steps; 同上 people with two matters', () => {
    const sheet: RawSheet = {
      ...sheetOf([
        ['诉求人', '诉求内容', '受理时间', '日期', '承办人', '进展'],
        ['李秀兰', '路灯', '2025-12-20', '12月28日', '李四', '查看'],
        ['', '', '', '1月6日', '', '换了灯泡'],
        ['', '台阶', '2026-01-10', '1月12日', '李四', '登记']
      ]),
      merges: [{ startRow: 1, endRow: 3, startCol: 0, endCol: 0 }]
    };
    const { parsed } = understand(sheet);
    expect(parsed.records.map(({ values, people }) => [people[0]?.name, values])).toMatchObject([
      [
        '李秀兰',
        {
          raisedOn: '2025-12-20',
          steps: [
            { on: '2025-12-28', text: '李四：查看' },
            { on: '2026-01-06', text: '换了灯泡' }
          ]
        }
      ],
      ['李秀兰', { raisedOn: '2026-01-10', content: '台阶', status: 'registered' }]
    ]);
  });

  it('a step without a day is asked, one that nobody may write down stays out without being quoted', () => {
    const sheet = sheetOf([
      ['诉求人', '内容', '受理时间', '承办人', '进展'],
      ['李秀兰', '路灯', '2026-03-02', '李四', '1. 3月3日 查看\n2. 等配件\n3. 3月9日 查政治表现']
    ]);
    const { parsed } = understand(sheet);
    const [record] = parsed.records;
    expect(record?.values['steps']).toEqual([{ on: '2026-03-03', text: '查看' }]);
    const doubt = parsed.findings.find(({ severity }) => severity === 'doubt');
    expect(doubt?.message).toContain('有 1 步看不出哪一天');
    expect(doubt?.message).toContain('1 步写有不登记的内容');
    const answered = understand(sheet, { cells: [{ id: doubt?.id ?? '', choice: 0 }] });
    expect(answered.parsed.records[0]?.values['steps']).toEqual([
      { on: '2026-03-03', text: '查看' },
      { on: '2026-03-03', text: '等配件' }
    ]);
    expect(answered.parsed.records[0]?.key).toBe(record?.key);
  });

  it('property: however many rows each need has, every row is one step of its own need', () => {
    const step = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.integer({ min: 1, max: 9 }),
      text: fc.constantFrom('联系物业', '现场查看', '等待配件', '答复本人')
    });
    const need = fc.array(step, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(need, { minLength: 2, maxLength: 8 }), (needs) => {
        fc.pre(needs.some((steps) => steps.length > 1));
        const rows = needs.flatMap((steps, index) =>
          steps.map(({ month, day, text }, at) => [
            at === 0 ? `王${'甲乙丙丁戊己庚辛'.charAt(index)}` : '',
            at === 0 ? `第${index}件事` : '',
            `2026-0${month}-${String(day).padStart(2, '0')}`,
            '李四',
            `${text}${at}`
          ])
        );
        const { parsed } = understand(
          sheetOf([['诉求人', '内容', '日期', '承办人', '进展'], ...rows])
        );
        expect(parsed.records.map(({ values }) => values['content'])).toEqual(
          needs.map((_, index) => `第${index}件事`)
        );
        const dated = parsed.records.map(({ values }) =>
          ((values['steps'] ?? []) as { on: string; text: string }[]).map(({ on }) => on)
        );
        expect(dated).toEqual(
          needs.map((steps) =>
            steps.map(({ month, day }) => `2026-0${month}-${String(day).padStart(2, '0')}`)
          )
        );
      }),
      { numRuns: 60 }
    );
  });
});

describe('H3-3: steps of one cell', () => {
  const context = {
    year: { year: 2026, by: '按标题' },
    years: [],
    near: [],
    today: '2026-11-28' as IsoDate,
    mayBePlan: false
  };
  it.each([
    ['已办', undefined],
    ['1.医保 2.楼道灯', undefined],
    ['3月5日登记', [['2026-03-05', '登记']]],
    [
      '2026.3.5 登记；2026.3.9 已办结',
      [
        ['2026-03-05', '登记'],
        ['2026-03-09', '已办结']
      ]
    ],
    [
      '①3月5日 登记②3月9日 答复',
      [
        ['2026-03-05', '登记'],
        ['2026-03-09', '答复']
      ]
    ],
    [
      '3-5 登记\n等消息',
      [
        ['2026-03-05', '登记'],
        [undefined, '等消息']
      ]
    ],
    ['13月5日 登记', [[undefined, '登记']]]
  ])('%s', (text, expected) => {
    const steps = readSteps(text, context, undefined);
    expect(steps?.map(({ on, text: said }) => [on, said])).toEqual(expected);
  });
});
