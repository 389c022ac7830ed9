/** How every finished action is told: with 撤销, whose own end is told too (UX rule 5). The last of several goes first. */
import type { Result } from '../../kernel/result';
import { actions } from '../../text/actions';
import { draftWords } from '../../text/drafts';
import { failureText } from '../../text/failures';
import type { Toasts } from './toasts.svelte';

/** Structural, because the kit knows no app: a CommitReceipt is taken back by `Session.commands`. */
interface Undoing<Receipt> {
  undo(receipt: Receipt): Promise<Result<unknown, Parameters<typeof failureText>[0]>>;
}

export function offerUndo<Receipt>(
  toasts: Toasts,
  text: string,
  commands: Undoing<Receipt>,
  ...receipts: readonly Receipt[]
): void {
  async function takeBack(): Promise<void> {
    for (const receipt of [...receipts].reverse()) {
      const undone = await commands.undo(receipt);
      if (!undone.ok) return toasts.show(failureText(undone.error));
    }
    toasts.show(actions.undone);
  }
  toasts.show(text, { label: actions.undo, run: () => void takeBack() });
}

/** A form whose draft can be given up; what it answers with brings the draft back. */
interface Drafting {
  discardDraft(): Promise<() => void>;
}

export async function discardDraft(toasts: Toasts, form: Drafting): Promise<void> {
  const takeBack = await form.discardDraft();
  toasts.show(draftWords.discarded, { label: actions.undo, run: takeBack });
}
