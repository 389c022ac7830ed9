/** Activities as the screens read them: the roll through the gate, the lights of the year, what resolutions become. */
import { describe, expect, it } from 'vitest';
import { needOf, resolutionsOf, targetOf } from '../../../src/lib/domain/activity/resolutions';
import { nextInSeries, repeatDays } from '../../../src/lib/domain/activity/series';
import { calendarOf, groupLines, meetingLines } from '../../../src/lib/features/activities/cadence';
import { expectedOf, readRoll } from '../../../src/lib/features/activities/roll';
import { networkRows } from '../../../src/lib/features/network/network';
import { treeOf } from '../../../src/lib/domain/org-node/tree';
import type { OrgNodeRow } from '../../../src/lib/domain/org-node/record';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import {
  createTestPair,
  createTestSession,
  valueOf,
  type TestSession
} from '../../factories/session';

const rollIn = ({ queries }: TestSession, id: RecordId) => {
  const activity = valueOf(queries.records('activity')).find((each) => each.id === id);
  if (!activity) throw new Error('no activity');
  const roll = readRoll({
    activity,
    attendance: valueOf(queries.records('attendance')),
    groups: valueOf(queries.records('group')),
    people: valueOf(queries.people)
  });
  return { activity, roll };
};

const addPerson = async ({ commands }: TestSession, name: string) =>
  unwrap(await commands.save('person', undefined, { name })).id;

describe('roll of an activity', () => {
  it('S1-35, I14: members who agreed are expected in the order of their names; who withdrew is only counted', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const [ren, xie, lu] = [
      await addPerson(session, '任谷雨'),
      await addPerson(session, '解立秋'),
      await addPerson(session, '陆小满')
    ];
    unwrap(
      await commands.registerConsents({
        personIds: [ren, xie],
        purposes: ['register'],
        channel: 'paper',
        signedOn: session.today.get(),
        expiresOn: null,
        originalsAt: ''
      })
    );
    const group = unwrap(
      await commands.save('group', undefined, {
        name: '书画组',
        type: 'interest',
        members: [xie, ren, lu]
      })
    ).id;
    const input = { type: 'interest', topic: '写春联', on: session.today.get(), group, guests: 4 };
    const activity = unwrap(await commands.save('activity', undefined, input)).id;

    // 陆小满 has not agreed to stand in a group: no expectation names her.
    expect(rollIn(session, activity).roll.lines.map(({ person }) => person)).toEqual([ren, xie]);
    const expectedNow = (): number | undefined => {
      const { activity: meeting, roll } = rollIn(session, activity);
      return expectedOf(meeting, valueOf(queries.records('group')), roll);
    };
    expect(expectedNow()).toBe(3);
    const guest = await addPerson(session, '祝白露');
    const listed = { activity, person: guest, role: 'invited', isExpected: true };
    unwrap(await commands.save('attendance', undefined, listed));
    expect(expectedNow()).toBe(4);
    // Ticked on the day, 应到 stays what it was.
    unwrap(await commands.save('attendance', undefined, { ...listed, role: 'excused' }));
    expect(expectedNow()).toBe(4);

    for (const person of [xie, lu]) {
      unwrap(await commands.save('attendance', undefined, { activity, person, role: 'attended' }));
    }
    expect(rollIn(session, activity).roll).toMatchObject({ present: 6, unnamed: 0 });
    unwrap(await commands.withdrawConsent(xie, 'all'));
    expect(rollIn(session, activity).roll).toMatchObject({ present: 6, unnamed: 1 });
    expect(rollIn(session, activity).roll.lines.map(({ person }) => person)).not.toContain(xie);
    expect(valueOf(queries.records('attendance'))).toHaveLength(3);
  });

  it('DESIGN 3: two colleagues who call the roll apart and offline count nobody twice', async () => {
    const { first, second, meet } = await createTestPair();
    const on = first.today.get();
    const ren = await addPerson(first, '任谷雨');
    const xie = await addPerson(first, '解立秋');
    const input = { type: 'symposium', topic: '楼道照明座谈会', on };
    const activity = unwrap(await first.commands.save('activity', undefined, input)).id;
    await meet();
    const tick = async ({ commands }: TestSession, person: RecordId) =>
      unwrap(await commands.save('attendance', undefined, { activity, person, role: 'attended' }));
    await tick(first, ren);
    await tick(second, ren);
    await tick(second, xie);
    await meet();
    for (const session of [first, second]) {
      expect(rollIn(session, activity).roll).toMatchObject({ present: 2, unnamed: 0 });
    }
  });
});

describe('what an activity leads to', () => {
  it('a resolution becomes one need and one target, and is then known by them', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const today = session.today.get();
    const texts = ['3号楼楼道灯下周修好', '每季度通报一次'];
    const input = { type: 'symposium', topic: '楼道照明座谈会', on: today, conclusions: texts };
    const id = unwrap(await commands.save('activity', undefined, input)).id;
    const { activity } = rollIn(session, id);
    unwrap(await commands.save('need', undefined, needOf(activity, texts[0] ?? '', today)));
    unwrap(await commands.save('workTarget', undefined, targetOf(activity, texts[1] ?? '', today)));
    const [first, second] = resolutionsOf(
      activity,
      valueOf(queries.records('need')),
      valueOf(queries.records('workTarget')),
      today
    );
    expect([typeof first?.need, typeof first?.target]).toEqual(['string', 'undefined']);
    expect([typeof second?.need, typeof second?.target]).toEqual(['undefined', 'string']);
  });

  it('a long resolution keeps its words beside the short name of the target', () => {
    const text = '修'.repeat(100);
    const values = { on: '2026-11-05' as never };
    expect(targetOf({ values }, text, '2026-11-28' as never)).toEqual({
      year: '2026',
      name: '修'.repeat(80),
      basis: text
    });
  });

  it('a series is saved whole and undone whole', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const on = session.today.get();
    const input = { type: 'study', topic: '政策学习', on, isUnitedFront: true };
    const id = unwrap(await commands.save('activity', undefined, input)).id;
    const { activity } = rollIn(session, id);
    const records = repeatDays(on, 'month', 3).map((day) => ({
      id: undefined,
      values: nextInSeries(activity.values, id, day)
    }));
    const saved = unwrap(await commands.saveMany('activity', records));
    const series = valueOf(queries.records('activity')).filter(
      ({ values }) => values.series === id
    );
    expect(series.map(({ values }) => [values.topic, values.isUnitedFront])).toEqual(
      Array.from({ length: 3 }, () => ['政策学习', true])
    );
    unwrap(await commands.undo(saved.receipt));
    expect(valueOf(queries.records('activity'))).toHaveLength(1);
  });
});

describe('制度执行', () => {
  it('S1-08, S3-05, S3-10: the year by kinds of meetings and by groups', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const today = session.today.get();
    const group = unwrap(
      await commands.save('group', undefined, {
        name: '律师组',
        type: 'fellowship',
        cycle: 'quarterly'
      })
    ).id;
    unwrap(
      await commands.save('activity', undefined, {
        type: 'study',
        topic: '政策学习',
        on: today,
        group
      })
    );
    const activities = valueOf(queries.records('activity'));
    const held = (lines: ReturnType<typeof meetingLines>) =>
      Object.fromEntries(lines.map(({ title, state }) => [title, state.held.length]));
    expect(held(meetingLines(activities, today))).toMatchObject({ 通报会: 0, 培训: 0 });
    expect(held(groupLines(valueOf(queries.records('group')), activities, today))).toEqual({
      '律师组 活动': 1,
      '律师组 学习': 1
    });
    const months = calendarOf(activities, today);
    expect(months.map(({ theme }) => theme).filter(Boolean)).toEqual([
      '学雷锋活动月',
      '建党纪念',
      '奉献月'
    ]);
    expect(months[Number(today.slice(5, 7)) - 1]?.activities).toHaveLength(1);
  });
});

describe('三级网络', () => {
  it('S0-17: from the community to the building, with the liaison of the term and nothing that is unknown', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const save = async (
      kind: 'worker' | 'orgNode',
      values: Record<string, string | string[] | number>
    ) => unwrap(await commands.save(kind, undefined, values)).id;
    const liaison = await save('worker', { name: '方文', from: '2025-03' });
    const community = await save('orgNode', { level: 'community', name: '和风里社区' });
    await save('orgNode', {
      level: 'building',
      name: '3号楼',
      parent: community,
      liaisons: [liaison],
      households: 48
    });
    const rows = networkRows(
      { workers: valueOf(queries.records('worker')), coverage: valueOf(queries.coverage) },
      treeOf(valueOf(queries.rows('orgNode')) as readonly OrgNodeRow[])
    );
    expect(rows.map((row) => row.slice(0, 6))).toEqual([
      ['和风里社区', '社区', '', '', '', ''],
      ['　3号楼', '楼栋', '', '方文（2025年3月起任）', '', 48]
    ]);
  });
});
