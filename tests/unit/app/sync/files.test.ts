import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src/lib/kernel/result';
import { systemRandom } from '../../../../src/lib/crypto/random';
import { createRecordId } from '../../../../src/lib/kernel/ids';
import { kindOfGiven } from '../../../../src/lib/app/sync/files';
import type { SyncFile } from '../../../../src/lib/app/sync/types';
import { bytesOf, createProfile, nextOf, type Profile } from '../../../factories/profile';
import {
  admit,
  checkOf,
  editor,
  invitation,
  saveWorker,
  syncOf,
  take,
  viewOf,
  workersOf,
  write
} from '../../../factories/team';

const profiles: Profile[] = [];
const profile = (startMs?: number): Profile => {
  const made = createProfile(startMs);
  profiles.push(made);
  return made;
};
afterEach(async () => {
  for (const one of profiles.splice(0)) await one.close();
});

async function team(joinerStartMs?: number) {
  const [owner, joiner] = [profile(), profile(joinerStartMs)];
  await owner.found('区连翘');
  await admit(owner, joiner, '莫小雨');
  return { owner, joiner };
}

const receiptOf = async (of: Profile): Promise<SyncFile> => unwrap(await syncOf(of).receiptFile());
const codesOf = async (of: Profile) => (await checkOf(of)).own.map(({ code }) => code);
const idOf = (of: Profile) => of.session().parts.open.deviceId;

describe('synchronising by files alone (issue 3, DESIGN 6)', () => {
  it('Y1 Y2 Y3 edits on both sides meet: who lacks what, 未同步, the same 核对码, 未核对 until then', async () => {
    const { owner, joiner } = await team();
    const start = await viewOf(owner);
    expect(start).toMatchObject({ trust: 'unverified', peers: [{ memberName: '莫小雨' }] });
    expect(start.peers[0]).toMatchObject({ word: undefined, next: 'meet', isMismatched: false });
    expect(start.unsynced).toBeGreaterThan(0);

    await saveWorker(owner, '石榴');
    await saveWorker(joiner, '连翘');
    const report = await take(joiner, [...(await write(owner))]);
    // Nobody can say whether the answer has arrived, so it goes along; here it is known.
    expect(report.files.map(({ type }) => type)).toEqual(['sync', 'join']);
    expect(report.files[0]).toMatchObject({ from: '区连翘', fault: undefined, rejected: 0 });
    expect(report.files[0]).not.toHaveProperty('isOfFormer');
    expect(workersOf(joiner)).toEqual(expect.arrayContaining(['石榴', '连翘']));
    const there = await viewOf(joiner);
    expect(there.peers[0]).toMatchObject({ next: 'give', word: { weLack: 0 } });
    expect(there.peers[0]?.word?.theyLack).toBe(there.unsynced);

    const ownerId = idOf(owner);
    await take(owner, await write(joiner, ownerId));
    expect(workersOf(owner)).toEqual(workersOf(joiner));
    expect(await codesOf(owner)).toEqual(await codesOf(joiner));
    expect(await viewOf(owner)).toMatchObject({ unsynced: 0, trust: 'verified' });
    // It has not heard that its own work arrived, until it gets a receipt.
    expect((await viewOf(joiner)).trust).toBe('unverified');
    await take(joiner, [await receiptOf(owner)]);
    expect(await viewOf(joiner)).toMatchObject({ unsynced: 0, trust: 'verified' });
    const check = await checkOf(joiner);
    expect(check.peers[0]?.scopes.map(({ verdict }) => verdict)).toEqual(
      check.own.map(() => 'match')
    );
  });

  it('Y3 a colleague without a key for 统计报送 is verified by what both can read', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, joiner, '莫小雨', { role: 'editor', scopes: ['general', 'sensitive'] });
    await take(joiner, await write(owner));
    await take(owner, await write(joiner));
    const [peer] = (await checkOf(owner)).peers;
    const verdicts = peer?.scopes.map(({ scope, verdict }) => [scope, verdict]);
    expect(verdicts).toEqual([
      ['general', 'match'],
      ['sensitive', 'match'],
      ['reports', 'not-held']
    ]);
    expect((await viewOf(owner)).trust).toBe('verified');
  });

  it('Y5 Y6 a receipt makes the file small, parts go in any order and twice, a torn one keeps what came before', async () => {
    const { owner, joiner } = await team();
    for (let count = 0; count < 6; count++) await saveWorker(owner, `第${count}`);
    await take(owner, [await receiptOf(joiner)]);
    expect((await viewOf(owner)).peers[0]?.next).toBe('give');
    const whole = await write(owner);
    const delta = await write(owner, idOf(joiner));
    await take(joiner, delta);
    expect(await codesOf(joiner)).toEqual(await codesOf(owner));
    const again = await take(joiner, delta);
    expect(again).toMatchObject({ received: 0, isCancelled: false });
    await take(owner, [await receiptOf(joiner)]);
    const [nothing] = await write(owner, idOf(joiner));
    expect(nothing?.bytes.size).toBeLessThan(whole[0]?.bytes.size ?? 0);

    await saveWorker(owner, '后来');
    const [later] = await write(owner);
    if (!later) throw new Error('there is a file');
    const torn = { ...later, bytes: later.bytes.slice(0, later.bytes.size - 40) };
    const broken = await bytesOf(later);
    broken[broken.length >> 1] = (broken[broken.length >> 1] ?? 0) ^ 1;
    const odd = await take(joiner, [
      torn,
      { fileName: 'broken.txb', bytes: new Blob([broken]) },
      { fileName: '照片.jpg', bytes: new Blob(['no file of ours at all']) }
    ]);
    expect(odd.files).toMatchObject([
      { type: 'sync', fault: { type: expect.any(String) as string } },
      { type: 'sync', fault: { type: expect.any(String) as string } },
      { type: 'other' }
    ]);
    await take(joiner, [later]);
    expect(await codesOf(joiner)).toEqual(await codesOf(owner));
  });

  it('Y5 Y6 a request and its answer travel among sync files', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    const { members } = owner.session().session;
    unwrap(await joiner.join(unwrap(await members.invite(invitation())).link, '莫小雨'));
    const report = await take(owner, [await joiner.waiting().requestFile()]);
    expect(report.files).toMatchObject([
      { type: 'join', result: { ok: true, value: { type: 'request' } } }
    ]);
    const [request] = (await nextOf(members.view)).requests;
    if (!request) throw new Error('the request is here');
    unwrap(await members.admit(request.id));
    const [sync, answer] = await write(owner);
    if (!sync || !answer) throw new Error('both go out');
    expect(unwrap(await joiner.receive(await bytesOf(answer))).receipt.type).toBe('admitted');
    await joiner.reopen();
    await take(joiner, [sync]);
    expect(workersOf(joiner)).toEqual(workersOf(owner));
  });

  it('Y6 what a file is shows by how it begins, whatever it is called', async () => {
    const { owner } = await team();
    const [sync, answer] = await write(owner);
    if (!sync || !answer) throw new Error('both go out');
    expect(await kindOfGiven(sync.bytes)).toBe('sync');
    expect(await kindOfGiven(answer.bytes)).toBe('join');
    expect(await kindOfGiven((await receiptOf(owner)).bytes)).toBe('receipt');
    for (const bytes of ['', '张三 13800000000', 'TXBAK1\n'])
      expect(await kindOfGiven(new Blob([bytes]))).toBe('other');
  });

  it('I6 Y1 a removed device opens nothing newer, and its receipt is refused by name', async () => {
    const { owner, joiner } = await team();
    await take(joiner, await write(owner));
    const receipt = await receiptOf(joiner);
    await take(owner, [receipt]);
    const { members } = owner.session().session;
    const [peer] = (await viewOf(owner)).peers;
    if (!peer) throw new Error('there is a colleague');
    const target = { type: 'member', memberId: peer.memberId } as const;
    unwrap(await members.remove({ target, mode: 'now', reason: 'lost' }));
    await saveWorker(owner, '秘密');
    const report = await take(joiner, await write(owner));
    // The entry that removes it comes under the key that it has, and nothing later does.
    expect(report.files[0]).toMatchObject({
      type: 'sync',
      received: 1,
      fault: { type: 'removed-here' }
    });
    expect(workersOf(joiner)).not.toContain('秘密');
    const { standing } = await nextOf(joiner.session().session.members.view);
    expect(standing).toBe('removed');
    const again = await take(joiner, await write(owner));
    expect(again.files[0]).toMatchObject({ received: 0, fault: { type: 'removed-here' } });
    const refused = await take(owner, [receipt]);
    expect(refused.files).toMatchObject([
      { type: 'receipt', result: { ok: false, error: { type: 'former' } } }
    ]);
    expect(await viewOf(owner)).toMatchObject({ peers: [], trust: 'alone' });
    const gone = await syncOf(owner).exportFiles(
      { to: peer.deviceId },
      () => undefined,
      new AbortController().signal
    );
    expect(gone).toEqual({ ok: false, error: { type: 'unknown-device' } });
  });

  it('B6 what a removed device wrote unaware goes by its own file to those who stay, who may take it in', async () => {
    const { owner, joiner } = await team();
    await take(joiner, await write(owner));
    await take(owner, await write(joiner));
    await take(joiner, [await receiptOf(owner)]);
    const { members } = owner.session().session;
    const memberId = (await viewOf(owner)).peers[0]?.memberId;
    if (!memberId) throw new Error('there is a colleague');
    const target = { type: 'member', memberId } as const;
    unwrap(await members.remove({ target, mode: 'now', reason: 'lost' }));
    await saveWorker(joiner, '未送到');
    await take(joiner, await write(owner));
    const told = await viewOf(joiner);
    expect(told).toMatchObject({ trust: 'removed' });
    expect(told.unsynced).toBeGreaterThan(0);
    const report = await take(owner, await write(joiner));
    expect(report.files[0]).toMatchObject({
      type: 'sync',
      fault: undefined,
      rejected: 0,
      isOfFormer: true
    });
    expect(workersOf(owner)).not.toContain('未送到');
    expect((await nextOf(members.view)).held).toMatchObject([{ memberId, records: 1 }]);
    unwrap(await members.adopt(memberId));
    expect(workersOf(owner)).toContain('未送到');
  });

  it('P3 B4 a file for everyone leads on who missed a rotation, and a newcomer passes over old keys', async () => {
    const { owner } = await team();
    const [third, fourth] = [profile(), profile()];
    await admit(owner, third, '路通');
    await take(third, await write(owner));
    const { members } = owner.session().session;
    const gone = (await nextOf(members.view)).members.find(({ name }) => name === '莫小雨');
    if (!gone) throw new Error('a member');
    const target = { type: 'member', memberId: gone.id } as const;
    unwrap(await members.remove({ target, mode: 'now', reason: 'leftPost' }));
    await admit(owner, fourth, '新来');
    await saveWorker(owner, '换钥以后');
    for (const one of [third, fourth]) {
      const report = await take(one, await write(owner));
      expect(report.files[0]).toMatchObject({ fault: undefined });
      expect(workersOf(one)).toContain('换钥以后');
    }
  });

  it('I7 an erasure travels with the file, and both see on how many devices it was carried out', async () => {
    const { owner, joiner } = await team();
    const id = await saveWorker(owner, '将被清除');
    await saveWorker(owner, '邻居');
    await take(joiner, await write(owner));
    expect(workersOf(joiner)).toContain('将被清除');
    await take(owner, [await receiptOf(joiner)]);
    unwrap(await owner.session().replica.erase([id], 'test'));
    expect((await viewOf(owner)).erasures).toEqual([{ recordId: id, done: 1, devices: 2 }]);
    await take(joiner, await write(owner, idOf(joiner)));
    expect(workersOf(joiner)).not.toContain('将被清除');
    expect(workersOf(joiner)).toContain('邻居');
    await take(owner, await write(joiner));
    expect((await viewOf(owner)).erasures).toEqual([{ recordId: id, done: 2, devices: 2 }]);
    expect(await codesOf(joiner)).toEqual(await codesOf(owner));
  });

  it('P12 what an order took away that turned out void comes back with the next file', async () => {
    const { owner, joiner } = await team();
    const admin = profile();
    await admit(owner, admin, '另一位管理员', { role: 'admin', scopes: editor.scopes });
    const id = await saveWorker(owner, '不该清除');
    await take(admin, await write(owner));
    await take(joiner, await write(owner));
    unwrap(await admin.session().replica.erase([id], 'test'));
    await take(joiner, await write(admin));
    expect(workersOf(joiner)).not.toContain('不该清除');
    // The owner knew nothing of the order when the removal was made: the order is void.
    const { members } = owner.session().session;
    const gone = (await nextOf(members.view)).members.find(({ name }) => name === '另一位管理员');
    if (!gone) throw new Error('a member');
    const target = { type: 'member', memberId: gone.id } as const;
    unwrap(await members.remove({ target, mode: 'now', reason: 'misuse' }));
    await take(owner, await write(joiner));
    expect(workersOf(owner)).toContain('不该清除');
    await take(joiner, await write(owner, idOf(joiner)));
    await take(owner, [await receiptOf(joiner)]);
    await take(joiner, await write(owner, idOf(joiner)));
    expect(workersOf(joiner)).toContain('不该清除');
    await take(owner, [await receiptOf(joiner)]);
    expect(await codesOf(joiner)).toEqual(await codesOf(owner));
    expect((await viewOf(owner)).trust).toBe('verified');
  });

  it('Y4 a clock ten years off loses nothing, and is named', async () => {
    const tenYears = 10 * 365 * 86_400_000;
    const { owner, joiner } = await team(Date.UTC(2026, 10, 23, 8) - tenYears);
    await saveWorker(joiner, '石榴');
    await take(joiner, await write(owner));
    await take(owner, await write(joiner));
    await take(joiner, [await receiptOf(owner)]);
    expect(await codesOf(owner)).toEqual(await codesOf(joiner));
    expect((await viewOf(owner)).peers[0]?.word?.clockOffMs).toBeLessThan(-tenYears / 2);
    expect((await viewOf(joiner)).peers[0]?.word?.clockOffMs).toBeGreaterThan(tenYears / 2);
  });

  it('Y6 1,000 edits on each side become one book; stopping keeps what was taken in', async () => {
    const { owner, joiner } = await team();
    for (const [at, side] of [owner, joiner].entries()) {
      const { replica } = side.session();
      const changes = Array.from({ length: 1000 }, (_, n) => ({
        type: 'create' as const,
        kind: 'worker' as const,
        id: createRecordId(systemRandom),
        values: { name: `${at}-${n}` }
      }));
      unwrap(await replica.commit(changes));
    }
    const stop = new AbortController();
    stop.abort();
    const cancelled = await syncOf(owner).exportFiles(
      { to: 'everyone' },
      () => undefined,
      stop.signal
    );
    expect(cancelled).toEqual({ ok: false, error: { type: 'cancelled' } });
    // Parts of the smallest size, the last one first.
    await take(joiner, [...(await write(owner, 'everyone', 1))].reverse());
    await take(owner, await write(joiner));
    expect(workersOf(owner)).toHaveLength(workersOf(joiner).length);
    expect(workersOf(owner).length).toBeGreaterThan(2000);
    expect(await codesOf(owner)).toEqual(await codesOf(joiner));
  });
});
