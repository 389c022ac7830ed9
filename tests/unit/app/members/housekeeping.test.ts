import { afterEach, describe, expect, it } from 'vitest';
import { importAeadKey } from '../../../../src/lib/crypto/aead';
import { startHousekeeping, tidyOnce } from '../../../../src/lib/app/members/housekeeping';
import { testRegistry } from '../../../contract/replica/fixture';
import { remove, removalReason } from '../../../../src/lib/log/acts/remove';
import { housekeepingOf } from '../../../../src/lib/log/acts/keys';
import { createKeyRing } from '../../../../src/lib/log/key-ring';
import { unwrap } from '../../../../src/lib/kernel/result';
import { createMemoryDisk, createMemoryStore } from '../../../../src/lib/storage/memory-store';
import { createReplica, type SyncReplica } from '../../../../src/lib/storage/replica';
import { createActSpace, type Actor, type ActSpace } from '../../../factories/act-space';
import { createTestClock } from '../../../contract/replica/fixture';

const open: SyncReplica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.close();
});

/** An actor's replica, with what the actor knows. */
async function replicaOf(space: ActSpace, actor: Actor): Promise<SyncReplica> {
  const { deviceId, incarnation } = actor.registration;
  const replica = await createReplica({
    store: createMemoryStore(createMemoryDisk()),
    spaceId: space.spaceId,
    deviceId,
    incarnation,
    keys: {
      storageKey: await importAeadKey(space.random.bytes(32)),
      ring: createKeyRing(),
      signingKey: actor.signingKey,
      agreementKey: actor.agreementKey
    },
    clock: createTestClock(space.now()),
    random: space.random,
    registry: testRegistry
  });
  unwrap(await replica.ingest({ members: [...actor.known.values()], entries: [] }));
  open.push(replica);
  return replica;
}

const meet = async (replicas: readonly SyncReplica[]): Promise<void> => {
  const members = replicas.flatMap((replica) => replica.memberEntries());
  for (const replica of replicas) unwrap(await replica.ingest({ members, entries: [] }));
};

const dueAt = async (replica: SyncReplica) => {
  const context = await replica.actContext();
  return context && housekeepingOf(context);
};

async function threeAdmins(seed: string) {
  const space = await createActSpace(seed);
  const [a, b] = [
    await space.join(space.founder, '甲', 'admin'),
    await space.join(space.founder, '乙', 'admin')
  ];
  const viewer = await space.join(space.founder, '丙', 'viewer');
  await space.meet(space.founder, a, b, viewer);
  const admins = await Promise.all([space.founder, a, b].map((actor) => replicaOf(space, actor)));
  const leaver = await replicaOf(space, viewer);
  const target = { type: 'member', memberId: viewer.registration.memberId } as const;
  unwrap(await leaver.act(remove({ target, mode: 'now', reason: removalReason.leftPost })));
  await meet([...admins, leaver]);
  return { admins, leaver };
}

describe('housekeeping (log/SPEC A4)', () => {
  it('the leaver’s own removal makes keys due, in one order of turns on every device; one acts, nothing is left', async () => {
    const { admins, leaver } = await threeAdmins('turns');
    const due = await Promise.all(admins.map(dueAt));
    expect(due.map((one) => one?.turn).sort()).toEqual([0, 1, 2]);
    const waits: { ms: number; run: () => void }[] = [];
    const running = admins.map((replica) => {
      const own: { ms: number; run: () => void }[] = [];
      const keeping = startHousekeeping({
        replica,
        later: (ms, run) => {
          own.push({ ms, run });
          return () => undefined;
        },
        onError: (thrown) => {
          throw thrown;
        }
      });
      return { replica, own, keeping };
    });
    for (const { replica, own } of running) {
      await replica.digest('general');
      await Promise.resolve();
      waits.push(...own);
    }
    expect(waits.map(({ ms }) => ms).sort((x, y) => x - y)).toEqual([2000, 62_000, 122_000]);
    const first = admins[due.findIndex((one) => one?.turn === 0)];
    if (!first) throw new Error('someone is first');
    await tidyOnce(first);
    await meet([...admins, leaver]);
    expect(await Promise.all(admins.map(dueAt))).toEqual([undefined, undefined, undefined]);
    const current = first.members().currentEpoch('general');
    expect(current).toMatchObject({ epoch: 2, mustRotate: false, lacking: [] });
    for (const { keeping } of running) keeping.stop();
  });

  it('three who act at once end in one state with nothing left to do, and all can read', async () => {
    const { admins, leaver } = await threeAdmins('at once');
    for (const admin of admins) await tidyOnce(admin);
    for (let round = 0; round < 3; round++) {
      await meet([...admins, leaver]);
      for (const admin of admins) await tidyOnce(admin);
    }
    await meet([...admins, leaver]);
    expect(await Promise.all(admins.map(dueAt))).toEqual([undefined, undefined, undefined]);
    const keys = admins.map((admin) => admin.members().currentEpoch('general'));
    expect(new Set(keys.map((one) => one?.keyId)).size).toBe(1);
    expect(keys[0]).toMatchObject({ mustRotate: false, lacking: [] });
  });
});
