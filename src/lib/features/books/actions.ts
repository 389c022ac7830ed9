/** User actions on records of a book: what they do, what they say, how they are undone. */
import type { CommitReceipt, Session } from '../../app/types';
import type { RecordId } from '../../kernel/ids';
import { actions } from '../../text/actions';
import { booksWords } from '../../text/books';
import { failureText } from '../../text/failures';
import type { Toasts } from '../../ui/feedback/toasts.svelte';
import type { BookKind } from './books';

/** Says what was done, with 撤销 (UX rule 5). */
export function offerUndo(
  session: Session,
  toasts: Toasts,
  receipt: CommitReceipt,
  text: string
): void {
  toasts.show(text, {
    label: actions.undo,
    run: () =>
      void session.commands.undo(receipt).then((undone) => {
        toasts.show(undone.ok ? booksWords.undone : failureText(undone.error));
      })
  });
}

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
  offerUndo(session, toasts, removed.value, booksWords.removed(ids.length));
  return true;
}
