import { describe, expect, it } from 'vitest';
import { compareTexts } from '../../../../src/lib/domain/library/compare-texts';
import { paragraphsOf } from '../../../../src/lib/domain/library/headings';
import { outlines, outlineText } from '../../../../src/lib/domain/library/outlines';
import {
  excerptOf,
  matchesWords,
  placesOf,
  searchWords
} from '../../../../src/lib/domain/library/search-texts';
import { regulationTopics } from '../../../../src/lib/domain/code-lists/regulation-topic';
import { createNameSet, namesInText } from '../../../../src/lib/domain/library/names-in-text';

const found = (text: string, names: readonly string[], ordinary: readonly string[] = []) => [
  ...namesInText(text, createNameSet(names, ordinary)).keys()
];

describe('GB/T 9704 levels of a text', () => {
  it('reads them from the beginnings of lines', () => {
    const text =
      '议事办法\n\n一、总则\n（一）人数\n1. 十五人\n(1)每楼一人\n第一章 附则\n1.5万元以内';
    expect(paragraphsOf(text).map(({ level, isHeading }) => [level, isHeading])).toEqual([
      [undefined, false],
      [1, true],
      [2, true],
      [3, true],
      [4, true],
      [1, true],
      [undefined, false]
    ]);
    const third = paragraphsOf(text)[2];
    expect(text.slice(third?.start)).toMatch(/^（一）人数/);
  });

  it('a numbered sentence is text with a number', () => {
    expect(paragraphsOf('一、会前三天贴出议题，先收意见。')[0]).toMatchObject({
      level: 1,
      isHeading: false
    });
  });
});

describe('comparing two versions by paragraph', () => {
  it('names what stayed, went and came', () => {
    const before = '一、总则\n每月一次。\n二、附则';
    const after = '一、总则\n每两月一次。\n自愿参加。\n二、附则';
    expect(compareTexts(before, after)).toEqual([
      { type: 'same', text: '一、总则' },
      { type: 'removed', text: '每月一次。' },
      { type: 'added', text: '每两月一次。' },
      { type: 'added', text: '自愿参加。' },
      { type: 'same', text: '二、附则' }
    ]);
    expect(compareTexts('', '一')).toEqual([{ type: 'added', text: '一' }]);
    expect(compareTexts('一\n\n', '一')).toEqual([{ type: 'same', text: '一' }]);
  });

  it('keeps every paragraph of both, also of long texts that differ throughout', () => {
    const before = Array.from({ length: 2_500 }, (_, index) => `甲${index}`);
    const after = Array.from({ length: 2_500 }, (_, index) => `乙${index}`);
    const compared = compareTexts(before.join('\n'), after.join('\n'));
    const of = (...types: string[]) =>
      compared.filter(({ type }) => types.includes(type)).map(({ text }) => text);
    expect(of('same', 'removed')).toEqual(before);
    expect(of('same', 'added')).toEqual(after);
  });
});

describe('I9 names of the register in a text', () => {
  it('are found, through blanks too, the longest first', () => {
    expect(found('请甄小满发言', ['甄小满'])).toEqual(['甄小满']);
    expect(found('请甄 小\n满发言', ['甄小满'])).toEqual(['甄小满']);
    expect(found('欧阳晓晓', ['欧阳晓', '欧阳晓晓'])).toEqual(['欧阳晓晓']);
    expect(found('请小满发言', ['甄小满'])).toEqual([]);
  });

  it('ordinary words of the same sound, and single characters, stop nobody', () => {
    expect(found('文明楼栋', ['文明'], ['文明'])).toEqual([]);
    expect(found('安居', ['安'])).toEqual([]);
  });
});

describe('searching titles and texts', () => {
  const law = {
    title: '议事办法',
    text: '第一条 议事会每月召开一次，由居民轮流主持，会前公布议题。'
  };

  it('every word must stand somewhere, in any width and case', () => {
    expect(matchesWords(law, searchWords('每月 办法'))).toBe(true);
    expect(matchesWords(law, searchWords('每月 每周'))).toBe(false);
    expect(matchesWords({ title: 'ＡＢ法', text: '' }, searchWords('ab'))).toBe(true);
    expect(matchesWords(law, searchWords('  '))).toBe(true);
  });

  it('shows the surroundings of a hit, and the places of a phrase', () => {
    expect(excerptOf(law.text, ['轮流'])).toContain('居民轮流主持');
    expect(excerptOf(law.text, ['办法'])).toBeUndefined();
    expect(placesOf('议事会，议事厅', '议事')).toEqual([0, 4]);
    expect(placesOf('议事', ' ')).toEqual([]);
    expect(placesOf('议'.repeat(900), '议')).toHaveLength(500);
  });
});

describe('S0-14, S1-26 outlines of the usual rules', () => {
  it('stand for the five and the eight, each with headings alone', () => {
    expect(outlines).toHaveLength(13);
    for (const outline of outlines) {
      expect(regulationTopics.labelOf(outline.topic)).toBe(outline.title);
      const [, ...paragraphs] = paragraphsOf(outlineText(outline));
      expect(paragraphs.map(({ isHeading }) => isHeading)).toEqual(
        outline.headings.map(() => true)
      );
    }
  });
});
