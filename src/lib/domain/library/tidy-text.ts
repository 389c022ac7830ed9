/**
 * 整理文本: mends what copying from pages, scans and converters does to a Chinese text (DOMAIN C, noise of real
 * papers). Pure; each step can be switched off. Nothing is invented (I12): a year that lost a digit (`201*年`)
 * and empty 【】 stay as they are and are named in `doubts`. tidy(tidy(x)) = tidy(x).
 */
import { joinBrokenLines, removePageNumbers, type Change } from './tidy-lines';

export const tidySteps = ['pinyin', 'width', 'spaces', 'pages', 'lines'] as const;
export type TidyStep = (typeof tidySteps)[number];

export interface TidyDoubt {
  readonly type: 'year' | 'empty-bracket';
  /** As it stands in the result, with a few characters around it. */
  readonly excerpt: string;
}

export interface TidyResult {
  readonly text: string;
  /** How often each step changed something. */
  readonly counts: Readonly<Record<TidyStep, number>>;
  readonly doubts: readonly TidyDoubt[];
}

const han = '\\u3005\\u3007\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
const closing = '，。、；：？！）》」』】〉”’…';
const opening = '（《「『【〈“‘';
const blank = '[ \\t\\u00a0\\u2000-\\u200a\\u3000]';
/** Runs are bounded: on hostile text an unbounded one takes the square of its length. Longer ones shrink by passes. */
const blanks = `${blank}{1,60}`;
const anyBlanks = `${blank}{0,60}`;

const toned = 'āáǎàăēéěèĕīíǐìĭōóǒòŏūúǔùŭǖǘǚǜńňǹḿ\u0300-\u030c';
const pinyin = new RegExp(`(?<=[${han}])[（(]([a-zɑɡüê${toned}' ’]{1,24})[）)]`, 'gu');
const hasTone = new RegExp(`[${toned}]`, 'u');
/** Every Mandarin syllable: no other letters in brackets after a character count as a reading. */
const syllable =
  /^(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|er|in|ia|ie|iu|ua|uo|ui|un|ue|ve|[aeiouv])$/;

const invisible = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/gu;

const works: Readonly<Record<TidyStep, (text: string) => Change>> = {
  pinyin: removePinyin,
  width: settleWidth,
  spaces: joinSpaced,
  pages: removePageNumbers,
  lines: joinBrokenLines
};

/** Applies the steps, all of them unless told otherwise, until nothing is left to do. */
export function tidyText(text: string, steps: readonly TidyStep[] = tidySteps): TidyResult {
  const counts: Record<TidyStep, number> = { pinyin: 0, width: 0, spaces: 0, pages: 0, lines: 0 };
  let tidy = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(invisible, '');
  // One step can uncover work for another. Each change shortens the text or widens a mark: this ends.
  for (let before = ''; before !== tidy;) {
    before = tidy;
    for (const step of tidySteps.filter((name) => steps.includes(name))) {
      const changed = works[step](tidy);
      tidy = changed.text;
      counts[step] += changed.count;
    }
  }
  return { text: tidy, counts, doubts: findDoubts(tidy) };
}

/** Replaces, and counts the places that really changed. */
function replaceCounted(
  text: string,
  pattern: RegExp,
  replace: (found: string, ...groups: string[]) => string
): Change {
  let count = 0;
  const changed = text.replace(pattern, (found: string, ...groups: string[]) => {
    const next = replace(found, ...groups);
    if (next !== found) count += 1;
    return next;
  });
  return { text: changed, count };
}

/** A reading with a tone mark always goes; one without only where the text has toned ones. */
function removePinyin(text: string): Change {
  const isNoisy = [...text.matchAll(pinyin)].some(([, reading = '']) => hasTone.test(reading));
  return replaceCounted(text, pinyin, (found, reading) =>
    hasTone.test(reading) || (isNoisy && syllable.test(reading)) ? '' : found
  );
}

const fullWidthMarks: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）'
};

/** Letters and digits half width; marks that stand beside Chinese full width. */
function settleWidth(text: string): Change {
  const letters = replaceCounted(text, /[０-９Ａ-Ｚａ-ｚ％＋－／]/gu, (found) =>
    found.normalize('NFKC')
  );
  const points = replaceCounted(letters.text, /(?<=\d)．(?=\d)/gu, () => '.');
  const beside = new RegExp(
    `(?<=[${han}${closing}]${anyBlanks})[,;:?!](?!//)|[,;:?!](?=${anyBlanks}[${han}${opening}])`,
    'gu'
  );
  const marks = replaceCounted(points.text, beside, (found) => fullWidthMarks[found] ?? found);
  const inside = new RegExp(
    `\\(((?=[^()\\n]{0,80}[${han}])[^()\\n]{1,80}|\\d{1,2}(?=\\)${anyBlanks}[${han}]))\\)`,
    'gmu'
  );
  const brackets = replaceCounted(marks.text, inside, (_, content) => `（${content}）`);
  const count = letters.count + points.count + marks.count + brackets.count;
  return { text: brackets.text, count };
}

const gap = new RegExp(`(?<=[${han}])${blanks}(?=[${han}])`, 'gu');
const besideMark = new RegExp(
  `${blanks}(?=[${closing}])|(?<=[${closing}${opening}])${blanks}|${blanks}(?=[${opening}])`,
  'gu'
);
const besideDigit = new RegExp(`(?<=\\d)${blanks}(?=[${han}])|(?<=[${han}])${blanks}(?=\\d)`, 'gu');
const anyHan = new RegExp(`[${han}]`, 'gu');
const anyMark = new RegExp(`[${closing}${opening}]`, 'u');

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Two halves of a heading, of one length: the blank between them is meant. */
function isCouplet(line: string): boolean {
  if (anyMark.test(line)) return false;
  const parts = line.trim().split(new RegExp(`${blanks}`, 'u'));
  const [first = ''] = parts;
  return (
    parts.length >= 2 &&
    parts.length <= 3 &&
    first.length >= 4 &&
    parts.every((part) => part.length === first.length)
  );
}

/** A name of two characters set wide in a sign-off (`张  三`), or a short line of words. */
const isShort = (line: string): boolean => countOf(line, anyHan) < 6 && countOf(line, gap) < 3;

function joinSpaced(text: string): Change {
  const isNoisy = countOf(text, gap) >= 3 && countOf(text, gap) / countOf(text, anyHan) >= 0.03;
  let count = 0;
  const lines = text.split('\n').map((line) => {
    const bare = line.trim();
    const density = countOf(bare, gap) / Math.max(1, countOf(bare, anyHan));
    const isSpaced = countOf(bare, gap) >= 3 && density >= 0.08;
    const joins = (isNoisy || isSpaced) && !isCouplet(bare) && (isSpaced || !isShort(bare));
    const patterns = joins ? [gap, besideMark, besideDigit] : [besideMark, besideDigit];
    let joined = bare;
    for (const pattern of patterns) {
      const changed = replaceCounted(joined, pattern, () => '');
      joined = changed.text;
      count += changed.count;
    }
    if (joined !== line && joined === bare) count += 1;
    return joined;
  });
  return { text: lines.join('\n'), count };
}

const lostYear = /(?<!\d)(?:19|20)\d?[*＊×xX]{1,2}(?=年)|(?<!\d)(?:19|20)\d?(?=年)/gu;
const emptyBracket = /【\s{0,20}】/gu;

function findDoubts(text: string): TidyDoubt[] {
  const around = (at: number, length: number): string =>
    text.slice(Math.max(0, at - 8), at + length + 8).replace(/\n/g, ' ');
  return [
    ...[...text.matchAll(lostYear)].map((match): TidyDoubt => ({
      type: 'year',
      excerpt: around(match.index, match[0].length)
    })),
    ...[...text.matchAll(emptyBracket)].map((match): TidyDoubt => ({
      type: 'empty-bracket',
      excerpt: around(match.index, match[0].length)
    }))
  ];
}
