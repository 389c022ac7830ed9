/** Keeps what a form holds after every change, for forms whose fields write their state themselves. */
import { untrack } from 'svelte';
import type { Drafts } from '../app/types';
import { equalJson, type Json } from '../kernel/json';
import { DraftKeeper } from './draft-keeper';

/**
 * Call it while the component is made. `read` answers undefined when nothing is worth keeping; what the form begins
 * with is not written again.
 */
export function keepDraft(drafts: Drafts, key: string, read: () => Json | undefined): DraftKeeper {
  const keeper = new DraftKeeper(drafts, key);
  let last = untrack(read);
  $effect(() => {
    const now = read();
    if (equalJson(now ?? null, last ?? null)) return;
    last = now;
    if (now === undefined) void keeper.clear();
    else keeper.keep(now);
  });
  return keeper;
}
