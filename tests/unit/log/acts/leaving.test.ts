import { describe, expect, it } from 'vitest';
import type { RecordId } from '../../../../src/lib/kernel/ids';
import { ok } from '../../../../src/lib/kernel/result';
import type { Scope } from '../../../../src/lib/kernel/scope';
import type { Act } from '../../../../src/lib/log/acts/act';
import { grantMissingKeys, housekeepingOf, rotate } from '../../../../src/lib/log/acts/keys';
import { adopt, secondErasure, setPolicy } from '../../../../src/lib/log/acts/orders';
import { closeDeparture, remove, removalReason } from '../../../../src/lib/log/acts/remove';
import { setRole } from '../../../../src/lib/log/acts/set-role';
import { createEpochSecret, sealEpoch, type KeyStream } from '../../../../src/lib/log/epoch-keys';
import { createGrant } from '../../../../src/lib/log/grant';
import type { EraseRecord } from '../../../../src/lib/log/member-payload';
import type { EntryId } from '../../../../src/lib/log/ids';
import { createKeyRing, fillKeyRing } from '../../../../src/lib/log/key-ring';
import { signMemberEntry } from '../../../../src/lib/log/member-entry';
import { createActSpace, type ActSpace, type Actor } from '../../../factories/act-space';

const streams: readonly KeyStream[] = ['general', 'sensitive', 'reports', 'carrier'];
const member = (actor: Actor) =>
  ({ type: 'member', memberId: actor.registration.memberId }) as const;
const device = (actor: Actor) =>
  ({ type: 'device', deviceId: actor.registration.deviceId }) as const;
const lost = (target: ReturnType<typeof member> | ReturnType<typeof device>) =>
  remove({ target, mode: 'now', reason: removalReason.lost });

const chainOf = (actor: Actor, scope: Scope, seq: number) => ({
  scope,
  deviceId: actor.registration.deviceId,
  incarnation: actor.registration.incarnation,
  seq,
  id: String(seq).repeat(64).slice(0, 64) as EntryId
});

/** Opens the current epochs with all that an actor has or can get from the whole log. */
async function currentKeysInReach(space: ActSpace, actor: Actor, log: Actor): Promise<KeyStream[]> {
  const resolved = space.resolve(log);
  const ring = createKeyRing(actor.ring.all());
  const { deviceId, incarnation } = actor.registration;
  const opener = { type: 'device', deviceId, incarnation, key: actor.agreementKey } as const;
  await fillKeyRing(ring, space.spaceId, resolved.epochs, opener);
  return streams.filter((stream) => {
    const current = resolved.currentEpoch(stream);
    return current !== undefined && ring.has(current);
  });
}

describe('I6: removal', () => {
  it('a removed member, with all it held and the whole log, opens no later epoch of any stream', async () => {
    const space = await createActSpace('loss');
    const admin = await space.join(space.founder, '甲', 'admin');
    const leaver = await space.join(space.founder, '乙', 'editor');
    await space.meet(space.founder, admin, leaver);
    leaver.chains = [];
    admin.chains = [chainOf(leaver, 'general', 3), chainOf(admin, 'general', 9)];
    const entry = await space.doAct(admin, lost(member(leaver)));
    expect(entry.payload.cuts).toEqual([chainOf(leaver, 'general', 3)]);
    await space.meet(space.founder, admin, leaver);
    expect(await currentKeysInReach(space, leaver, space.founder)).toEqual([]);
    expect(await currentKeysInReach(space, space.founder, space.founder)).toEqual(streams);
    for (const stream of streams) {
      const current = space.resolve(space.founder).currentEpoch(stream);
      expect(current).toMatchObject({ epoch: 2, mustRotate: false, lacking: [] });
    }
    // Newcomers read what is older, too.
    const fresh = await space.join(space.founder, '丙', 'viewer');
    expect(space.epochsOf(fresh, 'general')).toEqual([1, 2]);
  });

  it('one lost device of two: the member stays, the device opens nothing newer', async () => {
    const space = await createActSpace('device');
    const phone = await space.join(space.founder, '甲', 'editor');
    const { memberId } = phone.registration;
    const desk = await space.join(space.founder, '甲', 'editor', memberId);
    // An editor may give up the own lost phone, but makes no keys: an administrator's device rotates then.
    const entry = await space.doAct(desk, lost(device(phone)));
    expect(entry.payload.keys).toEqual([]);
    await space.meet(space.founder, desk, phone);
    expect(space.grantOf(space.founder, phone)).toBeNull();
    expect(space.grantOf(space.founder, desk)?.role).toBe('editor');
    const due = housekeepingOf(space.contextOf(space.founder));
    expect(due).toEqual({ rotate: streams, grant: false, turn: 0 });
    await space.doAct(space.founder, rotate(due?.rotate ?? []));
    await space.meet(space.founder, desk, phone);
    expect(await currentKeysInReach(space, phone, space.founder)).toEqual([]);
    expect(await currentKeysInReach(space, desk, space.founder)).toEqual(streams);
    expect(housekeepingOf(space.contextOf(space.founder))).toBeUndefined();
  });

  it('A2, M17: who steps down or leaves hands on the keys that a newcomer still lacks', async () => {
    for (const go of ['step down', 'leave'] as const) {
      const space = await createActSpace(go);
      const own = member(space.founder);
      const second = await space.join(space.founder, '甲', 'owner', own.memberId);
      const editor = await space.join(space.founder, '乙', 'editor');
      await space.meet(space.founder, second, editor);
      // New keys here, and a newcomer who gets the old ones there.
      await space.doAct(space.founder, lost(member(editor)));
      const newcomer = await space.join(second, '丙', 'owner');
      await space.meet(space.founder, second, newcomer);
      expect(space.epochsOf(newcomer, 'general')).toEqual([1]);
      if (go === 'leave') await space.doAct(space.founder, lost(own));
      else await space.doAct(space.founder, setRole(own.memberId, createGrant('editor')));
      await space.meet(space.founder, second, newcomer);
      expect(await currentKeysInReach(space, newcomer, newcomer)).toEqual(streams);
    }
  });

  it('M15: keys that someone brings who is no administrator, or who leaves, never come into use', async () => {
    const space = await createActSpace('poison');
    const phone = await space.join(space.founder, '甲', 'editor');
    const desk = await space.join(space.founder, '甲', 'editor', phone.registration.memberId);
    const admin = await space.join(space.founder, '乙', 'admin');
    await space.meet(space.founder, phone, desk, admin);
    const poison = createEpochSecret('general', 2, space.random);
    const keys = [await sealEpoch(space.spaceId, poison, { devices: [desk.registration] })];
    const forge = async (
      actor: Actor,
      target: ReturnType<typeof member> | ReturnType<typeof device>
    ) =>
      signMemberEntry(
        {
          spaceId: space.spaceId,
          author: actor.registration,
          parents: space.resolve(actor).heads,
          atMs: 0,
          payload: { kind: 'remove', target, mode: 'now', reason: 0, cuts: [], keys }
        },
        actor.signingKey
      );
    const entries = [await forge(desk, device(phone)), await forge(admin, member(admin))];
    await space.give(space.founder, entries);
    for (const entry of entries) expect(space.isValid(space.founder, entry)).toBe(true);
    expect(space.resolve(space.founder).currentEpoch('general')).toMatchObject({ epoch: 1 });
  });

  it('M16: a stranger’s entry that claims a holder does not make the members rotate', async () => {
    const space = await createActSpace('stranger');
    const stranger = await createActSpace('elsewhere');
    const [general] = space.space.secrets;
    if (!general) throw new Error('founded with keys');
    const outsider = stranger.founder;
    const keys = [await sealEpoch(space.spaceId, general, { devices: [outsider.registration] })];
    const entry = await signMemberEntry(
      {
        spaceId: space.spaceId,
        author: outsider.registration,
        parents: [space.space.entry.id],
        atMs: 0,
        payload: { kind: 'grant-key', keys }
      },
      outsider.signingKey
    );
    await space.give(space.founder, [entry]);
    expect(space.resolve(space.founder).currentEpoch('general')?.mustRotate).toBe(false);
  });

  it('a departure cuts nothing until it is closed; the close takes what has arrived', async () => {
    const space = await createActSpace('departure');
    const leaver = await space.join(space.founder, '甲', 'editor');
    const entry = await space.doAct(
      space.founder,
      remove({ target: member(leaver), mode: 'departure', reason: removalReason.leftPost })
    );
    expect(entry.payload.cuts).toEqual([]);
    expect(space.resolve(space.founder).departures).toEqual([member(leaver)]);
    await space.give(leaver, space.founder.known.values());
    expect(await currentKeysInReach(space, leaver, space.founder)).toEqual([]);
    space.founder.chains = [chainOf(leaver, 'general', 5)];
    const close = await space.doAct(space.founder, closeDeparture(member(leaver)));
    expect(close.payload).toMatchObject({ mode: 'now', cuts: [chainOf(leaver, 'general', 5)] });
    expect(space.resolve(space.founder).departures).toEqual([]);
    expect(await space.tryAct(space.founder, closeDeparture(member(leaver)))).toMatchObject({
      error: { type: 'not-found' }
    });
  });

  it('M9: two admins who remove each other: the senior stays and reads; the junior’s new keys are not used', async () => {
    const space = await createActSpace('mutual');
    const senior = await space.join(space.founder, '甲', 'admin');
    const junior = await space.join(space.founder, '乙', 'admin');
    await space.meet(space.founder, senior, junior);
    const byJunior = await space.doAct(junior, lost(member(senior)));
    const bySenior = await space.doAct(senior, lost(member(junior)));
    await space.meet(space.founder, senior, junior);
    expect(space.isValid(space.founder, bySenior)).toBe(true);
    expect(space.isValid(space.founder, byJunior)).toBe(false);
    expect(await currentKeysInReach(space, senior, space.founder)).toEqual(streams);
    expect(await currentKeysInReach(space, junior, space.founder)).toEqual([]);
  });

  it('M11: the last owner is refused with a reason, even with a printed key; a second one may go', async () => {
    const space = await createActSpace('last');
    const { founder } = space;
    const refused: readonly Act[] = [
      lost(member(founder)),
      lost(device(founder)),
      setRole(founder.registration.memberId, createGrant('admin'))
    ];
    for (const act of refused) {
      expect(await space.tryAct(founder, act)).toEqual({
        ok: false,
        error: { type: 'last-owner' }
      });
    }
    const second = await space.join(founder, '乙', 'owner');
    const entry = await space.doAct(founder, lost(member(founder)));
    await space.meet(founder, second);
    expect(space.isValid(second, entry)).toBe(true);
    expect(await space.tryAct(second, lost(member(second)))).toMatchObject({
      error: { type: 'last-owner' }
    });
    // Who left knows no new key; the other owner's device sees that it must make some.
    const due = housekeepingOf(space.contextOf(second));
    expect(due?.rotate).toEqual(streams);
  });

  it('M17: what was written under the keys of a removal that turned out void opens for whom it left out', async () => {
    const space = await createActSpace('stray');
    const { founder } = space;
    const admin = await space.join(founder, '甲', 'admin');
    const other = await space.join(founder, '乙', 'admin');
    const editor = await space.join(founder, '丙', 'editor');
    await space.meet(founder, admin, other, editor);
    await space.doAct(founder, setRole(admin.registration.memberId, createGrant('editor')));
    // Void beside that, but the editor has written under its keys by the time they hear of it.
    const removal = await space.doAct(admin, lost(member(other)));
    await space.meet(admin, editor);
    await space.meet(founder, admin, other, editor);
    expect(space.isValid(founder, removal)).toBe(false);
    const [written] = removal.payload.keys;
    if (!written) throw new Error('a removal carries keys');
    expect([founder, other].map(({ ring }) => ring.has(written))).toEqual([true, false]);
    const due = housekeepingOf(space.contextOf(founder));
    expect(due?.rotate).toEqual(streams);
    await space.doAct(founder, rotate(streams));
    await space.meet(founder, admin, other, editor);
    expect(other.ring.has(written)).toBe(true);
    for (const actor of [founder, other]) {
      expect(housekeepingOf(space.contextOf(actor))).toBeUndefined();
    }
  });

  it('an admin removes no owner; an editor nobody but themselves', async () => {
    const space = await createActSpace('from below');
    const admin = await space.join(space.founder, '甲', 'admin');
    const editor = await space.join(space.founder, '乙', 'editor');
    await space.meet(space.founder, admin, editor);
    expect(await space.tryAct(admin, lost(member(space.founder)))).toMatchObject({
      error: { type: 'above-own' }
    });
    expect(await space.tryAct(editor, lost(member(admin)))).toMatchObject({
      error: { type: 'not-allowed' }
    });
    const own = await space.doAct(editor, lost(member(editor)));
    await space.meet(space.founder, editor);
    expect(space.isValid(space.founder, own)).toBe(true);
  });
});

describe('the daily limit on erasures (M13)', () => {
  let next = 0;
  const newId = (): RecordId => (++next).toString(16).padStart(32, '0') as RecordId;
  const eraseSome =
    (recordIds: readonly RecordId[]): Act<EraseRecord> =>
    async () =>
      ok({ kind: 'erase-record', recordIds: [...recordIds].sort(), reason: 2, seconds: [] });
  const many = (count: number): RecordId[] => Array.from({ length: count }, newId);

  it('twenty a day by one administrator; what is beyond waits for another one, and the next day is a new one', async () => {
    const space = await createActSpace('erasing');
    const { founder } = space;
    const admin = await space.join(founder, '甲', 'admin');
    await space.meet(founder, admin);
    for (let i = 0; i < 20; i++) await space.doAct(founder, eraseSome([newId()]));
    const [first] = space.resolve(founder).erasures.keys();
    const beyond = newId();
    await space.doAct(founder, eraseSome([beyond]));
    const resolved = space.resolve(founder);
    expect(resolved.erasures.size).toBe(20);
    expect([...resolved.pendingErasures.keys()]).toEqual([beyond]);
    expect(resolved.wasEverErased(beyond)).toBe(true);
    expect(resolved.erasuresLeftOf(founder.registration.memberId, space.now())).toBe(0);
    // The other one orders the same, in the own name or as the second.
    await space.meet(founder, admin);
    expect(space.resolve(admin).pendingErasures.has(beyond)).toBe(true);
    await space.doAct(admin, secondErasure(beyond, 2));
    await space.meet(founder, admin);
    expect(space.resolve(founder).erasures.has(beyond)).toBe(true);
    expect(first && space.resolve(founder).erasures.has(first)).toBe(true);
    space.pass(25 * 3_600_000);
    const later = newId();
    await space.doAct(founder, eraseSome([later]));
    expect(space.resolve(founder).erasures.has(later)).toBe(true);
  });

  it('I1: orders that arrive from another device of the same person void none that was carried out', async () => {
    const space = await createActSpace('two devices');
    const { founder } = space;
    const second = await space.join(founder, '负责人', 'owner', founder.registration.memberId);
    await space.join(founder, '甲', 'admin');
    await space.meet(founder, second);
    for (const actor of [founder, second]) {
      for (let i = 0; i < 15; i++) await space.doAct(actor, eraseSome([newId()]));
    }
    await space.meet(founder, second);
    expect(space.resolve(founder).erasures.size).toBe(30);
    expect(space.resolve(founder).pendingErasures.size).toBe(0);
  });

  it('one order over the whole book is no way around it; who is alone is not held up', async () => {
    const space = await createActSpace('whole book');
    const { founder } = space;
    await space.doAct(founder, eraseSome(many(1024)));
    expect(space.resolve(founder).erasures.size).toBe(1024);
    await space.join(founder, '甲', 'admin');
    space.pass(25 * 3_600_000);
    await space.doAct(founder, eraseSome(many(1024)));
    expect(space.resolve(founder).erasures.size).toBe(1024);
    expect(space.resolve(founder).pendingErasures.size).toBe(1024);
  });
});

describe('another role, other scopes (M5, M20)', () => {
  it('a scope taken away is rotated and its chains are cut; what stays is neither', async () => {
    const space = await createActSpace('scope');
    const editor = await space.join(space.founder, '甲', 'editor');
    space.founder.chains = [chainOf(editor, 'general', 2), chainOf(editor, 'sensitive', 4)];
    const grant = createGrant('editor', ['general', 'reports']);
    const entry = await space.doAct(space.founder, setRole(editor.registration.memberId, grant));
    expect(entry.payload.keys.map(({ stream }) => stream)).toEqual(['sensitive']);
    expect(entry.payload.cuts).toHaveLength(2);
    await space.meet(space.founder, editor);
    expect(space.grantOf(space.founder, editor)).toEqual(grant);
    expect(await currentKeysInReach(space, editor, space.founder)).toEqual([
      'general',
      'reports',
      'carrier'
    ]);
  });

  it('a scope given is sealed to the devices, with everything older', async () => {
    const space = await createActSpace('more');
    const viewer = await space.join(space.founder, '甲', createGrant('viewer', ['general']));
    await space.doAct(space.founder, rotate(['sensitive']));
    const entry = await space.doAct(
      space.founder,
      setRole(viewer.registration.memberId, createGrant('editor'))
    );
    expect(entry.payload.cuts).toEqual([]);
    await space.meet(space.founder, viewer);
    expect(space.epochsOf(viewer, 'sensitive')).toEqual([1, 2]);
    expect(space.epochsOf(viewer, 'general')).toEqual([1]);
  });

  it('M5: of two concurrent changes both restrictions hold: lower role, common scopes', async () => {
    const space = await createActSpace('meet');
    const admin = await space.join(space.founder, '甲', 'admin');
    const editor = await space.join(space.founder, '乙', 'editor');
    await space.meet(space.founder, admin, editor);
    const { memberId } = editor.registration;
    await space.doAct(space.founder, setRole(memberId, createGrant('editor', ['general'])));
    await space.doAct(admin, setRole(memberId, createGrant('viewer')));
    await space.meet(space.founder, admin, editor);
    expect(space.grantOf(admin, editor)).toEqual(createGrant('viewer', ['general']));
  });

  it('who lowers themselves makes no keys; the same grant again is nothing to do', async () => {
    const space = await createActSpace('self');
    const admin = await space.join(space.founder, '甲', 'admin');
    const { memberId } = admin.registration;
    expect(await space.tryAct(admin, setRole(memberId, createGrant('admin')))).toMatchObject({
      error: { type: 'nothing-to-do' }
    });
    const entry = await space.doAct(admin, setRole(memberId, createGrant('reports')));
    expect(entry.payload.keys).toEqual([]);
    await space.meet(space.founder, admin);
    expect(housekeepingOf(space.contextOf(space.founder))?.rotate).toEqual([
      'general',
      'sensitive'
    ]);
  });
});

describe('keys that cross (M15–M17)', () => {
  it('concurrent rotations and an admission beside them: one grant, and everybody reads both epochs', async () => {
    const space = await createActSpace('cross');
    const [a, b] = [
      await space.join(space.founder, '甲', 'admin'),
      await space.join(space.founder, '乙', 'admin')
    ];
    await space.meet(space.founder, a, b);
    await space.doAct(a, rotate(['general']));
    await space.doAct(b, rotate(['general']));
    const newcomer = await space.join(space.founder, '丙', 'viewer');
    const everybody = [space.founder, a, b, newcomer];
    await space.meet(...everybody);
    expect(space.epochsOf(newcomer, 'general')).toEqual([1]);
    expect(space.epochsOf(a, 'general')).toEqual([1, 2, 2]);
    const turns = [space.founder, a, b].map((admin) => housekeepingOf(space.contextOf(admin)));
    expect(turns.map((due) => due?.turn).sort()).toEqual([0, 1, 2]);
    await space.doAct(a, grantMissingKeys);
    await space.meet(...everybody);
    for (const actor of everybody) expect(space.epochsOf(actor, 'general')).toEqual([1, 2, 2]);
    for (const actor of everybody) {
      expect(housekeepingOf(space.contextOf(actor))).toBeUndefined();
    }
    // The next epoch leads to both branches again.
    await space.doAct(b, rotate(['general']));
    const late = await space.join(b, '丁', 'viewer');
    expect(space.epochsOf(late, 'general')).toEqual([1, 2, 2, 3]);
  });

  it('all three admins act at once: the result is one state with nothing left to do', async () => {
    const space = await createActSpace('ping-pong');
    const [a, b] = [
      await space.join(space.founder, '甲', 'admin'),
      await space.join(space.founder, '乙', 'admin')
    ];
    const leaver = await space.join(space.founder, '丙', 'owner');
    const all = [space.founder, a, b, leaver];
    await space.meet(...all);
    await space.doAct(leaver, lost(member(leaver)));
    await space.meet(...all);
    for (const admin of [space.founder, a, b]) {
      const due = housekeepingOf(space.contextOf(admin));
      if (due) await space.doAct(admin, rotate(due.rotate));
    }
    await space.meet(...all);
    for (const admin of [space.founder, a, b]) {
      expect(housekeepingOf(space.contextOf(admin))).toBeUndefined();
      expect(space.epochsOf(admin, 'carrier')).toEqual([1, 2, 2, 2]);
    }
    expect(await currentKeysInReach(space, leaver, a)).toEqual([]);
  });

  it('M17: a stream whose key no administrator holds is replaced, not waited for', async () => {
    const space = await createActSpace('orphaned');
    const admin = await space.join(space.founder, '甲', 'admin');
    const poison = createEpochSecret('general', 2, space.random);
    const keys = [await sealEpoch(space.spaceId, poison, { devices: [] })];
    const entry = await signMemberEntry(
      {
        spaceId: space.spaceId,
        author: admin.registration,
        parents: space.resolve(admin).heads,
        atMs: 0,
        payload: { kind: 'rotate', keys }
      },
      admin.signingKey
    );
    await space.give(space.founder, [...admin.known.values(), entry]);
    await space.doAct(space.founder, lost(member(admin)));
    const current = space.resolve(space.founder).currentEpoch('general');
    expect(current).toMatchObject({ epoch: 3, mustRotate: false });
    // What was written under the lost key stays closed; nobody can do anything about it, so nothing is due.
    expect(current?.lacking.map(({ keys: [key] }) => key?.keyId)).toEqual([poison.keyId]);
    expect(housekeepingOf(space.contextOf(space.founder))).toBeUndefined();
  });
});

describe('orders', () => {
  it('M14, M13, M19: settings, a second word on an erasure, and adoption need an administrator', async () => {
    const space = await createActSpace('orders');
    const admin = await space.join(space.founder, '甲', 'admin');
    const editor = await space.join(space.founder, '乙', 'editor');
    const recordId = 'ab'.repeat(16) as RecordId;
    const order = await space.doAct(admin, async () => ({
      ok: true,
      value: { kind: 'erase-record', recordIds: [recordId], reason: 2, seconds: [] }
    }));
    await space.meet(space.founder, admin, editor);
    expect(await space.tryAct(admin, secondErasure(recordId, 2))).toMatchObject({
      error: { type: 'not-found' }
    });
    const second = await space.doAct(space.founder, secondErasure(recordId, 2));
    expect(second.payload.seconds).toEqual([order.id]);
    const policy = await space.doAct(space.founder, setPolicy([{ key: 1, value: 30 }]));
    expect(space.resolve(space.founder).policy.get(1)).toBe(30);
    expect(await space.tryAct(space.founder, setPolicy([{ key: 1, value: 30 }]))).toMatchObject({
      error: { type: 'nothing-to-do' }
    });
    const range = { ...chainOf(editor, 'general', 4), from: 2 };
    const adopted = await space.doAct(space.founder, adopt([range]));
    for (const entry of [second, policy, adopted]) {
      expect(space.isValid(space.founder, entry)).toBe(true);
    }
    const refused: readonly Act[] = [
      adopt([range]),
      setPolicy([{ key: 1, value: 3 }]),
      grantMissingKeys
    ];
    for (const act of refused) {
      expect(await space.tryAct(editor, act)).toMatchObject({ error: { type: 'not-allowed' } });
    }
  });
});
