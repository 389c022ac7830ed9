/**
 * A figure as groups of what it counts (I13). A number is never stored: it is always the sum of a measure over
 * the list it opens, so the two can't come apart. Whoever is not counted stands in an aside with its own list.
 */

/** How one item counts: 1 for a person, its 人次 or fen for a visit. Never negative. */
export interface Measure<T> {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  /** money: integer fen, shown as yuan; tenths: integer tenths, shown with one decimal. */
  readonly kind: 'count' | 'money' | 'tenths';
  /** Counts meetings, texts or jobs: a small number of them gives nobody away. */
  readonly tellsOfNobody?: boolean;
  readonly of: (item: T) => number;
  /** Stands in the chart; the others in the table alone. */
  readonly isDrawn?: boolean;
  /** Not drawn, and still in the line of totals. */
  readonly isTotalled?: boolean;
}

export interface Group<T> {
  readonly key: string;
  readonly label: string;
  readonly items: readonly T[];
  /** A finer row below another one (07.1 below 07): left out of 人次 and of what goes outside. */
  readonly isPart?: boolean;
  /** Of a place: what its head count is a share of, as entered in 设置. */
  readonly base?: { readonly population?: number; readonly households?: number };
}

export interface Figure<T> {
  readonly key: string;
  readonly title: string;
  readonly groups: readonly Group<T>[];
  /** The first one names the figure. */
  readonly measures: readonly Measure<T>[];
  /** Everything counted, each once. */
  readonly all: readonly T[];
  /** One item may stand in several groups: totals then give 人数 and 人次 apart (DOMAIN C). */
  readonly isOverlapping: boolean;
  /** Named but not counted: 待同意 n 人，未计入 (I14). */
  readonly asides: readonly Group<T>[];
  /** Months and ages keep their order; others may be drawn by size. */
  readonly shape: 'bars' | 'columns' | 'line';
}

/** A number with the list it opens and what each entry adds. */
export interface Opened<T> {
  readonly label: string;
  readonly measure: Measure<T>;
  readonly entries: readonly { readonly item: T; readonly amount: number }[];
  readonly value: number;
}

export function openItems<T>(
  label: string,
  items: readonly T[],
  measure: Measure<T>,
  amountOf: (item: T) => number = measure.of
): Opened<T> {
  const entries = items
    .map((item) => ({ item, amount: amountOf(item) }))
    .filter(({ amount }) => amount > 0);
  const value = entries.reduce((sum, { amount }) => sum + amount, 0);
  return { label, measure, entries, value };
}

export const openCell = <T>(group: Group<T>, measure: Measure<T>): Opened<T> =>
  openItems(group.label, group.items, measure);

/** 人数: everything counted, each once. */
export const openTotal = <T>(figure: Figure<T>, measure: Measure<T>): Opened<T> =>
  openItems(figure.title, figure.all, measure);

/** 人次: each once per top group it stands in. */
export function openMentions<T>(figure: Figure<T>, measure: Measure<T>): Opened<T> {
  const times = new Map<T, number>();
  for (const group of figure.groups) {
    if (group.isPart) continue;
    for (const item of group.items) times.set(item, (times.get(item) ?? 0) + 1);
  }
  return openItems(
    figure.title,
    figure.all,
    { ...measure, label: '人次', unit: '人次' },
    (item) => measure.of(item) * (times.get(item) ?? 0)
  );
}

/** Asides count what is listed: people, meetings, anything else by the time. */
export function asideUnit<T>({ measures: [first] }: Figure<T>): string {
  return first?.unit === '人' || first?.unit === '场' ? first.unit : '次';
}

/** One group per head, in order; an item stands in every group whose key it has. */
export function groupBy<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
  order: readonly { readonly key: string; readonly label: string; readonly isPart?: boolean }[]
): readonly Group<T>[] {
  const byKey = new Map<string, T[]>(order.map(({ key }) => [key, []]));
  for (const item of items) {
    for (const key of new Set(keysOf(item))) byKey.get(key)?.push(item);
  }
  return order.map((head) => ({ ...head, items: byKey.get(head.key) ?? [] }));
}

export const withoutEmpty = <T>(groups: readonly Group<T>[]): readonly Group<T>[] =>
  groups.filter((group) => group.items.length > 0);
