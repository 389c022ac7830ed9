import { describe, expect, it } from 'vitest';
import { createRecordId } from '../../../src/lib/kernel/ids';
import { nextTask } from '../../../src/lib/kernel/next-task';
import { unwrap } from '../../../src/lib/kernel/result';
import { emptyFrontier } from '../../../src/lib/log/frontier';
import type { SetRole } from '../../../src/lib/log/member-payload';
import { createMemoryDisk, type MemoryDisk } from '../../../src/lib/storage/memory-store';
import { parseSlot } from '../../../src/lib/storage/slot';
import { createParty, type PartyDevice } from '../../contract/transports/party';
import { createVisit, give, setVisit, visitOf } from '../../factories/party-visits';
import { settingRole } from '../../factories/member-log';

const incarnationOf = ({ replica }: PartyDevice): number => parseSlot(replica.slot).incarnation;

/** Rows are replaced, never changed in place. */
const isSameDisk = (a: MemoryDisk, b: MemoryDisk): boolean =>
  [...b.tables].every(([name, rows]) => {
    const others = a.tables.get(name);
    return others?.size === rows.size && [...rows].every(([key, row]) => others.get(key) === row);
  });

/** A colleague has written on words of a device that turns out to have two lives. */
async function createStranded(seed: number, more: readonly object[]) {
  const { devices, random } = await createParty(seed, 3);
  const [owner, colleague, third] = devices as [PartyDevice, PartyDevice, PartyDevice];
  const id = createRecordId(random);
  const values = { on: '2026-11-20', content: '谈了话', method: '面访', gifts: ['米'] };
  unwrap(await owner.replica.commit([{ type: 'create', kind: 'visit', id, values }]));
  const copy = await owner.openCopy(owner.disk());
  await setVisit(copy, id, { content: '谈了话，甲' });
  await give(copy, colleague);
  await setVisit(colleague, id, { content: '谈了话，甲乙' });
  for (const one of more) await setVisit(colleague, id, one);
  const shown = visitOf(colleague, id);
  await owner.write(1);
  return { id, owner, colleague, third, shown };
}

describe('S15: what was written on top of a branch that a fork froze', () => {
  it('I3: words, and what their writer changed in the record since, are there again', async () => {
    const later = [{ method: '电话' }, { gifts: ['米', '油'] }, { method: null }];
    const { id, owner, colleague, third, shown } = await createStranded(71, later);
    expect(shown).toEqual({ on: '2026-11-20', content: '谈了话，甲乙', gifts: ['米', '油'] });
    await give(owner, colleague);
    // The owner's words are the owner's to bring back.
    expect(visitOf(colleague, id)).toEqual({ ...shown, content: '谈了话乙' });
    await give(colleague, third);
    await give(third, owner);
    await give(owner, third);
    await give(third, colleague);
    for (const one of [owner, colleague, third]) {
      const { content, ...rest } = visitOf(one, id);
      expect({ ...rest, content: shown.content }).toEqual(shown);
      expect([...String(content)].sort()).toEqual([...String(shown.content)].sort());
    }
  });

  it('I1: is written by another incarnation, as its clocks are taken', async () => {
    const { owner, colleague } = await createStranded(72, []);
    const before = incarnationOf(colleague);
    await give(owner, colleague);
    expect(incarnationOf(colleague)).toBeGreaterThan(before);
    const { entries } = await colleague.replica.since(emptyFrontier);
    const { deviceId } = colleague.made.registration;
    const own = entries.filter(({ header }) => header.deviceId === deviceId);
    expect(own.map(({ header }) => header.incarnation)).toEqual([before, incarnationOf(colleague)]);
  });

  it('I3: takes nothing of what others wrote in that text', async () => {
    const { id, owner, colleague, third } = await createStranded(74, []);
    await give(owner, third);
    await setVisit(third, id, { content: '上午谈了话' });
    await give(third, owner);
    await give(owner, colleague);
    expect(visitOf(colleague, id)).toMatchObject({ content: '上午谈了话乙' });
    await give(colleague, owner);
    await give(owner, colleague);
    const { content } = visitOf(colleague, id);
    for (const words of ['上午', '谈了话', '甲', '乙']) expect(content).toContain(words);
  });

  it('I3: is issued again by a profile that was put back, and gets it from others', async () => {
    const { id, owner, colleague, third } = await createStranded(77, [{ method: '电话' }]);
    await give(colleague, third);
    const back = await colleague.openCopy(createMemoryDisk());
    await give(owner, back);
    await give(third, back);
    const { content, ...rest } = visitOf(back, id);
    expect(rest).toMatchObject({ method: '电话' });
    expect([...String(content)].sort()).toEqual([...'谈了话乙'].sort());
    // What was issued is no news at the next opening, nor when more comes.
    const again = await colleague.openCopy(back.disk());
    await setVisit(third, id, { gifts: ['油'] });
    await give(third, again);
    expect(visitOf(again, id)).toMatchObject({ content, method: '电话' });
  });

  it('I3: is read on the one life of many that it stands on', async () => {
    const { devices, random } = await createParty(903, 3);
    const [owner, colleague, third] = devices as [PartyDevice, PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(owner, id, { on: '2026-11-20', content: '谈了话', method: '面访' });
    for (const one of [colleague, third]) await give(owner, one);
    const [disk, before] = [owner.disk(), colleague.disk()];
    const lives: PartyDevice[] = [];
    for (let n = 0; n < 24; n++) {
      const life = await owner.openCopy(disk);
      await setVisit(life, id, { content: n === 0 ? '谈了话，说得很长，' : `谈了话${n % 10}` });
      lives.push(life);
    }
    const [under, ...others] = lives as [PartyDevice, ...PartyDevice[]];
    await give(under, colleague);
    await setVisit(colleague, id, { content: '谈了话，说得很长，乙' });
    const back = await colleague.openCopy(before);
    for (const life of [...others, under, colleague]) await give(life, back);
    expect(visitOf(back, id).content).toContain('乙');
  });

  it('I3, I8: is there again, once, wherever a kill comes between', async () => {
    const { id, owner, colleague } = await createStranded(78, [{ method: '电话' }]);
    const disks: MemoryDisk[] = [];
    let isGiven = false;
    const giving = give(owner, colleague).then(() => void (isGiven = true));
    while (!isGiven) {
      const disk = colleague.disk();
      const last = disks.at(-1);
      if (!last || !isSameDisk(last, disk)) disks.push(disk);
      await nextTask();
    }
    await giving;
    expect(disks.length).toBeGreaterThan(2);
    for (const disk of disks) {
      const survivor = await colleague.openCopy(disk);
      await give(owner, survivor);
      expect(visitOf(survivor, id)).toMatchObject({ content: '谈了话乙', method: '电话' });
    }
  });

  it('leaves what somebody else changed meanwhile beside it', async () => {
    const { id, owner, colleague, third } = await createStranded(75, [{ method: '电话' }]);
    await give(owner, third);
    third.clock.advance(600_000);
    await setVisit(third, id, { method: '微信' });
    await give(third, owner);
    await give(owner, colleague);
    const [conflict] = await colleague.replica.conflicts('visit', id);
    const versions = conflict?.type === 'field' ? conflict.versions : [];
    expect(versions.map(({ value }) => value)).toEqual(['微信', '电话']);
  });

  it('leaves alone what somebody else wrote in the record', async () => {
    const { id, owner, colleague, third } = await createStranded(73, []);
    await give(colleague, third);
    await setVisit(third, id, { method: '微信' });
    await give(third, colleague);
    await give(owner, colleague);
    await setVisit(third, id, { method: '电话' });
    await give(third, colleague);
    expect(visitOf(colleague, id)).toMatchObject({ content: '谈了话乙', method: '电话' });
  });

  it('I3: of a colleague who was lowered before the fork came out, is an administrator’s to admit', async () => {
    const { devices, random } = await createParty(76, 3);
    const [admin, owner, colleague] = devices as [PartyDevice, PartyDevice, PartyDevice];
    const id = createRecordId(random);
    const values = { on: '2026-11-20', content: '谈了话', method: '面访' };
    unwrap(await owner.replica.commit([{ type: 'create', kind: 'visit', id, values }]));
    const copy = await owner.openCopy(owner.disk());
    await setVisit(copy, id, { content: '谈了话，甲' });
    await give(copy, colleague);
    await setVisit(colleague, id, { content: '谈了话，甲乙', method: '电话' });
    await give(colleague, admin);
    const lowering = settingRole(colleague.made.registration, 'viewer') as SetRole;
    const cuts = [...(await admin.replica.frontier()).chains];
    await admin.act({ ...lowering, cuts });
    expect(await admin.replica.unshownBranches()).toEqual([]);
    await owner.write(1);
    await give(owner, admin);
    await give(admin, owner);
    await give(owner, admin);
    const [lost, ...more] = await admin.replica.unshownBranches();
    const { deviceId } = colleague.made.registration;
    expect(more).toEqual([]);
    expect(lost).toMatchObject({ deviceId, isOnTop: true, recordIds: new Set([id]) });
    unwrap(await admin.replica.adoptBranches([deviceId]));
    const { content, method } = visitOf(admin, id);
    expect(method).toBe('电话');
    expect([...String(content)].sort()).toEqual([...'谈了话，甲乙'].sort());
    expect(await admin.replica.unshownBranches()).toEqual([]);
  });
});
