/** User actions on visits: what they do and what they say. */
import type { Session, VisitItem } from '../../app/types';
import { failureText } from '../../text/failures';
import { visitWords } from '../../text/visits';
import { offerUndo } from '../../ui/feedback/offer-undo';
import type { Toasts } from '../../ui/feedback/toasts.svelte';

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
  offerUndo(toasts, visitWords.about(visitWords.removed, names), session.commands, removed.value);
  return true;
}
