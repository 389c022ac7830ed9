/**
 * Two browsers side by side, for a device that has not been admitted yet (Y16): request, six digits and answer. The
 * connection over which the answer came is left for the book that opens then.
 */
import type { Timer } from '../../kernel/environment';
import type { SpaceId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import { createDirectLink, type DirectEndpoint } from '../../transports/direct/direct';
import type { PeerConnection } from '../../transports/direct/peer-connection';
import type { JoinPort, Waiting } from '../members/types';
import { askOver } from './direct-join';
import type { DirectFault } from './types';

export interface WaitingDirectDeps {
  readonly spaceId: SpaceId;
  readonly joinTag: string;
  readonly join: JoinPort;
  readonly timer: Timer;
  readonly openPeer: () => PeerConnection | null;
  /** Connections that a book goes on with as soon as it is open. */
  readonly links: Map<SpaceId, DirectEndpoint>;
}

export interface WaitingDirect {
  readonly meet: Waiting['meetDirectly'];
  /** Ends what is under way; a connection that was left for the book stays. */
  close(): void;
}

export function createWaitingDirect(deps: WaitingDirectDeps): WaitingDirect {
  const { spaceId, joinTag, join, timer, openPeer, links } = deps;
  const meetings = new Set<() => void>();
  return {
    meet(onProgress) {
      const link = createDirectLink({
        openPeer,
        timer,
        party: { spaceId, joinTag },
        onStep: (step) => onProgress({ step })
      });
      let isLeft = false;
      const cancel = (): void => {
        if (!isLeft) link.cancel();
      };
      meetings.add(cancel);
      const outcome = link.opened.then(
        (open): Result<null, DirectFault> | Promise<Result<null, DirectFault>> => {
          if (!open.ok) return open;
          const { channel, side } = open.value;
          return askOver(channel, {
            join,
            onAsked: () => onProgress({ step: 'asking' }),
            onAdmitted() {
              isLeft = true;
              links.set(spaceId, { channel, side });
            }
          });
        }
      );
      const forget = (): void => void meetings.delete(cancel);
      void outcome.then(forget, forget);
      return {
        createOffer: () => link.createOffer(),
        acceptOffer: (text) => link.acceptOffer(text),
        finish: (text) => link.finish(text),
        outcome,
        cancel
      };
    },
    close() {
      for (const cancel of meetings) cancel();
      meetings.clear();
    }
  };
}
