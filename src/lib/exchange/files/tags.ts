/**
 * Where the tags and comments of a text are, found in one go: every character is looked at a bounded number of times,
 * whatever a file holds. A regular expression takes hours over a hundred kilobytes of `<a <a <a`, and throws at an
 * attribute of some megabytes.
 */
export interface HtmlTag {
  readonly start: number;
  /** Behind the tag. */
  readonly end: number;
  /** Lower case; undefined for comments and declarations. */
  readonly element: string | undefined;
  readonly isEnd: boolean;
  /** `<br/>` */
  readonly isEmpty: boolean;
  readonly attributes: string;
}

/** Spans stand in the first few; what pictures carry in theirs is not looked at. */
const keptAttributes = 10_000;
/** Tags whose quotes don't close; beyond, a tag ends at the next `>` whatever is quoted. */
const maxBrokenTags = 20;

export function* findTags(html: string): Generator<HtmlTag> {
  const scanner = createScanner(html);
  for (let start = html.indexOf('<'); start >= 0;) {
    const tag = scanner.tagAt(start);
    if (tag === 'none-left') return;
    if (tag) yield tag;
    start = html.indexOf('<', tag?.end ?? start + 1);
  }
}

function createScanner(html: string) {
  const [bracket, double, single] = [
    createFinder(html, '>'),
    createFinder(html, '"'),
    createFinder(html, "'")
  ];
  let brokenTags = 0;

  /** Behind the `>` that no quotes hold; undefined when quotes or tag stay open to the end. */
  function closeWithQuotes(from: number): number | undefined {
    for (let at = from; ;) {
      const [close, nextDouble, nextSingle] = [bracket(at), double(at), single(at)];
      const quote = Math.min(nextDouble, nextSingle);
      if (close <= quote) return close < html.length ? close + 1 : undefined;
      at = (quote === nextDouble ? double : single)(quote + 1) + 1;
      if (at > html.length) return undefined;
    }
  }

  function closeOf(from: number): number | undefined {
    const end = brokenTags < maxBrokenTags ? closeWithQuotes(from) : undefined;
    if (end !== undefined) return end;
    brokenTags++;
    const close = bracket(from);
    return close < html.length ? close + 1 : undefined;
  }

  return {
    /** Undefined where no tag starts; `none-left` where none can follow. */
    tagAt(start: number): HtmlTag | 'none-left' | undefined {
      const bare = { start, element: undefined, isEnd: false, isEmpty: false, attributes: '' };
      if (html.startsWith('<!--', start)) {
        const close = html.indexOf('-->', start + 4);
        return { ...bare, end: close < 0 ? html.length : close + 3 };
      }
      if (html[start + 1] === '!' || html[start + 1] === '?') {
        const close = bracket(start);
        return close < html.length ? { ...bare, end: close + 1 } : 'none-left';
      }
      const name = /^(\/?)([a-zA-Z][\w:-]*)/.exec(html.slice(start + 1, start + 80));
      if (!name) return undefined;
      const from = start + 1 + name[0].length;
      const end = closeOf(from);
      if (end === undefined) return 'none-left';
      return {
        start,
        end,
        element: name[2]?.toLowerCase(),
        isEnd: name[1] === '/',
        isEmpty: html[end - 2] === '/',
        attributes: html.slice(from, Math.min(end - 1, from + keptAttributes))
      };
    }
  };
}

/** Place of the next such character from a place on, the length of the text where there is none; remembers the last answer. */
function createFinder(html: string, character: string): (from: number) => number {
  let [asked, found] = [0, -1];
  return (from) => {
    if (from < asked || from > found) {
      const next = html.indexOf(character, from);
      [asked, found] = [from, next < 0 ? html.length : next];
    }
    return found;
  };
}

/** Of attributes in double quotes, as writers of workbooks set them. */
export const attributeOf = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];
