import { describe, expect, it } from 'vitest';
import { builtInRules } from '../../../src/lib/domain/visit-rule/built-in';
import type { VisitTask } from '../../../src/lib/domain/visit-rule/task';
import { addDays, type IsoDate } from '../../../src/lib/kernel/dates';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import {
  createTestPair,
  createTestSession,
  valueOf,
  type TestSession
} from '../../factories/session';

/** The fixture's clock stands on 2026-11-23; 元旦 2027 opens twenty days before (V6). */
const newYear = 'newYear@2027';

const ruleOf = (key: string): RecordId => {
  const rule = builtInRules.find((one) => one.key === key);
  if (!rule) throw new Error(`no rule ${key}`);
  return rule.id;
};

async function addPerson(
  session: TestSession,
  values: Readonly<Record<string, unknown>> = {},
  purposes: readonly ('register' | 'visit' | 'greeting' | 'care')[] = [
    'register',
    'visit',
    'greeting',
    'care'
  ]
): Promise<RecordId> {
  const { commands, today } = session;
  const person = { name: '任谷雨', greetings: ['newYear'], ...values } as never;
  const { id } = unwrap(await commands.save('person', undefined, person));
  const consent = {
    channel: 'paper',
    signedOn: today.get(),
    expiresOn: null,
    originalsAt: '二号柜'
  };
  unwrap(await commands.registerConsents({ personIds: [id], purposes, ...consent }));
  return id;
}

const tasksOf = ({ queries }: TestSession, person?: RecordId): readonly VisitTask[] =>
  valueOf(queries.visitTasks).tasks.filter(({ personId }) => !person || personId === person);

function taskOf(session: TestSession, person: RecordId, occasion: string): VisitTask {
  const found = tasksOf(session, person).find((task) => task.occasion === occasion);
  if (!found) throw new Error(`no task ${occasion}`);
  return found;
}

function setToday(session: TestSession, day: IsoDate): void {
  session.fixture.clock.set(Date.parse(`${day}T08:00:00Z`));
  session.today.set(day);
}

const visit = (people: readonly RecordId[], on: IsoDate, method = 'home') => ({
  people,
  on,
  method
});

const toldOf = ({ queries }: Awaited<ReturnType<typeof createTestSession>>) =>
  valueOf(queries.records('lifeEvent')).filter(({ people }) => people.length > 0);

describe('must-visits of a session (DOMAIN E, I14)', () => {
  it('a chosen festival becomes a task with its words, opens with its window and is closed by a visit, once', async () => {
    const session = await createTestSession();
    const id = await addPerson(session);
    expect(taskOf(session, id, newYear)).toMatchObject({ state: 'upcoming', from: '2026-12-12' });
    setToday(session, '2026-12-12' as IsoDate);
    expect(taskOf(session, id, newYear)).toMatchObject({
      state: 'open',
      due: '2027-01-01',
      explanation: '元旦前走访：本人选择该节日；12月12日至次年1月1日之间去'
    });
    // A phone call is not what 两节慰问 asks for.
    unwrap(
      await session.commands.save('visit', undefined, visit([id], session.today.get(), 'phone'))
    );
    expect(taskOf(session, id, newYear).state).toBe('open');
    const saved = unwrap(
      await session.commands.save('visit', undefined, visit([id], session.today.get()))
    );
    expect(taskOf(session, id, newYear)).toMatchObject({ state: 'done', visitId: saved.id });
    expect(tasksOf(session, id).filter(({ visitId }) => visitId === saved.id)).toHaveLength(1);
    unwrap(await session.commands.undo(saved.receipt));
    expect(taskOf(session, id, newYear).state).toBe('open');
  });

  it('whoever has not agreed, withdrew, moved or died has none; the index follows each change', async () => {
    const session = await createTestSession();
    const id = await addPerson(session);
    expect(tasksOf(session, id)).not.toEqual([]);
    expect(tasksOf(session, await addPerson(session, {}, ['register']))).toEqual([]);
    const greetless = await addPerson(session, {}, ['register', 'visit']);
    expect(tasksOf(session, greetless)).toEqual([]);
    for (const status of ['movedOut', 'deceased', 'left']) {
      unwrap(await session.commands.save('person', id, { status, statusOn: '2026' }));
      expect(tasksOf(session, id)).toEqual([]);
    }
    unwrap(await session.commands.save('person', id, { status: 'active' }));
    expect(tasksOf(session, id)).not.toEqual([]);
    unwrap(await session.commands.withdrawConsent(id, ['visit']));
    expect(tasksOf(session, id)).toEqual([]);
  });

  it('an event at home told by the family asks for a visit in three days, and for nothing after its deletion day', async () => {
    const session = await createTestSession();
    const id = await addPerson(session);
    const on = session.today.get();
    const event = { person: id, kind: 'illness', on, toldBy: 'family', deleteOn: addDays(on, 5) };
    const saved = unwrap(await session.commands.save('lifeEvent', undefined, event));
    expect(taskOf(session, id, `event@${saved.id}`)).toMatchObject({
      state: 'open',
      due: addDays(on, 3),
      explanation: '生病住院走访：11月23日的事，由家属告知；11月23日至11月26日之间去'
    });
    setToday(session, addDays(on, 4));
    expect(taskOf(session, id, `event@${saved.id}`).state).toBe('overdue');
    setToday(session, addDays(on, 6));
    expect(tasksOf(session, id).some(({ occasion }) => occasion.startsWith('event@'))).toBe(false);
    expect(toldOf(session)).toHaveLength(1);
    expect(valueOf(session.queries.expiredLifeEvents)).toEqual([saved.id]);
    unwrap(await session.commands.eraseLifeEvents([saved.id]));
    expect(session.replica.view.rows('lifeEvent')).toEqual([]);
    const next = { person: id, kind: 'wedding', on: session.today.get(), toldBy: 'self' };
    unwrap(await session.commands.save('lifeEvent', undefined, next));
    expect(toldOf(session)).toHaveLength(1);
    unwrap(await session.commands.withdrawConsent(id, ['visit']));
    expect(toldOf(session)).toEqual([]);
  });

  it('谢绝 and 改期 need what they need, and are taken back', async () => {
    const session = await createTestSession();
    const { commands, today } = session;
    const id = await addPerson(session);
    setToday(session, '2026-12-20' as IsoDate);
    const task = taskOf(session, id, newYear);
    const later = addDays(today.get(), 20);
    expect(await commands.postponeTask(task, later, '')).toMatchObject({ ok: false });
    expect(await commands.postponeTask(task, today.get(), '外出')).toMatchObject({ ok: false });
    expect(await commands.postponeTask(task, '', '外出')).toMatchObject({ ok: false });
    unwrap(await commands.postponeTask(task, later, '外出探亲'));
    expect(taskOf(session, id, newYear)).toMatchObject({
      state: 'postponed',
      due: later,
      reason: '外出探亲'
    });
    unwrap(await commands.declineTask(task, ''));
    expect(taskOf(session, id, newYear).state).toBe('declined');
    const newest = (): string | undefined =>
      valueOf(session.queries.todayView).recentChanges.find(({ text }) => text.includes('改期'))
        ?.text;
    expect(newest()).toContain('记下了 1 次走访改期或谢绝');
    unwrap(await commands.reopenTask(task));
    expect(taskOf(session, id, newYear)).toEqual(task);
    expect(newest()).toContain('收回了 1 次走访改期或谢绝');
    expect(session.replica.view.rows('visitTask')).toHaveLength(1);
    // One record for good: the next decision goes into the same one.
    unwrap(await commands.declineTask(task, '本人说不用'));
    expect(session.replica.view.rows('visitTask')).toHaveLength(1);
  });

  it('SPEC 5: a rule is switched off and on, keeps its versions, and the empty slot V4 gets its name', async () => {
    const session = await createTestSession();
    const { commands } = session;
    const id = await addPerson(session);
    unwrap(await commands.saveVisitRule(ruleOf('V6'), { enabled: false }));
    // V1 greets the same festival from a week before.
    expect(taskOf(session, id, newYear)).toMatchObject({
      ruleId: ruleOf('V1'),
      from: '2026-12-25'
    });
    setToday(session, addDays(session.today.get(), 1));
    unwrap(await commands.saveVisitRule(ruleOf('V6'), { enabled: true, leadDays: 10 }));
    expect(taskOf(session, id, newYear)).toMatchObject({ ruleVersion: 3, from: '2026-12-22' });
    const unnamed = await commands.saveVisitRule(ruleOf('V4'), { enabled: true });
    expect(unnamed).toMatchObject({ ok: false, error: { type: 'invalid' } });
    const slot = { name: '高龄必访', enabled: true, triggers: ['interval'], cycle: 'monthly' };
    unwrap(await commands.saveVisitRule(ruleOf('V4'), slot));
    expect(taskOf(session, id, 'month@2026-12').ruleName).toBe('高龄必访');
    unwrap(await commands.saveVisitRule(undefined, { ...slot, cycle: 'yearly', name: '年访' }));
    expect(taskOf(session, id, 'year@2026').ruleName).toBe('年访');
  });

  it('DOMAIN J: the day of a Muslim festival is an estimate until the community sets it', async () => {
    const session = await createTestSession();
    const id = await addPerson(session, { greetings: ['fitr'] });
    setToday(session, '2027-02-01' as IsoDate);
    const [estimated] = tasksOf(session, id);
    expect(estimated?.explanation).toContain('日期为推算');
    const occasion = estimated?.occasion ?? '';
    const on = addDays(estimated?.due ?? ('2027-03-10' as IsoDate), 1);
    unwrap(
      await session.replica.commit([
        {
          type: 'create',
          kind: 'spaceSettings',
          id: '0000000000000000000000000000005e' as RecordId,
          values: { festivalDates: { [occasion]: on } }
        }
      ])
    );
    expect(taskOf(session, id, occasion)).toMatchObject({ due: on });
    expect(taskOf(session, id, occasion).explanation).not.toContain('日期为推算');
  });

  it('I7 clearing a person takes events, pairings and decisions along', async () => {
    const session = await createTestSession();
    const { commands, today, replica } = session;
    const id = await addPerson(session);
    const worker = unwrap(await commands.save('worker', undefined, { name: '测试联系人' })).id;
    const on = today.get();
    unwrap(
      await commands.save('lifeEvent', undefined, {
        person: id,
        kind: 'illness',
        on,
        toldBy: 'self'
      })
    );
    unwrap(
      await commands.save('pairing', undefined, {
        person: id,
        helper: worker,
        cycle: 'monthly',
        from: on
      })
    );
    unwrap(await commands.declineTask(taskOf(session, id, newYear), ''));
    unwrap(await commands.erasePerson(id, 'request'));
    for (const kind of ['lifeEvent', 'pairing', 'visitTask'] as const) {
      expect(replica.view.rows(kind)).toEqual([]);
    }
    expect(tasksOf(session)).toEqual([]);
  });
});

describe('two devices that decide apart (DESIGN 3, I1)', () => {
  async function pairWithTask() {
    const pair = await createTestPair();
    const person = await addPerson(pair.first);
    await pair.meet();
    setToday(pair.first, '2026-12-20' as IsoDate);
    setToday(pair.second, '2026-12-20' as IsoDate);
    const task = taskOf(pair.first, person, newYear);
    expect(taskOf(pair.second, person, newYear)).toEqual(task);
    return { ...pair, person, task, both: [pair.first, pair.second] as const };
  }

  it('both decline: one record, declined once', async () => {
    const { first, second, both, meet, task, person } = await pairWithTask();
    unwrap(await first.commands.declineTask(task, '本人说不用'));
    unwrap(await second.commands.declineTask(task, ''));
    await meet();
    for (const session of both) {
      expect(session.replica.view.rows('visitTask')).toHaveLength(1);
      expect(taskOf(session, person, newYear).state).toBe('declined');
    }
  });

  it('one declines while the other postpones: the refusal holds on both', async () => {
    const { first, second, both, meet, task, person } = await pairWithTask();
    unwrap(await first.commands.postponeTask(task, addDays(task.due, 5), '外出'));
    unwrap(await second.commands.declineTask(task, ''));
    await meet();
    for (const session of both) {
      expect(session.replica.view.rows('visitTask')).toHaveLength(1);
      expect(taskOf(session, person, newYear).state).toBe('declined');
    }
    // A reopening that did not know of a second refusal does not lift it.
    unwrap(await first.commands.reopenTask(task));
    setToday(second, '2026-12-21' as IsoDate);
    unwrap(await second.commands.declineTask(task, '再次谢绝'));
    await meet();
    setToday(first, '2026-12-21' as IsoDate);
    const states = both.map((session) => taskOf(session, person, newYear));
    expect(states[0]).toEqual(states[1]);
    expect(states[0]?.state).toBe('declined');
  });

  it('both visit: the task is done once, by the earlier visit', async () => {
    const { first, second, both, meet, person } = await pairWithTask();
    const on = first.today.get();
    unwrap(await second.commands.save('visit', undefined, visit([person], on)));
    const earlier = unwrap(
      await first.commands.save('visit', undefined, visit([person], addDays(on, -1)))
    );
    await meet();
    for (const session of both) {
      expect(taskOf(session, person, newYear)).toMatchObject({
        state: 'done',
        visitId: earlier.id
      });
    }
  });

  it('both change one built-in rule: they meet in its record', async () => {
    const { first, second, both, meet } = await pairWithTask();
    unwrap(await first.commands.saveVisitRule(ruleOf('V1'), { leadDays: 10 }));
    unwrap(await second.commands.saveVisitRule(ruleOf('V1'), { methods: ['home'] }));
    await meet();
    const stored = both.map((session) => session.replica.view.rows('visitRule'));
    expect(stored[0]).toHaveLength(1);
    expect(stored[0]?.[0]?.values).toEqual(stored[1]?.[0]?.values);
    expect(tasksOf(first)).toEqual(tasksOf(second));
  });
});

describe('coverage (DOMAIN E, B-6)', () => {
  it('last contact per person, household, building and rule; loads as counts of people', async () => {
    const session = await createTestSession();
    const { commands, queries, today } = session;
    const place = { level: 'building', name: '三号楼' };
    const building = unwrap(await commands.save('orgNode', undefined, place)).id;
    const worker = unwrap(await commands.save('worker', undefined, { name: '测试联系人' })).id;
    const own = { building, liaisonId: worker };
    const [seen, unseen] = [await addPerson(session, own), await addPerson(session, own)];
    const withdrawn = await addPerson(session, own, ['register']);
    const members = [seen, unseen, withdrawn];
    const home = unwrap(await commands.save('household', undefined, { building, members })).id;
    const on = addDays(today.get(), -3);
    unwrap(await commands.save('visit', undefined, visit([seen], on)));
    unwrap(
      await commands.save('pairing', undefined, {
        person: unseen,
        helper: worker,
        cycle: 'monthly',
        from: on
      })
    );
    const coverage = valueOf(queries.coverage);
    expect(coverage.people).toEqual([
      { id: seen, lastOn: on },
      { id: unseen, lastOn: undefined }
    ]);
    expect(coverage.households).toEqual([{ id: home, building, lastOn: on }]);
    const group = { people: 2, neverVisited: 1, lastOn: on };
    expect(coverage.buildings).toEqual([{ id: building, ...group }]);
    expect(coverage.liaisons).toEqual([{ id: worker, ...group }]);
    expect(coverage.communities).toEqual([{ id: undefined, ...group }]);
    expect(coverage.pairings).toEqual([{ helper: worker, people: 1 }]);
  });
});
