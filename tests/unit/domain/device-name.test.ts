/** 设备改名 (issue 3): the name travels as a record of the book, and the member log stays as it was signed. */
import { afterEach, describe, expect, it } from 'vitest';
import { deviceNameRecord } from '../../../src/lib/domain/device-name/record';
import { namingKinds, workKinds } from '../../../src/lib/domain/registry';
import { unwrap } from '../../../src/lib/kernel/result';
import type { DeviceId } from '../../../src/lib/kernel/ids';
import { createProfile, nextOf, type Profile } from '../../factories/profile';
import { admit, editor, take, viewOf, write } from '../../factories/team';

const profiles: Profile[] = [];
afterEach(async () => {
  for (const one of profiles.splice(0)) await one.close();
});

const idOf = (of: Profile): DeviceId => of.session().parts.open.deviceId;

async function rename(by: Profile, device: DeviceId, name: string) {
  const { commands } = by.session().session;
  return unwrap(
    await commands.saveMany('deviceName', [{ id: undefined, values: { device, name } }])
  );
}

/** As the member screen of one has the devices of all. */
async function namesAt(of: Profile): Promise<ReadonlyMap<DeviceId, readonly [string, string]>> {
  const { members } = await nextOf(of.session().session.members.view);
  const devices = members.flatMap((member) => member.devices);
  return new Map(devices.map(({ id, name, registeredName }) => [id, [name, registeredName]]));
}

describe('设备改名 (issue 3)', () => {
  it('is a setting of the book that names no person of the register', () => {
    expect(workKinds).not.toContain('deviceName');
    expect(namingKinds).not.toContain('deviceName');
    expect(deviceNameRecord.fields.device.parse('not an id').ok).toBe(false);
  });

  it('reaches the others, is taken back, meets in one record, and leaves who wrote what as it was', async () => {
    const [owner, joiner] = [createProfile(), createProfile()];
    profiles.push(owner, joiner);
    await owner.found('区连翘');
    await admit(owner, joiner, '莫小雨');
    await take(joiner, await write(owner));
    const id = idOf(joiner);
    const first = await rename(joiner, id, '值班室电脑');
    expect((await namesAt(joiner)).get(id)).toEqual(['值班室电脑', '莫小雨']);
    await take(owner, await write(joiner));
    expect((await namesAt(owner)).get(id)).toEqual(['值班室电脑', '莫小雨']);
    expect((await viewOf(owner)).peers).toMatchObject([
      { memberName: '莫小雨', deviceName: '值班室电脑' }
    ]);
    // History speaks of the person.
    const { queries, commands } = owner.session().session;
    const [recordId] = first.ids;
    if (recordId === undefined) throw new Error('a record was written');
    const steps = await queries.history('deviceName', recordId);
    expect(steps.map(({ by }) => by)).toEqual(['莫小雨']);

    // Both rename apart: one record, the later name, and both the same.
    const again = await rename(owner, id, '前台电脑');
    expect(again.ids).toEqual(first.ids);
    owner.pass(60_000);
    joiner.pass(120_000);
    await rename(joiner, id, '二楼电脑');
    await take(owner, await write(joiner));
    await take(joiner, await write(owner));
    expect((await namesAt(owner)).get(id)).toEqual((await namesAt(joiner)).get(id));
    expect(owner.session().replica.view.rows('deviceName')).toHaveLength(1);

    const own = await rename(owner, idOf(owner), '主任的电脑');
    expect((await namesAt(owner)).get(idOf(owner))?.[0]).toBe('主任的电脑');
    unwrap(await commands.undo(own.receipt));
    expect((await namesAt(owner)).get(idOf(owner))?.[0]).toBe('区连翘');
  });

  it('I4: a name that a colleague gave to a device of somebody else is passed over, whatever build wrote it', async () => {
    const [owner, editor, third] = [createProfile(), createProfile(), createProfile()];
    profiles.push(owner, editor, third);
    await owner.found('区连翘');
    await admit(owner, editor, '莫小雨');
    await admit(owner, third, '白露');
    await take(editor, await write(owner));
    const id = idOf(owner);
    const named = await rename(owner, id, '主任的电脑');
    await take(editor, await write(owner));
    expect((await namesAt(editor)).get(id)?.[0]).toBe('主任的电脑');
    const [record] = named.ids;
    if (record === undefined) throw new Error('a record was written');
    // The screen offers it to nobody who may not: written past it, and signed with another's slot.
    const { replica } = editor.session();
    const namedBy = owner.session().replica.slot;
    const values = { name: '假冒', namedBy };
    unwrap(await replica.commit([{ type: 'set', kind: 'deviceName', id: record, values }]));
    await take(owner, await write(editor));
    await take(third, await write(editor));
    for (const one of [owner, editor, third]) {
      expect((await namesAt(one)).get(id)).toEqual(['区连翘', '区连翘']);
    }
    // What the editor calls the own device holds; so does the owner's word after it.
    await rename(editor, idOf(editor), '值班室电脑');
    await rename(owner, id, '主任室电脑');
    await take(owner, await write(editor));
    expect((await namesAt(owner)).get(idOf(editor))?.[0]).toBe('值班室电脑');
    expect((await namesAt(owner)).get(id)?.[0]).toBe('主任室电脑');
  });

  it('what an administrator called a device stays when that administrator leaves, and ends with a lowering', async () => {
    const [owner, admin] = [createProfile(), createProfile()];
    profiles.push(owner, admin);
    await owner.found('区连翘');
    await admit(owner, admin, '莫小雨', { ...editor, role: 'admin' });
    await take(admin, await write(owner));
    const id = idOf(owner);
    await rename(admin, id, '前台电脑');
    await take(owner, await write(admin));
    const { members } = owner.session().session;
    const memberId = (await nextOf(members.view)).members.find(({ isSelf }) => !isSelf)?.id;
    if (memberId === undefined) throw new Error('the administrator is a member');
    const nameNow = async () => (await namesAt(owner)).get(id)?.[0];
    expect(await nameNow()).toBe('前台电脑');
    unwrap(await members.setGrant(memberId, editor));
    expect(await nameNow()).toBe('区连翘');
    unwrap(await members.setGrant(memberId, { ...editor, role: 'admin' }));
    const target = { type: 'member', memberId } as const;
    unwrap(await members.remove({ target, mode: 'departure', reason: 'leftPost' }));
    expect(await nameNow()).toBe('前台电脑');
  });
});
