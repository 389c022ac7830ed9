/** A reception becomes a need or a suggestion, and a need goes its way (S2-02, S1-26, S2-04; I14), by the commands of a session. */
import { describe, expect, it } from 'vitest';
import { makeMove, type MoveAnswer } from '../../../src/lib/domain/handling/move';
import { needMoves, type NeedMove } from '../../../src/lib/domain/need/flow';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createTestPair, createTestSession, valueOf } from '../../factories/session';
import type { TestSession } from '../../factories/session';

const needOf = ({ today }: TestSession, people: readonly RecordId[] = []) => ({
  people,
  raisedOn: today.get(),
  type: 'papers',
  content: '想办居住证',
  status: 'registered'
});

async function move(session: TestSession, move: NeedMove, given: Partial<MoveAnswer> = {}) {
  const [item] = valueOf(session.queries.records('need'));
  if (!item) throw new Error('there is no need');
  const answer = { today: session.today.get(), me: undefined, note: '写一句', ...given };
  const patch = unwrap(makeMove(needMoves, move, item.values, item.closed, answer));
  return unwrap(await session.commands.save('need', item.id, patch));
}

describe('接待登记 (S2-02)', () => {
  it('becomes a need in one commit that one undo takes back; an unnamed visitor is enough', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const at = Date.parse(`${session.today.get()}T08:00:00`);
    const reception = { at, topic: '想办居住证', channel: 'office' };
    const made = unwrap(
      await commands.saveReception(undefined, reception, { kind: 'need', values: needOf(session) })
    );
    const [shown] = valueOf(queries.records('reception'));
    expect(shown?.values).toMatchObject({ ...reception, need: made.followId });
    expect(valueOf(queries.records('need')).map(({ id }) => id)).toEqual([made.followId]);
    unwrap(await commands.undo(made.receipt));
    expect(valueOf(queries.records('reception'))).toEqual([]);
    expect(valueOf(queries.records('need'))).toEqual([]);
  });

  it('writes nothing when either is refused, and says which', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const at = Date.parse(`${session.today.get()}T08:00:00`);
    const gap = await commands.saveReception(
      undefined,
      { at, topic: '想办居住证' },
      { kind: 'need', values: { ...needOf(session), type: null } }
    );
    expect(gap).toMatchObject({
      error: { kind: 'need', error: { fields: { type: expect.any(String) as string } } }
    });
    const empty = await commands.saveReception(undefined, { at }, undefined);
    expect(empty).toMatchObject({ error: { kind: 'reception' } });
    expect(valueOf(queries.records('reception'))).toEqual([]);
    expect(valueOf(queries.records('need'))).toEqual([]);
  });

  it('a reception written before becomes a suggestion later', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const at = Date.parse(`${session.today.get()}T08:00:00`);
    const first = unwrap(
      await commands.saveReception(undefined, { at, topic: '建议多开讲座' }, undefined)
    );
    const values = { raisedOn: session.today.get(), topic: '多开讲座', status: 'raised' };
    unwrap(await commands.saveReception(first.id, {}, { kind: 'suggestion', values }));
    const [suggestion] = valueOf(queries.records('suggestion'));
    expect(valueOf(queries.records('reception'))[0]?.values).toMatchObject({
      topic: '建议多开讲座',
      suggestion: suggestion?.id
    });
  });
});

describe('诉求 (S2-04)', () => {
  it('goes from registration to 回头看 and back, and the course stays written', async () => {
    const session = await createTestSession();
    unwrap(await session.commands.save('need', undefined, needOf(session)));
    for (const id of ['accept', 'step', 'answer', 'close', 'recheck', 'reopen'] as const) {
      await move(session, id);
    }
    const [item] = valueOf(session.queries.records('need'));
    expect(item?.values).toMatchObject({ status: 'working' });
    expect(item?.values.steps?.map(({ text }) => text).sort()).toEqual(
      [
        '受理：写一句',
        '写一句',
        '答复：写一句',
        '办结：写一句',
        '回头看：写一句',
        '重新办理：写一句'
      ].sort()
    );
  });

  it('I14: of someone who has agreed to nothing the matter is taken on, and nothing told is written', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const person = unwrap(await commands.save('person', undefined, { name: '任谷雨' })).id;
    unwrap(await commands.save('need', undefined, needOf(session, [person])));
    await move(session, 'accept');
    const [item] = valueOf(queries.records('need'));
    expect(item?.values.status).toBe('accepted');
    expect(item?.closed).toEqual(expect.arrayContaining(['content', 'steps', 'result']));
  });

  it('I1: steps that two colleagues write apart both stay', async () => {
    const { first, second, meet } = await createTestPair();
    unwrap(await first.commands.save('need', undefined, needOf(first)));
    await meet();
    await move(first, 'step', { note: '已联系派出所窗口' });
    await move(second, 'step', { note: '材料清单已发给本人' });
    await meet();
    for (const { queries } of [first, second]) {
      const [item] = valueOf(queries.records('need'));
      expect(item?.values.status).toBe('working');
      expect(item?.values.steps?.map(({ text }) => text).sort()).toEqual(
        ['已联系派出所窗口', '材料清单已发给本人'].sort()
      );
    }
  });
});
