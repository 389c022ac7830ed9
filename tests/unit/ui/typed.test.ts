import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { matchOptions, optionMeant, type ReadTerm } from '../../../src/lib/ui/form/field';
import { parseTypedDate, parseTypedPartialDate } from '../../../src/lib/ui/form/typed-date';
import { fenToYuan, parseCount, parseYuan } from '../../../src/lib/ui/form/typed-number';

const today = '2026-11-23' as IsoDate;

describe('typed dates', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['20261123', '2026-11-23'],
    ['2026.1.3', '2026-01-03'],
    ['2026/11/23', '2026-11-23'],
    ['2026年11月3日', '2026-11-03'],
    ['２０２６－１１－２３', '2026-11-23'],
    ['11.23', '2026-11-23'],
    ['2月3日', '2026-02-03']
  ])('%s is understood as %s', (typed, date) => expect(parseTypedDate(typed, today)).toBe(date));

  it.each(['2026-02-30', '13.1', '明天', '', '1123', '2026-11'])(
    'I12: %s is not guessed at',
    (typed) => expect(parseTypedDate(typed, today)).toBeUndefined()
  );

  it.each([
    ['1968', '1968'],
    ['1968年', '1968'],
    ['1968.5', '1968-05'],
    ['196805', '1968-05'],
    ['1968年5月', '1968-05'],
    ['19680512', '1968-05-12'],
    ['1968-05-12', '1968-05-12']
  ])('partial date %s stays as precise as it is: %s', (typed, date) =>
    expect(parseTypedPartialDate(typed)).toBe(date)
  );

  it.each(['68', '1968-13', '196813', '1968-05-32', '约1968'])(
    'I12: partial date %s is not guessed at',
    (typed) => expect(parseTypedPartialDate(typed)).toBeUndefined()
  );
});

describe('typed numbers', () => {
  it.each([
    ['1200', 120_000],
    ['1,200.5元', 120_050],
    ['19.99', 1999],
    ['０.１', 10],
    ['0', 0]
  ])('%s yuan is %d fen', (typed, fen) => expect(parseYuan(typed)).toBe(fen));

  it.each(['1.234', '-5', '一百', '', '1e3'])('I12: amount %s is not guessed at', (typed) =>
    expect(parseYuan(typed)).toBeUndefined()
  );

  it('fen come back as the yuan that gave them', () => {
    for (const fen of [0, 1, 10, 99, 100, 1999, 120_050, 9_999_999_999]) {
      expect(parseYuan(fenToYuan(fen))).toBe(fen);
    }
  });

  it('a count keeps to its bounds', () => {
    expect(parseCount('３', 99)).toBe(3);
    expect(parseCount('100', 99)).toBeUndefined();
    expect(parseCount('1.5', 99)).toBeUndefined();
  });
});

describe('UX rule 3: choices by text', () => {
  const options = [
    { value: '03', label: '回族', keywords: ['hui', 'hz'] },
    { value: '05', label: '维吾尔族', keywords: ['weiwuer', '维族'] },
    { value: '01', label: '汉族', keywords: ['han', 'hz'] }
  ];
  const labels = (text: string): string[] => matchOptions(options, text).map(({ label }) => label);

  it('finds by label, pinyin, initials and alias', () => {
    expect(labels('汉')).toEqual(['汉族']);
    expect(labels('HUI')).toEqual(['回族']);
    expect(labels('hz')).toEqual(['回族', '汉族']);
    expect(labels('维族')).toEqual(['维吾尔族']);
  });

  it('puts labels that begin with the text first and shows all without a text', () => {
    expect(matchOptions([...options, { value: 'x', label: '族属' }], '族')[0]?.label).toBe('族属');
    expect(labels(' ')).toHaveLength(3);
    expect(labels('无此')).toEqual([]);
  });

  it('I12: a text means an option only without doubt', () => {
    const meant = (text: string, reads?: ReadTerm): string | undefined =>
      optionMeant(options, text, reads)?.label;
    const reads: ReadTerm = (text) => (text === '维族' ? '05' : undefined);
    expect(meant('汉族')).toBe('汉族');
    expect(meant('汉')).toBeUndefined();
    expect(meant('汉', reads)).toBe('汉族');
    expect(meant('维族', reads)).toBe('维吾尔族');
    expect(meant('hz', reads)).toBeUndefined();
    expect(meant('吾尔', reads)).toBeUndefined();
    expect(meant('', reads)).toBeUndefined();
  });
});
