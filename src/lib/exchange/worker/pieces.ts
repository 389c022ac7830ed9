/**
 * Long lists in an answer go ahead of it in pieces: the page reads each message in one go, and the rows of a large ledger
 * in one message would hold it up longer than anybody should notice (UX rule 11).
 */

/** Part of one list of an answer that is still to come. */
export interface Piece {
  readonly list: string;
  readonly items: readonly unknown[];
}

/** Items of a message: read in a few milliseconds on a slow machine. */
const pieceSize = 250;

/** Takes the long lists out of an answer that is an object; anything else goes as it is. */
export function takeApart<T>(answer: T): { readonly pieces: readonly Piece[]; readonly rest: T } {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    return { pieces: [], rest: answer };
  const pieces: Piece[] = [];
  const rest = { ...answer } as Record<string, unknown>;
  for (const [list, items] of Object.entries(answer as Readonly<Record<string, unknown>>)) {
    if (!Array.isArray(items) || items.length <= pieceSize) continue;
    for (let at = 0; at < items.length; at += pieceSize)
      pieces.push({ list, items: items.slice(at, at + pieceSize) });
    delete rest[list];
  }
  return { pieces, rest: rest as T };
}

/** The answer with its lists again. */
export function putTogether<T>(rest: T, pieces: readonly Piece[]): T {
  if (pieces.length === 0) return rest;
  const lists: Record<string, unknown[]> = {};
  for (const { list, items } of pieces) (lists[list] ??= []).push(...items);
  return { ...rest, ...lists };
}
