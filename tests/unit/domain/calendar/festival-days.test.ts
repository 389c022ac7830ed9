import { describe, expect, it } from 'vitest';
import { festivals } from '../../../../src/lib/domain/code-lists/festival';
import {
  estimateOf,
  festivalDays,
  isEstimated,
  readOccasion
} from '../../../../src/lib/domain/calendar/festival-days';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import { daysBetween } from '../../../../src/lib/kernel/dates';

const day = (text: string): IsoDate => text as IsoDate;
const between = (from: string, to: string, dates = {}) => festivalDays(day(from), day(to), dates);

/** The table of DOMAIN J; columns in the order of `columns`. */
const columns = [
  'spring',
  'lantern',
  'qingming',
  'dragonBoat',
  'midAutumn',
  'doubleNinth',
  'buddha',
  'ullambana'
] as const;
const table: readonly (readonly [number, readonly string[], string])[] = [
  [2026, ['02-17', '03-03', '04-05', '06-19', '09-25', '10-18', '05-24', '08-27'], '2027-01-15'],
  [2027, ['02-06', '02-20', '04-05', '06-09', '09-15', '10-08', '05-13', '08-16'], '2028-01-04'],
  [2028, ['01-26', '02-09', '04-04', '05-28', '10-03', '10-26', '05-02', '09-03'], '2029-01-22'],
  [2029, ['02-13', '02-27', '04-04', '06-16', '09-22', '10-16', '05-20', '08-24'], '2030-01-11'],
  [2030, ['02-03', '02-17', '04-05', '06-05', '09-12', '10-05', '05-09', '08-13'], '2031-01-01']
];

describe('DOMAIN J festivals', () => {
  it.each(table)('every date of the table of %i', (year, monthDays, laba) => {
    const found = new Map(
      between(`${year}-01-01`, `${year + 1}-02-28`).map(({ occasion, on }) => [occasion, on])
    );
    expect(columns.map((code) => found.get(`${code}@${year}`))).toEqual(
      monthDays.map((monthDay) => `${year}-${monthDay}`)
    );
    expect(found.get(`laba@${year}`)).toBe(laba);
  });

  it('小年 is a day earlier in the north; 冬至 and the fixed days stand', () => {
    expect(between('2027-01-01', '2027-02-05').map(({ code, on }) => [code, on])).toEqual([
      ['newYear', '2027-01-01'],
      ['laba', '2027-01-15'],
      ['littleNewYearNorth', '2027-01-30'],
      ['littleNewYearSouth', '2027-01-31']
    ]);
    expect(between('2026-12-20', '2026-12-31').map(({ occasion }) => occasion)).toEqual([
      'winterSolstice@2026',
      'christmas@2026'
    ]);
    expect(festivals.find('小年')).toBeUndefined();
    expect(festivals.candidatesOf('小年').map(({ code }) => code)).toEqual([
      'littleNewYearNorth',
      'littleNewYearSouth'
    ]);
  });

  it('every festival of the list but the birthday has its day in every solar year or one lunar month beside it', () => {
    const dated = festivals.items.map(({ code }) => code).filter((code) => code !== 'birthday');
    for (let year = 1930; year < 2100; year++) {
      const codes = new Set(between(`${year}-01-01`, `${year + 1}-02-10`).map(({ code }) => code));
      expect([year, ...dated.filter((code) => !codes.has(code))]).toEqual([year]);
    }
  });

  it('no occasion falls twice; two 开斋节 of one solar year are two occasions', () => {
    const all = between('1930-01-01', '2100-12-31');
    expect(new Set(all.map(({ occasion }) => occasion)).size).toBe(all.length);
    const in2033 = all.filter(({ code, on }) => code === 'fitr' && on.startsWith('2033'));
    expect(in2033.map(({ on }) => on)).toEqual(['2033-01-03', '2033-12-23']);
    expect(in2033.map(({ occasion }) => occasion)).toEqual(['fitr@1454', 'fitr@1455']);
  });

  it('islamic-civil: six dates reported in China, and the browser’s own arithmetic in every year', () => {
    const known = {
      'fitr@1438': '2017-06-26',
      'fitr@1442': '2021-05-13',
      'adha@1442': '2021-07-20',
      'fitr@1445': '2024-04-10',
      'adha@1445': '2024-06-17',
      'fitr@1446': '2025-03-31'
    };
    for (const [occasion, on] of Object.entries(known)) expect(estimateOf(occasion)).toBe(on);
    const islamic = new Intl.DateTimeFormat('en-u-ca-islamic-civil', { timeZone: 'UTC' });
    for (const { code, occasion, on } of between('1930-01-01', '2100-12-31')) {
      if (!isEstimated(code)) continue;
      const expected = `${code === 'fitr' ? '10/1' : '12/10'}/${readOccasion(occasion)?.year} AH`;
      expect(islamic.format(new Date(on))).toBe(expected);
    }
  });

  it('Muslim festivals are estimates until the worker sets the day; the occasion stays the same', () => {
    const [estimated] = between('2026-03-15', '2026-03-25').filter(({ code }) => code === 'fitr');
    expect(estimated).toMatchObject({ occasion: 'fitr@1447', isEstimate: true });
    const dates = { 'fitr@1447': day('2026-03-21') };
    const [set] = between('2026-03-15', '2026-03-25', dates).filter(({ code }) => code === 'fitr');
    expect(set).toEqual({
      code: 'fitr',
      occasion: 'fitr@1447',
      on: '2026-03-21',
      isEstimate: false
    });
    expect(Math.abs(daysBetween(estimated?.on ?? day('1970-01-01'), day('2026-03-21')))).toBe(1);
    expect(estimateOf('midAutumn@2026')).toBeUndefined();
  });
});
