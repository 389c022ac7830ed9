/** What was decided about a pair: written, told, and taken back by 撤销. */
import type { DoublePair, FieldSide } from '../../app/doubles/types';
import type { Session } from '../../app/types';
import { doublesWords as words } from '../../text/doubles';
import { failureText } from '../../text/failures';
import { offerUndo } from '../../ui/feedback/offer-undo';
import type { Toasts } from '../../ui/feedback/toasts.svelte';

export type PairAnswer =
  | { readonly type: 'merge'; readonly choices: Readonly<Record<string, FieldSide>> }
  | { readonly type: 'not-same' };

export interface Answered {
  readonly pair: DoublePair;
  /** Of the pair. */
  readonly name: string;
  readonly answer: PairAnswer;
  /** Told when the pair has been dealt with, and again when that was undone. */
  readonly onsettled?: (isSettled: boolean) => void;
}

export async function answerPair(
  { doubles, commands }: Pick<Session, 'doubles' | 'commands'>,
  toasts: Toasts,
  { pair, name, answer, onsettled }: Answered
): Promise<void> {
  const undoing: Pick<typeof commands, 'undo'> = {
    async undo(receipt) {
      const undone = await commands.undo(receipt);
      if (undone.ok) onsettled?.(false);
      return undone;
    }
  };
  if (answer.type === 'not-same') {
    const told = await doubles.tellApart(pair.ids);
    if (!told.ok) return toasts.show(failureText(told.error));
    onsettled?.(true);
    return offerUndo(toasts, words.toldApart, undoing, told.value);
  }
  const merged = await doubles.merge({ ids: pair.ids, choices: answer.choices });
  if (!merged.ok) {
    const { error } = merged;
    return toasts.show(error.type === 'invalid' ? error.message : failureText(error.failure));
  }
  onsettled?.(true);
  offerUndo(toasts, words.merged(name), undoing, merged.value.receipt);
}
