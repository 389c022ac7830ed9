import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { unwrap } from '../../../src/lib/kernel/result';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { addDays } from '../../../src/lib/kernel/dates';
import { createDocumentService } from '../../../src/lib/app/documents/document-service';
import { concerns } from '../../../src/lib/domain/audit-event/concerns';
import type { AuditEventRow } from '../../../src/lib/domain/audit-event/record';
import { auditPurpose } from '../../../src/lib/text/settings';
import type { ConsentInput } from '../../../src/lib/app/types';
import { failureTrouble } from '../../../src/lib/text/failures';
import { createTestSession, valueOf, type TestSession } from '../../factories/session';

/** Nothing is handed over to the system here. */
const page = {} as Window & typeof globalThis;
const visitPurposes = ['register', 'visit'] as const;

async function addPerson({ commands }: TestSession, name: string): Promise<RecordId> {
  const mobile = [{ number: '15400000001' }, { number: '15400000002' }];
  return unwrap(await commands.save('person', undefined, { name, mobile, unit: '第二中学' })).id;
}

async function consent(session: TestSession, personIds: readonly RecordId[]) {
  return unwrap(
    await session.commands.registerConsents({
      personIds,
      purposes: visitPurposes,
      channel: 'paper',
      signedOn: session.today.get(),
      expiresOn: null,
      originalsAt: '二号柜'
    })
  );
}

const visit = (people: readonly RecordId[], on: IsoDate) => ({
  people,
  on,
  method: 'home',
  content: '约好下月再来'
});

describe('save', () => {
  it('refuses what the fields and rules refuse, naming each field in plain Chinese', async () => {
    const { commands } = await createTestSession();
    const noName = await commands.save('person', undefined, { name: '  ', birth: '2999-01' });
    expect(noName).toMatchObject({ ok: false, error: { type: 'invalid' } });
    const late = await commands.save('person', undefined, { name: '任谷雨', birth: '2199-01' });
    expect(late).toMatchObject({
      error: { type: 'invalid', fields: { birth: '出生日期在今天之后，请核对' } }
    });
  });

  it('UX-3 stores the reading of a polyphonic surname, so that the person is found by it', async () => {
    const session = await createTestSession();
    const id = await addPerson(session, '曾小红');
    expect(session.queries.search('zxh').map((person) => person.id)).toEqual([id]);
    expect(session.queries.search('zengxiao').map((person) => person.id)).toEqual([id]);
    expect(session.queries.search('0002')).toEqual([]);
  });

  it('UX-5 undo takes back a creation and a change', async () => {
    const session = await createTestSession();
    const created = unwrap(await session.commands.save('person', undefined, { name: '任谷雨' }));
    const changed = unwrap(await session.commands.save('person', created.id, { name: '任立夏' }));
    unwrap(await session.commands.undo(changed.receipt));
    expect(session.queries.nameOf('person', created.id)).toBe('任谷雨');
    unwrap(await session.commands.undo(created.receipt));
    expect(session.queries.nameOf('person', created.id)).toBeUndefined();
  });
});

describe('consents through the gate (I14)', () => {
  it('a new person is a contact card with one phone; a recorded basis opens the fields', async () => {
    const session = await createTestSession();
    const id = await addPerson(session, '任谷雨');
    const before = session.people.gated(id);
    expect(before).toMatchObject({ state: 'pending', isContactCard: true });
    expect(before?.values.unit).toBeUndefined();
    expect(before?.values.mobile).toHaveLength(1);
    await consent(session, [id]);
    expect(session.people.gated(id)).toMatchObject({
      state: 'valid',
      values: { unit: '第二中学' }
    });
  });

  it('a withdrawal hides the person everywhere at once, undoing it within the delay brings them back', async () => {
    const session = await createTestSession();
    const id = await addPerson(session, '任谷雨');
    await consent(session, [id]);
    await session.commands.save('visit', undefined, visit([id], session.today.get()));
    unwrap(await session.commands.withdrawConsent(id, 'all'));
    expect(valueOf(session.queries.people).byId.has(id)).toBe(false);
    expect(session.queries.search('任谷雨')).toEqual([]);
    expect(session.queries.nameOf('person', id)).toBeUndefined();
    const [item] = valueOf(session.queries.records('visit'));
    expect(item).toMatchObject({
      people: [],
      hiddenPeople: 1,
      closed: expect.arrayContaining(['content']) as unknown
    });
    expect(item?.values.content).toBeUndefined();
    unwrap(await session.commands.unlockPerson(id));
    expect(valueOf(session.queries.people).byId.get(id)?.state).toBe('valid');
  });

  it('最近的变化 says whom a visit was to, three at most, and nobody who withdrew since', async () => {
    const session = await createTestSession();
    const ids: RecordId[] = [];
    for (const name of ['任谷雨', '任立夏', '任小满', '任芒种'])
      ids.push(await addPerson(session, name));
    await consent(session, ids);
    const day = session.today.get();
    await session.commands.save('visit', undefined, visit(ids, day));
    const told = () =>
      valueOf(session.queries.todayView)
        .recentChanges.filter(({ kind }) => kind === 'visit')
        .map(({ text }) => text.replace(/^\S+ /, ''));
    expect(told()).toEqual([`新增了走访 ${day} · 任谷雨、任立夏、任小满等 4 人`]);
    for (const id of ids.slice(1)) unwrap(await session.commands.withdrawConsent(id, 'all'));
    expect(told()).toEqual([`新增了走访 ${day} · 任谷雨`]);
  });

  it('withdrawing one purpose keeps the others; a renewal lifts what it has seen', async () => {
    const session = await createTestSession();
    const id = await addPerson(session, '任谷雨');
    await consent(session, [id]);
    unwrap(await session.commands.withdrawConsent(id, ['visit']));
    expect(session.people.gated(id)?.purposes).toEqual(['register']);
    // PIPL 47: what is kept without consent can be taken out by whoever can't see it.
    unwrap(await session.commands.save('person', id, { affiliation: '13' }));
    expect(session.people.gated(id)?.withheld).toEqual(['affiliation']);
    unwrap(await session.commands.save('person', id, { affiliation: null }));
    expect(session.people.gated(id)?.withheld).toEqual([]);
    await consent(session, [id]);
    expect(session.people.gated(id)?.purposes).toEqual(['register', 'visit']);
    // The withdrawal is no signature of that day.
    const told = valueOf(session.queries.timelineOf(id)).map(({ title, detail }) => [
      title,
      detail
    ]);
    expect(told.filter(([title]) => title === '撤回同意')).toEqual([['撤回同意', '走访慰问']]);
    expect(told.filter(([title]) => title === '签署同意书')).toHaveLength(2);
  });

  it('a form without a text version that was signed and taken back on one day shows both; a refusal signs nothing', async () => {
    const session = await createTestSession();
    const [signed, refused] = [
      await addPerson(session, '任谷雨'),
      await addPerson(session, '解立秋')
    ];
    const id = session.fixture.newId();
    const values = {
      person: signed,
      purposes: ['register'],
      channel: 'inPerson',
      signedOn: session.today.get()
    };
    unwrap(await session.replica.commit([{ type: 'create', kind: 'consent', id, values }]));
    session.fixture.clock.advance(1_000);
    for (const person of [signed, refused])
      unwrap(await session.commands.withdrawConsent(person, 'all'));
    // Nothing is told of whoever withdrew, until they agree again.
    await consent(session, [signed, refused]);
    const told = (person: RecordId) =>
      valueOf(session.queries.timelineOf(person))
        .filter(({ kind }) => kind === 'consent')
        .map(({ title }) => title);
    expect(told(signed).sort()).toEqual(['撤回同意', '签署同意书', '签署同意书']);
    expect(told(refused).sort()).toEqual(['撤回同意', '签署同意书']);
  });

  it('I14: a refusal that was a wrong click, taken back, leaves somebody who has agreed to nothing', async () => {
    const session = await createTestSession();
    const id = await addPerson(session, '任谷雨');
    unwrap(await session.commands.withdrawConsent(id, 'all'));
    expect(session.people.gated(id)?.state).toBe('withdrawn');
    unwrap(await session.commands.unlockPerson(id));
    expect(session.people.gated(id)).toMatchObject({ state: 'pending', purposes: [] });
    // Nor does the record of the refusal grant anything, brought back from the 回收站.
    const [gone] = valueOf(session.queries.recycleBin);
    if (!gone) throw new Error('the refusal lies in the bin');
    unwrap(await session.commands.restore(gone.kind, [gone.id]));
    expect(session.people.gated(id)).toMatchObject({ state: 'pending', purposes: [] });
    // Of somebody who had agreed, all purposes are back.
    await consent(session, [id]);
    const { purposes } = session.people.gated(id) ?? {};
    for (const taken of [['visit'] as const, 'all' as const]) {
      unwrap(await session.commands.withdrawConsent(id, taken));
      unwrap(await session.commands.unlockPerson(id));
      expect(session.people.gated(id)).toMatchObject({ state: 'valid', purposes });
    }
  });

  it('refuses a consent without its basic form, dated tomorrow, or for nobody', async () => {
    const session = await createTestSession();
    const id = await addPerson(session, '任谷雨');
    const input = {
      personIds: [id],
      purposes: ['visit'],
      channel: 'paper',
      signedOn: session.today.get(),
      expiresOn: null,
      originalsAt: ''
    } as const;
    const registerConsents = (next: ConsentInput) => session.commands.registerConsents(next);
    expect((await registerConsents(input)).ok).toBe(false);
    const basic = { ...input, purposes: visitPurposes };
    expect((await registerConsents({ ...basic, personIds: [] })).ok).toBe(false);
    const tomorrow = addDays(session.today.get(), 1);
    expect((await registerConsents({ ...basic, signedOn: tomorrow })).ok).toBe(false);
    expect((await registerConsents(basic)).ok).toBe(true);
  });
});

describe('清除个人信息 (I7)', () => {
  it('takes the person out for good and leaves visits as counts; a neighbour stays', async () => {
    const session = await createTestSession();
    const [gone, neighbour] = [
      await addPerson(session, '任谷雨'),
      await addPerson(session, '解立秋')
    ];
    await consent(session, [gone, neighbour]);
    const on = session.today.get();
    unwrap(await session.commands.save('visit', undefined, visit([gone], on)));
    unwrap(await session.commands.save('visit', undefined, visit([gone, neighbour], on)));
    unwrap(await session.commands.erasePerson(gone, 'request'));

    const visits = valueOf(session.queries.records('visit'));
    expect(visits).toHaveLength(2);
    expect(visits.reduce((sum, item) => sum + (item.values.unnamedPersons ?? 0), 0)).toBe(2);
    expect(JSON.stringify(visits)).not.toContain(gone);
    expect(session.queries.search('任谷雨')).toEqual([]);

    await session.replica.rebuild();
    const again = await session.reopen();
    for (const view of [session.replica.view, again.view]) {
      expect(view.row('person', gone)).toBeUndefined();
      expect(JSON.stringify(view.rows('consent'))).not.toContain(gone);
      expect(view.row('person', neighbour)?.values).toMatchObject({ name: '解立秋' });
    }
  });
});

describe('a purpose in 使用记录 (I7, B-10)', () => {
  it('names nobody of the register: an audit entry outlives the erasure', async () => {
    const session = await createTestSession();
    const [shown, withdrawn] = [
      await addPerson(session, '任谷雨'),
      await addPerson(session, '迪丽拜尔·阿不都')
    ];
    await consent(session, [shown, withdrawn]);
    unwrap(await session.commands.withdrawConsent(withdrawn, 'all'));
    const documents = createDocumentService(session.context, page);
    const table = { title: '名单', columns: [], rows: [], personIds: [shown] };
    for (const purpose of ['给任 谷雨看', '迪丽拜尔•阿不都的材料']) {
      const refused = await documents.exportTable(table, purpose, 'internal');
      expect(refused).toEqual({ ok: false, error: { type: 'names-person' } });
      expect(await documents.recordPrint('名单', purpose, [shown])).toEqual(refused);
    }
    expect(failureTrouble({ type: 'names-person' }).code).toBe('S-19');
    expect(session.replica.view.rows('auditEvent')).toEqual([]);
    // Control: a purpose that names nobody.
    unwrap(await documents.recordPrint('名单', '谷雨节气走访', [shown]));
    expect(session.replica.view.rows('auditEvent')).toHaveLength(1);
  });
});

describe('对外提供 (DESIGN 2, issue 3)', () => {
  it('letting another unit read the book is written down, counts everyone and concerns each of them', async () => {
    const session = await createTestSession();
    const id = await addPerson(session, '任谷雨');
    expect(await session.commands.recordDisclosure('任谷雨的单位', '加入工作簿')).toEqual({
      ok: false,
      error: { type: 'names-person' }
    });
    unwrap(await session.commands.recordDisclosure('石桥街道', '加入工作簿'));
    unwrap(await createDocumentService(session.context, page).recordPrint('名单', '总结', []));
    const events = session.replica.view.rows('auditEvent') as readonly AuditEventRow[];
    expect(events.map(({ values }) => concerns(values, id)).sort()).toEqual([false, true]);
    const [told] = events.filter(({ values }) => concerns(values, id));
    expect(told?.values).toMatchObject({ action: 'disclosure', recipient: '石桥街道', count: 1 });
    expect(auditPurpose(told?.values ?? {})).toBe('提供给石桥街道，加入工作簿');
  });
});

describe('reveal', () => {
  it('B-10 writes down who opened a masked value and why before showing it', async () => {
    const session = await createTestSession();
    const id = await addPerson(session, '任谷雨');
    await consent(session, [id]);
    const shown = unwrap(await session.commands.revealField(id, 'unit', '核对单位'));
    expect(shown).toBe('第二中学');
    const [event] = session.replica.view.rows('auditEvent');
    expect(event?.values).toMatchObject({ action: 'reveal', purpose: '核对单位', by: '测试员' });
  });
});

describe('回收站', () => {
  it('I14: a deleted visit is told by its people, as far as they may be named', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const [a, b] = [await addPerson(session, '曾晓峰'), await addPerson(session, '解小满')];
    const day = session.today.get();
    const { id } = unwrap(await commands.save('visit', undefined, visit([a, b], day)));
    unwrap(await commands.remove('visit', [id]));
    const titles = () => valueOf(queries.recycleBin).map(({ title }) => title);
    expect(titles()).toEqual([`走访 ${day} · 曾晓峰、解小满`]);
    unwrap(await commands.withdrawConsent(b, 'all'));
    expect(titles()).toEqual([`走访 ${day} · 曾晓峰`]);
  });
});
