/** A profile that is put back, copied or opened twice goes on writing, as another incarnation of its device (DESIGN 5). */
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src/lib/kernel/result';
import { parseSlot } from '../../../../src/lib/storage/slot';
import { createProfile, synchronise, type Profile } from '../../../factories/profile';
import {
  admit,
  checkOf,
  membersOf,
  saveWorker,
  take,
  viewOf,
  workersOf,
  write
} from '../../../factories/team';

const profiles: Profile[] = [];
const profile = (): Profile => {
  const made = createProfile();
  profiles.push(made);
  return made;
};
afterEach(async () => {
  for (const one of profiles.splice(0)) await one.close();
});

async function team() {
  const [owner, joiner] = [profile(), profile()];
  await owner.found('区连翘');
  await admit(owner, joiner, '莫小雨');
  await synchronise(owner, joiner);
  return { owner, joiner };
}

const incarnationOf = (of: Profile): number => parseSlot(of.session().replica.slot).incarnation;
const codesOf = async (of: Profile) => (await checkOf(of)).own.map(({ code }) => code);
const meet = async (a: Profile, b: Profile): Promise<void> => {
  await take(b, await write(a));
  await take(a, await write(b));
  await take(b, await write(a));
};

describe('a profile put back to an older state (I3, I8, DESIGN 5 Fork)', () => {
  it('finds its chain ahead, opens a new incarnation and goes on writing; both sides end equal', async () => {
    const { owner, joiner } = await team();
    await saveWorker(joiner, '先前');
    const image = await joiner.image();
    await saveWorker(joiner, '后来');
    await synchronise(owner, joiner);
    await joiner.putBack(image);
    expect(workersOf(joiner)).not.toContain('后来');
    expect(incarnationOf(joiner)).toBe(1);
    await meet(owner, joiner);
    expect(workersOf(joiner)).toContain('后来');
    await saveWorker(joiner, '回来以后');
    expect(incarnationOf(joiner)).toBeGreaterThan(1);
    await meet(owner, joiner);
    expect(workersOf(owner)).toEqual(workersOf(joiner));
    expect(workersOf(owner)).toEqual(expect.arrayContaining(['先前', '后来', '回来以后']));
    expect(await codesOf(owner)).toEqual(await codesOf(joiner));
    expect((await viewOf(owner)).trust).toBe('verified');
    // The keys were kept: the next opening writes as the same incarnation.
    const now = incarnationOf(joiner);
    await joiner.putBack(await joiner.image());
    expect(incarnationOf(joiner)).toBe(now);
    await saveWorker(joiner, '重开以后');
    expect(incarnationOf(joiner)).toBe(now);
    await meet(owner, joiner);
    expect(workersOf(owner)).toContain('重开以后');
    expect((await membersOf(owner)).forks).toEqual([]);
  });

  it('that wrote on before it met anyone: the fork is closed, what it wrote is issued again', async () => {
    const { owner, joiner } = await team();
    const image = await joiner.image();
    await saveWorker(joiner, '第一支');
    await synchronise(owner, joiner);
    await joiner.putBack(image);
    await saveWorker(joiner, '第二支');
    await take(owner, await write(joiner));
    expect((await membersOf(owner)).forks).toMatchObject([{ name: '莫小雨' }]);
    await meet(owner, joiner);
    await meet(owner, joiner);
    expect(await membersOf(owner)).toMatchObject({ forks: [], held: [] });
    expect(incarnationOf(joiner)).toBeGreaterThan(1);
    expect(workersOf(joiner)).toEqual(expect.arrayContaining(['第一支', '第二支']));
    expect(workersOf(owner)).toEqual(workersOf(joiner));
    expect(await codesOf(owner)).toEqual(await codesOf(joiner));
  });

  it('for the second time, and it wrote before it met anyone: colleagues are told, though it has gone on once', async () => {
    const { owner, joiner } = await team();
    const image = await joiner.image();
    await saveWorker(joiner, '第一支');
    await synchronise(owner, joiner);
    await joiner.putBack(image);
    await meet(owner, joiner);
    await saveWorker(joiner, '回来以后');
    await meet(owner, joiner);
    await joiner.putBack(image);
    await saveWorker(joiner, '第三支');
    await take(owner, await write(joiner));
    expect(await membersOf(owner)).toMatchObject({
      forks: [{ name: '莫小雨', isOnTop: false }],
      held: []
    });
    await meet(owner, joiner);
    await meet(owner, joiner);
    expect(await membersOf(owner)).toMatchObject({ forks: [], held: [] });
    const all = ['第一支', '回来以后', '第三支'];
    expect(workersOf(owner)).toEqual(expect.arrayContaining(all));
    expect(workersOf(joiner)).toEqual(workersOf(owner));
  });

  it('copied to another machine: both copies go on, each as an incarnation of its own', async () => {
    const { owner, joiner } = await team();
    const copy = profile();
    await copy.putBack(await joiner.image());
    await saveWorker(joiner, '原件');
    await saveWorker(copy, '副本');
    for (const round of [1, 2]) {
      await meet(owner, joiner);
      await meet(owner, copy);
      await saveWorker(joiner, `原件${round}`);
      await saveWorker(copy, `副本${round}`);
    }
    await meet(owner, joiner);
    await meet(owner, copy);
    await meet(owner, joiner);
    const all = ['原件', '副本', '原件1', '副本1', '原件2', '副本2'];
    for (const of of [owner, joiner, copy]) {
      expect(workersOf(of)).toEqual(expect.arrayContaining(all));
      expect(await codesOf(of)).toEqual(await codesOf(owner));
    }
    expect(incarnationOf(joiner)).not.toBe(incarnationOf(copy));
  });

  it('open in two tabs: the second takes the keys that the first has made, and neither forks the other', async () => {
    const { owner, joiner } = await team();
    const image = await joiner.image();
    await saveWorker(joiner, '后来');
    await synchronise(owner, joiner);
    await joiner.putBack(image);
    const tab = await joiner.secondTab();
    await meet(owner, joiner);
    await saveWorker(joiner, '第一页');
    const saved = await tab.session.commands.save('worker', undefined, { name: '第二页' });
    expect(saved.ok).toBe(true);
    expect(tab.replica.slot).toBe(joiner.session().replica.slot);
    await saveWorker(joiner, '又在第一页');
    expect(tab.replica.slot).toBe(joiner.session().replica.slot);
    await tab.close();
    await meet(owner, joiner);
    expect(workersOf(owner)).toEqual(expect.arrayContaining(['第一页', '第二页', '又在第一页']));
    expect((await membersOf(owner)).forks).toEqual([]);
  });

  it('I4 removed before it met its fork: an administrator sees what stands on the branches and adopts it', async () => {
    const { owner, joiner } = await team();
    const image = await joiner.image();
    await saveWorker(joiner, '第一支');
    await synchronise(owner, joiner);
    await joiner.putBack(image);
    await saveWorker(joiner, '第二支');
    const { members } = owner.session().session;
    const [, member] = (await membersOf(owner)).members;
    if (!member) throw new Error('two members');
    const target = { type: 'member', memberId: member.id } as const;
    unwrap(await members.remove({ target, mode: 'now', reason: 'lost' }));
    await take(owner, await write(joiner));
    expect(workersOf(owner)).not.toContain('第二支');
    expect((await membersOf(owner)).held).toMatchObject([
      { name: '莫小雨', records: 2, issued: 2 }
    ]);
    unwrap(await members.adopt(member.id));
    expect(workersOf(owner)).toEqual(expect.arrayContaining(['第一支', '第二支']));
    expect((await membersOf(owner)).held).toEqual([]);
    expect(await members.adopt(member.id)).toMatchObject({ error: { type: 'nothing-to-do' } });
  });

  it('Y2: removed, and forked without knowing it, a device does not say that all has arrived', async () => {
    const { owner, joiner } = await team();
    const image = await joiner.image();
    await saveWorker(joiner, '第一支');
    await meet(owner, joiner);
    expect((await viewOf(joiner)).unsynced).toBe(0);
    const heard = await write(owner);
    await joiner.putBack(image);
    await saveWorker(joiner, '第二支');
    const [, member] = (await membersOf(owner)).members;
    if (!member) throw new Error('two members');
    const target = { type: 'member', memberId: member.id } as const;
    const { members } = owner.session().session;
    unwrap(await members.remove({ target, mode: 'now', reason: 'lost' }));
    await take(joiner, await write(owner));
    expect(await viewOf(joiner)).toMatchObject({ trust: 'removed', unsynced: 1 });
    // It hears of its other life from a file that was written before the removal.
    await take(joiner, heard);
    expect(await viewOf(joiner)).toMatchObject({ trust: 'removed', unsynced: 1 });
  });

  it('an owner put back still administers, and reads what it wrote under a new key after the next opening', async () => {
    const { owner, joiner } = await team();
    const image = await owner.image();
    await saveWorker(owner, '后来');
    await synchronise(owner, joiner);
    await owner.putBack(image);
    await meet(owner, joiner);
    await saveWorker(owner, '又写');
    const { members } = owner.session().session;
    // The put back owner still administers: its acts are signed with the new keys.
    const [, member] = (await membersOf(owner)).members;
    if (!member) throw new Error('two members');
    const target = { type: 'member', memberId: member.id } as const;
    expect(await members.remove({ target, mode: 'now', reason: 'leftPost' })).toMatchObject({
      ok: true
    });
    await saveWorker(owner, '换钥以后');
    await owner.putBack(await owner.image());
    expect(workersOf(owner)).toEqual(expect.arrayContaining(['后来', '又写', '换钥以后']));
  });
});
