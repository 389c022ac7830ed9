/** Search over titles and texts of the library: every word must stand in one of both, as written. */
export interface Searched {
  readonly title: string;
  readonly text: string;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

export const searchWords = (query: string): readonly string[] =>
  fold(query)
    .split(/\s+/u)
    .filter((word) => word !== '');

export function matchesWords({ title, text }: Searched, words: readonly string[]): boolean {
  const place = `${fold(title)}\n${fold(text)}`;
  return words.every((word) => place.includes(word));
}

const before = 12;
const after = 40;

/** The surroundings of the first word in the text; undefined when it stands in the title alone. */
export function excerptOf(text: string, words: readonly string[]): string | undefined {
  const folded = fold(text);
  // Folding may change lengths; then the place is not the same and nothing is shown.
  if (folded.length !== text.length) return undefined;
  const places = words.map((word) => folded.indexOf(word)).filter((at) => at >= 0);
  if (places.length === 0) return undefined;
  const at = Math.min(...places);
  const from = Math.max(0, at - before);
  const line = text
    .slice(from, at + after)
    .replace(/\s+/gu, ' ')
    .trim();
  return `${from > 0 ? '…' : ''}${line}${at + after < text.length ? '…' : ''}`;
}

/** Where a phrase stands in a text, for going from place to place; at most `limit`. */
export function placesOf(text: string, phrase: string, limit = 500): readonly number[] {
  const places: number[] = [];
  const [folded, sought] = [text.toLowerCase(), phrase.trim().toLowerCase()];
  if (sought === '' || folded.length !== text.length) return places;
  for (let at = folded.indexOf(sought); at >= 0 && places.length < limit;) {
    places.push(at);
    at = folded.indexOf(sought, at + sought.length);
  }
  return places;
}
