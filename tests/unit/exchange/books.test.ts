/** Simple tables of other books through the same wizard (issue 4; DOMAIN G event.*, need.*; I12, B-7). */
import { describe, expect, it } from 'vitest';
import { bookColumns, bookKinds } from '../../../src/lib/domain/import-books';
import { definitionOf } from '../../../src/lib/domain/registry';
import {
  readDay,
  withoutHour,
  type DayContext
} from '../../../src/lib/exchange/ledger/books/cells/day';
import { chineseNumber, readAmount } from '../../../src/lib/exchange/ledger/books/cells/amount';
import { readSubject } from '../../../src/lib/exchange/ledger/books/cells/subject';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { sheetOf, understand } from './ledger-helpers';

const text = (value: string) => ({ type: 'text', text: value }) as const;

describe('G: tables of other books', () => {
  it('活动一览表: topic, day, place, turnout; what is no column has a line; S0-07: ticked unless the sheet is unticked', () => {
    const sheet = sheetOf([
      ['和平里社区2026年统战活动一览表'],
      ['序号', '活动名称', '活动类型', '活动时间', '活动地点', '参加人数', '照片', '宗教信仰'],
      ['1', '中秋联谊会', '联谊会', '9月24日下午', '社区活动室', '35人', '有', '甲'],
      ['2', '学习会', '读书', '2026.3.5', '会议室', '12', '', '']
    ]);
    const { proposal, parsed } = understand(sheet);
    expect(proposal).toMatchObject({ kind: 'book', book: { kind: 'activity', year: 2026 } });
    expect(parsed.records.map(({ values }) => values)).toEqual([
      {
        topic: '中秋联谊会',
        type: 'fellowship',
        on: '2026-09-24',
        startsAt: '下午',
        place: '社区活动室',
        actual: 35,
        isUnitedFront: true
      }
    ]);
    expect(parsed.findings.map(({ message }) => message)).toContain('都勾选了“统战活动”');
    const ordinary = understand(sheet, {
      defaults: [{ field: 'isUnitedFront', value: false }]
    });
    expect(ordinary.proposal.book?.defaults).toContainEqual({
      field: 'isUnitedFront',
      value: false
    });
    expect(ordinary.parsed.records[0]?.values).not.toHaveProperty('isUnitedFront');
    expect(ordinary.parsed.records[0]?.key).toBe(parsed.records[0]?.key);
    expect(parsed.terms).toMatchObject([{ field: 'type', term: '读书' }]);
    expect(parsed.findings.filter(({ row }) => row === 4).map(({ severity }) => severity)).toEqual([
      'doubt',
      'left-out'
    ]);
    expect(JSON.stringify([proposal, parsed])).not.toContain('甲');
  });

  it('诉求台账: who asked, what, who sees to it and how far it is', () => {
    const { proposal, parsed } = understand(
      sheetOf([
        ['受理时间', '诉求人', '诉求内容', '承办人', '办理情况'],
        ['2026-03-05', '李秀兰', '医保怎么转', '李四', '已办结'],
        ['同上', '周国强、李秀兰', '楼道灯不亮', '', '']
      ])
    );
    expect(proposal.book?.kind).toBe('need');
    expect(parsed.records).toMatchObject([
      {
        values: { raisedOn: '2026-03-05', type: 'medicare', status: 'resolved', result: '已办结' },
        people: [{ name: '李秀兰' }],
        workers: [{ field: 'handler', name: '李四' }]
      },
      {
        values: { raisedOn: '2026-03-05', type: 'other', status: 'registered' },
        people: [{ name: '周国强' }, { name: '李秀兰' }]
      }
    ]);
  });

  it('专项经费台账: money in yuan, years as written', () => {
    const { proposal, parsed } = understand(
      sheetOf([
        ['年度', '科目', '预算', '支出', '凭证号'],
        ['2026', '慰问', '20,000元', '壹万元整', '记-12']
      ])
    );
    expect(proposal.book?.kind).toBe('budgetLine');
    expect(parsed.records[0]?.values).toMatchObject({ budget: 2_000_000, spent: 1_000_000 });
  });

  it('I11: every book keeps of what an import it came, and is read by its own fields', () => {
    for (const kind of bookKinds) {
      const fields = Object.keys(definitionOf(kind).fields);
      expect(fields).toEqual(expect.arrayContaining(['importBatch', 'importRow']));
      expect(bookColumns(kind).size).toBeGreaterThan(2);
    }
  });
});

const context: DayContext = {
  year: { year: 2026, by: '按标题' },
  years: [2026, 2025],
  near: [],
  mayBePlan: false,
  today: '2026-11-28' as IsoDate
};
const day = (written: string, more: Partial<DayContext> = {}) =>
  readDay(text(written), { ...context, ...more });

describe('H2-2: days', () => {
  it.each([
    ['2026.1.28', '2026-01-28'],
    ['2026年01月28日', '2026-01-28'],
    ['二〇二六年一月二十八日', '2026-01-28'],
    ['20260128', '2026-01-28'],
    ['26.1.28', '2026-01-28'],
    ['1月28日', '2026-01-28'],
    ['1.28', '2026-01-28'],
    ['1月28日(周三)上午', '2026-01-28'],
    ['2026-01-28 14:30', '2026-01-28'],
    ['腊月二十三', '2026-02-10'],
    ['农历八月十五', '2026-09-25'],
    ['正月初三', '2026-02-19'],
    ['除夕', '2026-02-16']
  ])('%s', (written, on) => {
    expect(day(written)).toMatchObject({ type: 'value', value: on });
  });

  it('the hour stands apart as it was written; where nothing can hold it, it is told (I12)', () => {
    const hours = ['2026-01-28 14:30', '1月28日下午', '2026.1.28上午9:00-11:00', '1月28日九点半'];
    expect(hours.map((written) => day(written)).map((each) => 'hour' in each && each.hour)).toEqual(
      ['14:30', '下午', '上午9:00-11:00', '9点半']
    );
    expect(day('1月28日下午', { year: undefined })).toMatchObject({ type: 'doubt', hour: '下午' });
    expect(day('1月28日')).not.toHaveProperty('hour');
    expect(withoutHour(day('2026-01-28 14:30'))).toEqual({
      type: 'value',
      value: '2026-01-28',
      note: '时间没有记，只记日期'
    });
  });

  it.each(['春节前', '1月', '上半年', '八月十五', '中秋节'])('%s is asked', (written) => {
    expect(day(written)).toMatchObject({ type: 'doubt', certain: null });
  });

  it.each(['2026.2.30', '不详', '2027.1.1', '12.30.40'])('%s stays out', (written) => {
    expect(['left-out', 'doubt']).toContain(day(written).type);
    expect(day(written).type === 'value').toBe(false);
  });

  it('without a year anywhere it is asked, and never later than today', () => {
    expect(day('12月5日', { year: undefined })).toMatchObject({
      type: 'doubt',
      certain: null,
      choices: [{ value: '2025-12-05' }, { value: null }]
    });
    expect(day('12月5日')).toMatchObject({ type: 'doubt', certain: null });
    expect(day('腊月二十三', { year: undefined })).toMatchObject({ type: 'doubt', certain: null });
  });

  it('a period is its first day, and asked', () => {
    expect(day('2026.1.28-2.3')).toMatchObject({ type: 'doubt', certain: '2026-01-28' });
    expect(day('1月28日至30日')).toMatchObject({ type: 'doubt', certain: '2026-01-28' });
  });
});

describe('H2-4: money', () => {
  const amount = (written: string, counted?: number) =>
    readAmount(text(written), false, counted).reading;

  it.each([
    ['500', 50_000],
    ['500元', 50_000],
    ['¥500.00', 50_000],
    ['￥1,200', 120_000],
    ['伍佰元', 50_000],
    ['壹仟贰佰元整', 120_000],
    ['现金200元', 20_000],
    ['500元+米油', 50_000],
    ['0.2万元', 200_000]
  ])('%s', (written, fen) => {
    expect(amount(written)).toMatchObject({ type: 'value', value: fen });
  });

  it.each(['价值约300元', '约500元', '500+300', '购物卡200元', '每户500元', '500元/户'])(
    '%s is asked',
    (written) => {
      expect(amount(written, 12)).toMatchObject({ type: 'doubt', certain: null });
    }
  );

  it('a sum per household offers the whole', () => {
    const reading = amount('每户500元', 12);
    expect(reading.type === 'doubt' && reading.choices.map(({ value }) => value)).toEqual([
      600_000,
      50_000,
      null
    ]);
  });

  it('Chinese numerals', () => {
    expect(['十', '二十三', '一百零五', '两千', '一万二千', '叁佰'].map(chineseNumber)).toEqual([
      10, 23, 105, 2000, 12_000, 300
    ]);
  });
});

describe('H2-3: whom it was for', () => {
  it.each([
    ['张三等12户', { names: [], households: 12 }],
    ['困难群众二十户', { names: [], households: 20 }],
    ['全体台属(14人)', { names: [], persons: 14 }],
    ['王五(已故)家属', { names: [], households: 1 }],
    ['李秀兰', { names: ['李秀兰'] }],
    ['张　三、李四', { names: ['张三', '李四'] }],
    ['李秀兰(女)', { names: ['李秀兰'] }]
  ])('%s', (written, expected) => {
    expect(readSubject(written)).toMatchObject(expected);
  });

  it.each(['全体台属', '', '不详', '12345'])('%s names and counts nobody', (written) => {
    expect(readSubject(written).problem).toBeDefined();
  });
});
