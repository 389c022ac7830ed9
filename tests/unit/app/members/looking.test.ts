/** A fork of a thousand records takes seconds to compare: the members are there before (app/members, issue 3 "forks"). */
import { afterEach, describe, expect, it } from 'vitest';
import { startMembersService } from '../../../../src/lib/app/members/members-service';
import type { MembersView } from '../../../../src/lib/app/members/types';
import type { DeviceId } from '../../../../src/lib/kernel/ids';
import type { UnshownBranches } from '../../../../src/lib/storage/chain-facts';
import type { SyncReplica } from '../../../../src/lib/storage/replica';
import { createProfile, type Profile } from '../../../factories/profile';

const profiles: Profile[] = [];
const stops: (() => void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  for (const one of profiles.splice(0)) await one.close();
});

/** The members of a book whose comparison of branches is `look`; a moment is over when the test says so. */
async function membersWith(look: (own: DeviceId) => Promise<readonly UnshownBranches[]>) {
  const profile = createProfile();
  profiles.push(profile);
  await profile.found('区连翘');
  const { replica } = profile.session();
  const [own] = replica.members().activeDevices;
  if (!own) throw new Error('the founder has a device');
  const slow = Object.create(replica, {
    unshownBranches: { value: () => look(own.registration.deviceId) }
  }) as SyncReplica;
  const due = new Set<() => void>();
  const running = startMembersService({
    replica: slow,
    notes: { read: () => Promise.resolve(new Map()), keep: () => Promise.resolve() },
    clock: { now: () => Date.UTC(2026, 10, 30), today: () => '2026-11-30' as never },
    random: { bytes: (length) => new Uint8Array(length) },
    appAddress: 'https://tongxinbu.test/',
    later: (_, run) => {
      due.add(run);
      return () => due.delete(run);
    },
    onError: (thrown) => {
      throw thrown;
    }
  });
  stops.push(() => running.stop());
  const told: MembersView[] = [];
  const waiting: (() => void)[] = [];
  running.service.view.watch(
    (view) => {
      told.push(view);
      for (const resolve of waiting.splice(0)) resolve();
    },
    (error) => {
      throw error;
    }
  );
  return {
    told,
    due,
    until: async (count: number): Promise<void> => {
      while (told.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
}

/** Answers when told. */
function gate<T>() {
  let resolved: (value: T) => void = () => undefined;
  const answer = new Promise<T>((resolve) => (resolved = resolve));
  return { answer, open: (value: T) => resolved(value) };
}

describe('the members while branches are compared', () => {
  it('are there after a moment, without what is being compared; then with it', async () => {
    const { answer, open } = gate<readonly UnshownBranches[]>();
    const asked = gate<DeviceId>();
    const { told, due, until } = await membersWith((own) => {
      asked.open(own);
      return answer;
    });
    const deviceId = await asked.answer;
    expect(told).toEqual([]);
    for (const run of [...due]) run();
    await until(1);
    expect(told[0]).toMatchObject({ isLooking: true, forks: [], members: [{ name: '区连翘' }] });
    const fork = { deviceId, isOwed: true, isOnTop: false, fromMs: 1, toMs: 2 };
    open([{ ...fork, recordIds: new Set() }]);
    await until(2);
    expect(told[1]).toMatchObject({ isLooking: false, forks: [{ name: '区连翘' }] });
  });

  it('are told once where the comparison takes no moment', async () => {
    const { told, until } = await membersWith(() => Promise.resolve([]));
    await until(1);
    expect(told).toMatchObject([{ isLooking: false }]);
  });
});
