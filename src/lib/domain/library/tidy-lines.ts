/** The steps of 整理文本 that look across lines: page numbers, and lines broken in the middle of a sentence. */
import { headingLevel } from './headings';

export interface Change {
  readonly text: string;
  readonly count: number;
}

const sentenceEnd = /[。！？；：….!?;:”’"』」）)】》]$/u;
const pageLine =
  /^(?:[-—–－·•\s]*\d{1,4}[-—–－·•\s]*|第\s*\d{1,4}\s*页(?:\s*[，,/／]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4})$/u;
const numbered = /^(\d{1,3})、(?=\S)/u;

/** Ends in the middle of a sentence: a character or a comma, nothing that closes. */
const isOpen = (line: string): boolean => line !== '' && !sentenceEnd.test(line);

/** A comma at the end can't be a heading; a line with marks inside that just stops is a cut sentence. */
function isCutSentence(line: string): boolean {
  if (!isOpen(line) || headingLevel(line) !== undefined) return false;
  if (/[，、,]$/u.test(line)) return true;
  return line.length >= 18 && /[，。；：！？]/u.test(line);
}

/**
 * Numbers that a converter put at the beginning of each page: `2、` where the line before stops in the middle of
 * a sentence, counting up by one. Real lists (`1、…。` `2、…。`) have whole sentences before them and stay.
 */
export function removePageNumbers(text: string): Change {
  const lines = text.split('\n');
  const first = firstPage(lines);
  let next = first;
  const kept: string[] = [];
  let before: string | undefined;
  let count = 0;
  for (const line of lines) {
    const number = numberOf(line);
    const content = line.replace(numbered, '');
    if (isPageLine(line, before)) count += 1;
    else if (next !== undefined && number === next && before !== undefined && isOpen(before)) {
      while (kept[kept.length - 1]?.trim() === '') kept.pop();
      kept[kept.length - 1] = before = `${before}${content}`;
      next += 1;
      count += 1;
    } else if (first === 2 && next === 2 && number === 1) {
      kept.push((before = content));
      count += 1;
    } else {
      kept.push(line);
      if (line.trim() !== '') before = line;
    }
  }
  return { text: kept.join('\n'), count };
}

function numberOf(line: string): number | undefined {
  const found = numbered.exec(line)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The first number that cuts a sentence; undefined when these numbers don't count up by one. */
function firstPage(lines: readonly string[]): number | undefined {
  const cuts: number[] = [];
  let before = '';
  for (const line of lines) {
    const number = numberOf(line);
    if (number !== undefined && number >= 2 && isCutSentence(before.replace(numbered, ''))) {
      cuts.push(number);
    }
    if (line.trim() !== '') before = line;
  }
  const [first] = cuts;
  if (first === undefined) return undefined;
  return cuts.every((number, index) => number === first + index) ? first : undefined;
}

/** A line that holds a page number alone: between dashes, as 第 n 页, or bare inside a sentence. */
function isPageLine(line: string, before: string | undefined): boolean {
  const bare = line.trim();
  if (!pageLine.test(bare)) return false;
  return !/^\d+$/u.test(bare) || (before !== undefined && isCutSentence(before));
}

/** Joins a line that stops in the middle of a sentence with the one after it; headings and lists stay alone. */
export function joinBrokenLines(text: string): Change {
  const kept: string[] = [];
  let count = 0;
  for (const line of text.split('\n')) {
    const before = kept[kept.length - 1];
    const continues =
      before !== undefined &&
      line !== '' &&
      isCutSentence(before) &&
      headingLevel(line) === undefined &&
      !/^[【《“（(]/u.test(line);
    if (continues) {
      const isWord = /[A-Za-z0-9]$/u.test(before) && /^[A-Za-z0-9]/u.test(line);
      kept[kept.length - 1] = `${before}${isWord ? ' ' : ''}${line}`;
      count += 1;
    } else kept.push(line);
  }
  return { text: kept.join('\n').replace(/\n{3,}/g, '\n\n'), count };
}
