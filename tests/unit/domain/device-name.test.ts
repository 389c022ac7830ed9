/** 设备改名 (issue 3): the name travels as a record of the book, and the member log stays as it was signed. */
import { afterEach, describe, expect, it } from 'vitest';
import { deviceNameRecord } from '../../../src/lib/domain/device-name/record';
import { namingKinds, workKinds } from '../../../src/lib/domain/registry';
import { unwrap } from '../../../src/lib/kernel/result';
import type { DeviceId } from '../../../src/lib/kernel/ids';
import { createProfile, nextOf, type Profile } from '../../factories/profile';
import { admit, take, viewOf, write } from '../../factories/team';

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
});
