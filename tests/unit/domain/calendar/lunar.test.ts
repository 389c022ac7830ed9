/** The shipped table against two independent sources, every day of 1930 to 2100 (DOMAIN J). */
import { Solar } from 'lunar-typescript';
import { describe, expect, it } from 'vitest';
import { firstYear, lastYear, lunarRows } from '../../../../scripts/make-lunar-table.mjs';
import { lunarLines } from '../../../../src/lib/domain/calendar/lunar-table';
import {
  formatLunar,
  lunarToSolar,
  lunarYear,
  toLunar
} from '../../../../src/lib/domain/calendar/lunar';
import { addDays, type IsoDate } from '../../../../src/lib/kernel/dates';

const day = (text: string): IsoDate => text as IsoDate;
const firstDay = day('1930-01-01');
const lastDay = day('2100-12-31');

describe('DOMAIN J lunar calendar', () => {
  it('the shipped table is what tyme4ts says today, and small', () => {
    expect(lunarLines.join(' ').split(' ')).toEqual(lunarRows());
    expect(lastYear - firstYear).toBe(171);
    expect(lunarLines.join(' ').length).toBeLessThan(2048);
  });

  it('agrees with lunar-typescript on all 62,457 days, back and forth', () => {
    const wrong: string[] = [];
    let days = 0;
    for (let date = firstDay; date <= lastDay; date = addDays(date, 1)) {
      days += 1;
      const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
      const other = Solar.fromYmd(year, month, dayOfMonth).getLunar();
      const expected = {
        year: other.getYear(),
        month: Math.abs(other.getMonth()),
        isLeap: other.getMonth() < 0,
        day: other.getDay()
      };
      const own = toLunar(date);
      const isSame = own && JSON.stringify(own) === JSON.stringify(expected);
      if (!isSame || lunarToSolar(own) !== date) wrong.push(date);
    }
    expect(wrong).toEqual([]);
    expect(days).toBe(62_457);
  });

  it('清明 and 冬至 agree with lunar-typescript in every year', () => {
    for (let year = 1930; year <= 2100; year++) {
      const { qingming, winterSolstice } = lunarYear(year) ?? {};
      for (const [date, name] of [
        [qingming, '清明'],
        [winterSolstice, '冬至']
      ] as const) {
        const [y, m, d] = (date ?? '').split('-').map(Number) as [number, number, number];
        expect(`${date} ${Solar.fromYmd(y, m, d).getLunar().getJieQi()}`).toBe(`${date} ${name}`);
      }
    }
  });

  it('leap months: 2025 闰六, 2028 闰五, 2033 闰十一', () => {
    expect([2025, 2026, 2028, 2033].map((year) => lunarYear(year)?.leapMonth)).toEqual([
      6, 0, 5, 11
    ]);
    expect(toLunar(day('2025-07-25'))).toEqual({ year: 2025, month: 6, isLeap: true, day: 1 });
    expect(lunarToSolar({ year: 2026, month: 6, isLeap: true, day: 1 })).toBeUndefined();
    expect(lunarToSolar({ year: 2033, month: 11, isLeap: true, day: 1 })).toBe('2033-12-22');
  });

  it('nothing is guessed: no thirtieth of a short month, no year outside', () => {
    const short = lunarYear(2026)?.months.find(({ length }) => length === 29);
    expect(short).toBeDefined();
    const missing = { year: 2026, month: short?.month ?? 0, isLeap: false, day: 30 };
    expect(lunarToSolar(missing)).toBeUndefined();
    expect(toLunar(day('1929-01-31'))).toBeUndefined();
    expect(toLunar(day('2101-01-01'))).toBeUndefined();
    expect(toLunar(firstDay)).toEqual({ year: 1929, month: 12, isLeap: false, day: 2 });
    expect(lunarToSolar({ year: 2101, month: 1, isLeap: false, day: 1 })).toBeUndefined();
  });

  it.each([
    ['2027-02-06', '正月初一'],
    ['2025-07-25', '闰六月初一'],
    ['2026-09-25', '八月十五'],
    ['2026-11-28', '十月二十'],
    ['2027-01-15', '腊月初八'],
    ['2027-02-05', '腊月廿九'],
    ['2025-08-22', '闰六月廿九'],
    ['2026-12-09', '冬月初一']
  ])('%s is written %s', (date, text) => {
    const lunar = toLunar(day(date));
    expect(lunar && formatLunar(lunar)).toBe(text);
  });
});
