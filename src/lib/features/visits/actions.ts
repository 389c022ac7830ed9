/** User actions on visits: what they do, what they say, how they are undone. */
import type { CommitReceipt, Session, VisitItem } from '../../app/types';
import { actions } from '../../text/actions';
import { failureText } from '../../text/failures';
import { visitWords } from '../../text/visits';
import type { Toasts } from '../../ui/feedback/toasts.svelte';

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
        toasts.show(undone.ok ? visitWords.undone : failureText(undone.error));
      })
  });
}

/** Moves a visit to the 回收站; true when it is there. */
export async function removeVisit(
  session: Session,
  toasts: Toasts,
  visit: VisitItem
): Promise<boolean> {
  const removed = await session.commands.remove('visit', [visit.id]);
  if (!removed.ok) {
    toasts.show(failureText(removed.error));
    return false;
  }
  const names = visit.people.map(({ values }) => values.name).join('、');
  offerUndo(session, toasts, removed.value, visitWords.about(visitWords.removed, names));
  return true;
}
