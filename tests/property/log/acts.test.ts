import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import type { Act } from '../../../src/lib/log/acts/act';
import { signAct } from '../../../src/lib/log/acts/act';
import { confirmDevice } from '../../../src/lib/log/acts/admit';
import { grantMissingKeys, housekeepingOf, rotate } from '../../../src/lib/log/acts/keys';
import { closeDeparture, remove } from '../../../src/lib/log/acts/remove';
import { setRole } from '../../../src/lib/log/acts/set-role';
import type { KeyStream } from '../../../src/lib/log/epoch-keys';
import { createGrant, type Grant } from '../../../src/lib/log/grant';
import { mayHold } from '../../../src/lib/log/member-keys';
import { canAdminister, roles } from '../../../src/lib/log/roles';
import { createActSpace, type ActSpace, type Actor } from '../../factories/act-space';

const streams: readonly KeyStream[] = ['general', 'sensitive', 'reports', 'carrier'];

interface Step {
  readonly by: number;
  readonly on: number;
  readonly act: 'join' | 'role' | 'remove' | 'depart' | 'close' | 'rotate' | 'confirm' | 'meet';
  readonly grant: Grant;
}

const grant: fc.Arbitrary<Grant> = fc
  .tuple(
    fc.constantFrom(...roles, 'admin' as const),
    fc.subarray(['general', 'sensitive', 'reports'] as const, { minLength: 1 })
  )
  .map(([role, scopes]) => createGrant(role, scopes));

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.nat({ max: 6 }),
  on: fc.nat({ max: 6 }),
  act: fc.constantFrom(
    ...(['join', 'role', 'role', 'remove', 'depart', 'close', 'rotate', 'confirm'] as const),
    ...(['meet', 'meet', 'meet'] as const)
  ),
  grant
});

function actOf(space: ActSpace, { act, grant: to }: Step, by: Actor, on: Actor): Act | undefined {
  const { memberId, deviceId } = on.registration;
  const target = { type: 'member', memberId } as const;
  switch (act) {
    case 'role':
      return setRole(memberId, to);
    case 'remove':
      return remove({ target: { type: 'device', deviceId }, mode: 'now', reason: 0 });
    case 'depart':
      return remove({ target, mode: 'departure', reason: 1 });
    case 'close':
      return closeDeparture(target);
    case 'rotate':
      return rotate(streams);
    case 'confirm': {
      const [entry] = space.resolve(by).unconfirmed;
      return entry && confirmDevice(entry.id);
    }
    default:
      return undefined;
  }
}

/** Plays the steps among actors that meet now and then; every act that was not refused is checked at once. */
async function play(space: ActSpace, steps: readonly Step[]): Promise<Actor[]> {
  const actors = [space.founder];
  for (const role of ['owner', 'admin', 'editor'] as const) {
    actors.push(await space.join(space.founder, role, role));
  }
  await space.meet(...actors);
  const pick = (n: number): Actor => actors[n % actors.length] ?? space.founder;
  for (const one of steps) {
    const [by, on] = [pick(one.by), pick(one.on)];
    if (one.act === 'meet') {
      await space.meet(by, on);
      continue;
    }
    if (one.act === 'join') {
      const isAdmin = canAdminister(space.grantOf(by, by)?.role ?? 'relay');
      const isBelow = one.grant.role !== 'owner' && actors.length < 7;
      if (isAdmin && isBelow) actors.push(await space.join(by, `同事${actors.length}`, one.grant));
      continue;
    }
    const act = actOf(space, one, by, on);
    const done = act && (await space.tryAct(by, act));
    // M3: what an act builds, the resolver accepts by what its author knew.
    if (done?.ok) expect(space.isValid(by, done.value)).toBe(true);
  }
  return actors;
}

/** Everybody in turn does what is due; how many rounds until nothing is. */
async function keepHouse(space: ActSpace, actors: readonly Actor[]): Promise<number> {
  for (let round = 0; round < 6; round++) {
    await space.meet(...actors);
    const due = actors.flatMap((actor) => {
      const work = housekeepingOf(space.contextOf(actor));
      return work ? [{ actor, work }] : [];
    });
    const [first] = due.sort((a, b) => a.work.turn - b.work.turn);
    if (!first) return round;
    if (first.work.rotate.length > 0) await space.doAct(first.actor, rotate(first.work.rotate));
    if (first.work.grant) await space.tryAct(first.actor, grantMissingKeys);
  }
  return Infinity;
}

describe('acts over random histories (I1, I4, I6)', () => {
  it('each act is accepted, all come to one state, and no round of keys is endless', async () => {
    let seed = 0;
    const run = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const hasRecovery = seed % 2 === 0;
      const space = await createActSpace(`history ${seed++}`, { hasRecovery });
      const actors = await play(space, steps);
      expect(await keepHouse(space, actors)).toBeLessThan(5);
      const resolved = space.resolve(space.founder);
      const isAdministered = resolved.activeDevices.some((d) => canAdminister(d.grant.role));
      for (const actor of actors) {
        expect(space.resolve(actor).members).toEqual(resolved.members);
        // With nobody left who may make keys, the printed key must bring in an owner first.
        if (!isAdministered) continue;
        const own = space.grantOf(space.founder, actor);
        for (const stream of streams) {
          const current = resolved.currentEpoch(stream);
          if (!current) throw new Error('every stream has an epoch');
          // I6: who may not read can't; M17: who may read can.
          const isEntitled = own !== null && mayHold(own, stream);
          expect([stream, actor.ring.has(current)]).toEqual([stream, isEntitled]);
        }
      }
      const owners = resolved.activeDevices.filter((device) => device.grant.role === 'owner');
      // M11
      expect(hasRecovery || owners.length > 0).toBe(true);
    });
    await fc.assert(run, { numRuns: 20 });
  });

  it('M6: the same payload by someone without the right is void', async () => {
    const space = await createActSpace('forged');
    const admin = await space.join(space.founder, '甲', 'admin');
    const editor = await space.join(space.founder, '乙', createGrant('editor', ['general']));
    const viewer = await space.join(space.founder, '丙', 'viewer');
    const outsider = await space.join(space.founder, '丁', 'admin');
    await space.doAct(
      space.founder,
      remove({
        target: { type: 'member', memberId: outsider.registration.memberId },
        mode: 'now',
        reason: 2
      })
    );
    await space.meet(space.founder, admin, editor, viewer, outsider);
    const acts: readonly Act[] = [
      setRole(viewer.registration.memberId, createGrant('editor')),
      remove({
        target: { type: 'member', memberId: admin.registration.memberId },
        mode: 'now',
        reason: 0
      }),
      rotate(streams)
    ];
    for (const act of acts) {
      const payload = unwrap(await act(space.contextOf(space.founder)));
      for (const forger of [editor, viewer, outsider]) {
        const entry = await signAct(space.contextOf(forger), payload, forger.signingKey);
        await space.give(space.founder, [entry]);
        expect(space.isValid(space.founder, entry)).toBe(false);
      }
    }
    expect(space.resolve(space.founder).currentEpoch('general')?.epoch).toBe(2);
  });
});
