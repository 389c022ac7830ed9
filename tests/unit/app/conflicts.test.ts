/** 待确认的不同写法: two devices write apart, meet, and someone settles it (DESIGN 3, UX rule 5, I1, I14). */
import { describe, expect, it } from 'vitest';
import type { Settlement, ShownConflict } from '../../../src/lib/app/conflicts/types';
import type { RecordKind } from '../../../src/lib/domain/field';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import type { RecordId } from '../../../src/lib/kernel/ids';
import type { Json } from '../../../src/lib/kernel/json';
import { unwrap } from '../../../src/lib/kernel/result';
import { createTestPair, valueOf, type TestSession } from '../../factories/session';

type Pair = Awaited<ReturnType<typeof createTestPair>>;

async function save(
  of: TestSession,
  kind: RecordKind,
  id: RecordId | undefined,
  values: Readonly<Record<string, Json>>
): Promise<RecordId> {
  // Moments of two devices never coincide here: the newest is told by its time.
  of.fixture.clock.advance(60_000);
  return unwrap(await of.commands.save(kind, id, values)).id;
}

const agree = async (of: TestSession, person: RecordId, purposes = ['register', 'visit']) =>
  unwrap(
    await of.commands.registerConsents({
      personIds: [person],
      purposes: purposes as ['register'],
      channel: 'inPerson',
      signedOn: '2026-11-20' as IsoDate,
      expiresOn: null,
      originalsAt: ''
    })
  );

async function createPerson(pair: Pair, values: Readonly<Record<string, Json>> = {}) {
  const person = await save(pair.first, 'person', undefined, { name: '任谷雨', ...values });
  await agree(pair.first, person);
  await pair.meet();
  return person;
}

const present = (of: TestSession, kind: RecordKind, id: RecordId) =>
  of.replica.view.row(kind, id)?.values as Readonly<Record<string, Json>> | undefined;

const versionsOf = (conflict: ShownConflict | undefined) =>
  conflict?.type === 'field' ? conflict.versions : [];

const listed = (of: TestSession) =>
  valueOf(of.queries.conflicts).map(({ title, fields }) => [title, ...fields]);

async function settle(of: TestSession, kind: RecordKind, id: RecordId, settlement: Settlement) {
  of.fixture.clock.advance(60_000);
  return unwrap(await of.commands.settle(kind, id, settlement)).receipt;
}

async function expectSettled(pair: Pair): Promise<void> {
  await pair.meet();
  await pair.meet();
  for (const each of [pair.first, pair.second]) expect(listed(each)).toEqual([]);
}

describe('one field, two values', () => {
  it('shows both with who, when and where, on both devices alike; keeping the older one settles it everywhere', async () => {
    const pair = await createTestPair(11);
    const person = await createPerson(pair);
    await save(pair.first, 'person', person, { unit: '青禾小学' });
    await save(pair.second, 'person', person, { unit: '青禾中学' });
    await pair.meet();
    for (const each of [pair.first, pair.second]) {
      expect(listed(each)).toEqual([['任谷雨', 'unit']]);
      const [conflict] = await each.queries.conflictsOf('person', person);
      expect(conflict).toMatchObject({ field: 'unit', rule: 'choose', present: '青禾中学' });
      expect(versionsOf(conflict).map(({ value }) => value)).toEqual(['青禾中学', '青禾小学']);
      expect(versionsOf(conflict).map(({ isThisDevice }) => isThisDevice)).toEqual(
        each === pair.first ? [false, true] : [true, false]
      );
      const [newer, older] = versionsOf(conflict);
      expect((newer?.atMs ?? 0) - (older?.atMs ?? 0)).toBe(60_000);
    }
    const [conflict] = await pair.second.queries.conflictsOf('person', person);
    const version = versionsOf(conflict)[1]?.key ?? '';
    await settle(pair.second, 'person', person, { type: 'keep', field: 'unit', version });
    await expectSettled(pair);
    expect(present(pair.first, 'person', person)?.['unit']).toBe('青禾小学');
  });

  it('keeping what shows already, or writing a third, settles it too; a third one is checked like any input', async () => {
    const pair = await createTestPair(12);
    const person = await createPerson(pair);
    for (const [older, newer, settlement] of [
      ['1968-05', '1969', 'keep'],
      ['1968-06', '1970', 'write']
    ] as const) {
      await save(pair.first, 'person', person, { birth: older });
      await save(pair.second, 'person', person, { birth: newer });
      await pair.meet();
      const [conflict] = await pair.first.queries.conflictsOf('person', person);
      const version = versionsOf(conflict)[0]?.key ?? '';
      const wrong = { type: 'write', field: 'birth', value: '明年' } as const;
      expect(await pair.first.commands.settle('person', person, wrong)).toMatchObject({
        error: { type: 'invalid' }
      });
      await settle(
        pair.first,
        'person',
        person,
        settlement === 'keep'
          ? { type: 'keep', field: 'birth', version }
          : { type: 'write', field: 'birth', value: '1968-07' }
      );
      await expectSettled(pair);
      expect(present(pair.second, 'person', person)?.['birth']).toBe(
        settlement === 'keep' ? '1969' : '1968-07'
      );
    }
  });

  it('clearing a field against a new value is told as well; the empty version may be kept', async () => {
    const pair = await createTestPair(13);
    const person = await createPerson(pair, { unit: '青禾小学' });
    await save(pair.first, 'person', person, { unit: '青禾中学' });
    await save(pair.second, 'person', person, { unit: '' });
    await pair.meet();
    expect(present(pair.first, 'person', person)?.['unit']).toBeUndefined();
    expect(listed(pair.first)).toEqual([['任谷雨', 'unit']]);
    const [conflict] = await pair.first.queries.conflictsOf('person', person);
    const empty = versionsOf(conflict).find(({ value }) => value === null)?.key ?? '';
    await settle(pair.first, 'person', person, { type: 'keep', field: 'unit', version: empty });
    await expectSettled(pair);
    expect(present(pair.second, 'person', person)?.['unit']).toBeUndefined();
  });

  it('a reading follows its name and is no question of its own', async () => {
    const pair = await createTestPair(14);
    const person = await createPerson(pair);
    await save(pair.first, 'person', person, { name: '任谷一' });
    await save(pair.second, 'person', person, { name: '任谷山' });
    await pair.meet();
    expect(listed(pair.first)).toEqual([['任谷山', 'name']]);
    const reading = pair.first.replica.view.row('person', person)?.conflicts;
    expect(reading).toContain('pinyinKey');
    const [conflict] = await pair.first.queries.conflictsOf('person', person);
    const version = versionsOf(conflict)[1]?.key ?? '';
    await settle(pair.first, 'person', person, { type: 'keep', field: 'name', version });
    await expectSettled(pair);
    const { name, pinyinKey } = present(pair.second, 'person', person) ?? {};
    expect(name).toBe('任谷一');
    expect(pinyinKey).toContain('yi');
    expect(pair.second.replica.view.row('person', person)?.conflicts).toEqual([]);
  });

  it('taken back, the settlement is open again with all its versions', async () => {
    const pair = await createTestPair(15);
    const person = await createPerson(pair);
    await save(pair.first, 'person', person, { unit: '青禾小学' });
    await save(pair.second, 'person', person, { unit: '青禾中学' });
    await pair.meet();
    const { queries, commands } = pair.first;
    const before = await queries.conflictsOf('person', person);
    const version = versionsOf(before[0])[1]?.key ?? '';
    const settlement = { type: 'keep', field: 'unit', version } as const;
    const receipt = await settle(pair.first, 'person', person, settlement);
    expect(listed(pair.first)).toEqual([]);
    expect(await commands.settle('person', person, settlement)).toMatchObject({
      error: { message: '这处不同写法刚刚已经处理过了' }
    });
    unwrap(await commands.undo(receipt));
    expect(present(pair.first, 'person', person)?.['unit']).toBe('青禾中学');
    expect(listed(pair.first)).toEqual([['任谷雨', 'unit']]);
    expect(await queries.conflictsOf('person', person)).toEqual(before);
    await settle(pair.first, 'person', person, settlement);
    await expectSettled(pair);
    expect(present(pair.second, 'person', person)?.['unit']).toBe('青禾小学');
  });

  it('I1: two who settle one conflict apart leave one question between their two answers', async () => {
    const pair = await createTestPair(16);
    const person = await createPerson(pair);
    await save(pair.first, 'person', person, { unit: '青禾小学' });
    await save(pair.second, 'person', person, { unit: '青禾中学' });
    await pair.meet();
    for (const [each, at] of [
      [pair.first, 0],
      [pair.second, 1]
    ] as const) {
      const [conflict] = await each.queries.conflictsOf('person', person);
      const version = versionsOf(conflict)[at]?.key ?? '';
      await settle(each, 'person', person, { type: 'keep', field: 'unit', version });
    }
    await pair.meet();
    for (const each of [pair.first, pair.second]) {
      const [conflict] = await each.queries.conflictsOf('person', person);
      expect(versionsOf(conflict).map(({ value }) => value)).toEqual(['青禾小学', '青禾中学']);
    }
  });
});

describe('M3.6 what stood there before', () => {
  const befores = async (of: TestSession, kind: RecordKind, id: RecordId) =>
    (await of.queries.conflictsOf(kind, id)).map((conflict) =>
      conflict.type === 'field' && 'before' in conflict ? conflict.before : undefined
    );

  it('is the value that both had seen, however often either wrote since; an empty field is told as empty', async () => {
    const pair = await createTestPair(17);
    const person = await createPerson(pair, { unit: '青禾小学' });
    await save(pair.first, 'person', person, { unit: '青禾中学' });
    await pair.meet();
    // The writer's own earlier value is in the log alone by then.
    await save(pair.first, 'person', person, { unit: '青禾书店' });
    await save(pair.first, 'person', person, { unit: '青禾书院', birth: '1968-05' });
    await save(pair.second, 'person', person, { unit: '和风书店', birth: '1969' });
    await save(pair.second, 'person', person, { unit: '和风书院' });
    await pair.meet();
    for (const each of [pair.first, pair.second]) {
      expect(await befores(each, 'person', person)).toEqual([null, '青禾中学']);
    }
    // The two writers of a second dispute have both seen how the first one ended.
    const [, unit] = await pair.first.queries.conflictsOf('person', person);
    const version = versionsOf(unit)[1]?.key ?? '';
    await settle(pair.first, 'person', person, { type: 'keep', field: 'unit', version });
    await pair.meet();
    await save(pair.first, 'person', person, { unit: '' });
    await save(pair.second, 'person', person, { unit: '河畔书院' });
    await pair.meet();
    expect(await befores(pair.second, 'person', person)).toEqual([null, '青禾书院']);
  });

  it('is not told of lists, of a value that was in dispute, nor of a record that two created apart', async () => {
    const pair = await createTestPair(18);
    const person = await createPerson(pair);
    const mobile = (...numbers: string[]) => numbers.map((number) => ({ number }));
    await save(pair.first, 'person', person, { mobile: mobile('15400000031') });
    await save(pair.second, 'person', person, { mobile: mobile('15400000031', '15400000032') });
    await save(pair.first, 'person', person, { mobile: mobile('15400000033') });
    await pair.meet();
    expect(await befores(pair.first, 'person', person)).toEqual([undefined]);

    const id = pair.first.fixture.newId();
    for (const [each, name] of [
      [pair.first, '书法社'],
      [pair.second, '书法班']
    ] as const) {
      each.fixture.clock.advance(60_000);
      const values = { name, type: 'interest' };
      unwrap(await each.replica.commit([{ type: 'create', kind: 'group', id, values }]));
    }
    await pair.meet();
    expect(await befores(pair.first, 'group', id)).toEqual([undefined]);
    // Either settles it in a third way: what both had seen is the two names that were in dispute.
    await save(pair.first, 'group', id, { name: '书社' });
    await save(pair.second, 'group', id, { name: '书班' });
    await pair.meet();
    expect(await befores(pair.first, 'group', id)).toEqual([undefined]);
  });

  it('I14: someone who stood there and may not be named any more is not told, and not told as nobody', async () => {
    const pair = await createTestPair(19);
    const gone = await createPerson(pair);
    const [one, other] = [await createPerson(pair), await createPerson(pair)];
    const values = { name: '书法社', type: 'interest', convenor: gone };
    const group = await save(pair.first, 'group', undefined, values);
    await pair.meet();
    await save(pair.first, 'group', group, { convenor: one });
    await save(pair.second, 'group', group, { convenor: other });
    await pair.meet();
    expect(await befores(pair.first, 'group', group)).toEqual([gone]);
    unwrap(await pair.first.commands.withdrawConsent(gone, 'all'));
    expect(await pair.first.queries.conflictsOf('group', group)).toHaveLength(1);
    expect(await befores(pair.first, 'group', group)).toEqual([undefined]);
  });
});

describe('what needs nobody', () => {
  it('edits of different fields merge and stand in 变更记录; texts merge as text', async () => {
    const pair = await createTestPair(21);
    const person = await createPerson(pair);
    const visit = await save(pair.first, 'visit', undefined, {
      people: [person],
      on: '2026-11-20',
      method: 'home',
      cause: 'routine',
      content: '想学书法。'
    });
    await pair.meet();
    await save(pair.first, 'person', person, { unit: '青禾小学' });
    await save(pair.second, 'person', person, { birth: '1968-05' });
    await save(pair.first, 'visit', visit, { content: '周三想学书法。' });
    await save(pair.second, 'visit', visit, { content: '想学书法。已报名。' });
    await pair.meet();
    for (const each of [pair.first, pair.second]) {
      expect(listed(each)).toEqual([]);
      expect(present(each, 'person', person)).toMatchObject({ unit: '青禾小学', birth: '1968-05' });
      expect(present(each, 'visit', visit)?.['content']).toBe('周三想学书法。已报名。');
      const steps = await each.queries.history('person', person);
      expect(steps.flatMap(({ changes }) => changes.map(({ field }) => field))).toEqual(
        expect.arrayContaining(['unit', 'birth'])
      );
    }
  });

  it('the same value written twice is no question', async () => {
    const pair = await createTestPair(22);
    const person = await createPerson(pair);
    for (const each of [pair.first, pair.second])
      await save(each, 'person', person, { unit: '青禾小学' });
    await pair.meet();
    expect(listed(pair.first)).toEqual([]);
  });
});

describe('lists', () => {
  const numbers = (of: TestSession, id: RecordId): string[] =>
    ((present(of, 'person', id)?.['mobile'] ?? []) as readonly { number: string }[])
      .map(({ number }) => number)
      .sort();

  it('one took an item out that another had put in apart: either list, or both together', async () => {
    for (const choice of ['join', 0, 1] as const) {
      const pair = await createTestPair(31);
      const person = await createPerson(pair);
      const [old, first, second] = ['15400000031', '15400000032', '15400000033'];
      await save(pair.first, 'person', person, { mobile: [{ number: old }] });
      await save(pair.second, 'person', person, { mobile: [{ number: old }, { number: first }] });
      await save(pair.first, 'person', person, { mobile: [{ number: second }] });
      await pair.meet();
      const [conflict] = await pair.second.queries.conflictsOf('person', person);
      expect(conflict).toMatchObject({ field: 'mobile', rule: 'choose-or-join' });
      expect(versionsOf(conflict)).toHaveLength(2);
      await settle(
        pair.second,
        'person',
        person,
        choice === 'join'
          ? { type: 'join', field: 'mobile' }
          : { type: 'keep', field: 'mobile', version: versionsOf(conflict)[choice]?.key ?? '' }
      );
      await expectSettled(pair);
      // What nobody disputes stays in every version: `first` and `second` were only ever added.
      const kept = { join: [old, first, second], 0: [first, second], 1: [old, first, second] };
      expect(numbers(pair.first, person)).toEqual(kept[choice]);
    }
  });
});

describe('a deletion against an edit', () => {
  async function contested(seed: number) {
    const pair = await createTestPair(seed);
    const person = await createPerson(pair, { unit: '青禾小学' });
    await save(pair.first, 'person', person, { unit: '青禾中学', birth: '1968-05' });
    pair.second.fixture.clock.advance(60_000);
    unwrap(await pair.second.commands.remove('person', [person]));
    await pair.meet();
    return { pair, person };
  }

  it('the edit surfaces on both devices, with who deleted and what had been changed', async () => {
    const { pair, person } = await contested(41);
    for (const each of [pair.first, pair.second]) {
      expect(valueOf(each.queries.person(person))?.values.unit).toBe('青禾中学');
      expect(valueOf(each.queries.recycleBin)).toEqual([]);
      expect(listed(each)).toEqual([['任谷雨', 'deleted']]);
      const isFirst = each === pair.first;
      expect(await each.queries.conflictsOf('person', person)).toMatchObject([
        {
          type: 'deletion',
          deletions: [{ isThisDevice: !isFirst }],
          edits: [{ isThisDevice: isFirst, isCreation: false, isRestored: false }]
        }
      ]);
      const [conflict] = await each.queries.conflictsOf('person', person);
      expect(
        conflict?.type === 'deletion' && [...(conflict.edits[0]?.fields ?? [])].sort()
      ).toEqual(['birth', 'unit']);
    }
  });

  it('kept, it stays; deleted, it goes to the 回收站; taken back, the question is open again', async () => {
    for (const type of ['keep-record', 'delete'] as const) {
      const { pair, person } = await contested(42);
      const receipt = await settle(pair.first, 'person', person, { type });
      expect(listed(pair.first)).toEqual([]);
      unwrap(await pair.first.commands.undo(receipt));
      expect(valueOf(pair.first.queries.person(person))?.values.name).toBe('任谷雨');
      expect(listed(pair.first)).toEqual([['任谷雨', 'deleted']]);
      await settle(pair.first, 'person', person, { type });
      await expectSettled(pair);
      const isKept = type === 'keep-record';
      for (const each of [pair.first, pair.second]) {
        expect(valueOf(each.queries.person(person)) !== undefined).toBe(isKept);
        expect(valueOf(each.queries.recycleBin)).toHaveLength(isKept ? 0 : 1);
      }
    }
  });
});

describe('consents and the gate', () => {
  it('DESIGN 3: the most restrictive holds at once, is told, and can only be confirmed', async () => {
    const pair = await createTestPair(51);
    const person = await createPerson(pair);
    const [consent] = pair.first.people.consentsOf(person);
    const id = consent?.id as RecordId;
    await save(pair.first, 'consent', id, { purposes: ['register', 'visit', 'greeting'] });
    await save(pair.second, 'consent', id, { purposes: ['register', 'greeting'] });
    await pair.meet();
    const held = ['greeting', 'register'];
    for (const each of [pair.first, pair.second]) {
      expect([...(valueOf(each.queries.person(person))?.purposes ?? [])].sort()).toEqual(held);
      const [conflict] = await each.queries.conflictsOf('consent', id);
      expect(conflict).toMatchObject({ field: 'purposes', rule: 'strictest', present: held });
    }
    const [conflict] = await pair.first.queries.conflictsOf('consent', id);
    const widest = versionsOf(conflict).find(({ value }) => (value as Json[]).length === 3);
    const wider = { type: 'write', field: 'purposes', value: ['register', 'visit'] } as const;
    expect(await pair.first.commands.settle('consent', id, wider)).toMatchObject({
      error: { type: 'invalid' }
    });
    expect(
      await pair.first.commands.settle('consent', id, { type: 'join', field: 'purposes' })
    ).toMatchObject({ ok: true });
    await expectSettled(pair);
    expect(present(pair.second, 'consent', id)?.['purposes']).toEqual(held);
    expect(widest).toBeDefined();
  });

  it('I14: what the gate keeps back is neither listed nor settled', async () => {
    const pair = await createTestPair(52);
    const person = await save(pair.first, 'person', undefined, { name: '任谷雨' });
    await pair.meet();
    await save(pair.first, 'person', person, { unit: '青禾小学' });
    await save(pair.second, 'person', person, { unit: '青禾中学' });
    await pair.meet();
    const [raw] = await pair.first.replica.conflicts('person', person);
    expect(raw).toMatchObject({ field: 'unit' });
    expect(listed(pair.first)).toEqual([]);
    expect(await pair.first.queries.conflictsOf('person', person)).toEqual([]);
    const write = { type: 'write', field: 'unit', value: '青禾书院' } as const;
    expect(await pair.first.commands.settle('person', person, write)).toMatchObject({
      error: { type: 'invalid' }
    });
    await agree(pair.first, person);
    expect(listed(pair.first)).toEqual([['任谷雨', 'unit']]);
    unwrap(await pair.first.commands.withdrawConsent(person, 'all'));
    expect(listed(pair.first)).toEqual([]);
  });
});
