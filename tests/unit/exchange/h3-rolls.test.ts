/** H3 of the domain reference: the sign-in matrix, and one by another hand (issue 4; I11, I12). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMark } from '../../../src/lib/exchange/ledger/roll/mark';
import type { RawCell, RawSheet } from '../../../src/lib/exchange/files/raw-sheet';
import type { LedgerDecisions, ParsedRoll } from '../../../src/lib/exchange/ledger/types';
import { readSheets, sheetOf, understand, type Understood } from './ledger-helpers';

async function read(
  file: string,
  name: string,
  decisions: LedgerDecisions = {}
): Promise<Understood> {
  const sheet = (await readSheets(file)).find((each) => each.name === name);
  if (!sheet) throw new Error(`a sheet ${name}`);
  return understand(sheet, decisions, file);
}

const yearly = (decisions: LedgerDecisions = {}) =>
  read('2026年统战工作台账.xlsx', '签到', decisions);
const other = (decisions: LedgerDecisions = {}) => read('活动与诉求.xlsx', '参加情况', decisions);

const told = ({ title, on, entries }: ParsedRoll): unknown => [
  title,
  on,
  entries.map(({ named, role }) => `${named.name} ${role}`)
];

describe('H3-2: a sign-in matrix', () => {
  it('each column is an activity by title and day, real dates and text; each mark is who came', async () => {
    const { proposal, parsed } = await yearly();
    expect(proposal).toMatchObject({ kind: 'roll', dataRowCount: 5, roll: { year: 2026 } });
    expect(parsed.rolls.map(told)).toEqual([
      [
        '迎新春座谈会',
        '2026-01-20',
        ['庄若谷 attended', '祁明远 attended', '卫长青 excused', '柏雪梅 attended']
      ],
      [
        '学雷锋志愿服务',
        '2026-03-05',
        ['庄若谷 attended', '祁明远 attended', '卫长青 attended', '柏雪梅 attended']
      ],
      ['民族政策学习', '2026-04-16', ['祁明远 attended', '卫长青 attended']],
      ['端午联谊会', '2026-05-28', ['庄若谷 attended', '祁明远 excused', '麦香兰 attended']]
    ]);
    expect(parsed.records).toEqual([]);
    expect(parsed.rows).toEqual([]);
  });

  it('another hand: title and day in one cell, 到 and 假, a word that is asked once, somebody who did not come', async () => {
    const { parsed } = await other();
    expect(parsed.rolls.map(told)).toEqual([
      ['植树节志愿服务', '2026-03-12', ['云知秋 attended', '项北辰 attended']],
      ['侨法宣传', '2026-03-26', ['云知秋 attended', '项北辰 excused', '任归帆 attended']]
    ]);
    expect(parsed.rolls[0]?.entries[0]?.named.phones).toMatchObject([{ number: '15400000021' }]);
    expect(parsed.terms).toMatchObject([{ field: 'role', term: '代签', count: 1 }]);
    const messages = parsed.findings.map(
      ({ columnLabel, message }) => `${columnLabel}：${message}`
    );
    expect(messages).toContain('植树节志愿服务（3月12日）：1 格写的是没有来，不登记');
    expect(messages).toContain('电话：“电话”只用来认人，不写进记录');
    expect(messages.some((message) => message.startsWith('备注：'))).toBe(true);
    const answered = await other({ terms: [{ field: 'role', term: '代签', value: 'absent' }] });
    expect(answered.parsed.rolls.map(told)).toEqual(parsed.rolls.map(told));
  });

  it('a list of people with marks by category stays a list; a person may say what the sheet is', async () => {
    const list = sheetOf([
      ['姓名', '台属', '侨眷', '2026年3月入会'],
      ['王一鸣', '√', '', '√'],
      ['李二泉', '', '√', '']
    ]);
    expect(understand(list).proposal.kind).toBe('list');
    const { proposal } = await yearly({ book: 'person' });
    expect(proposal).toMatchObject({ kind: 'list', roll: { yearless: 2 } });
    expect((await yearly({ book: 'roll' })).proposal.kind).toBe('roll');
  });

  it('a year that nobody wrote leaves the title to find the activity by, until somebody says it', () => {
    const sheet = sheetOf([
      ['姓名', '座谈会 3月5日', '学习会 4月6日'],
      ['王一鸣', '√', '假']
    ]);
    const { proposal, parsed } = understand(sheet);
    expect(proposal.roll).toEqual({
      yearless: 2,
      activities: ['座谈会 3月5日', '学习会 4月6日']
    });
    expect(parsed.rolls.map(({ on }) => on)).toEqual([undefined, undefined]);
    expect(parsed.findings).toHaveLength(2);
    const said = understand(sheet, { year: 2025 }).parsed.rolls;
    expect(said.map(({ on }) => on)).toEqual(['2025-03-05', '2025-04-06']);
  });

  it('a broken formula is a doubtful cell, several names in one row are nobody', () => {
    const marks = sheetOf([
      ['姓名', '座谈会 2026.3.5', '学习会 2026.4.6'],
      ['王一鸣', '√', '√'],
      ['李二泉、赵三元', '√', '']
    ]);
    const broken: RawCell = { type: 'error', text: '#REF!' };
    const rows = marks.rows.map((row, at) => (at === 1 ? [...row.slice(0, 2), broken] : row));
    const { parsed } = understand({ ...marks, rows });
    expect(parsed.findings.map(({ severity }) => severity).sort()).toEqual(['doubt', 'left-out']);
    expect(parsed.rolls.map(({ entries }) => entries.length)).toEqual([1, 0]);
  });

  it('property: every mark is one entry of its own column and row, whatever stands around', () => {
    const mark = fc.constantFrom('√', '', '请假', '×', '到');
    const matrix = fc
      .record({ people: fc.integer({ min: 1, max: 12 }), events: fc.integer({ min: 2, max: 8 }) })
      .chain(({ people, events }) =>
        fc.record({
          marks: fc.array(fc.array(mark, { minLength: events, maxLength: events }), {
            minLength: people,
            maxLength: people
          }),
          areTwoRows: fc.boolean(),
          hasTitle: fc.boolean()
        })
      );
    const nameOf = (at: number): string => `王${'甲乙丙丁戊己庚辛壬癸子丑'.charAt(at)}`;
    const dayOf = (at: number): string => `2026-0${at + 1}-15`;
    fc.assert(
      fc.property(matrix, ({ marks, areTwoRows, hasTitle }) => {
        const events = marks[0]?.length ?? 0;
        const columns = Array.from({ length: events }, (_, at) => at);
        // A column without any mark is no activity.
        fc.pre(columns.every((at) => marks.some((row) => row[at] !== '')));
        const head = areTwoRows
          ? [
              ['姓名', ...columns.map((at) => `活动${at}号`)],
              ['', ...columns.map(dayOf)]
            ]
          : [['姓名', ...columns.map((at) => `活动${at}号（${dayOf(at)}）`)]];
        const sheet: RawSheet = sheetOf([
          ...(hasTitle ? [['签到表']] : []),
          ...head,
          ...marks.map((row, at) => [nameOf(at), ...row])
        ]);
        const { parsed } = understand(sheet);
        const roles = { '√': 'attended', 到: 'attended', 请假: 'excused' } as const;
        expect(parsed.rolls.map(told)).toEqual(
          columns.map((at) => [
            `活动${at}号`,
            dayOf(at),
            marks.flatMap((row, person) => {
              const role = roles[row[at] as keyof typeof roles] as string | undefined;
              return role === undefined ? [] : [`${nameOf(person)} ${role}`];
            })
          ])
        );
      }),
      { numRuns: 80 }
    );
  });
});

describe('H3-2: marks', () => {
  it.each([
    ['√', 'attended'],
    ['✔', 'attended'],
    ['请　假', 'excused'],
    ['病假', 'excused'],
    ['请假（出差）', 'excused'],
    ['×', 'absent'],
    ['主讲', 'lectured'],
    ['代签', undefined],
    ['12', undefined]
  ])('%s', (text, role) => {
    expect(readMark(text)).toBe(role);
  });
});
