import { describe, expect, it } from 'vitest';
import {
  categoryInScheme,
  countCategories,
  isUnderCategory,
  l15Terms,
  u12Terms,
  type PersonCategory
} from '../../../src/lib/domain/categories';
import { readCategoryTerm, splitCategoryCell } from '../../../src/lib/domain/category-terms';
import { affiliations } from '../../../src/lib/domain/code-lists/affiliation';
import { educations } from '../../../src/lib/domain/code-lists/education';
import { ethnicities } from '../../../src/lib/domain/code-lists/ethnicity';
import { festivals } from '../../../src/lib/domain/code-lists/festival';
import { parties, partyOf } from '../../../src/lib/domain/code-lists/party';
import { personRecord } from '../../../src/lib/domain/person/record';

const known = (text: string): string | undefined => {
  const reading = readCategoryTerm(text);
  return reading.type === 'known'
    ? reading.categories.map(({ scheme, code }) => `${scheme}:${code}`).join()
    : undefined;
};
const u12 = (code: string): PersonCategory => ({ scheme: 'U12', code });
const l15 = (code: string): PersonCategory => ({ scheme: 'L15', code });

describe('categories (DOMAIN C)', () => {
  it('has the twelve with 07.1–07.4 and the older fifteen', () => {
    expect(u12Terms.filter(({ code }) => code.length === 2)).toHaveLength(12);
    expect(u12Terms.filter(({ code }) => code.startsWith('07.'))).toHaveLength(4);
    expect(l15Terms).toHaveLength(15);
  });

  it.each([
    ['01', '01'],
    ['06', '06'],
    ['07', '07.1'],
    ['08', '07.2'],
    ['09', '07.3'],
    ['10', '12'],
    ['11', '12'],
    ['12', '09'],
    ['13', '10'],
    ['14', '08'],
    ['15', '11']
  ])('L15 %s is U12 %s', (from, to) => {
    expect(categoryInScheme(l15(from), 'U12')).toEqual([to]);
  });

  it('the way back is not unique for 07 and 12, and empty for 07.4', () => {
    expect(categoryInScheme(u12('07'), 'L15')).toEqual(['07', '08', '09']);
    expect(categoryInScheme(u12('12'), 'L15')).toEqual(['10', '11']);
    expect(categoryInScheme(u12('07.3'), 'L15')).toEqual(['09']);
    expect(categoryInScheme(u12('07.4'), 'L15')).toEqual([]);
  });

  it('a scheme-crossing round trip keeps every older code', () => {
    for (const { code } of l15Terms) {
      const [there = ''] = categoryInScheme(l15(code), 'U12');
      expect(categoryInScheme(u12(there), 'L15')).toContain(code);
    }
  });

  it('07 covers its parts, also across schemes', () => {
    expect(isUnderCategory(u12('07.2'), { scheme: 'U12', code: '07' })).toBe(true);
    expect(isUnderCategory(l15('08'), { scheme: 'U12', code: '07' })).toBe(true);
    expect(isUnderCategory(u12('07'), { scheme: 'U12', code: '07.2' })).toBe(false);
    expect(isUnderCategory(u12('07'), { scheme: 'L15', code: '08' })).toBe(false);
  });

  it('人数 counts each person once, 人次 each top category once', () => {
    const counts = countCategories(
      [[u12('10'), u12('03')], [l15('08'), u12('07.2')], [u12('07'), u12('07.1')], []],
      'U12'
    );
    const of = (code: string) => counts.rows.find((row) => row.code === code)?.people;
    expect(counts.people).toBe(3);
    expect(counts.mentions).toBe(4);
    expect([of('07'), of('07.1'), of('07.2'), of('10')]).toEqual([2, 1, 1, 1]);
    expect(counts.unmapped).toBe(0);
    expect(countCategories([[u12('12')], [u12('10')]], 'L15')).toMatchObject({
      people: 1,
      unmapped: 1
    });
  });
});

describe('category words of ledgers (DOMAIN C aliases)', () => {
  it.each([
    ['台属', 'U12:10'],
    ['台胞', 'U12:10'],
    ['侨眷', 'U12:11'],
    ['归侨', 'U12:11'],
    ['海归', 'U12:08'],
    ['欧美同学会', 'U12:08'],
    ['新阶层', 'U12:07'],
    ['新联会', 'U12:07'],
    ['知联会', 'U12:03'],
    ['民营企业家', 'U12:06'],
    ['个体户', 'U12:06'],
    ['宗教教职人员', 'U12:05'],
    ['黄埔同学及亲属', 'U12:12'],
    ['民革', 'U12:01'],
    ['台盟', 'U12:01'],
    ['港澳同胞', 'U12:09'],
    ['少数民族 人士', 'U12:04'],
    ['03党外知识分子', 'U12:03'],
    ['原工商业者', 'L15:10']
  ])('%s is %s', (text, key) => {
    expect(known(text)).toBe(key);
  });

  it('I12: 港澳台属 asks 09 or 10, 信教群众 asks and offers nothing', () => {
    expect(readCategoryTerm('港澳台属')).toMatchObject({
      type: 'ask',
      candidates: [{ code: '09' }, { code: '10' }]
    });
    expect(readCategoryTerm('信教群众')).toMatchObject({ type: 'ask', candidates: [] });
    expect(readCategoryTerm('什么人')).toEqual({ type: 'unknown' });
  });

  it('H1-7: several in a cell', () => {
    expect(splitCategoryCell('台属、党外知识分子')).toEqual(['台属', '党外知识分子']);
    expect(splitCategoryCell('侨眷/新阶层')).toEqual(['侨眷', '新阶层']);
    expect(splitCategoryCell('台属，侨眷；海归')).toEqual(['台属', '侨眷', '海归']);
    expect(splitCategoryCell('香港同胞、澳门同胞')).toEqual(['香港同胞、澳门同胞']);
    expect(personRecord.fields.categories.parse('台属、党外知识分子')).toEqual({
      ok: true,
      value: [
        { scheme: 'U12', code: '10' },
        { scheme: 'U12', code: '03' }
      ]
    });
    expect(personRecord.fields.categories.parse('台属、信教群众').ok).toBe(false);
  });
});

describe('code lists (DOMAIN F)', () => {
  it('affiliation: 无, 非党 and 群众(无党派) never become 12, they are asked', () => {
    for (const text of [
      '无',
      '非党',
      '群众(无党派)',
      '群众（无党派）',
      '党外',
      '党员',
      '民主党派'
    ]) {
      expect(affiliations.find(text)).toBeUndefined();
      expect(affiliations.candidatesOf(text).length).toBeGreaterThan(1);
    }
    expect(affiliations.find('无党派人士')?.code).toBe('12');
    expect(affiliations.find('九三')?.code).toBe('10');
    expect(affiliations.find('民盟')?.code).toBe('05');
    expect(affiliations.find('群众')?.code).toBe('13');
  });

  it('the eight parties carry their member words', () => {
    expect(parties).toHaveLength(8);
    expect(partyOf('10')).toMatchObject({ shortName: '九三', memberWord: '社员' });
    expect(partyOf('13')).toBeUndefined();
  });

  it('ethnicity: 56 groups, with and without 族, with the short forms of ledgers', () => {
    expect(ethnicities.items.filter(({ code }) => Number(code) <= 56)).toHaveLength(56);
    for (const [text, code] of [
      ['汉', '01'],
      ['汉族 ', '01'],
      ['维族', '05'],
      ['蒙族', '02'],
      ['哈族', '17'],
      ['毛难族', '36'],
      ['鄂温克', '45']
    ] as const) {
      expect(ethnicities.find(text)?.code).toBe(code);
    }
    expect(ethnicities.find('名族')).toBeUndefined();
  });

  it('education, festivals', () => {
    expect(educations.find('大学本科')?.code).toBe('21');
    expect(educations.candidatesOf('研究生').map(({ code }) => code)).toEqual(['14', '11', '17']);
    expect(festivals.find('中秋')?.label).toBe('中秋节');
  });
});
