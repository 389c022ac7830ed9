/** H2 of the domain reference: a visit ledger in three encodings and as a workbook (issue 4; I11, I12). */
import { describe, expect, it } from 'vitest';
import { splitConcerns } from '../../../src/lib/domain/visit/concerns';
import type { Finding, ParsedRecord } from '../../../src/lib/exchange/ledger/types';
import {
  parseRememberedMapping,
  rememberMapping
} from '../../../src/lib/exchange/ledger/mapping-memory';
import { hints, readSheets, understand, type Understood } from './ledger-helpers';

const texts = ['h2-utf8.csv', 'h2-utf8-bom.csv', 'h2-gbk.csv'];
const workbook = 'h2-走访慰问登记表.xlsx';

async function read(name: string, decisions = {}): Promise<Understood> {
  const [sheet] = await readSheets(name);
  if (!sheet) throw new Error('a sheet');
  return understand(sheet, decisions, name);
}

const money = (records: readonly ParsedRecord[]): number =>
  records.reduce((sum, { values }) => sum + Number(values['giftMoney'] ?? 0), 0) / 100;

const at = (found: readonly Finding[], row: number, column: string): Finding | undefined =>
  found.find((finding) => finding.row === row && finding.columnLabel === column);

describe('H2: what is understood unasked', () => {
  it('is the table of a book, with the year of its title and its header in row 3', async () => {
    const { proposal } = await read('h2-gbk.csv');
    expect(proposal).toMatchObject({
      kind: 'book',
      headerRows: { first: 2, last: 2 },
      dataRowCount: 11,
      book: { kind: 'visit', year: 2026, yearless: 3 }
    });
    const targets = proposal.columns.map(({ header, target }) => [
      header,
      target.type === 'field' ? target.field : target.type
    ]);
    expect(Object.fromEntries(targets)).toEqual({
      序号: 'ignore',
      走访时间: 'on',
      走访对象: 'people',
      楼栋: 'building',
      联系电话: 'phone',
      走访人: 'otherVisitors',
      '慰问金（元）': 'giftMoney',
      慰问品: 'gifts',
      健康状况: 'excluded',
      反映问题: 'concerns',
      处理情况: 'handling'
    });
  });

  it.each(texts.slice(1))('H2-6: %s says the same as UTF-8', async (name) => {
    const [one, other] = [await read('h2-utf8.csv'), await read(name)];
    // A text file has no name for its sheet but its own.
    const same = ({ parsed: { records, findings, terms, skipped } }: Understood): unknown => [
      records.map((record) => ({ ...record, rowKey: record.row })),
      findings,
      terms,
      skipped
    ];
    expect(same(other)).toEqual(same(one));
    expect(other.parsed.records.length).toBeGreaterThan(0);
  });

  it('the workbook says the same, cell for cell as far as values go, under the same keys', async () => {
    const [text, book] = [await read('h2-gbk.csv'), await read(workbook)];
    expect(book.parsed.records.map(({ key, values }) => ({ key, values }))).toEqual(
      text.parsed.records.map(({ key, values }) => ({ key, values }))
    );
  });

  it('H2-1: sections set cause and festival', async () => {
    const { parsed } = await read('h2-gbk.csv');
    const causes = parsed.records.map(({ values }) => [values['cause'], values['festival']]);
    expect(new Set(causes.slice(0, 7).map(String))).toEqual(new Set(['festival,spring']));
    expect(new Set(causes.slice(7).map(String))).toEqual(new Set(['festival,midAutumn']));
  });

  it('H2-2: days in every form; a day that nobody wrote is not made up', async () => {
    const { parsed } = await read('h2-gbk.csv');
    expect(parsed.records.map(({ row, values }) => [row, values['on']])).toEqual([
      [5, '2026-01-28'],
      [6, '2026-01-28'],
      [7, '2026-01-28'],
      [8, '2026-01-28'],
      [9, '2026-01-28'],
      [11, '2026-02-10'],
      [12, '2026-02-10'],
      [14, '2026-09-20'],
      [15, '2026-09-21'],
      [16, '2026-09-22']
    ]);
    const vague = at(parsed.findings, 10, '走访时间');
    expect(vague).toMatchObject({ severity: 'doubt', imported: null });
    expect(vague?.choices.map(({ value }) => value)).toEqual([
      '2026-02-17',
      '2026-01-28',
      '2026-02-10',
      null
    ]);
    expect(at(parsed.findings, 10, '整行')).toMatchObject({ severity: 'left-out' });
  });

  it('H2-3: groups and families are counted, people are named, visitors are told apart', async () => {
    const { parsed } = await read('h2-gbk.csv');
    const [twelve, , , family, all] = parsed.records;
    expect(twelve?.values).toMatchObject({ unnamedHouseholds: 12 });
    expect(twelve?.people).toEqual([]);
    expect(twelve?.workers.map(({ name }) => name)).toEqual(['书记 王某', '李四', '赵六']);
    expect(family?.values).toMatchObject({ unnamedHouseholds: 1 });
    expect(family?.people).toEqual([]);
    expect(all?.values).toMatchObject({ unnamedPersons: 14 });
    const named = parsed.records.flatMap(({ people }) => people.map(({ name }) => name));
    expect(named).toEqual([
      '李秀兰',
      '周国强',
      '欧阳小红',
      '买买提·艾力',
      '李秀兰',
      '周国强',
      '张伟',
      '李娜'
    ]);
  });

  it('H2-4: the money comes to the known sum; goods beside it are goods', async () => {
    const { parsed } = await read('h2-gbk.csv');
    expect(money(parsed.records)).toBe(9500);
    const gifts = parsed.records.flatMap(({ values }) => values['gifts'] ?? []);
    expect(gifts).toEqual([
      '米12袋',
      '油12桶',
      '米油',
      '价值约300元',
      '米油',
      '月饼1盒',
      '米1袋',
      '油1桶'
    ]);
  });

  it('H2-5: each numbered problem is a need of its own, with the status that was written', async () => {
    const { parsed } = await read('h2-gbk.csv');
    const needs = parsed.records.flatMap(({ row, needs: own }) =>
      own.map(({ type, content, status }) => [row, type, content, status])
    );
    expect(needs).toEqual([
      [6, 'medicare', '医保', 'resolved'],
      [6, 'other', '楼道灯', 'resolved'],
      [8, 'assistance', '低保申请', 'working'],
      [12, 'other', '电梯坏了', 'registered'],
      [12, 'other', '小区停车难，“找车位”', 'registered'],
      [14, 'other', '楼道灯', 'registered']
    ]);
    for (const { values, needs: own } of parsed.records) {
      const concerns = values['concerns'];
      if (typeof concerns === 'string') {
        expect(own.map(({ content }) => content)).toEqual(splitConcerns(concerns));
      }
    }
  });

  it('B-7: the excluded column is never read or quoted', async () => {
    const { proposal, parsed } = await read('h2-gbk.csv');
    expect(JSON.stringify([proposal, parsed])).not.toContain('高血压');
  });
});

describe('I12: every doubtful cell has its line, and an answer brings it in', () => {
  it('each of the cells that are not plain has one line', async () => {
    const { parsed } = await read('h2-gbk.csv');
    const places = parsed.findings.flatMap(({ row, columnLabel }) =>
      row === undefined ? [] : [`${row} ${columnLabel}`]
    );
    for (const place of [
      '5 走访对象',
      '6 走访时间',
      '6 反映问题',
      '6 处理情况',
      '7 走访时间',
      '7 走访人',
      '8 走访时间',
      '8 走访对象',
      '8 慰问金（元）',
      '9 走访时间',
      '9 走访对象',
      '9 慰问金（元）',
      '10 走访时间',
      '10 整行',
      '11 走访时间',
      '11 慰问金（元）',
      '12 走访时间',
      '12 反映问题',
      '14 走访时间',
      '14 处理情况'
    ]) {
      expect(places.filter((each) => each === place)).toEqual([place]);
    }
    expect(new Set(places).size).toBe(places.length);
  });

  it('a chosen day and a chosen sum come in, under keys that stay', async () => {
    const { parsed } = await read('h2-gbk.csv');
    const day = at(parsed.findings, 10, '走访时间');
    const worth = at(parsed.findings, 11, '慰问金（元）');
    const cells = [day, worth].flatMap((finding) =>
      finding ? [{ id: finding.id, choice: 0 }] : []
    );
    const answered = (await read('h2-gbk.csv', { cells })).parsed;
    expect(answered.records).toHaveLength(parsed.records.length + 1);
    expect(money(answered.records)).toBe(9800);
    const row = answered.records.find((record) => record.row === 10);
    expect(row?.values).toMatchObject({ on: '2026-02-17', gifts: ['米1袋', '油1桶'] });
    expect(row?.needs).toMatchObject([{ type: 'schooling', status: 'resolved', result: '√' }]);
    const keys = new Set(answered.records.map(({ key }) => key));
    expect(parsed.records.every(({ key }) => keys.has(key))).toBe(true);
  });

  it('a word of 处理情况 that nobody knows is asked once; the answer is the status', async () => {
    const { parsed } = await read('h2-gbk.csv');
    expect(parsed.terms).toMatchObject([{ field: 'handling', term: '已联系电力公司', count: 1 }]);
    const terms = [{ field: 'handling', term: '已联系电力公司', value: 'working' }];
    const answered = (await read('h2-gbk.csv', { terms })).parsed;
    expect(answered.records.find(({ row }) => row === 14)?.needs).toMatchObject([
      { status: 'working', result: '已联系电力公司' }
    ]);
  });

  it('a list of people is still one, whatever it shares with a visit ledger', async () => {
    const [sheet] = await readSheets('h1-utf8.csv');
    if (!sheet) throw new Error('a sheet');
    expect(understand(sheet).proposal.kind).toBe('list');
    expect(understand(sheet, { book: 'visit' }, '台账.csv', hints).proposal.kind).toBe('book');
  });
});

describe('I7: what is kept of a mapping', () => {
  it('holds columns and words of lists, never what was done about somebody’s matter', async () => {
    const terms = [{ field: 'handling', term: '已联系电力公司', value: 'working' }];
    const { proposal } = await read('h2-gbk.csv', { terms });
    const kept = rememberMapping(proposal, { terms });
    expect(kept).toMatchObject({ book: 'visit', terms: [] });
    const again = parseRememberedMapping(JSON.parse(JSON.stringify(kept)));
    expect(again?.columns.length).toBe(proposal.columns.length - 1);
    expect(JSON.stringify(again)).not.toContain('电力');
  });
});
