/** What a section line, a title or a word says about why a visit was made (H2-1): 春节慰问, 两节走访, 困难慰问. */
import type { CodeItem } from '../../../../domain/code-list';
import { festivals } from '../../../../domain/code-lists/festival';
import { visitCauses } from '../../../../domain/code-lists/visit-cause';

export interface Occasion {
  readonly cause: string;
  readonly festival?: string;
}

/** 十一 in 十一月 and 走访 in every title say nothing. */
const tellsNothing = /^(?:十一|走访|日常|其他|其它|节日|生日)$/;

function longestIn(text: string, items: readonly CodeItem[]): string | undefined {
  let found: { code: string; length: number } | undefined;
  for (const { code, label, aliases = [] } of items) {
    for (const word of [label, ...aliases]) {
      if (tellsNothing.test(word) || !text.includes(word)) continue;
      if (word.length > (found?.length ?? 0)) found = { code, length: word.length };
    }
  }
  return found?.code;
}

export function readOccasion(written: string): Occasion | undefined {
  const text = written.normalize('NFKC').replace(/\s/g, '');
  const exact = visitCauses.find(text);
  if (exact) return { cause: exact.code };
  if (/两节|元旦.?春节/.test(text)) return { cause: 'twoFestivals' };
  // North and south keep 小年 a day apart, and which one is meant is not said.
  if (text.includes('小年')) return { cause: 'festival' };
  const festival = longestIn(text, festivals.items);
  if (festival) return { cause: 'festival', festival };
  const cause = longestIn(text, visitCauses.items);
  if (cause) return { cause };
  return /日常/.test(text) ? { cause: 'routine' } : undefined;
}

export const occasionText = ({ cause, festival }: Occasion): string =>
  [visitCauses.labelOf(cause), festival && festivals.labelOf(festival)].filter(Boolean).join(' · ');
