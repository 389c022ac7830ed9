/** The light structure of a text (GB/T 9704: 一、 （一） 1. （1）; 第一章, 第一条 of rules): read from the lines, never stored. */

/** 1 一、/第一章, 2 （一）, 3 1. , 4 （1）. */
export type HeadingLevel = 1 | 2 | 3 | 4;

const numerals = '[一二三四五六七八九十百]{1,4}';

const patterns: readonly (readonly [HeadingLevel, RegExp])[] = [
  [1, new RegExp(`^(?:${numerals}、|第${numerals}[章节编])`, 'u')],
  [2, new RegExp(`^[（(]${numerals}[）)]`, 'u')],
  [3, /^\d{1,2}[.．、](?!\d)/u],
  [4, /^[（(]\d{1,2}[）)]/u]
];

/** What a line is by its beginning; undefined for ordinary text. */
export function headingLevel(line: string): HeadingLevel | undefined {
  const bare = line.trimStart();
  return patterns.find(([, pattern]) => pattern.test(bare))?.[0];
}

export interface Paragraph {
  readonly text: string;
  readonly level: HeadingLevel | undefined;
  /** A heading of its own line; a numbered sentence (`1.做到……。`) is text with a number. */
  readonly isHeading: boolean;
  /** UTF-16 offset in the text. */
  readonly start: number;
}

/** Longest line that can be a heading alone. */
const headingLength = 40;

/** The paragraphs of a text, blank lines left out. */
export function paragraphsOf(text: string): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const content = line.trim();
    if (content !== '') {
      const level = headingLevel(content);
      const isHeading =
        level !== undefined && content.length <= headingLength && !/[。；，、：]$/u.test(content);
      paragraphs.push({
        text: content,
        level,
        isHeading,
        start: start + line.indexOf(content)
      });
    }
    start += line.length + 1;
  }
  return paragraphs;
}
