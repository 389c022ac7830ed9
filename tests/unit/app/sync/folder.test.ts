import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src/lib/kernel/result';
import { createMemoryFolder, type MemoryFolder } from '../../../factories/memory-folder';
import { createProfile, nextOf, type Profile } from '../../../factories/profile';
import {
  admit,
  checkOf,
  invitation,
  saveWorker,
  syncOf,
  viewOf,
  workersOf
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

const visit = async (of: Profile) => {
  const visited = await syncOf(of).visitFolder();
  if (!visited) throw new Error('a folder is chosen');
  return visited;
};
const connect = async (folder: MemoryFolder, ...team: readonly Profile[]) => {
  for (const one of team) await syncOf(one).connectFolder(folder.handle);
};
const codesOf = async (of: Profile) => (await checkOf(of)).own.map(({ code }) => code);

describe('synchronising by a shared folder (issue 3, DESIGN 6)', () => {
  it('Y2 Y3 three devices that never meet share one book, and each sees that the others hold its work', async () => {
    const [owner, second, third] = [profile(), profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, second, '莫小雨');
    await admit(owner, third, '安石榴');
    const folder = createMemoryFolder('共享盘');
    const team = [owner, second, third];
    await connect(folder, ...team);
    for (const [at, one] of team.entries()) await saveWorker(one, `由${at}`);
    for (let round = 0; round < 3; round++) for (const one of team) unwrap(await visit(one));
    const names = workersOf(owner);
    expect(names).toEqual(expect.arrayContaining(['由0', '由1', '由2']));
    for (const one of team) {
      expect(workersOf(one)).toEqual(names);
      expect(await codesOf(one)).toEqual(await codesOf(owner));
      const view = await viewOf(one);
      expect(view).toMatchObject({ unsynced: 0, trust: 'verified' });
      expect(view.folder).toMatchObject({ name: '共享盘', state: { type: 'idle' } });
      expect(view.peers).toHaveLength(2);
      expect(view.peers.map(({ next }) => next)).toEqual(['none', 'none']);
    }
    await syncOf(third).disconnectFolder();
    expect((await viewOf(third)).folder).toMatchObject({ name: undefined, state: { type: 'off' } });
    expect(await syncOf(third).visitFolder()).toBeUndefined();
  });

  it('Y7 Y8 a folder that is not there or not allowed is named; the next visit catches up', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, joiner, '莫小雨');
    const folder = createMemoryFolder('U盘');
    await connect(folder, owner, joiner);
    await saveWorker(owner, '石榴');
    folder.fail(new DOMException('gone', 'NotFoundError'));
    expect(await visit(owner)).toEqual({ ok: false, error: { type: 'unreachable' } });
    expect((await viewOf(owner)).folder.state).toMatchObject({
      type: 'failed',
      fault: { type: 'unreachable' }
    });
    folder.fail(new DOMException('no', 'NotAllowedError'));
    expect(await visit(owner)).toEqual({ ok: false, error: { type: 'denied' } });
    expect((await viewOf(owner)).folder.state).toMatchObject({ nextMs: undefined });
    folder.fail(undefined);
    unwrap(await visit(owner));
    // Torn by a sync program: its owner writes it again, nobody is harmed.
    for (const file of folder.files.values()) file.bytes = file.bytes.slice(0, 100);
    unwrap(await visit(joiner));
    for (const one of [owner, joiner, owner, joiner, owner]) unwrap(await visit(one));
    expect(workersOf(joiner)).toContain('石榴');
    expect(await codesOf(joiner)).toEqual(await codesOf(owner));
  });

  it('Y9 a request lies in the folder until someone admits it, and the answer until it is fetched', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    const { members } = owner.session().session;
    const folder = createMemoryFolder('共享盘');
    await connect(folder, owner);
    unwrap(await joiner.join(unwrap(await members.invite(invitation())).link, '莫小雨'));
    const waiting = joiner.waiting();
    expect(unwrap(await waiting.visitFolder(folder.handle)).sent).toBe(1);
    unwrap(await visit(owner));
    // Both screens show the same six digits after each has looked twice.
    for (let look = 0; look < 2; look++) {
      unwrap(await waiting.visitFolder(folder.handle));
      unwrap(await visit(owner));
    }
    unwrap(await waiting.visitFolder(folder.handle));
    const [request] = (await nextOf(members.view)).requests;
    if (!request) throw new Error('the request is here');
    expect(request.code).toMatch(/^\d{6}$/);
    expect(await nextOf(waiting.code)).toBe(request.code);
    unwrap(await members.admit(request.id));
    unwrap(await visit(owner));
    const { receipts } = unwrap(await waiting.visitFolder(folder.handle));
    expect(receipts.map(({ type }) => type)).toContain('admitted');
    await joiner.reopen();
    await connect(folder, joiner);
    expect(workersOf(joiner)).toEqual(workersOf(owner));
    expect(await viewOf(joiner)).toMatchObject({ trust: 'verified', unsynced: 0 });
  });
});
