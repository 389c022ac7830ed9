/** How every finished action is told: with 撤销, whose own end is told too (UX rule 5). */
import type { Result } from '../../kernel/result';
import { actions } from '../../text/actions';
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
  receipt: Receipt
): void {
  toasts.show(text, {
    label: actions.undo,
    run: () =>
      void commands.undo(receipt).then((undone) => {
        toasts.show(undone.ok ? actions.undone : failureText(undone.error));
      })
  });
}
