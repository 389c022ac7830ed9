/** Opens the replica of a space on this device, with locks and messages between tabs. */
import { recordDefinitions } from '../../domain/registry';
import type { RecordKind } from '../../domain/field';
import { equalBytes } from '../../kernel/bytes';
import type { SpaceId } from '../../kernel/ids';
import { clientIdOf } from '../../log/client-id';
import { createKeyRing } from '../../log/key-ring';
import type { DeviceRegistration } from '../../log/member-payload';
import type { TabChannel, TabMessage } from '../../storage/deps';
import { createDexieStore } from '../../storage/dexie-store';
import { createReplica } from '../../storage/replica';
import type { DeviceKeys, OpenVault } from '../../storage/vault/open-vault';
import { alone } from './alone';
import { createDrafts } from './drafts';
import { createMembers, memberLogOfReplica } from './members';
import type { SessionHost } from './session-host';
import type { SessionParts } from './session-parts';
import { updateSpace, type SpaceEntry } from './space-book';

function createTabChannel(host: Pick<SessionHost, 'page'>, spaceId: SpaceId): TabChannel {
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

/** The same device under new keys. */
const continued = (
  present: DeviceRegistration,
  { incarnation, publicKeys }: DeviceKeys
): DeviceRegistration => ({
  ...present,
  incarnation,
  signingKey: publicKeys.signing,
  agreementKey: publicKeys.agreement,
  clientId: clientIdOf(present.deviceId, incarnation)
});

export async function openSpace(
  host: Omit<SessionHost, 'vaultStore'>,
  open: OpenVault,
  space: SpaceEntry
): Promise<SessionParts> {
  const { page, clock, random, database, vault, onError } = host;
  const store = createDexieStore(database, space.id);
  const ring = createKeyRing(space.secrets);
  const replica = await createReplica({
    store,
    spaceId: space.id,
    deviceId: open.deviceId,
    incarnation: open.incarnation,
    keys: {
      storageKey: open.storageKey,
      ring,
      signingKey: open.signingKey,
      agreementKey: open.agreementKey
    },
    clock,
    random,
    registry: { get: (kind: RecordKind) => recordDefinitions[kind] },
    exclusively: (work) => alone(page, space.id, work),
    channel: createTabChannel(host, space.id),
    async renewDevice(present, incarnation) {
      const made = await open.renew(incarnation);
      return made && { ...made, registration: continued(present, made) };
    },
    async keysOf({ incarnation, signingKey }) {
      const kept = await open.incarnationKeys(incarnation);
      return kept && equalBytes(kept.publicKeys.signing, signingKey) ? kept : undefined;
    },
    onSecrets: (secrets) => updateSpace(open, space.id, (entry) => ({ ...entry, secrets })),
    onErased: (ids) => void createDrafts(open).forget(ids).catch(onError),
    onError
  });
  // A kill right after an erasure, or a form left open in another tab, leaves a draft about the person (I7).
  const erased = [...replica.members().erasures.keys()];
  if (erased.length > 0) await createDrafts(open).forget(erased).catch(onError);
  const members = createMembers(space.id, memberLogOfReplica(replica));
  const { appAddress, appVersion, folders, links, onNamed } = host;
  const common = { clock, random, page, database, appAddress, appVersion, folders, links };
  return { vault, open, space, members, replica, ring, ...common, onNamed, onError };
}
