/** Acts on members, one at a time: what went wrong stays on screen until the next act, what went well is a notice. */
import type { MembersResult } from '../../app/members/types';
import { describeMembersError } from '../../text/members';
import type { Toasts } from '../../ui/feedback/toasts.svelte';

export interface Acting {
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  /** True when it was done. */
  run(act: () => MembersResult<unknown>, done: string): Promise<boolean>;
}

export function createActing(toasts: Toasts): Acting {
  let problem = $state<string>();
  let isBusy = $state(false);
  return {
    get problem() {
      return problem;
    },
    get isBusy() {
      return isBusy;
    },
    async run(act, done) {
      if (isBusy) return false;
      isBusy = true;
      const result = await act();
      isBusy = false;
      problem = result.ok ? undefined : describeMembersError(result.error);
      if (result.ok) toasts.show(done);
      return result.ok;
    }
  };
}
