/** What was written on top of a branch that a fork froze (S15, I1, I3). */
import { describe, expect, it } from 'vitest';
import { createRecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createParty, summarise, type PartyDevice } from '../../contract/transports/party';
import { give, save, setVisit, visitOf } from '../../factories/party-visits';

const count = (text: unknown, word: string): number => String(text).split(word).length - 1;

/** The owner's copy has written `words` in a visit's text, which a colleague knows; the owner's own life knows nothing of it. */
async function createFrozen(seed: number, words = '谈了话，甲', first = '谈了话') {
  const { devices, random } = await createParty(seed, 4);
  const [owner, colleague, third, other] = devices as [
    PartyDevice,
    PartyDevice,
    PartyDevice,
    PartyDevice
  ];
  const id = createRecordId(random);
  const values = { on: '2026-11-20', content: first, method: '面访' };
  await save(owner, { type: 'create', kind: 'visit', id, values });
  for (const one of [colleague, third, other]) await give(owner, one);
  const copy = await owner.openCopy(owner.disk());
  await setVisit(copy, id, { content: words });
  await owner.write(1);
  return { id, owner, copy, colleague, third, other, random };
}

describe('stranded', () => {
  it.each([301, 302, 303, 304, 305, 306])(
    'I3: of two values by two own incarnations the later one (%i)',
    async (seed) => {
      const { id, owner, copy, colleague } = await createFrozen(seed);
      await give(copy, colleague);
      // This device has two incarnations: its profile was put back.
      await setVisit(colleague, id, { content: '谈了话，甲乙' });
      const older = colleague.disk();
      await setVisit(colleague, id, { method: '电话' });
      const putBack = await colleague.openCopy(older);
      await give(colleague, putBack);
      expect(putBack.port.self().incarnation).toBeGreaterThan(1);
      putBack.clock.advance(60_000);
      await setVisit(putBack, id, { content: '谈了话，甲乙丙' });
      await setVisit(putBack, id, { method: '微信' });
      expect(visitOf(putBack, id)).toMatchObject({ method: '微信' });
      await give(owner, putBack);
      expect(visitOf(putBack, id)).toMatchObject({ content: '谈了话乙丙', method: '微信' });
      expect(await putBack.replica.conflicts('visit', id)).toEqual([]);
    }
  );

  it('I1: with a stamp of an own life whose clock was ahead, is taken in by others', async () => {
    const { id, owner, copy, colleague, third } = await createFrozen(311);
    await give(copy, colleague);
    const older = colleague.disk();
    colleague.clock.advance(3 * 3_600_000);
    await setVisit(colleague, id, { content: '谈了话，甲乙', method: '电话' });
    const putBack = await colleague.openCopy(older);
    await give(colleague, putBack);
    await give(owner, putBack);
    await give(putBack, third);
    expect(visitOf(putBack, id)).toMatchObject({ method: '电话' });
    expect(visitOf(third, id)).toEqual(visitOf(putBack, id));
    expect(await summarise(third)).toEqual(await summarise(putBack));
    await putBack.replica.rebuild();
    expect(await summarise(third)).toEqual(await summarise(putBack));
  });

  it('I3: long words of two people stand once', async () => {
    const body = '今天到他家坐了坐，聊了近况。'.repeat(10);
    const { id, owner, copy, colleague, third } = await createFrozen(313, `甲，${body}`, body);
    await give(copy, colleague);
    await setVisit(colleague, id, { content: `甲，${'乙'.repeat(220)}${body}` });
    await give(owner, third);
    await setVisit(third, id, { content: `${body}${'丁'.repeat(220)}` });
    await give(third, colleague);
    await give(owner, colleague);
    const { content } = visitOf(colleague, id);
    expect(count(content, '丁')).toBe(220);
    expect(count(content, '乙')).toBe(220);
    expect(count(content, '聊了近况')).toBe(10);
  });

  it('I3: words are written once, when their owner and a colleague meet the fork apart', async () => {
    const { id, owner, copy, colleague, third, other } = await createFrozen(314);
    await give(copy, colleague);
    await give(copy, other);
    await setVisit(colleague, id, { content: '谈了话，甲乙' });
    await give(owner, third);
    await give(third, colleague);
    await give(other, owner);
    await give(owner, third);
    await give(colleague, third);
    const { content } = visitOf(third, id);
    expect([count(content, '甲'), count(content, '乙')]).toEqual([1, 1]);
  });

  it('I3: words are written once, when two colleagues meet the fork apart', async () => {
    const { id, owner, copy, colleague, third } = await createFrozen(315);
    await give(copy, colleague);
    await setVisit(colleague, id, { content: '谈了话，甲乙' });
    await give(colleague, third);
    await setVisit(third, id, { content: '谈了话，甲乙丙' });
    await give(owner, colleague);
    await give(owner, third);
    await give(colleague, third);
    await give(third, colleague);
    await give(third, owner);
    await give(owner, third);
    await give(third, colleague);
    const { content } = visitOf(third, id);
    expect(['甲', '乙', '丙'].map((word) => count(content, word))).toEqual([1, 1, 1]);
    expect(visitOf(colleague, id)).toEqual(visitOf(third, id));
  });

  it('undo across a renewal takes back what was written', async () => {
    const { id, owner, copy, colleague, third } = await createFrozen(317);
    await give(copy, colleague);
    await setVisit(colleague, id, { content: '谈了话，甲乙' });
    colleague.clock.advance(1000);
    const receipt = unwrap(
      await colleague.replica.commit([
        { type: 'set', kind: 'visit', id, values: { method: '电话' } }
      ])
    );
    await give(owner, colleague);
    unwrap(await colleague.replica.undo(receipt));
    await give(colleague, third);
    expect(visitOf(colleague, id)).toMatchObject({ method: '面访' });
    expect(visitOf(third, id)).toEqual(visitOf(colleague, id));
  });
});
