/** A street with several books synchronises all of them from the one that is open (Y15, issue 3). */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SpaceId } from '../../../../src/lib/kernel/ids';
import { unwrap } from '../../../../src/lib/kernel/result';
import { startOtherSpaces } from '../../../../src/lib/app/sync/other-spaces';
import type { OtherSpace } from '../../../../src/lib/app/sync/types';
import { createTestTimer } from '../../../contract/transports/channel-pair';
import { createMemoryFolder, type MemoryFolder } from '../../../factories/memory-folder';
import { bytesOf, createProfile, nextOf, type Profile } from '../../../factories/profile';
import {
  admit,
  invitation,
  saveWorker,
  syncOf,
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

interface Community {
  readonly owner: Profile;
  readonly id: SpaceId;
  readonly folder: MemoryFolder;
}

async function community(street: Profile, folder: MemoryFolder): Promise<Community> {
  const owner = profile();
  await owner.found('区连翘');
  await admit(owner, street, '石榴');
  unwrap(await syncOf(owner).connectFolder(folder.handle));
  return { owner, id: owner.session().session.space.id, folder };
}

const noRelay = (): never => {
  throw new Error('no relay here');
};

/** Its own book is open, and those of communities lie beside. */
async function team(folders: readonly MemoryFolder[]) {
  const street = profile();
  await street.found('石榴');
  const own = street.session().session.space.id;
  const communities: Community[] = [];
  for (const folder of folders) communities.push(await community(street, folder));
  await street.reopen(own);
  return { street, own, communities };
}

const otherOf = (of: Profile) => of.session().session.otherSpaces;
const spacesOf = async (of: Profile): Promise<ReadonlyMap<SpaceId, OtherSpace>> =>
  new Map((await nextOf(otherOf(of).view)).map((space) => [space.id, space]));

describe('books beside the open one (Y15)', { timeout: 30_000 }, () => {
  it('one folder for those that have no way: each is brought up to date, and its community hears of it', async () => {
    const folder = createMemoryFolder('共享盘');
    const { street, own, communities } = await team([folder, folder]);
    for (const { id } of communities)
      expect((await spacesOf(street)).get(id)).toMatchObject({ hasWay: false, name: '' });
    for (const [at, { owner }] of communities.entries()) {
      await saveWorker(owner, `社区${at}`);
      await syncOf(owner).visitFolder();
    }
    await otherOf(street).useFolder(folder.handle);
    const after = await spacesOf(street);
    expect([...after.keys()].sort()).toEqual(communities.map(({ id }) => id).sort());
    for (const space of after.values()) {
      expect(space).toMatchObject({ hasWay: true, name: '和风里', state: { type: 'done' } });
      expect(space.state.type === 'done' && space.state.received).toBeGreaterThan(0);
      expect(space.lastSuccessMs).toBeDefined();
    }
    // The book on the table has not changed, and has nothing there.
    expect(street.session().session.space.id).toBe(own);
    for (const { owner } of communities) {
      await syncOf(owner).visitFolder();
      expect(await viewOf(owner)).toMatchObject({ unsynced: 0, trust: 'verified' });
    }
    await otherOf(street).visitAll();
    street.host.folders.clear();
    for (const [at, { id }] of communities.entries()) {
      await street.reopen(id);
      expect(workersOf(street)).toContain(`社区${at}`);
      expect((await viewOf(street)).trust).toBe('verified');
    }
  });

  it('Y6 a sync file goes into the book that it belongs to, whichever is open; one of nobody is named as such', async () => {
    const { street, own, communities } = await team([createMemoryFolder('甲')]);
    const [one] = communities;
    if (!one) throw new Error('a community');
    await saveWorker(one.owner, '随文件来');
    const files = await write(one.owner);
    const [report] = (await take(street, files)).files;
    expect(report).toMatchObject({
      type: 'sync',
      from: '区连翘',
      book: '和风里',
      fault: undefined
    });
    expect(street.session().session.space.id).toBe(own);
    expect((await spacesOf(street)).get(one.id)).toMatchObject({ name: '和风里', hasWay: false });
    expect((await spacesOf(street)).get(one.id)?.lastSuccessMs).toBeDefined();
    expect((await take(street, files)).files[0]).toMatchObject({ received: 0, book: '和风里' });
    const stranger = profile();
    await stranger.found('温谷雨');
    expect((await take(street, await write(stranger))).files[0]).toMatchObject({
      fault: { type: 'not-ours' }
    });
    await street.reopen(one.id);
    expect(workersOf(street)).toContain('随文件来');
  });

  it('Y6 an answer for a book that waits goes before the files beside it, whichever comes first: they go into that book', async () => {
    const [street, owner] = [profile(), profile()];
    await street.found('石榴');
    const own = street.session().session.space.id;
    await owner.found('区连翘');
    const { members, space } = owner.session().session;
    unwrap(await street.join(unwrap(await members.invite(invitation())).link, '石榴'));
    unwrap(await owner.receive(await bytesOf(await street.waiting().requestFile())));
    const [request] = (await nextOf(members.view)).requests;
    if (!request) throw new Error('the request is here');
    unwrap(await members.admit(request.id));
    await saveWorker(owner, '随文件来');
    const [sync, answer] = await write(owner);
    if (!sync || !answer) throw new Error('both go out');
    await street.reopen(own);
    const named = vi.spyOn(street.session().parts, 'onNamed');
    const report = await take(street, [sync, answer]);
    expect(report.files).toMatchObject([
      { type: 'sync', fault: undefined, book: '和风里' },
      { type: 'join', result: { value: { type: 'admitted', spaceId: space.id } }, book: '和风里' }
    ]);
    expect(report.received).toBeGreaterThan(0);
    // The switcher calls it by that name from now on.
    expect(named).toHaveBeenCalledTimes(1);
    await street.reopen(space.id);
    expect(workersOf(street)).toContain('随文件来');
  });

  it('a book whose folder is gone is named, and keeps no other from its news; a stop leaves the rest', async () => {
    const folders = [createMemoryFolder('甲'), createMemoryFolder('乙')];
    const { street, communities } = await team(folders);
    const [first, second] = communities;
    if (!first || !second) throw new Error('two communities');
    street.host.folders.set(first.id, first.folder.handle);
    street.host.folders.set(second.id, second.folder.handle);
    await otherOf(street).visitAll();
    first.folder.fail(new DOMException('gone', 'NotFoundError'));
    await saveWorker(second.owner, '晚来的');
    await syncOf(second.owner).visitFolder();
    await otherOf(street).visitAll();
    const states = await spacesOf(street);
    expect(states.get(first.id)?.state).toEqual({ type: 'failed', fault: 'unreachable' });
    expect(states.get(second.id)?.state).toMatchObject({ type: 'done' });

    first.folder.fail(undefined);
    const visiting = otherOf(street).visitAll();
    // A second click starts nothing beside.
    expect(otherOf(street).visitAll()).toBe(visiting);
    otherOf(street).stopVisits();
    await visiting;
    expect((await spacesOf(street)).get(second.id)?.state).toMatchObject({ type: 'done' });
  });

  it('by itself after a minute and then every twenty, in one tab; a closed book visits nothing', async () => {
    const folder = createMemoryFolder('共享盘');
    const { street, communities } = await team([folder]);
    const [one] = communities;
    if (!one) throw new Error('a community');
    street.host.folders.set(one.id, folder.handle);
    const timer = createTestTimer();
    const { parts } = street.session();
    const running = startOtherSpaces({ parts, timer, openRelay: noRelay });
    const success = async (): Promise<number | undefined> =>
      (await nextOf(running.service.view))[0]?.lastSuccessMs;
    // Without locks there is no other tab, and this one leads from the next turn on.
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(timer.pending).toBe(1);
    expect(await success()).toBeUndefined();
    timer.fireAll();
    await running.service.visitAll();
    const first = await success();
    expect(first).toBeDefined();
    await expect.poll(() => timer.pending).toBe(1);
    await running.stop();
    expect(timer.pending).toBe(0);
    expect((await spacesOf(street)).get(one.id)?.lastSuccessMs).toBe(first);
  });
});
