/** Two states of a text side by side, by paragraph: what stayed, what went, what came. */
export interface ComparedParagraph {
  readonly type: 'same' | 'removed' | 'added';
  readonly text: string;
}

const paragraphs = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Beyond this many cells of the table the middle is shown as replaced; a law has about 500 paragraphs. */
const maxCells = 4_000_000;

/** Longest common subsequence over paragraphs; removed ones stand before the added ones in their place. */
export function compareTexts(before: string, after: string): readonly ComparedParagraph[] {
  const a = paragraphs(before);
  const b = paragraphs(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(a.length, b.length) - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end += 1;
  }
  const same = (text: string): ComparedParagraph => ({ type: 'same', text });
  return [
    ...a.slice(0, start).map(same),
    ...compareMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same)
  ];
}

function compareMiddle(a: readonly string[], b: readonly string[]): readonly ComparedParagraph[] {
  const removed = (text: string): ComparedParagraph => ({ type: 'removed', text });
  const added = (text: string): ComparedParagraph => ({ type: 'added', text });
  if (a.length * b.length > maxCells) return [...a.map(removed), ...b.map(added)];
  const lengths = commonLengths(a, b);
  const width = b.length + 1;
  const at = (x: number, y: number): number => lengths[x * width + y] ?? 0;
  const result: ComparedParagraph[] = [];
  let x = 0;
  let y = 0;
  while (x < a.length || y < b.length) {
    const left = a[x];
    const right = b[y];
    if (left !== undefined && left === right) {
      result.push({ type: 'same', text: left });
      x += 1;
      y += 1;
    } else if (left !== undefined && (right === undefined || at(x + 1, y) >= at(x, y + 1))) {
      result.push(removed(left));
      x += 1;
    } else if (right !== undefined) {
      result.push(added(right));
      y += 1;
    }
  }
  return result;
}

/** Length of the longest common subsequence of the rests a[x…], b[y…], row by row. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let x = a.length - 1; x >= 0; x -= 1) {
    for (let y = b.length - 1; y >= 0; y -= 1) {
      lengths[x * width + y] =
        a[x] === b[y]
          ? (lengths[(x + 1) * width + y + 1] ?? 0) + 1
          : Math.max(lengths[(x + 1) * width + y] ?? 0, lengths[x * width + y + 1] ?? 0);
    }
  }
  return lengths;
}
