import { describe, expect, it } from 'vitest';
import { createMembers, type MemberLog } from '../../../../src/lib/app/session/members';
import { importAgreementKey } from '../../../../src/lib/crypto/agree';
import { importSigningKey } from '../../../../src/lib/crypto/sign';
import { createEpochSecret, sealEpoch } from '../../../../src/lib/log/epoch-keys';
import { createDevice, foundSpace, keyStreams } from '../../../../src/lib/log/founding';
import { createKeyRing, fillKeyRing } from '../../../../src/lib/log/key-ring';
import { signMemberEntry, type MemberEntry } from '../../../../src/lib/log/member-entry';
import { compareSealedEpochs } from '../../../../src/lib/log/member-payload';
import { resolveMembers } from '../../../../src/lib/log/members';
import { createSeededRandom } from '../../../factories/seeded-random';

describe('DESIGN 5 Recovery: a device let in by the printed key', () => {
  it('holds the keys that were sealed to the printed one alone, whatever the machine had', async () => {
    const random = createSeededRandom('recovery');
    const printedKey = random.bytes(32);
    const { spaceId, device, entry, secrets } = await foundSpace({
      name: '负责人',
      printedKey,
      atMs: 0,
      random
    });
    const recoveryKey = entry.payload.recovery?.agreementKey ?? null;
    // A rotation elsewhere, of which this machine has the entry and not the keys.
    const later = keyStreams.map((stream) => createEpochSecret(stream, 2, random));
    const sealed = later.map((secret) =>
      sealEpoch(spaceId, secret, { devices: [device.registration], recoveryKey })
    );
    const rotation = await signMemberEntry(
      {
        spaceId,
        author: device.registration,
        parents: [entry.id],
        atMs: 1,
        payload: { kind: 'rotate', keys: (await Promise.all(sealed)).sort(compareSealedEpochs) }
      },
      await importSigningKey(device.pairs.signing.secret)
    );
    const entries: MemberEntry[] = [entry, rotation];
    const log: MemberLog = {
      entries: () => entries,
      resolved: () => resolveMembers(spaceId, entries),
      append: async (added) => void entries.push(added)
    };
    const made = await createDevice('新机器', random);
    const isAdded = await createMembers(spaceId, log).addDeviceByRecovery(printedKey, {
      device: made.registration,
      role: 'owner',
      secrets,
      atMs: 2
    });
    expect(isAdded).toBe(true);

    const ring = createKeyRing();
    const { deviceId, incarnation } = made.registration;
    const key = await importAgreementKey(made.pairs.agreement);
    const opener = { type: 'device', deviceId, incarnation, key } as const;
    await fillKeyRing(ring, spaceId, log.resolved().epochs, opener);
    for (const secret of [...secrets, ...later]) expect(ring.has(secret)).toBe(true);
  });

  it.each([
    ['of the owner’s own name is one more device of theirs', '负责人', true],
    ['of another name is somebody else', '莫小雨', false]
  ])('a device %s', async (_, name, isSame) => {
    const random = createSeededRandom('recovery of a name');
    const printedKey = random.bytes(32);
    const options = { name: '负责人', printedKey, atMs: 0, random };
    const { spaceId, device, entry, secrets } = await foundSpace(options);
    const entries: MemberEntry[] = [entry];
    const log: MemberLog = {
      entries: () => entries,
      resolved: () => resolveMembers(spaceId, entries),
      append: async (added) => void entries.push(added)
    };
    const made = await createDevice(name, random);
    const input = { device: made.registration, role: 'owner', secrets, atMs: 1 } as const;
    expect(await createMembers(spaceId, log).addDeviceByRecovery(printedKey, input)).toBe(true);
    const resolved = log.resolved();
    const { deviceId, incarnation } = made.registration;
    expect(resolved.grantOf(deviceId, incarnation)?.role).toBe('owner');
    const devices = [device.registration.deviceId, deviceId];
    const [founder] = resolved.members;
    expect(resolved.members).toHaveLength(isSame ? 1 : 2);
    expect(founder?.devices.map(({ registration }) => registration.deviceId)).toEqual(
      isSame ? devices : devices.slice(0, 1)
    );
  });
});
