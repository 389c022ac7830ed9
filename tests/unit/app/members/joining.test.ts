import { afterEach, describe, expect, it } from 'vitest';
import { createRecordId } from '../../../../src/lib/kernel/ids';
import { unwrap } from '../../../../src/lib/kernel/result';
import { firstValue } from '../../../../src/lib/kernel/watchable';
import type { MembersView } from '../../../../src/lib/app/members/types';
import { revokeQuestion } from '../../../../src/lib/features/members/invitations';
import { systemRandom } from '../../../../src/lib/crypto/random';
import { listSpaces, readLink } from '../../../../src/lib/app/session/table';
import {
  bytesOf,
  createProfile,
  nextOf,
  synchronise,
  type Profile
} from '../../../factories/profile';
import { admit, editor, invitation, saveWorker, viewOf, workersOf } from '../../../factories/team';

const profiles: Profile[] = [];
const profile = (): Profile => {
  const made = createProfile();
  profiles.push(made);
  return made;
};
afterEach(async () => {
  for (const one of profiles.splice(0)) await one.close();
});

describe('joining by a sync link (DESIGN 5, log/SPEC J)', () => {
  it('by file: same fingerprint on both screens, the space opens, work goes both ways', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    const { members } = owner.session().session;
    const { id, link } = unwrap(await members.invite(invitation()));
    expect(link).toMatch(/^https:\/\/app\.test\/#\/join\/[\w-]+$/);
    expect(await members.linkOf(id)).toBe(link);
    expect(unwrap(readLink(`请点这里加入:${link} 谢谢`)).grant).toEqual(editor);

    unwrap(await joiner.join(link, '莫小雨'));
    expect(await listSpaces(joiner.table())).toMatchObject([{ name: '', isWaiting: true }]);
    const file = await bytesOf(await joiner.waiting().requestFile());
    expect(unwrap(await owner.receive(file)).receipt.type).toBe('request');
    expect(unwrap(await owner.receive(file)).receipt.type).toBe('known');
    const before = await nextOf(members.view);
    expect(before.invitations).toMatchObject([{ label: '莫小雨', useCount: 0, canConfirm: true }]);
    const [request] = before.requests;
    expect(request).toMatchObject({ name: '莫小雨', earlierUses: 0, obstacle: undefined });
    expect(request?.fingerprint).toMatch(/^(\d{4} ){4}\d{4}$/);
    expect(request?.fingerprint).toBe(joiner.waiting().fingerprint);
    if (!request) return;

    expect(await members.answerFile(request.id)).toBeUndefined();
    unwrap(await members.admit(request.id));
    const answer = await members.answerFile(request.id);
    if (!answer) throw new Error('the answer can be given');
    // Who gives it out and takes it for a request is told what it is.
    expect(unwrap(await owner.receive(await bytesOf(answer))).receipt.type).toBe('answer');
    expect(unwrap(await joiner.receive(await bytesOf(answer))).receipt.type).toBe('admitted');
    expect(joiner.admitted).toEqual([owner.session().session.space.id]);
    await joiner.reopen();
    const own = await nextOf(joiner.session().session.members.view);
    expect(own).toMatchObject({ standing: 'member', own: editor, ownerCount: 1 });

    // Nothing has been heard of it: the answer may have to be given again.
    const waiting = (await nextOf(members.view)).answers;
    expect(waiting).toMatchObject([{ id: request.id, name: '莫小雨', inviteId: id }]);
    await saveWorker(joiner, '石榴');
    await synchronise(owner, joiner);
    expect((await nextOf(members.view)).answers).toEqual([]);
    expect(workersOf(owner)).toEqual(workersOf(joiner));
    expect(workersOf(owner)).toContain('石榴');
    const after = await nextOf(members.view);
    expect(after.members).toMatchObject([
      { name: '区连翘', seniority: 1, isSelf: true },
      { name: '莫小雨', seniority: 2, isSelf: false, canBeChanged: true }
    ]);
    expect(after.members[1]?.lastSeenMs).toBeGreaterThan(0);
    expect(after.invitations[0]?.useCount).toBe(1);
    // The name came with the first synchronisation.
    await joiner.reopen();
    expect(joiner.session().session.space.name).toBe('和风里');
    expect(await listSpaces(joiner.table())).toMatchObject([{ isCurrent: true, isWaiting: false }]);
  });

  it('on a live way both screens show the same six digits; the answer opens the space', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    const { members } = owner.session().session;
    unwrap(await joiner.join(unwrap(await members.invite(invitation())).link, '莫小雨'));
    const there = joiner.waiting().join;
    expect(await there.tags()).toEqual(await members.join.tags());
    const [first] = await there.outgoing();
    if (!first) throw new Error('the request goes out');
    let frames = unwrap(await members.join.receive(first.frame)).replies;
    for (const [at, port] of [there, members.join, there].entries()) {
      const [frame] = frames;
      if (!frame) throw new Error(`no frame in step ${at}`);
      frames = unwrap(await port.receive(frame)).replies;
    }
    const [request] = (await nextOf(members.view)).requests;
    expect(request?.code).toMatch(/^\d{6}$/);
    expect(await nextOf(joiner.waiting().code)).toBe(request?.code);
    if (!request) return;
    unwrap(await members.admit(request.id));
    for (const { frame } of await members.join.outgoing()) unwrap(await there.receive(frame));
    expect(joiner.admitted).toHaveLength(1);
    expect(await there.outgoing()).toEqual([]);
  });

  it('another joiner’s answer, a stranger’s frame and a damaged one open nothing', async () => {
    const [owner, joiner, other] = [profile(), profile(), profile()];
    await owner.found('区连翘');
    const { link } = await admit(owner, other, '第一人');
    unwrap(await joiner.join(link, '第二人'));
    const { members } = owner.session().session;
    const [{ frame } = { frame: new Uint8Array(0) }] = await members.join.outgoing();
    expect(await joiner.receive(frame)).toMatchObject({ error: { type: 'other-device' } });
    const broken = frame.map((byte, at) => (at === frame.length - 1 ? byte ^ 1 : byte));
    expect(await joiner.receive(broken)).toMatchObject({ error: { type: 'damaged' } });
    expect(await joiner.receive(new Uint8Array(80))).toMatchObject({
      error: { type: 'not-for-us' }
    });
    // The link was used before: the administrator sees it.
    unwrap(await owner.receive(await bytesOf(await joiner.waiting().requestFile())));
    expect((await nextOf(members.view)).requests[0]).toMatchObject({ earlierUses: 1 });
    expect(joiner.table().type).toBe('waiting');
    await joiner.waiting().cancel();
    expect(joiner.admitted).toEqual(['cancelled']);
  });

  it('a second space beside the first, and the way back', async () => {
    const [owner, worker] = [profile(), profile()];
    await owner.found('区连翘');
    await worker.found('莫小雨');
    const first = worker.session().session.space.id;
    await admit(owner, worker, '莫小雨');
    const second = worker.session().session.space.id;
    expect(second).toBe(owner.session().session.space.id);
    await worker.reopen(first);
    expect(worker.session().session.space).toMatchObject({ id: first, name: '和风里' });
    expect((await listSpaces(worker.table())).map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      [first, true],
      [second, false]
    ]);
    const { link } = unwrap(await owner.session().session.members.invite(invitation()));
    const again = await worker.join(link, '莫小雨');
    expect(again).toMatchObject({ error: { type: 'already-member', spaceId: second } });
  });
});

describe('what a member may do (I4, I6)', () => {
  it('a viewer reads, writes no record, and says why; an editor without the scope keeps out of it', async () => {
    const [owner, viewer, clerk] = [profile(), profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, viewer, '看客', { role: 'viewer', scopes: ['general'] });
    await admit(owner, clerk, '文员', { role: 'editor', scopes: ['general', 'reports'] });
    const save = (by: Profile, name: string) =>
      by.session().session.commands.save('worker', undefined, { name });
    expect(await save(viewer, '某人')).toMatchObject({
      error: { failure: { type: 'read-only', reason: 'role' } }
    });
    // What would be refused is not offered.
    const mayWrite = (by: Profile) => nextOf(by.session().session.mayWrite);
    expect(await Promise.all([owner, viewer, clerk].map(mayWrite))).toEqual([true, false, true]);
    expect((await save(clerk, '石榴')).ok).toBe(true);
    const id = createRecordId(systemRandom);
    const secretive = await clerk
      .session()
      .replica.commit([
        { type: 'create', kind: 'person', id, values: { name: '温言', address: '和风里 1 号' } }
      ]);
    expect(secretive).toMatchObject({ error: { type: 'read-only', reason: 'scope' } });
    expect(await viewer.session().replica.lock(id, 'withdrawn')).toMatchObject({
      error: { type: 'read-only', reason: 'role' }
    });
  });

  it('removal: the leaver reads on what it has and writes nothing; what it wrote unaware is held and adopted', async () => {
    const [owner, leaver] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, leaver, '莫小雨');
    await saveWorker(leaver, '早先');
    await synchronise(owner, leaver);
    const { members } = owner.session().session;
    const [, member] = (await nextOf(members.view)).members;
    if (!member) throw new Error('two members');
    const target = { type: 'member', memberId: member.id } as const;
    unwrap(await members.remove({ target, mode: 'now', reason: 'leftPost' }));
    await saveWorker(leaver, '后来');
    // A screen that is open learns of it, though no record changes.
    const told = new Promise<MembersView>((resolve, reject) => {
      members.view.watch((view) => {
        if (view.held.length > 0) resolve(view);
      }, reject);
    });
    await synchronise(owner, leaver);
    expect((await told).held).toMatchObject([{ name: '莫小雨' }]);
    expect(workersOf(owner)).toContain('早先');
    expect(workersOf(owner)).not.toContain('后来');
    expect((await nextOf(members.view)).held).toMatchObject([{ name: '莫小雨', records: 1 }]);
    expect(await nextOf(leaver.session().session.members.view)).toMatchObject({
      standing: 'removed',
      own: null
    });
    expect(
      await leaver.session().session.commands.save('worker', undefined, { name: '又来' })
    ).toMatchObject({ error: { failure: { type: 'read-only', reason: 'removed' } } });
    unwrap(await members.adopt(member.id));
    expect(workersOf(owner)).toContain('后来');
    expect((await nextOf(members.view)).held).toEqual([]);
    // I6: what is written from now on does not open with what the leaver holds.
    await saveWorker(owner, '秘密');
    await synchronise(owner, leaver);
    expect(workersOf(leaver)).not.toContain('秘密');
  });

  it('an invitation of whoever was removed is told apart; its answer on the way goes with it, and not unnamed', async () => {
    const [owner, admin, third] = [profile(), profile(), profile()];
    await owner.found('区连翘');
    const { members } = owner.session().session;
    await admit(owner, admin, '另一位管理员', { role: 'admin', scopes: editor.scopes });
    const outlived = async () =>
      (await nextOf(members.view)).invitations.map(({ outlived: why, useCount }) => [
        why,
        useCount
      ]);
    expect(await outlived()).toEqual([[undefined, 1]]);

    // Made by the administrator, admitted by the owner: the answer is still on its way when its inviter leaves.
    await saveWorker(admin, '石榴');
    await synchronise(owner, admin);
    const theirs = admin.session().session.members;
    const { id, link } = unwrap(await theirs.invite(invitation(editor, '第三位')));
    await synchronise(owner, admin);
    unwrap(await third.join(link, '第三位'));
    unwrap(await owner.receive(await bytesOf(await third.waiting().requestFile())));
    const [request] = (await nextOf(members.view)).requests;
    if (!request) throw new Error('the request is here');
    unwrap(await members.admit(request.id));
    expect((await nextOf(members.view)).answers.map(({ name }) => name)).toEqual(['第三位']);
    const gone = (await nextOf(members.view)).members.find(({ name }) => name === '另一位管理员');
    if (!gone) throw new Error('a member');
    const target = { type: 'member', memberId: gone.id } as const;
    unwrap(await members.remove({ target, mode: 'departure', reason: 'leftPost' }));
    expect((await outlived()).sort()).toEqual([
      ['invited', 1],
      ['inviter', 1]
    ]);
    const { answers, invitations } = await nextOf(members.view);
    expect(answers).toMatchObject([{ name: '第三位', inviteId: id }]);
    expect(revokeQuestion(invitations, answers)).toContain('第三位还没有拿到答复');
    expect(revokeQuestion(invitations, [])).not.toContain('答复');
    for (const each of invitations) unwrap(await members.revoke(each.id));
    expect(await nextOf(members.view)).toMatchObject({ invitations: [], answers: [] });
  });

  it('a further device for somebody who was removed is no open invitation, and no answer waits for who is gone', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    const { members } = owner.session().session;
    unwrap(await joiner.join(unwrap(await members.invite(invitation())).link, '莫小雨'));
    unwrap(await owner.receive(await bytesOf(await joiner.waiting().requestFile())));
    const [request] = (await nextOf(members.view)).requests;
    if (!request) throw new Error('the request is here');
    unwrap(await members.admit(request.id));
    const [, member] = (await nextOf(members.view)).members;
    if (!member?.grant) throw new Error('two members');
    unwrap(await members.invite({ ...invitation(member.grant), memberId: member.id }));
    const target = { type: 'member', memberId: member.id } as const;
    unwrap(await members.remove({ target, mode: 'now', reason: 'leftPost' }));
    const view = await nextOf(members.view);
    expect(view.invitations.map(({ outlived }) => outlived)).toEqual(['invited', 'invited']);
    expect(view.answers).toEqual([]);
  });

  it('never zero owners; a hand-over gives the successor what the leaver may do and lists the work', async () => {
    const [owner, heir] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, heir, '莫小雨');
    const { members } = owner.session().session;
    const view = await nextOf(members.view);
    const [first, second] = view.members;
    if (!first || !second) throw new Error('two members');
    const removal = { mode: 'departure', reason: 'leftPost' } as const;
    const target = { type: 'member', memberId: first.id } as const;
    expect(await members.remove({ target, ...removal })).toMatchObject({
      error: { type: 'last-owner' }
    });
    const worker = await saveWorker(owner, '联络员甲');
    const saved = await owner.session().session.commands.save('orgNode', undefined, {
      name: '和风里网格',
      level: 'grid',
      head: worker
    });
    expect(await firstValue(members.openWork(worker))).toEqual([
      { kind: 'orgNode', id: unwrap(saved).id, field: 'head' }
    ]);
    // What was given is told, and what the successor had already is not.
    expect(unwrap(await members.handOver(first.id, second.id))).toBe('given');
    expect(unwrap(await members.handOver(first.id, second.id))).toBe('unchanged');
    expect(unwrap(await members.handOver(second.id, first.id))).toBe('unchanged');
    expect((await nextOf(members.view)).ownerCount).toBe(2);
    unwrap(await members.remove({ target, ...removal }));
    await synchronise(owner, heir);
    expect(await nextOf(heir.session().session.members.view)).toMatchObject({ ownerCount: 1 });
  });

  it('a scope granted later opens what was written before, without a new start', async () => {
    const [owner, clerk] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, clerk, '文员', { role: 'editor', scopes: ['general', 'reports'] });
    const id = createRecordId(systemRandom);
    unwrap(
      await owner
        .session()
        .replica.commit([
          { type: 'create', kind: 'person', id, values: { name: '温言', address: '和风里 1 号' } }
        ])
    );
    await synchronise(owner, clerk);
    const values = () => clerk.session().replica.view.row('person', id)?.values;
    expect(values()).toMatchObject({ name: '温言' });
    expect(values()).not.toHaveProperty('address');
    const { members } = owner.session().session;
    const [, member] = (await nextOf(members.view)).members;
    if (!member) throw new Error('two members');
    unwrap(await members.setGrant(member.id, editor));
    await synchronise(owner, clerk);
    expect(values()).toMatchObject({ name: '温言', address: '和风里 1 号' });
    // The key was kept: it is there after the next opening, too.
    await clerk.reopen();
    expect(values()).toMatchObject({ address: '和风里 1 号' });
  });

  it('J1 a relay that the link names is at hand when the answer is in, and goes into the next link', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    const { members } = owner.session().session;
    const relay = 'wss://relay.test:8443';
    unwrap(
      await joiner.join(unwrap(await members.invite({ ...invitation(), relay })).link, '莫小雨')
    );
    expect(joiner.waiting().relay).toBe(relay);
    unwrap(await owner.receive(await bytesOf(await joiner.waiting().requestFile())));
    const [request] = (await nextOf(members.view)).requests;
    if (!request) throw new Error('the request is here');
    unwrap(await members.admit(request.id));
    const file = await members.answerFile(request.id);
    if (!file) throw new Error('the answer can be given');
    unwrap(await joiner.receive(await bytesOf(file)));
    await joiner.reopen();
    expect(await viewOf(joiner)).toMatchObject({ relayHint: relay, relay: { name: undefined } });
    expect((await viewOf(owner)).relayHint).toBeUndefined();
  });
});
