/** Attacks on decided disputes: of two who remove each other the senior stays (log/SPEC M9), whatever is written on top or beside. */
import { describe, expect, it } from 'vitest';
import { createGrant } from '../../../src/lib/log/grant';
import type { DeviceRegistration } from '../../../src/lib/log/member-payload';
import type { MemberEntry } from '../../../src/lib/log/member-entry';
import { resolveMembers } from '../../../src/lib/log/members';
import {
  adding,
  createMemberLog,
  removing,
  settingRole,
  type MemberLog
} from '../../factories/member-log';

/** An administrator who joined early, the two who will remove each other, and an editor. */
async function createDispute(seed: string) {
  const log = await createMemberLog(seed);
  const [early, senior, junior, editor] = ['庚', '甲', '乙', '丙'].map((name) => log.person(name));
  if (!early || !senior || !junior || !editor) throw new Error('four people');
  const all: MemberEntry[] = [log.space.entry];
  let last = log.space.entry as MemberEntry;
  const add = async (entry: Promise<MemberEntry>): Promise<MemberEntry> => {
    last = await entry;
    all.push(last);
    return last;
  };
  const first = await add(log.write(log.founder, [last], adding(early, 'admin')));
  await add(log.write(log.founder, [last], { kind: 'policy', settings: [{ key: 1, value: 3 }] }));
  await add(log.write(log.founder, [last], adding(senior, 'admin')));
  await add(log.write(log.founder, [last], adding(junior, 'admin')));
  await add(log.write(log.founder, [last], adding(editor, 'editor')));
  const validOf = (
    entries: readonly MemberEntry[],
    more: readonly MemberEntry[] = []
  ): boolean[] => {
    const resolved = resolveMembers(log.space.spaceId, [...all, ...entries, ...more]);
    return entries.map(({ id }) => resolved.isValid(id));
  };
  const people = { early, senior, junior, editor, founder: log.founder };
  const write: MemberLog['write'] = (by, parents, payload) => log.write(by, parents, payload);
  const person = (name: string): DeviceRegistration => log.person(name);
  return { ...people, write, person, validOf, first, last };
}

describe('I6, M9: a decided dispute stays decided', () => {
  it('beside an act in a senior’s name under a key of one’s own', async () => {
    const { founder, senior, junior, editor, write, validOf, last } = await createDispute('name');
    const removal = await write(senior, [last], removing(junior));
    const back = await write(junior, [last], removing(senior));
    const inName = { ...founder, signingKey: junior.signingKey };
    const forged = await write(inName, [back], settingRole(editor, createGrant('viewer')));
    expect(validOf([removal, back, forged])).toEqual([true, false, false]);
  });

  it('and no removed owner takes the book from its founder in that way', async () => {
    const { founder, junior, editor, write, validOf, last } = await createDispute('founder');
    const raised = await write(founder, [last], settingRole(junior, createGrant('owner')));
    const lower = settingRole(editor, createGrant('reports'));
    const between = await write(founder, [raised], lower);
    const removal = await write(founder, [between], removing(junior));
    const takes = await write(junior, [raised], removing(founder));
    const inName = { ...founder, signingKey: junior.signingKey };
    const forged = await write(inName, [takes], settingRole(editor, createGrant('viewer')));
    expect(validOf([raised, between, removal, takes, forged])).toEqual([
      ...[true, true, true],
      ...[false, false]
    ]);
  });

  it('beside a void act of a senior who was removed, about anybody', async () => {
    const dispute = await createDispute('gone');
    const { founder, early, senior, junior, editor, write, validOf, last } = dispute;
    const gone = await write(founder, [last], removing(early));
    const removal = await write(senior, [gone], removing(junior));
    const back = await write(junior, [last], removing(senior));
    const about = await write(early, [back], settingRole(editor, createGrant('viewer')));
    const aims = await write(early, [back], removing(senior));
    const lowers = await write(early, [back], settingRole(senior, createGrant('editor')));
    expect(validOf([gone, removal, back, about, aims, lowers])).toEqual([
      ...[true, true, false],
      ...[false, false, false]
    ]);
  });

  it('beside an editor who joined before both and touches nobody else', async () => {
    const log = await createMemberLog('editor');
    const [editor, senior, junior] = [log.person('录'), log.person('甲'), log.person('乙')];
    const one = await log.write(log.founder, [log.space.entry], adding(editor, 'editor'));
    const two = await log.write(log.founder, [one], adding(senior, 'admin'));
    const three = await log.write(log.founder, [two], adding(junior, 'admin'));
    const removal = await log.write(senior, [three], removing(junior));
    const back = await log.write(junior, [three], removing(senior));
    const own = await log.write(editor, [back], settingRole(editor, createGrant('editor')));
    const entries = [log.space.entry, one, two, three, removal, back, own];
    const resolved = resolveMembers(log.space.spaceId, entries);
    expect([removal, back].map(({ id }) => resolved.isValid(id))).toEqual([true, false]);
  });

  it('when a senior of both has heard of one side only', async () => {
    const { founder, senior, junior, editor, write, validOf, last } = await createDispute('side');
    const removal = await write(senior, [last], removing(junior));
    const back = await write(junior, [last], removing(senior));
    const side = await write(founder, [back], settingRole(editor, createGrant('viewer')));
    expect(validOf([removal, back, side])).toEqual([true, false, true]);
  });

  it('when somebody removed registers, dated back, a further device of the junior', async () => {
    const dispute = await createDispute('back');
    const { founder, early, senior, junior, write, person, validOf, first, last } = dispute;
    const gone = await write(founder, [last], removing(early));
    const removal = await write(senior, [gone], removing(junior));
    for (let i = 0; i < 6; i++) {
      const more = { ...person('乙二'), memberId: junior.memberId };
      const dated = await write(early, [first], adding(more, 'admin'));
      const plain = await write(junior, [gone], removing(senior));
      const naming = await write(junior, [dated, last], removing(senior));
      const byMore = await write(more, [dated, last], removing(senior));
      for (const acts of [[plain], [naming], [byMore]]) {
        const entries = [gone, removal, dated, ...acts];
        expect(validOf(entries)).toEqual([true, true, false, false]);
      }
    }
  });

  it('when one of two whose adding hung on another dispute is confirmed', async () => {
    for (const seed of ['one', 'two', 'three', 'four', 'five', 'six']) {
      const dispute = await createDispute(seed);
      const { founder, senior, junior, write, person, validOf, last } = dispute;
      const [one, two] = [person('戊'), person('己')];
      const removal = await write(senior, [last], removing(junior));
      const back = await write(junior, [last], removing(senior));
      const addsOne = await write(senior, [removal, back], adding(one, 'admin'));
      const addsTwo = await write(senior, [addsOne], adding(two, 'admin'));
      const oneRemoves = await write(one, [addsTwo], removing(two));
      const twoRemoves = await write(two, [addsTwo], removing(one));
      const confirm = await write(founder, [oneRemoves, twoRemoves], {
        kind: 'confirm-device',
        registration: addsTwo.id,
        ...createGrant('admin'),
        keys: []
      });
      const entries = [removal, back, addsOne, addsTwo, oneRemoves, twoRemoves];
      const expected = [true, false, true, true, true, false];
      expect(validOf(entries)).toEqual(expected);
      expect(validOf(entries, [confirm])).toEqual(expected);
    }
  });
});
