/** Incarnations of a device (DESIGN 5 "Fork"): numbers that a hostile administrator takes, audits on a branch that is lost. */
import { afterEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../src/lib/crypto/random';
import { ok, unwrap } from '../../../src/lib/kernel/result';
import { createDevice } from '../../../src/lib/log/founding';
import { createAuditId } from '../../../src/lib/log/audit-id';
import { limits } from '../../../src/lib/log/limits';
import { parseSlot } from '../../../src/lib/storage/slot';
import { createProfile, synchronise, type Profile } from '../../factories/profile';
import { admit, saveWorker, take, workersOf, write } from '../../factories/team';

const profiles: Profile[] = [];
const profile = (): Profile => {
  const made = createProfile();
  profiles.push(made);
  return made;
};
afterEach(async () => {
  for (const one of profiles.splice(0)) await one.close();
});

describe('attack: the last incarnation there is, given to a device by an administrator', () => {
  it('stops no opening: a device that is put back stays readable and says that it can not write', async () => {
    const [owner, victim] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, victim, '莫小雨');
    await synchronise(owner, victim);
    await saveWorker(victim, '先前');
    const image = await victim.image();
    await saveWorker(victim, '后来');
    await synchronise(owner, victim);

    const { deviceId } = parseSlot(victim.session().replica.slot);
    unwrap(
      await owner.session().replica.act(async ({ members }) => {
        const present = members.registrationOf(deviceId, 1);
        const grant = members.grantOf(deviceId, 1);
        if (!present || !grant) throw new Error('a member');
        const of = { ...present, incarnation: limits.incarnation - 1 };
        const { registration } = await createDevice('外人', systemRandom, undefined, of);
        return ok({ kind: 'add-device', device: registration, ...grant, request: null, keys: [] });
      })
    );
    await victim.putBack(image);
    await synchronise(owner, victim);
    const saved = await victim.session().session.commands.save('worker', undefined, { name: '再' });
    expect(saved.ok).toBe(false);
    await synchronise(owner, victim);
    await victim.reopen();
    await synchronise(owner, victim);
    expect(workersOf(victim)).toEqual(expect.arrayContaining(['先前', '后来']));
    await owner.reopen();
    expect(workersOf(owner)).toEqual(workersOf(victim));
    expect(parseSlot(victim.session().replica.slot).incarnation).toBe(1);
  });
});

describe('attack: whoever puts a profile back to lose what the audit says', () => {
  const auditsOf = (of: Profile): string[] =>
    of
      .session()
      .replica.view.rows('auditEvent')
      .map(({ values }) => String((values as Readonly<Record<string, unknown>>)['purpose']))
      .filter((purpose) => purpose.startsWith('导出'))
      .sort();
  const auditChange = (of: Profile, purpose: string) => {
    const values = {
      action: 'export',
      at: Date.UTC(2026, 10, 23),
      by: '莫小雨',
      purpose,
      count: 3
    };
    const id = createAuditId(of.session().replica.slot, systemRandom);
    return { type: 'create', kind: 'auditEvent', id, values } as const;
  };
  const audit = async (of: Profile, purpose: string) =>
    unwrap(await of.session().replica.commit([auditChange(of, purpose)]));
  const meet = async (a: Profile, b: Profile): Promise<void> => {
    await take(b, await write(a));
    await take(a, await write(b));
    await take(b, await write(a));
  };

  it('I4 audits of both branches are seen by everyone, once, also after a rebuild (I2)', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, joiner, '莫小雨');
    await synchronise(owner, joiner);
    const image = await joiner.image();
    await audit(joiner, '导出一');
    await synchronise(owner, joiner);
    await joiner.putBack(image);
    await audit(joiner, '导出二');
    await audit(joiner, '导出三');
    for (let round = 0; round < 3; round++) await meet(owner, joiner);
    const all = ['导出一', '导出三', '导出二'];
    expect(auditsOf(owner)).toEqual(all);
    expect(auditsOf(joiner)).toEqual(all);
    for (const of of [owner, joiner]) {
      await of.session().replica.rebuild();
      expect(auditsOf(of)).toEqual(all);
    }
    // A second fork issues none of them again.
    const later = await joiner.image();
    await audit(joiner, '导出四');
    await synchronise(owner, joiner);
    await joiner.putBack(later);
    await audit(joiner, '导出五');
    for (let round = 0; round < 3; round++) await meet(owner, joiner);
    for (const of of [owner, joiner]) {
      expect(auditsOf(of)).toEqual([...all, '导出五', '导出四'].sort());
    }
  });

  it('what is audited first after a device was put back is written all the same', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, joiner, '莫小雨');
    await synchronise(owner, joiner);
    const image = await joiner.image();
    await saveWorker(joiner, '后来');
    await synchronise(owner, joiner);
    await joiner.putBack(image);
    const before = auditChange(joiner, '导出');
    await take(joiner, await write(owner));
    unwrap(await joiner.session().replica.commit([before]));
    await meet(owner, joiner);
    expect(auditsOf(owner)).toEqual(['导出']);
  });
});
