/** Opens the replica of a space on this device, with locks and messages between tabs. */
import { recordDefinitions } from '../../domain/registry';
import type { RecordKind } from '../../domain/field';
import type { SpaceId } from '../../kernel/ids';
import { createKeyRing } from '../../log/key-ring';
import type { ReplicaDeps, TabChannel, TabMessage } from '../../storage/deps';
import { createDexieStore } from '../../storage/dexie-store';
import { createReplica } from '../../storage/replica';
import type { OpenVault } from '../../storage/vault/open-vault';
import { createDrafts } from './drafts';
import { createMembers, memberLogOfReplica } from './members';
import type { SessionHost } from './session-host';
import type { SessionParts } from './session-parts';
import type { SpaceEntry } from './space-book';

/** Web Locks between tabs; a browser without them has one tab at a time, and its replica a queue of its own. */
function lockOf(page: Window, spaceId: SpaceId): Pick<ReplicaDeps, 'exclusively'> {
  const locks = page.navigator.locks as LockManager | undefined;
  return locks ? { exclusively: (work) => locks.request(`tongxinbu/${spaceId}`, work) } : {};
}

function createTabChannel(host: SessionHost, spaceId: SpaceId): TabChannel {
  const channel = new host.page.BroadcastChannel(`tongxinbu/${spaceId}`);
  return {
    post: (message) => channel.postMessage(message),
    onMessage(listener) {
      const receive = (event: MessageEvent<TabMessage>): void => listener(event.data);
      channel.addEventListener('message', receive);
      return () => {
        channel.removeEventListener('message', receive);
        channel.close();
      };
    }
  };
}

/** A macrotask: lets the page paint and answer between slices of long work. */
const yieldTo =
  (page: Window): (() => Promise<void>) =>
  () =>
    new Promise((resolve) => page.setTimeout(resolve, 0));

export async function openSpace(
  host: SessionHost,
  open: OpenVault,
  space: SpaceEntry
): Promise<SessionParts> {
  const { page, clock, random, database, vault, onError } = host;
  const store = createDexieStore(database, space.id);
  const replica = await createReplica({
    store,
    spaceId: space.id,
    deviceId: open.deviceId,
    incarnation: open.incarnation,
    keys: {
      storageKey: open.storageKey,
      ring: createKeyRing(space.secrets),
      signingKey: open.signingKey
    },
    clock,
    random,
    registry: { get: (kind: RecordKind) => recordDefinitions[kind] },
    ...lockOf(page, space.id),
    channel: createTabChannel(host, space.id),
    yieldNow: yieldTo(page),
    onErased: (ids) => void createDrafts(open).forget(ids).catch(onError),
    onError
  });
  const members = createMembers(space.id, memberLogOfReplica(replica));
  return { vault, open, space, members, replica, clock, random, page };
}
