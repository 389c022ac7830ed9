/** What screens make of needs, suggestions and receptions (S2-02, S1-26, S2-04; DOMAIN F), without a browser. */
import { describe, expect, it } from 'vitest';
import type { VisitItem } from '../../../src/lib/app/types';
import { partsOf, proposedPromise } from '../../../src/lib/features/books/intake';
import { followOf, needOfConcern } from '../../../src/lib/features/needs/follow';
import { boardOf, movesOf, waitingFor } from '../../../src/lib/features/needs/matters';
import { dueNeeds } from '../../../src/lib/features/today/due-needs';
import { addDays } from '../../../src/lib/kernel/dates';
import type { Json } from '../../../src/lib/kernel/json';
import { unwrap } from '../../../src/lib/kernel/result';
import { createTestSession, valueOf } from '../../factories/session';

type Values = Readonly<Record<string, Json>>;

/** The day on which every session of the tests stands. */
const today0 = (await createTestSession()).today.get();

async function bookOf(...needs: readonly Values[]) {
  const session = await createTestSession();
  const today = session.today.get();
  const fresh = { raisedOn: today, type: 'papers', content: '办证', status: 'registered' };
  for (const need of needs) {
    unwrap(await session.commands.save('need', undefined, { ...fresh, ...need }));
  }
  return { ...session, today, needs: () => valueOf(session.queries.records('need')) };
}

describe('登记接待 (S2-02)', () => {
  const values = { at: Date.parse('2026-03-10T09:00:00'), topic: '想办居住证', people: ['p'] };

  it('keeps of the form only what the choice asks for', () => {
    const all = {
      ...values,
      type: 'papers',
      promiseBy: '2026-03-15',
      subject: '讲座',
      form: 'oral'
    };
    expect(partsOf({ ...all, outcome: 'answer' })).toEqual({
      reception: values,
      follow: undefined
    });
    expect(partsOf({ ...all, outcome: 'need', handler: 'w', channel: 'phone' })).toEqual({
      reception: { ...values, channel: 'phone', promiseBy: '2026-03-15' },
      follow: {
        kind: 'need',
        values: {
          people: ['p'],
          content: '想办居住证',
          raisedOn: '2026-03-10',
          type: 'papers',
          channel: 'phone',
          promiseBy: '2026-03-15',
          handler: 'w',
          status: 'registered'
        }
      }
    });
    expect(partsOf({ ...all, outcome: 'suggestion' }).follow).toEqual({
      kind: 'suggestion',
      values: {
        people: ['p'],
        content: '想办居住证',
        raisedOn: '2026-03-10',
        topic: '讲座',
        form: 'oral',
        status: 'raised'
      }
    });
  });

  it('S1-26: who receives first and keeps it has taken it on; a colleague takes it first', () => {
    const need = { ...values, outcome: 'need', firstReceiver: 'a' };
    const statusOf = (handler: string) => partsOf({ ...need, handler }).follow?.values['status'];
    expect([statusOf('a'), statusOf('b')]).toEqual(['accepted', 'registered']);
  });

  it('S1-26: the promise follows the type until somebody sets a date of their own', () => {
    const today = '2026-03-10' as ReturnType<typeof addDays>;
    expect(proposedPromise({}, 'papers', today)).toBe('2026-03-15');
    const first = { type: 'papers', promiseBy: '2026-03-15' };
    expect(proposedPromise(first, 'law', today)).toBe('2026-03-17');
    expect(proposedPromise({ ...first, promiseBy: '2026-03-12' }, 'law', today)).toBeUndefined();
  });

  it('a reception of before becomes a need or a suggestion that the book takes', async () => {
    const { commands, queries, today } = await bookOf();
    const at = Date.parse(`${today}T08:00:00`);
    unwrap(await commands.saveReception(undefined, { at, topic: '想找工作' }, undefined));
    const [reception] = valueOf(queries.records('reception'));
    if (!reception) throw new Error('there is no reception');
    for (const kind of ['need', 'suggestion'] as const) {
      const follow = followOf(reception, kind, undefined);
      unwrap(await commands.saveReception(reception.id, {}, follow));
    }
    const [need] = valueOf(queries.records('need'));
    expect(need?.values).toMatchObject({ type: 'job', promiseBy: addDays(today, 30) });
    expect(valueOf(queries.records('suggestion'))[0]?.values).toMatchObject({ topic: '想找工作' });
  });
});

describe('诉求', () => {
  it('DOMAIN H2: a concern of a visit becomes a need of the people visited', async () => {
    const { commands, queries, today } = await bookOf();
    const visit = { on: today, method: 'home', unnamedHouseholds: 1, concerns: '楼道灯坏了' };
    unwrap(await commands.save('visit', undefined, visit));
    const [item] = valueOf(queries.records('visit')) as readonly [VisitItem];
    unwrap(
      await commands.save('need', undefined, needOfConcern(item, '楼道灯坏了', today, undefined))
    );
    expect(valueOf(queries.records('need'))[0]?.values).toMatchObject({
      visit: item.id,
      content: '楼道灯坏了',
      type: 'other',
      channel: 'visit',
      raisedOn: today,
      promiseBy: addDays(today, 15)
    });
  });

  it('S1-26: what was handed over waits for the receipt of the colleague', async () => {
    const { commands, queries, needs } = await bookOf({});
    const worker = unwrap(await commands.save('worker', undefined, { name: '石小雪' })).id;
    const [before] = needs();
    unwrap(await commands.save('need', before?.id, { handler: worker }));
    const [need] = needs();
    if (!need) throw new Error('there is no need');
    expect(waitingFor(need, (kind, id) => queries.nameOf(kind, id))).toBe('石小雪');
    expect(movesOf(need)[0]).toMatchObject({ id: 'accept', label: '签收' });
    unwrap(await commands.save('need', need.id, { status: 'accepted' }));
    expect(needs().map((item) => waitingFor(item, (kind, id) => queries.nameOf(kind, id)))).toEqual(
      [undefined]
    );
  });

  it('S2-24: what usually comes next is what the board offers first', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const suggestion = {
      topic: '加装电梯',
      raisedOn: session.today.get(),
      form: 'oral',
      status: 'raised'
    };
    const { id } = unwrap(await commands.save('suggestion', undefined, suggestion));
    const first: (string | undefined)[] = [];
    const stands: readonly Readonly<Record<string, string>>[] = [
      {},
      { status: 'assigned' },
      { status: 'answered', reply: '已列入计划' }
    ];
    for (const values of stands) {
      unwrap(await commands.save('suggestion', id, values));
      const [item] = valueOf(queries.records('suggestion'));
      first.push(item && movesOf(item)[0]?.id);
    }
    expect(first).toEqual(['assign', 'reply', 'feedback']);
  });

  it('the board holds every need once, the most urgent first', async () => {
    const { needs, today } = await bookOf(
      { promiseBy: addDays(today0, 9) },
      { promiseBy: addDays(today0, 2) },
      {},
      { status: 'working' }
    );
    const columns = boardOf('need', needs());
    expect(columns.flatMap(({ items }) => items)).toHaveLength(4);
    expect(
      columns[0]?.items.map(({ values }) => 'promiseBy' in values && values.promiseBy)
    ).toEqual([addDays(today, 2), addDays(today, 9), false]);
    expect(columns.find(({ id }) => id === 'working')).toMatchObject({ title: '办理中' });
  });

  it('S2-04: 今日 tells promises three days before and rechecks on their day, late ones first', async () => {
    const closed = { status: 'resolved', result: '办好了', raisedOn: addDays(today0, -60) };
    const { needs, today } = await bookOf(
      { promiseBy: addDays(today0, 3) },
      { promiseBy: addDays(today0, 4) },
      { ...closed, closedOn: addDays(today0, -30) },
      { ...closed, closedOn: addDays(today0, -29) },
      { ...closed, closedOn: addDays(today0, -40), recheckOn: addDays(today0, -10) }
    );
    expect(dueNeeds(needs(), today).map(({ due, isLate }) => [due.type, due.on, isLate])).toEqual([
      ['recheck', addDays(today, -10), true],
      ['recheck', today, false],
      ['promise', addDays(today, 3), false]
    ]);
  });
});
