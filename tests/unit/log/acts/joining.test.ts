import { describe, expect, it } from 'vitest';
import {
  addOwnDevice,
  admitRequest,
  checkRequest,
  confirmDevice
} from '../../../../src/lib/log/acts/admit';
import { createInvite, declineRequest, revokeInvite } from '../../../../src/lib/log/acts/invite';
import { housekeepingOf, rotate } from '../../../../src/lib/log/acts/keys';
import { remove } from '../../../../src/lib/log/acts/remove';
import { setRole } from '../../../../src/lib/log/acts/set-role';
import { createDevice } from '../../../../src/lib/log/founding';
import { createGrant } from '../../../../src/lib/log/grant';
import { createSeed } from '../../../../src/lib/log/join/seed';
import { signMemberEntry } from '../../../../src/lib/log/member-entry';
import { createActSpace, type ActSpace, type Actor } from '../../../factories/act-space';

const memberTarget = (actor: Actor) =>
  ({ type: 'member', memberId: actor.registration.memberId }) as const;

async function invited(space: ActSpace, grant = createGrant('editor'), hours = 24) {
  const seed = createSeed(space.random);
  const expiresMs = space.now() + hours * 3_600_000;
  const invite = await space.doAct(
    space.founder,
    createInvite({ seed, grant, expiresMs, memberId: null })
  );
  return { seed, grant, invite };
}

describe('invitation, request, confirmation (DESIGN 5)', () => {
  it('every role comes in with exactly its grant, and holds exactly the keys of its scopes', async () => {
    const space = await createActSpace('roles');
    const cases = [
      [createGrant('admin'), ['general', 'sensitive', 'reports', 'carrier']],
      [createGrant('editor', ['general', 'reports']), ['general', 'reports', 'carrier']],
      [createGrant('viewer', ['general']), ['general', 'carrier']],
      [createGrant('reports'), ['reports', 'carrier']],
      [createGrant('relay'), ['carrier']]
    ] as const;
    for (const [grant, streams] of cases) {
      const actor = await space.join(space.founder, grant.role, grant);
      expect(space.grantOf(space.founder, actor)).toEqual(grant);
      expect(new Set(actor.ring.all().map(({ stream }) => stream))).toEqual(new Set(streams));
    }
    for (const stream of ['general', 'sensitive', 'reports', 'carrier'] as const) {
      const current = space.resolve(space.founder).currentEpoch(stream);
      expect(current).toMatchObject({ epoch: 1, mustRotate: false, lacking: [] });
    }
  });

  it('an admin who was not the inviter confirms too: the seed is sealed to every administrator', async () => {
    const space = await createActSpace('other admin');
    const admin = await space.join(space.founder, '甲', 'admin');
    const editor = await space.join(space.founder, '乙', 'editor');
    const { seed, grant } = await invited(space);
    const { actor, entry } = await space.request('丙', seed, grant);
    await space.meet(space.founder, admin, editor);
    await space.give(admin, [entry]);
    await space.give(editor, [entry]);
    const refused = await space.tryAct(editor, admitRequest(entry.id));
    expect(refused).toEqual({ ok: false, error: { type: 'not-allowed' } });
    await space.doAct(admin, admitRequest(entry.id));
    expect(space.grantOf(admin, actor)?.role).toBe('editor');
    const late = await space.join(admin, '丁', 'admin');
    const second = await space.request('戊', seed, grant);
    await space.give(late, [second.entry]);
    const error = (await space.tryAct(late, admitRequest(second.entry.id))) as { error?: unknown };
    expect(error.error).toEqual({ type: 'no-seed' });
  });

  it('expiry, revocation and a proof that does not fit are refused by the confirming device', async () => {
    const space = await createActSpace('refused');
    const { seed, grant, invite } = await invited(space, createGrant('viewer'), 1);
    const good = await space.request('甲', seed, grant);
    const other = await space.request('乙', createSeed(space.random), grant);
    const above = await space.request('丙', seed, createGrant('editor'));
    // The proof of one request with the keys of another device.
    const thief = await space.createActor('贼', await createDevice('贼', space.random));
    const moved = await signMemberEntry(
      {
        spaceId: space.spaceId,
        author: thief.registration,
        parents: [],
        atMs: 0,
        payload: { ...good.entry.payload, device: thief.registration }
      },
      thief.signingKey
    );
    await space.give(space.founder, [good.entry, other.entry, above.entry, moved]);
    const fault = async (id: typeof good.entry.id) => {
      const result = await space.tryAct(space.founder, admitRequest(id));
      return result.ok ? 'admitted' : result.error.type;
    };
    expect(await fault(other.entry.id)).toBe('not-found');
    expect(await fault(above.entry.id)).toBe('wrong-proof');
    expect(await fault(moved.id)).toBe('wrong-proof');
    expect((await checkRequest(space.contextOf(space.founder), good.entry)).ok).toBe(true);
    space.pass(2 * 3_600_000);
    expect(await fault(good.entry.id)).toBe('expired');
    await space.doAct(space.founder, revokeInvite(invite.payload.inviteId));
    expect(await fault(good.entry.id)).toBe('not-found');
    expect(space.resolve(space.founder).invites).toEqual([]);
  });

  it('a declined request is gone for every administrator, and the invitation stays open', async () => {
    const space = await createActSpace('declined');
    const { seed, grant } = await invited(space);
    const [first, second] = [
      await space.request('甲', seed, grant),
      await space.request('甲', seed, grant)
    ];
    await space.give(space.founder, [first.entry, second.entry]);
    expect(space.resolve(space.founder).openRequests).toHaveLength(2);
    await space.doAct(space.founder, declineRequest(first.entry.id));
    const left = space.resolve(space.founder).openRequests.map(({ id }) => id);
    expect(left).toEqual([second.entry.id]);
    expect(space.resolve(space.founder).invites).toHaveLength(1);
    await space.doAct(space.founder, admitRequest(second.entry.id));
    expect(space.grantOf(space.founder, second.actor)?.role).toBe('editor');
  });

  it('an invitation for a known member adds a device with that member’s grant, and no other', async () => {
    const space = await createActSpace('second device');
    const grant = createGrant('editor', ['general']);
    const phone = await space.join(space.founder, '甲', grant);
    const { memberId } = phone.registration;
    const desk = await space.join(space.founder, '甲', grant, memberId);
    expect(desk.registration.memberId).toBe(memberId);
    expect(space.grantOf(space.founder, desk)).toEqual(grant);
    const wider = await space.tryAct(
      space.founder,
      createInvite({
        seed: createSeed(space.random),
        grant: createGrant('editor'),
        expiresMs: space.now() + 1000_000,
        memberId
      })
    );
    expect(wider).toEqual({ ok: false, error: { type: 'above-own' } });
  });

  it('a newcomer can’t take the place of a member by naming that member’s id', async () => {
    const space = await createActSpace('impostor');
    const victim = await space.join(space.founder, '甲', 'viewer');
    const { seed, grant } = await invited(space, createGrant('viewer'));
    const made = await createDevice('冒名', space.random);
    const registration = { ...made.registration, memberId: victim.registration.memberId };
    const actor = await space.createActor('冒名', { ...made, registration });
    const { createJoinRequest } = await import('../../../../src/lib/log/acts/request');
    const link = { seed, spaceId: space.spaceId, grant, hints: [] };
    const entry = await createJoinRequest(link, registration, actor.signingKey, space.now());
    await space.give(space.founder, [entry]);
    const result = await space.tryAct(space.founder, admitRequest(entry.id));
    expect(result).toEqual({ ok: false, error: { type: 'wrong-proof' } });
  });

  it('M6: an admin invites no owner, an editor nobody; a void invitation by an editor is not listed', async () => {
    const space = await createActSpace('above');
    const admin = await space.join(space.founder, '甲', 'admin');
    const editor = await space.join(space.founder, '乙', 'editor');
    const input = {
      seed: createSeed(space.random),
      grant: createGrant('owner'),
      expiresMs: space.now() + 1_000_000,
      memberId: null
    };
    expect(await space.tryAct(admin, createInvite(input))).toMatchObject({
      error: { type: 'above-own' }
    });
    const low = { ...input, grant: createGrant('viewer') };
    expect(await space.tryAct(editor, createInvite(low))).toMatchObject({
      error: { type: 'not-allowed' }
    });
    const allowed = await createInvite(low)(space.contextOf(space.founder));
    if (!allowed.ok) throw new Error('an owner invites');
    const forged = await signMemberEntry(
      {
        spaceId: space.spaceId,
        author: editor.registration,
        parents: space.resolve(editor).heads,
        atMs: 0,
        payload: allowed.value
      },
      editor.signingKey
    );
    await space.give(space.founder, [...editor.known.values(), forged]);
    expect(space.isValid(space.founder, forged)).toBe(false);
    expect(space.resolve(space.founder).invites.map(({ id }) => id)).not.toContain(forged.id);
  });
});

describe('further devices and confirmation', () => {
  it('M6: a new incarnation has its member’s grant, whatever the role, and reads everything', async () => {
    const space = await createActSpace('incarnation');
    const viewer = await space.join(space.founder, '甲', createGrant('viewer', ['general']));
    const next = await createDevice('甲', space.random, undefined, viewer.registration);
    const entry = await space.doAct(viewer, addOwnDevice(next.registration));
    await space.meet(space.founder, viewer);
    expect(space.isValid(space.founder, entry)).toBe(true);
    const actor = await space.createActor('甲2', next);
    await space.give(actor, viewer.known.values());
    expect(space.epochsOf(actor, 'general')).toEqual([1]);
    expect(space.epochsOf(actor, 'sensitive')).toEqual([]);
  });

  it('M8, M16: who a removed admin let in unaware is listed, makes the keys rotate, and one act confirms it', async () => {
    const space = await createActSpace('confirm');
    const admin = await space.join(space.founder, '甲', 'admin');
    const late = await space.join(admin, '丙', 'editor');
    await space.doAct(
      space.founder,
      remove({ target: memberTarget(admin), mode: 'now', reason: 2 })
    );
    await space.meet(space.founder, admin, late);
    const resolved = space.resolve(space.founder);
    expect(resolved.unconfirmed.map(({ payload }) => payload.device.deviceId)).toEqual([
      late.registration.deviceId
    ]);
    // What it has written meanwhile can be checked, and is held, wherever it arrives first.
    const { deviceId, incarnation } = late.registration;
    expect(resolved.registrationOf(deviceId, incarnation)).toBeUndefined();
    expect(resolved.everRegistered(deviceId, incarnation)).toEqual(late.registration);
    // The removal's own epochs were never sealed to the unconfirmed device.
    expect(resolved.currentEpoch('general')).toMatchObject({ epoch: 2, mustRotate: false });
    expect(space.epochsOf(late, 'general')).toEqual([1]);
    const [void_] = resolved.unconfirmed;
    if (!void_) throw new Error('one is unconfirmed');
    await space.doAct(space.founder, confirmDevice(void_.id));
    await space.meet(space.founder, late);
    expect(space.grantOf(space.founder, late)?.role).toBe('editor');
    expect(space.epochsOf(late, 'general')).toEqual([1, 2]);
  });

  it('M16, I6: who was let in with a key that turned out void holds the present one through it, and loses it', async () => {
    const space = await createActSpace('through a void key');
    const { founder } = space;
    const admin = await space.join(founder, '甲', 'admin');
    await space.meet(founder, admin);
    await space.doAct(admin, rotate(['general']));
    const late = await space.join(admin, '丙', 'editor');
    await space.doAct(founder, setRole(admin.registration.memberId, createGrant('editor')));
    await space.meet(founder, admin, late);
    expect(space.grantOf(founder, late)).toBeNull();
    const present = space.resolve(founder).currentEpoch('general');
    if (!present) throw new Error('a key is in use');
    // Sealed to nobody but members, but the void key that holds it was given away.
    expect(late.ring.has(present)).toBe(true);
    expect(present.mustRotate).toBe(true);
    expect(housekeepingOf(space.contextOf(founder))?.rotate).toContain('general');
    await space.doAct(founder, rotate(['general']));
    await space.meet(founder, admin, late);
    const next = space.resolve(founder).currentEpoch('general');
    expect(next).toMatchObject({ mustRotate: false });
    expect(next && [late, admin].map(({ ring }) => ring.has(next))).toEqual([false, true]);
  });
});
