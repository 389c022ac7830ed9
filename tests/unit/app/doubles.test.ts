/** 合并重复: one person out of two records, on one device and on two, and back again (issue 3, DESIGN 3, I1, I7, I13, I14). */
import { describe, expect, it } from 'vitest';
import type { MergeInput } from '../../../src/lib/app/doubles/types';
import type { RecordKind } from '../../../src/lib/domain/field';
import type { RecordId } from '../../../src/lib/kernel/ids';
import type { Json } from '../../../src/lib/kernel/json';
import { unwrap } from '../../../src/lib/kernel/result';
import {
  createTestPair,
  createTestSession,
  valueOf,
  type TestSession
} from '../../factories/session';

type Values = Readonly<Record<string, Json>>;

async function save(
  of: TestSession,
  kind: RecordKind,
  id: RecordId | undefined,
  values: Values
): Promise<RecordId> {
  of.fixture.clock.advance(60_000);
  return unwrap(await of.commands.save(kind, id, values)).id;
}

async function agree(of: TestSession, person: RecordId, purposes: readonly string[]) {
  of.fixture.clock.advance(60_000);
  return unwrap(
    await of.commands.registerConsents({
      personIds: [person],
      purposes: purposes as ['register'],
      channel: 'inPerson',
      signedOn: of.fixture.clock.today(),
      expiresOn: null,
      originalsAt: ''
    })
  );
}

/** Two records of 任谷雨, the smaller id first, both agreed to unless said otherwise. */
async function createTwins(of: TestSession, a: Values = {}, b: Values = {}) {
  const ids: RecordId[] = [];
  for (const values of [{}, {}] as const) {
    ids.push(await save(of, 'person', undefined, { name: '任谷雨', ...values }));
  }
  const [small, great] = [...ids].sort() as [RecordId, RecordId];
  if (Object.keys(a).length > 0) await save(of, 'person', small, a);
  if (Object.keys(b).length > 0) await save(of, 'person', great, b);
  return { small, great };
}

async function merge(of: TestSession, ids: MergeInput['ids'], choices: MergeInput['choices'] = {}) {
  of.fixture.clock.advance(60_000);
  return unwrap(await of.doubles.merge({ ids, choices }));
}

const pairs = async (of: TestSession, level: 'sure' | 'wide' = 'sure') =>
  unwrap(await of.doubles.scan(level, new AbortController().signal));

const person = (of: TestSession, id: RecordId) => valueOf(of.queries.person(id));
const everyone = (of: TestSession) => valueOf(of.queries.people).all.map(({ id }) => id);
const visitOf = (people: readonly RecordId[], on = '2026-11-20') => ({
  people: [...people],
  on,
  method: 'home',
  cause: 'routine',
  content: '问了近况。'
});

describe('finding', () => {
  it('name with telephone, month of birth or household; a name that sounds alike only on the wider level', async () => {
    const session = await createTestSession(61);
    const mobile = [{ number: '15400000061' }];
    const first = await save(session, 'person', undefined, { name: '任谷雨', mobile });
    const second = await save(session, 'person', undefined, { name: '任谷雨', mobile });
    const alike = await save(session, 'person', undefined, { name: '任谷宇', mobile });
    await save(session, 'person', undefined, { name: '任谷雨' });
    const sure = await pairs(session);
    expect(sure).toEqual([
      { ids: [first, second].sort(), reasons: ['name-phone'], isContradicted: false }
    ]);
    const wide = await pairs(session, 'wide');
    expect(wide.map(({ ids }) => [...ids].sort().join())).toEqual(
      expect.arrayContaining([[first, alike].sort().join(), [second, alike].sort().join()])
    );
    expect(wide).toHaveLength(3);
  });

  it('不是同一人 is remembered on every device', async () => {
    const pair = await createTestPair(62);
    const mobile = [{ number: '15400000062' }];
    const { small, great } = await createTwins(pair.first, { mobile }, { mobile });
    await pair.meet();
    expect(await pairs(pair.second)).toHaveLength(1);
    const said = unwrap(await pair.first.doubles.tellApart([great, small]));
    await pair.meet();
    for (const each of [pair.first, pair.second]) expect(await pairs(each, 'wide')).toEqual([]);
    unwrap(await pair.first.commands.undo(said));
    expect(await pairs(pair.first)).toHaveLength(1);
  });

  it('不是同一人 is listed with both and taken back from either device, with undo; the pair is proposed again', async () => {
    const pair = await createTestPair(51);
    const { first, second } = pair;
    const mobile = [{ number: '15400000051' }];
    const { small, great } = await createTwins(first, { mobile }, { mobile });
    unwrap(await first.doubles.tellApart([great, small]));
    await pair.meet();
    const listed = (of: TestSession) => valueOf(of.doubles.toldApart).map(({ ids }) => ids);
    for (const each of [first, second]) expect(listed(each)).toEqual([[small, great]]);
    const taken = unwrap(await second.doubles.tellSame([great, small]));
    await pair.meet();
    for (const each of [first, second]) {
      expect(listed(each)).toEqual([]);
      expect(await pairs(each)).toHaveLength(1);
    }
    unwrap(await second.commands.undo(taken));
    await pair.meet();
    for (const each of [first, second]) {
      expect(listed(each)).toEqual([[small, great]]);
      expect(await pairs(each)).toEqual([]);
    }
  });

  it('said of a record that was merged since, it holds for the person, and goes with all that say it', async () => {
    const session = await createTestSession(52);
    const ids: RecordId[] = [];
    for (const unit of ['青禾小学', '青禾中学', '青禾书店'])
      ids.push(await save(session, 'person', undefined, { name: '任谷雨', unit }));
    const [a, b, c] = [...ids].sort() as [RecordId, RecordId, RecordId];
    for (const other of [a, b]) unwrap(await session.doubles.tellApart([c, other]));
    await merge(session, [a, b], { unit: 'first' });
    expect(valueOf(session.doubles.toldApart).map(({ ids: pair }) => pair)).toEqual([[a, c]]);
    unwrap(await session.doubles.tellSame([a, c]));
    expect(valueOf(session.doubles.toldApart)).toEqual([]);
  });

  it('nobody is listed whom the gate hides (I14); a merge says that they had been told apart', async () => {
    const session = await createTestSession(53);
    const { small, great } = await createTwins(session);
    unwrap(await session.doubles.tellApart([small, great]));
    const { receipt } = await merge(session, [small, great]);
    expect(valueOf(session.doubles.toldApart)).toEqual([]);
    expect(valueOf(session.doubles.merges)).toMatchObject([{ wasToldApart: true }]);
    unwrap(await session.commands.undo(receipt));
    expect(valueOf(session.doubles.toldApart)).toHaveLength(1);
    await agree(session, great, ['register']);
    unwrap(await session.commands.withdrawConsent(great, 'all'));
    expect(valueOf(session.doubles.toldApart)).toEqual([]);
  });

  it('a chosen pair is compared as far as the gate shows both, and no longer once it is one', async () => {
    const session = await createTestSession(54);
    const mobile = [{ number: '15400000054' }];
    const { small, great } = await createTwins(session, { mobile });
    const compare = () => valueOf(session.doubles.compare([great, small]));
    expect(compare()).toEqual({ ids: [small, great], reasons: [], isContradicted: false });
    const { receipt } = await merge(session, [great, small]);
    expect(compare()).toBeUndefined();
    unwrap(await session.commands.undo(receipt));
    await agree(session, great, ['register']);
    unwrap(await session.commands.withdrawConsent(great, 'all'));
    expect(compare()).toBeUndefined();
  });

  it('I14: what is kept back is told only where something is', async () => {
    const session = await createTestSession(55);
    const mobile = [{ number: '15400000055' }];
    const { small, great } = await createTwins(session, { mobile, source: 'visit' }, { mobile });
    const kept = () => [small, great].map((id) => session.doubles.keepsBack(id));
    expect(kept()).toEqual([false, false]);
    await save(session, 'person', great, { mobile: [...mobile, { number: '15400000056' }] });
    expect(kept()).toEqual([false, true]);
    await save(session, 'person', great, { mobile });
    await agree(session, small, ['register', 'identity']);
    await save(session, 'person', small, { unit: '青禾小学', affiliation: '01' });
    expect(kept()).toEqual([false, false]);
    unwrap(await session.commands.withdrawConsent(small, ['identity']));
    expect(kept()).toEqual([true, false]);
  });
});

describe('merging', () => {
  it('the smaller id stands with what was chosen; visits, needs and consents follow; counted once (I13)', async () => {
    const session = await createTestSession(63);
    const { queries } = session;
    const { small, great } = await createTwins(
      session,
      { unit: '青禾小学', mobile: [{ number: '15400000063' }] },
      { unit: '青禾中学', mobile: [{ number: '15400000064' }], birth: '1968-05' }
    );
    await agree(session, great, ['register', 'visit']);
    const visit = await save(session, 'visit', undefined, visitOf([great]));
    const both = await save(session, 'visit', undefined, visitOf([small, great], '2026-11-21'));
    const merged = await merge(session, [great, small], { unit: 'first' });
    expect(merged.id).toBe(small);
    expect(everyone(session)).toEqual([small]);
    const shown = person(session, small);
    expect(shown?.state).toBe('valid');
    expect(shown?.values).toMatchObject({ unit: '青禾中学', birth: '1968-05' });
    expect(shown?.values.mobile?.map(({ number }) => number)).toEqual([
      '15400000063',
      '15400000064'
    ]);
    expect(person(session, great)?.id).toBe(small);
    expect(
      valueOf(queries.recordsOf(small))
        .map(({ id }) => id)
        .sort()
    ).toEqual(expect.arrayContaining([both, visit].sort()));
    const named = valueOf(queries.records('visit')).map(({ people }) => people.map(({ id }) => id));
    expect(named).toEqual([[small], [small]]);
    expect(valueOf(queries.recycleBin)).toEqual([]);
    expect(valueOf(session.doubles.merges)).toMatchObject([
      { id: small, from: great, into: small, name: '任谷雨' }
    ]);
    expect(await pairs(session, 'wide')).toEqual([]);
  });

  it('someone at one meeting under both records came once (I13)', async () => {
    const session = await createTestSession(64);
    const { small, great } = await createTwins(session);
    for (const id of [small, great]) await agree(session, id, ['register', 'visit']);
    const activity = await save(session, 'activity', undefined, {
      type: 'fellowship',
      topic: '中秋联谊会',
      on: '2026-11-20'
    });
    await save(session, 'attendance', undefined, { activity, person: small, role: 'signedUp' });
    await save(session, 'attendance', undefined, { activity, person: great, role: 'attended' });
    await merge(session, [small, great]);
    const came = valueOf(session.queries.records('attendance'));
    expect(came.map(({ values }) => [values.person, values.role])).toEqual([[small, 'attended']]);
  });

  it('undone at once or long after, from the other device too, everything is as it was; later edits stay', async () => {
    for (const way of ['receipt', 'later'] as const) {
      const pair = await createTestPair(65);
      const { first, second } = pair;
      const { small, great } = await createTwins(
        first,
        { unit: '青禾小学', mobile: [{ number: '15400000065' }] },
        { unit: '青禾中学', mobile: [{ number: '15400000066' }], birth: '1968-05' }
      );
      for (const id of [small, great]) await agree(first, id, ['register', 'visit']);
      const visit = await save(first, 'visit', undefined, visitOf([great]));
      const before = [person(first, small)?.values, person(first, great)?.values];
      const { receipt } = await merge(first, [small, great], { unit: 'second' });
      await pair.meet();
      expect(everyone(second)).toEqual([small]);
      if (way === 'receipt') unwrap(await first.commands.undo(receipt));
      else {
        await save(second, 'person', small, { post: '教师' });
        unwrap(await second.doubles.takeBack(great, small));
      }
      await pair.meet();
      for (const each of [first, second]) {
        expect(everyone(each).sort()).toEqual([small, great]);
        const post = way === 'later' ? { post: '教师' } : {};
        expect(person(each, small)?.values).toEqual({ ...before[0], ...post });
        expect(person(each, great)?.values).toEqual(before[1]);
        expect(valueOf(each.queries.recordsOf(great)).map(({ id }) => id)).toContain(visit);
        expect(valueOf(each.doubles.merges)).toEqual([]);
        expect(valueOf(each.queries.conflicts)).toEqual([]);
      }
    }
  });

  it('I1: two devices that merge one pair apart end the same; different choices are one more question', async () => {
    const pair = await createTestPair(66);
    const { first, second } = pair;
    const { small, great } = await createTwins(
      first,
      { unit: '青禾小学', birth: '1968-05' },
      { unit: '青禾中学' }
    );
    for (const id of [small, great]) await agree(first, id, ['register', 'visit']);
    await pair.meet();
    await merge(first, [small, great], { unit: 'first' });
    await merge(second, [great, small], { unit: 'first' });
    await pair.meet();
    for (const each of [first, second]) {
      expect(everyone(each)).toEqual([small]);
      expect(person(each, small)?.values).toMatchObject({ unit: '青禾中学', birth: '1968-05' });
      expect(valueOf(each.doubles.merges)).toHaveLength(1);
    }
    // The other way round, both wrote: whose choice holds is asked.
    unwrap(await first.doubles.takeBack(great, small));
    await pair.meet();
    for (const each of [first, second]) expect(everyone(each).sort()).toEqual([small, great]);
  });

  it('I1: a third record merged on either side at the same time joins them all', async () => {
    const pair = await createTestPair(67);
    const { first, second } = pair;
    const ids: RecordId[] = [];
    for (const name of ['任谷雨', '任谷雨', '任谷雨']) {
      ids.push(await save(first, 'person', undefined, { name }));
    }
    const [a, b, c] = [...ids].sort() as [RecordId, RecordId, RecordId];
    await pair.meet();
    await merge(first, [c, b]);
    await merge(second, [c, a]);
    await pair.meet();
    for (const each of [first, second]) {
      expect(everyone(each)).toEqual([a]);
      expect(valueOf(each.doubles.merges)).toHaveLength(2);
    }
    unwrap(await first.doubles.takeBack(c, a));
    await pair.meet();
    for (const each of [first, second]) expect(everyone(each).sort()).toEqual([a, b]);
  });

  it('two that are one already, or of whom one is gone, are refused in words', async () => {
    const session = await createTestSession(68);
    const { small, great } = await createTwins(session);
    await merge(session, [small, great]);
    expect(await session.doubles.merge({ ids: [small, great], choices: {} })).toMatchObject({
      error: { message: '这两条已经合并了' }
    });
    const other = await save(session, 'person', undefined, { name: '任谷雨' });
    unwrap(await session.commands.remove('person', [other]));
    expect(await session.doubles.merge({ ids: [small, other], choices: {} })).toMatchObject({
      error: { message: '其中一条已经看不到了，请重新查找' }
    });
  });
});

describe('consents never widen (I14)', () => {
  it('a withdrawal at one record ends it for the person; what is signed afterwards counts', async () => {
    const session = await createTestSession(71);
    const { small, great } = await createTwins(session);
    await agree(session, small, ['register', 'visit', 'greeting']);
    await agree(session, great, ['register', 'visit']);
    unwrap(await session.commands.withdrawConsent(great, ['visit']));
    await merge(session, [small, great]);
    expect(person(session, small)?.purposes).toEqual(['register', 'greeting']);
    await agree(session, small, ['register', 'visit']);
    expect(person(session, small)?.purposes).toEqual(['register', 'visit', 'greeting']);
    unwrap(await session.commands.withdrawConsent(small, 'all'));
    expect(person(session, small)).toBeUndefined();
    expect(everyone(session)).toEqual([]);
  });

  it('purposes that held at neither do not come to hold by the merge', async () => {
    const session = await createTestSession(72);
    const { small, great } = await createTwins(session);
    await agree(session, small, ['register']);
    // Signed beside a form that has run out since: alone it holds nothing.
    await session.context.commit([
      {
        type: 'create',
        kind: 'consent',
        id: session.fixture.newId(),
        values: {
          person: great,
          purposes: ['visit'],
          channel: 'inPerson',
          signedOn: '2026-11-01'
        }
      }
    ]);
    expect(person(session, great)?.purposes).toEqual([]);
    await merge(session, [small, great]);
    expect(person(session, small)?.purposes).toEqual(['register']);
  });

  it('whoever withdrew can not be merged, and is not found', async () => {
    const session = await createTestSession(73);
    const mobile = [{ number: '15400000073' }];
    const { small, great } = await createTwins(session, { mobile }, { mobile });
    await agree(session, great, ['register']);
    unwrap(await session.commands.withdrawConsent(great, 'all'));
    expect(await pairs(session, 'wide')).toEqual([]);
    expect(await session.doubles.merge({ ids: [small, great], choices: {} })).toMatchObject({
      ok: false
    });
  });
});

describe('erasing a merged person (I7)', () => {
  it('takes every record of the person, and all that was written for either', async () => {
    const session = await createTestSession(74);
    const { small, great } = await createTwins(session);
    for (const id of [small, great]) await agree(session, id, ['register', 'visit']);
    const visit = await save(session, 'visit', undefined, visitOf([great]));
    await merge(session, [small, great]);
    unwrap(await session.commands.erasePerson(small, 'request'));
    const { view } = session.replica;
    for (const id of [small, great]) expect(view.row('person', id)).toBeUndefined();
    expect(view.row('visit', visit)).toBeUndefined();
    expect(view.rows('consent').map(({ values }) => values)).toEqual([]);
    expect(everyone(session)).toEqual([]);
  });

  it('takes both of two attendances that a list shows as one, whichever id is given', async () => {
    const session = await createTestSession(75);
    const { small, great } = await createTwins(session);
    for (const id of [small, great]) await agree(session, id, ['register']);
    const activity = await save(session, 'activity', undefined, {
      type: 'symposium',
      topic: '中秋座谈会',
      on: '2026-09-20'
    });
    const roll: RecordId[] = [];
    for (const person of [small, great]) {
      roll.push(
        await save(session, 'attendance', undefined, { activity, person, role: 'attended' })
      );
    }
    const visit = await save(session, 'visit', undefined, visitOf([small]));
    await merge(session, [small, great]);
    unwrap(await session.commands.erasePerson(great, 'request'));
    for (const id of roll) expect(session.replica.view.row('attendance', id)).toBeUndefined();
    expect(session.replica.view.row('visit', visit)).toBeUndefined();
    // One number stays, as one stood in the list.
    const left = session.replica.view.rows('attendance').map(({ values }) => values);
    expect(left).toMatchObject([{ activity, count: 1 }]);
    expect(left[0]).not.toHaveProperty('person');
  });
});
