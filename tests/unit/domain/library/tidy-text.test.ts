import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidySteps, tidyText } from '../../../../src/lib/domain/library/tidy-text';

const tidy = (text: string): string => tidyText(text).text;

describe('整理文本 (DOMAIN C): noise of copied papers', () => {
  it.each([
    ['readings after characters', '和諧(xié)社區(qū)議(yì)事', '和諧社區議事'],
    ['readings in full-width brackets, several syllables', '联谊（lián yì）小组', '联谊小组'],
    ['readings without a tone beside toned ones', '议(yì)事(shi)厅', '议事厅'],
    ['readings in the letters of textbooks', '花(huɑ̄)园(yuán)', '花园'],
    ['abbreviations and units in brackets', '步道长五(km)、网格(ABC)', '步道长五(km)、网格(ABC)'],
    ['a word in brackets where nothing is toned', '她叫安(an)', '她叫安(an)']
  ])('pinyin: %s', (_, noisy, clean) => {
    expect(tidy(noisy)).toBe(clean);
  });

  it.each([
    ['every character apart', '和 风 里 社 区 每 月 议 事 一 次', '和风里社区每月议事一次'],
    ['blanks around marks', '先听意见 ， 再定办法 。', '先听意见，再定办法。'],
    ['wide and hard blanks', '居\u3000民\u00a0议\u3000事\u00a0会', '居民议事会'],
    ['digits apart from characters', '2025 年 3 月 5 日', '2025年3月5日'],
    ['two halves of a heading', '同心同行共议事 共建共享好家园', '同心同行共议事 共建共享好家园'],
    ['a name set wide', '负责人\n甄  平', '负责人\n甄  平'],
    ['words of another language', 'open house day', 'open house day']
  ])('spaces: %s', (_, noisy, clean) => {
    expect(tidy(noisy)).toBe(clean);
  });

  it.each([
    ['marks beside characters', '议事厅(周三)开放,请大家参加!', '议事厅（周三）开放，请大家参加！'],
    ['letters and digits', '２０２５年Ａ栋１２层', '2025年A栋12层'],
    ['numbers keep their marks', '共 1,200 人，9:30 开始，占 3.5%', '共1,200人，9:30开始，占3.5%'],
    ['levels in brackets', '(一)听意见\n(1)分组', '（一）听意见\n（1）分组'],
    ['addresses', 'see http://example.org, please', 'see http://example.org, please']
  ])('width: %s', (_, noisy, clean) => {
    expect(tidy(noisy)).toBe(clean);
  });

  it('pages: numbers that a converter put inside sentences go, the numbers of a list stay', () => {
    const pages =
      '1、和风里社区议事办法议事会每月第一周召开，由居民轮流主持，会前三天贴出议题，请大家先提意\n' +
      '2、见，会上逐条回应。会后七天内公布结果，没有办成的说明原因，并告诉大家什么时候再\n' +
      '3、议。';
    expect(tidyText(pages)).toMatchObject({
      text: '和风里社区议事办法议事会每月第一周召开，由居民轮流主持，会前三天贴出议题，请大家先提意见，会上逐条回应。会后七天内公布结果，没有办成的说明原因，并告诉大家什么时候再议。',
      counts: { pages: 3 }
    });
    const list = '会前准备：\n1、贴出议题。\n2、收集意见。\n3、分发材料。';
    expect(tidy(list)).toBe(list);
    const headings = '1、会前\n2、会中\n3、会后';
    expect(tidy(headings)).toBe(headings);
  });

  it('pages: lines that hold a page number alone', () => {
    expect(tidy('上半部分。\n- 3 -\n下半部分。\n第 4 页 共 9 页\n完。')).toBe(
      '上半部分。\n下半部分。\n完。'
    );
    expect(tidy('一共来了\n12\n户。')).toBe('一共来了\n12\n户。');
  });

  it('lines: a cut sentence is joined; headings, titles and lists stay alone', () => {
    expect(tidy('议事会每月召开一次，\n由居民轮流主持。')).toBe(
      '议事会每月召开一次，由居民轮流主持。'
    );
    const paper =
      '和风里社区议事办法\n一、总则\n第一条 议事会由居民组成。\n（一）人数\n1.十五人左右';
    expect(tidy(paper)).toBe(paper);
  });

  it('I12 a year that lost a digit and empty brackets stay, and are named', () => {
    const { text, doubts } = tidyText('从201*年起，凡有大事必到，【】必到。到20xx年完成。');
    expect(text).toBe('从201*年起，凡有大事必到，【】必到。到20xx年完成。');
    expect(doubts.map(({ type }) => type)).toEqual(['year', 'year', 'empty-bracket']);
    expect(tidyText('从2019年起，【通知】照旧。').doubts).toEqual([]);
  });

  it('each step can be switched off', () => {
    const noisy = '议(yì)事 , 大 家 来 说';
    expect(tidyText(noisy, []).text).toBe(noisy);
    expect(tidyText(noisy, ['pinyin']).text).toBe('议事 , 大 家 来 说');
    expect(tidySteps).toHaveLength(5);
  });

  it('tidy(tidy(x)) = tidy(x), and no character of the text is invented', () => {
    const noise = fc
      .array(
        fc.constantFrom(
          '议',
          '事',
          '会',
          ' ',
          '　',
          ',',
          '，',
          '。',
          '(',
          ')',
          'yì',
          '（一）',
          '1',
          '2、',
          '\n',
          '一、',
          '.',
          'A',
          '—',
          '【】',
          '年',
          '201*'
        ),
        { maxLength: 60 }
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(noise, (text) => {
        const once = tidy(text);
        expect(tidy(once)).toBe(once);
        const han = (value: string): string => value.replace(/[^\u4e00-\u9fff]/g, '');
        expect(han(once)).toBe(han(text));
      }),
      { numRuns: 300 }
    );
  });

  it('a text of 100,000 characters is tidied at once, hostile ones too', () => {
    const big = '居 民 议 事 ,大 家 来 说\n'.repeat(6000);
    const started = performance.now();
    expect(tidyText(big).text).toHaveLength(6000 * 10);
    tidyText('('.repeat(50_000) + '居');
    tidyText(' '.repeat(50_000) + '居');
    tidyText('\n'.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
