/**
 * The smallest edit from one text to another (Myers 1986, greedy), by Unicode code points, so that a surrogate
 * pair is never split. Beyond `maxEdits` changed characters the differing middle is replaced as a whole.
 */
export interface TextChange {
  /** UTF-16 index in the text as it stands when all earlier changes are done. */
  readonly at: number;
  /** UTF-16 units to delete there. */
  readonly deleted: number;
  readonly inserted: string;
}

const maxEdits = 400;

/** Changes in ascending order, to be applied one after the other. */
export function diffText(before: string, after: string): TextChange[] {
  if (before === after) return [];
  const a = [...before];
  const b = [...after];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  )
    end++;
  const middleA = a.slice(start, a.length - end);
  const middleB = b.slice(start, b.length - end);
  const kept = commonPairs(middleA, middleB);
  return changesBetween(middleA, middleB, kept, a.slice(0, start).join('').length);
}

/** What two hands made of one text, both kept; the same words at one place once. */
export function mergeTexts(base: string, mine: string, theirs: string): string {
  const [a, b] = [changesOf(base, mine), changesOf(base, theirs)];
  let merged = '';
  for (let at = 0; at <= base.length; at++) {
    const [first, second] = [a.inserted.get(at) ?? '', b.inserted.get(at) ?? ''];
    merged += first === second ? first : first + second;
    if (!a.deleted.has(at) && !b.deleted.has(at)) merged += base.charAt(at);
  }
  return merged;
}

/** By UTF-16 index in the text before: what is inserted there, and what is gone. */
function changesOf(
  before: string,
  after: string
): { readonly inserted: ReadonlyMap<number, string>; readonly deleted: ReadonlySet<number> } {
  const inserted = new Map<number, string>();
  const gone = new Set<number>();
  let shift = 0;
  for (const change of diffText(before, after)) {
    const at = change.at - shift;
    if (change.inserted !== '') inserted.set(at, change.inserted);
    for (let i = 0; i < change.deleted; i++) gone.add(at + i);
    shift += change.inserted.length - change.deleted;
  }
  return { inserted, deleted: gone };
}

/** Index pairs of the characters that stay. */
type Pairs = readonly (readonly [number, number])[];

function commonPairs(a: readonly string[], b: readonly string[]): Pairs {
  const trace = searchFrontiers(a, b);
  if (trace === undefined) return [];
  const pairs: (readonly [number, number])[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trace.length - 1; d >= 0; d--) {
    const frontier = trace[d];
    const k = x - y;
    const isDown = k === -d || (k !== d && reach(frontier, k - 1) < reach(frontier, k + 1));
    const previousX = d === 0 ? 0 : reach(frontier, isDown ? k + 1 : k - 1);
    const previousY = d === 0 ? 0 : previousX - (isDown ? k + 1 : k - 1);
    while (x > previousX && y > previousY && a[x - 1] === b[y - 1]) pairs.push([--x, --y]);
    x = previousX;
    y = previousY;
  }
  return pairs.reverse();
}

type Frontier = ReadonlyMap<number, number>;

const reach = (frontier: Frontier | undefined, diagonal: number): number =>
  frontier?.get(diagonal) ?? -1;

/** For each number of edits the furthest reach per diagonal before it; undefined beyond the cap. */
function searchFrontiers(a: readonly string[], b: readonly string[]): Frontier[] | undefined {
  const trace: Frontier[] = [];
  const frontier = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, maxEdits); d++) {
    trace.push(new Map(frontier));
    for (let k = -d; k <= d; k += 2) {
      const isDown = k === -d || (k !== d && reach(frontier, k - 1) < reach(frontier, k + 1));
      let x = isDown ? reach(frontier, k + 1) : reach(frontier, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      frontier.set(k, x);
      if (x >= a.length && x - k >= b.length) return trace;
    }
  }
  return undefined;
}

function changesBetween(
  a: readonly string[],
  b: readonly string[],
  kept: Pairs,
  offset: number
): TextChange[] {
  const changes: TextChange[] = [];
  let x = 0;
  let y = 0;
  let at = offset;
  for (const [keptX, keptY] of [...kept, [a.length, b.length] as const]) {
    const deleted = a.slice(x, keptX).join('').length;
    const inserted = b.slice(y, keptY).join('');
    if (deleted > 0 || inserted !== '') changes.push({ at, deleted, inserted });
    at += inserted.length + (a[keptX] ?? '').length;
    x = keptX + 1;
    y = keptY + 1;
  }
  return changes;
}
