/** User actions on records of a book: what they do and what they say. */
import type { Session } from '../../app/types';
import type { RecordDefinition } from '../../domain/record';
import type { RecordId } from '../../kernel/ids';
import { booksWords } from '../../text/books';
import { failureText } from '../../text/failures';
import { offerUndo } from '../../ui/feedback/offer-undo';
import type { Toasts } from '../../ui/feedback/toasts.svelte';
import { shownFields, type Book, type BookKind } from './books';

/** Fields that many chosen records are ticked with at once. */
export const tickFields = (
  definition: RecordDefinition
): readonly { readonly name: string; readonly label: string }[] =>
  shownFields(definition).flatMap((name) => {
    const field = definition.fields[name];
    const isTick = field?.input.type === 'flag' && field.input.isTick === true;
    return isTick ? [{ name, label: field.label }] : [];
  });

/** Sets one tick on those that have it otherwise: one commit, one 撤销. True when it stands. */
export async function tickRecords(
  { commands }: Pick<Session, 'commands'>,
  toasts: Toasts,
  { kind, definition }: Book,
  change: { readonly field: string; readonly ids: readonly RecordId[]; readonly isTicked: boolean }
): Promise<boolean> {
  const { field, ids, isTicked } = change;
  const label = definition.fields[field]?.label ?? field;
  const saved = await commands.saveMany(
    kind,
    ids.map((id) => ({ id, values: { [field]: isTicked } }))
  );
  if (!saved.ok) {
    const { error } = saved.error;
    toasts.show(error.type === 'commit' ? failureText(error.failure) : error.message);
    return false;
  }
  const said = isTicked ? booksWords.ticked : booksWords.unticked;
  offerUndo(toasts, said(label, ids.length), commands, saved.value.receipt);
  return true;
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
  offerUndo(toasts, booksWords.removed(ids.length), session.commands, removed.value);
  return true;
}
