/** Acts on members, one at a time: what went wrong stays on screen until the next act, what went well is a notice. */
import type { MembersResult } from '../../app/members/types';
import { describeMembersError } from '../../text/members';
import type { Toasts } from '../../ui/feedback/toasts.svelte';

export interface Acting {
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  /** True when it was done. `done`: the notice; undefined where there is nothing to tell. */
  run<T>(
    act: () => MembersResult<T>,
    done: string | ((value: T) => string | undefined)
  ): Promise<boolean>;
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
      if (!result.ok) return false;
      const notice = typeof done === 'string' ? done : done(result.value);
      if (notice !== undefined) toasts.show(notice);
      return true;
    }
  };
}
