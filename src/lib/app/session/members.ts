/**
 * The member log of a space on this device: who has which device, and the one entry that no member signs: a device
 * admitted by the printed key. Everything else is an act (members/members-service.ts).
 */
import type { SigningKey } from '../../crypto/sign';
import type { Bytes } from '../../kernel/bytes';
import type { SpaceId } from '../../kernel/ids';
import { sealEpoch, type EpochSecret } from '../../log/epoch-keys';
import { createGrant } from '../../log/grant';
import type { MemberId } from '../../log/ids';
import { createKeyRing, fillKeyRing, secretsToPass } from '../../log/key-ring';
import { signMemberEntry, type MemberEntry } from '../../log/member-entry';
import {
  compareSealedEpochs,
  type DeviceRegistration,
  type RecoveryKeys
} from '../../log/member-payload';
import { resolveMembers, type ResolvedMembers } from '../../log/members';
import { openRecovery } from '../../log/recovery';
import type { Role } from '../../log/roles';
import type { MemberStore } from '../../storage/member-store';
import type { SyncReplica } from '../../storage/replica';
import { assert } from '../../kernel/assert';

export interface Members {
  readonly entries: () => readonly MemberEntry[];
  /** Those that count, of removed devices too: anybody can sign another, with a name of their choice. */
  readonly registrations: () => readonly DeviceRegistration[];
  /** Of the founding entry; null for a space without a printed key. */
  readonly recoveryKeys: () => RecoveryKeys | null;
  /** False when the printed key is not this space's. */
  addDeviceByRecovery(printedKey: Bytes, input: AddDeviceInput): Promise<boolean>;
}

export interface AddDeviceInput {
  readonly device: DeviceRegistration;
  readonly role: Role;
  readonly secrets: readonly EpochSecret[];
  readonly atMs: number;
}

/** Where member entries stand: the open replica, or its sealed rows before it is opened. */
export interface MemberLog {
  readonly entries: () => readonly MemberEntry[];
  /** What they come to. */
  resolved(): ResolvedMembers;
  append(entry: MemberEntry): Promise<void>;
}

export async function memberLogOfStore(spaceId: SpaceId, store: MemberStore): Promise<MemberLog> {
  let entries = await store.list();
  return {
    entries: () => entries,
    resolved: () => resolveMembers(spaceId, entries),
    async append(entry) {
      await store.append([entry]);
      entries = [...entries, entry];
    }
  };
}

export const memberLogOfReplica = (replica: SyncReplica): MemberLog => ({
  entries: () => replica.memberEntries(),
  resolved: () => replica.members(),
  async append(entry) {
    const added = await replica.addMembers([entry]);
    assert(added.ok, 'a member entry of this device is taken in');
  }
});

/**
 * Whoever comes back with the printed key is the owner of that name, with one more device: as somebody else they would stand beside
 * themselves for ever. Of two owners of one name, and of whoever was no owner, nobody is guessed.
 */
function memberIdOf({ members }: ResolvedMembers, device: DeviceRegistration): MemberId {
  const same = members.filter(({ grant, name }) => grant?.role === 'owner' && name === device.name);
  const [one] = same;
  return one && same.length === 1 ? one.memberId : device.memberId;
}

export function createMembers(spaceId: SpaceId, log: MemberLog): Members {
  // Of the founding that counts: anybody can sign another that names this space, with a recovery key of their own.
  const recoveryKeys = (): RecoveryKeys | null => log.resolved().founding?.payload.recovery ?? null;
  async function write(
    author: Pick<DeviceRegistration, 'deviceId' | 'incarnation' | 'signingKey'>,
    key: SigningKey,
    input: AddDeviceInput
  ): Promise<void> {
    const { device, role, secrets, atMs } = input;
    const resolved = log.resolved();
    const keys = await Promise.all(
      secretsToPass(secrets, resolved).map((secret) =>
        sealEpoch(spaceId, secret, { devices: [device] })
      )
    );
    const entry = await signMemberEntry(
      {
        spaceId,
        author: {
          deviceId: author.deviceId,
          incarnation: author.incarnation,
          signingKey: author.signingKey
        },
        parents: resolved.headsFor(author.deviceId, author.incarnation),
        atMs,
        payload: {
          kind: 'add-device',
          device,
          ...createGrant(role),
          request: null,
          keys: keys.sort(compareSealedEpochs)
        }
      },
      key
    );
    await log.append(entry);
  }

  return {
    entries: log.entries,
    recoveryKeys,
    registrations: () =>
      log.resolved().members.flatMap(({ devices }) => devices.map((device) => device.registration)),
    async addDeviceByRecovery(printedKey, input) {
      const keys = recoveryKeys();
      const recovery = keys && (await openRecovery(spaceId, printedKey, keys));
      if (!recovery) return false;
      const device = { ...input.device, memberId: memberIdOf(log.resolved(), input.device) };
      // DESIGN 5: an entry by the recovery key names the device it adds as its author.
      const author = { ...device, signingKey: recovery.signingPublicKey };
      // The machine may never have had a later key that the printed one opens.
      const ring = createKeyRing(input.secrets);
      const opener = { type: 'recovery', key: recovery.agreementKey } as const;
      await fillKeyRing(ring, spaceId, log.resolved().epochs, opener);
      await write(author, recovery.signingKey, {
        ...input,
        device,
        role: 'owner',
        secrets: ring.all()
      });
      return true;
    }
  };
}
