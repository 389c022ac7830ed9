/** A synchronising service beside the session's own, with the ways that a test gives it; its timers run when told to. */
import { systemRandom } from '../../src/lib/crypto/random';
import { startSyncService, type SyncServiceDeps } from '../../src/lib/app/sync/sync-service';
import { createTestTimer } from '../contract/transports/channel-pair';
import type { Profile } from './profile';

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

export function startService(
  of: Profile,
  given: Partial<Pick<SyncServiceDeps, 'openPeer' | 'openRelay' | 'replica'>>
) {
  const { parts, replica, session } = of.session();
  const timer = createTestTimer();
  const running = startSyncService({
    replica,
    join: session.members.join,
    vault: parts.open,
    folders: new Map(),
    links: new Map(),
    relayHint: parts.space.relayHint,
    clock: parts.clock,
    random: systemRandom,
    timer,
    page: parts.page,
    appVersion: '1.0.0',
    others: { takeFile: nothing, nameOf: nothing },
    bookName: () => '和风里',
    openRelay: () => {
      throw new Error('no relay here');
    },
    openPeer: () => null,
    onError: (thrown) => {
      throw thrown;
    },
    ...given
  });
  return { ...running, timer };
}
