/** Builds member logs for resolver tests: real entries, signed by one fixed key (the resolver takes them as verified). */
import type { DeviceId } from '../../src/lib/kernel/ids';
import { importSigningKey } from '../../src/lib/crypto/sign';
import { clientIdOf } from '../../src/lib/log/client-id';
import { foundSpace, type FoundedSpace } from '../../src/lib/log/founding';
import { createMemberId, type MemberEntryId } from '../../src/lib/log/ids';
import { signMemberEntry, type MemberEntry } from '../../src/lib/log/member-entry';
import type { DeviceRegistration, MemberPayload, Remove } from '../../src/lib/log/member-payload';
import { createGrant, type Grant } from '../../src/lib/log/grant';
import type { Role } from '../../src/lib/log/roles';
import { createFixedPairSource } from './fixed-pairs';
import { createSeededRandom } from './seeded-random';
import { createDeviceId } from '../../src/lib/kernel/ids';

export interface MemberLog {
  readonly space: FoundedSpace;
  readonly founder: DeviceRegistration;
  /** A registration that no entry has added yet. */
  person(name: string): DeviceRegistration;
  write(
    by: DeviceRegistration,
    parents: readonly MemberEntry[],
    payload: MemberPayload
  ): Promise<MemberEntry>;
}

export async function createMemberLog(seed: string, withRecovery = true): Promise<MemberLog> {
  const random = createSeededRandom(seed);
  const space = await foundSpace({
    name: '负责人',
    printedKey: withRecovery ? random.bytes(32) : null,
    atMs: 0,
    random,
    pairs: createFixedPairSource()
  });
  const key = await importSigningKey(space.device.pairs.signing.secret);
  return {
    space,
    founder: space.device.registration,
    person(name) {
      const deviceId: DeviceId = createDeviceId(random);
      const fake = new Uint8Array(65).fill(4);
      fake.set(random.bytes(32), 1);
      return {
        memberId: createMemberId(random),
        deviceId,
        incarnation: 1,
        name,
        signingKey: fake,
        agreementKey: fake,
        clientId: clientIdOf(deviceId, 1)
      };
    },
    write: (by, parents, payload) =>
      signMemberEntry(
        { spaceId: space.spaceId, author: by, parents: parents.map((p) => p.id), atMs: 0, payload },
        key
      )
  };
}

/** A role stands for everything that it may read. */
const grantOf = (grant: Role | Grant): Grant =>
  typeof grant === 'string' ? createGrant(grant) : grant;

export const adding = (device: DeviceRegistration, grant: Role | Grant): MemberPayload => ({
  kind: 'add-device',
  device,
  ...grantOf(grant),
  request: null,
  keys: []
});

export const removing = (who: DeviceRegistration, more: Partial<Remove> = {}): MemberPayload => ({
  kind: 'remove',
  target: { type: 'member', memberId: who.memberId },
  mode: 'now',
  reason: 0,
  cuts: [],
  keys: [],
  ...more
});

export const settingRole = (who: DeviceRegistration, grant: Role | Grant): MemberPayload => ({
  kind: 'set-role',
  memberId: who.memberId,
  ...grantOf(grant),
  cuts: [],
  keys: []
});

export const idsOf = (entries: readonly MemberEntry[]): MemberEntryId[] => entries.map((e) => e.id);
