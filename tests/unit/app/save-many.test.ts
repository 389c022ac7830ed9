/** Many records in one commit, and records whose id follows from what they are about (DESIGN 3: attendance). */
import { describe, expect, it } from 'vitest';
import { entriesOfHelp } from '../../../src/lib/domain/need/offers';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createTestSession, valueOf } from '../../factories/session';

async function createRoll() {
  const session = await createTestSession();
  const { commands } = session;
  const on = session.today.get();
  const input = { type: 'fellowship', topic: '中秋联谊会', on };
  const activity = unwrap(await commands.save('activity', undefined, input)).id;
  const people = [];
  for (const name of ['任谷雨', '解立秋']) {
    people.push(unwrap(await commands.save('person', undefined, { name })).id);
  }
  return { session, activity, people };
}

describe('saveMany', () => {
  it('writes all in one commit with one undo, or none and says which was refused', async () => {
    const { session, activity, people } = await createRoll();
    const { commands, queries } = session;
    const roll = people.map((person) => ({
      id: undefined,
      values: { activity, person, role: 'attended' }
    }));
    const wrong = [...roll, { id: undefined, values: { activity, role: 'attended' } }];
    expect(await commands.saveMany('attendance', wrong)).toMatchObject({
      error: { index: 2, error: { fields: { person: '请选择成员，或填写未具名人数' } } }
    });
    expect(valueOf(queries.records('attendance'))).toEqual([]);
    const saved = unwrap(await commands.saveMany('attendance', roll));
    expect(valueOf(queries.records('attendance'))).toHaveLength(2);
    unwrap(await commands.undo(saved.receipt));
    expect(valueOf(queries.records('attendance'))).toEqual([]);
  });

  it('DESIGN 3: one person at one activity is one record, however often and wherever it is written', async () => {
    const { session, activity, people } = await createRoll();
    const { commands, queries } = session;
    const values = { activity, person: people[0] ?? '', role: 'signedUp' };
    const first = unwrap(await commands.save('attendance', undefined, values));
    const again = unwrap(
      await commands.save('attendance', undefined, { ...values, role: 'attended' })
    );
    expect(again.id).toBe(first.id);
    expect(valueOf(queries.records('attendance')).map((item) => item.values.role)).toEqual([
      'attended'
    ]);
    unwrap(await commands.remove('attendance', [first.id]));
    expect(unwrap(await commands.save('attendance', undefined, values)).id).toBe(first.id);
    expect(valueOf(queries.records('attendance'))).toHaveLength(1);
    const unnamed = { activity, count: 12, role: 'attended' };
    expect(unwrap(await commands.save('attendance', undefined, unnamed)).id).not.toBe(first.id);
  });

  it('S1-25: help kept by the same click twice is one entry on each side, and comes back after an undo', async () => {
    const { session, people } = await createRoll();
    const { commands, queries } = session;
    const [asks = '', helps = ''] = people as RecordId[];
    const on = session.today.get();
    const need = unwrap(
      await commands.save('need', undefined, {
        people: [asks],
        raisedOn: on,
        type: 'law',
        content: '想请人看合同',
        status: 'registered'
      })
    ).id;
    const helper = { kind: 'person', id: helps as RecordId, services: ['law'] } as const;
    const keep = async () => {
      const entries = entriesOfHelp({ id: need, people: [asks as RecordId] }, helper, on);
      const records = entries.map((entry) => ({ id: undefined, ...entry }));
      return unwrap(await commands.saveMany('serviceEntry', records));
    };
    const count = () => valueOf(queries.records('serviceEntry')).length;
    const [first, second] = await Promise.all([keep(), keep()]);
    expect(second.ids).toEqual(first.ids);
    expect(count()).toBe(2);
    unwrap(await commands.remove('serviceEntry', first.ids));
    expect(count()).toBe(0);
    expect((await keep()).ids).toEqual(first.ids);
    expect(count()).toBe(2);
  });
});
