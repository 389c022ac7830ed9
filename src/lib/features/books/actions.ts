/** User actions on records of a book: what they do and what they say. */
import type { Session } from '../../app/types';
import type { RecordId } from '../../kernel/ids';
import { booksWords } from '../../text/books';
import { failureText } from '../../text/failures';
import { offerUndo } from '../../ui/feedback/offer-undo';
import type { Toasts } from '../../ui/feedback/toasts.svelte';
import type { BookKind } from './books';

/** Moves records to the 回收站; true when they are there. */
export async function removeRecords(
  session: Session,
  toasts: Toasts,
  kind: BookKind,
  ids: readonly RecordId[]
): Promise<boolean> {
  const removed = await session.commands.remove(kind, ids);
  if (!removed.ok) {
    toasts.show(failureText(removed.error));
    return false;
  }
  offerUndo(toasts, booksWords.removed(ids.length), session.commands, removed.value);
  return true;
}
