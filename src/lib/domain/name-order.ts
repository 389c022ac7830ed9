/** Orders of names in lists (DOMAIN J "Name order"): 姓氏笔画 and pinyin with the own surname table. */
export interface NamedRow {
  readonly name: string;
  /** Stored key of pinyin.ts. */
  readonly pinyinKey?: string | undefined;
}

export type NameComparator = (a: NamedRow, b: NamedRow) => number;

export interface NameOrders {
  readonly stroke: NameComparator;
  readonly pinyin: NameComparator;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Comparators for one list. Code points settle what a collator calls equal, so that orders are total.
 * Names without a reading come last in pinyin order.
 */
export function createNameOrders(): NameOrders {
  const strokes = new Intl.Collator('zh-u-co-stroke');
  const stroke: NameComparator = (a, b) =>
    strokes.compare(a.name, b.name) || compareText(a.name, b.name);
  const pinyin: NameComparator = (a, b) => {
    if (!a.pinyinKey || !b.pinyinKey) {
      return Number(!a.pinyinKey) - Number(!b.pinyinKey) || stroke(a, b);
    }
    // A blank sorts before every letter: shorter syllables first, as dictionaries do.
    return compareText(firstReading(a.pinyinKey), firstReading(b.pinyinKey)) || stroke(a, b);
  };
  return { stroke, pinyin };
}

const firstReading = (key: string): string => {
  const end = key.indexOf('|');
  return end < 0 ? key : key.slice(0, end);
};
