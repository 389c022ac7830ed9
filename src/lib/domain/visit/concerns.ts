/** 反映事项 of a visit as single matters (DOMAIN H2: each numbered problem is its own need), and what a matter is about. Pure. */
import { needTypes } from '../code-lists/need-type';

/** `1、`, `2.`, `（3）`, `①`, at the beginning of a line or behind a full stop or semicolon. */
const number = /(^|[。；;\n])\s*(?:[（(]\d{1,2}[)）]|\d{1,2}[、.．)）](?!\d)|[①-⑳])\s*/gu;

/** Counted on within a line (`1.医保 2.楼道灯`, `①医保②楼道灯`): only the next number of a text that begins with 1. */
function brokenAtCount(text: string): string {
  if (/^\s*①/u.test(text)) return text.replace(/[②-⑳](?=\s*[^\s②-⑳])/gu, '\n$&');
  if (!/^\s*[（(]?1[、.．)）](?!\d)/u.test(text)) return text;
  let broken = text;
  let from = 0;
  for (let next = 2; next < 100; next++) {
    const found = new RegExp(`(?<!\\d)[（(]?${next}[、.．)）](?!\\d)`, 'u').exec(
      broken.slice(from)
    );
    if (!found) break;
    const at = from + found.index;
    broken = `${broken.slice(0, at)}\n${broken.slice(at)}`;
    from = at + 1 + found[0].length;
  }
  return broken;
}

/** Numbered matters one by one; without numbers a line is a matter. */
export function splitConcerns(text: string): readonly string[] {
  const matters = brokenAtCount(text)
    .replace(number, '$1\n')
    .split('\n')
    .map((each) => each.trim().replace(/[；;]$/u, ''));
  return [...new Set(matters.filter((each) => each !== ''))];
}

/** The one type whose name or usual word stands in the text; none when no word or words of several types do. */
export function needTypeOf(text: string): string | undefined {
  const found = needTypes.items.filter(
    ({ code, label, aliases = [] }) =>
      code !== 'other' && [label, ...aliases].some((word) => text.includes(word))
  );
  return found.length === 1 ? found[0]?.code : undefined;
}
