import { describe, expect, it } from 'vitest';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createDevice } from '../../../src/lib/log/founding';
import { createGrant } from '../../../src/lib/log/grant';
import { addMember } from '../../../src/lib/log/acts/admit';
import { failureTrouble } from '../../../src/lib/text/failures';
import { createTestSession } from '../../factories/session';

describe('I7, M13: the daily limit on erasures', () => {
  it('the twenty-first of a day is refused in words, and nothing of it is written', async () => {
    const { fixture, replica, commands, deps } = await createTestSession(7);
    const made = await createDevice('同事', deps.random);
    unwrap(await replica.act(addMember(made.registration, createGrant('admin'))));
    const people: RecordId[] = [];
    for (let i = 0; i < 21; i++) {
      const id = fixture.newId();
      const values = { name: `人${i}`, mobile: [{ number: `154000000${10 + i}` }] };
      unwrap(await replica.commit([{ type: 'create', kind: 'person', id, values }]));
      people.push(id);
    }
    const last = people.pop() as RecordId;
    for (const id of people) unwrap(await commands.erasePerson(id, 'no-basis'));
    const before = await replica.frontier();
    const refused = await commands.erasePerson(last, 'no-basis');
    expect(refused).toMatchObject({ ok: false, error: { reason: 'erase-limit' } });
    expect(refused.ok || failureTrouble(refused.error).code).toBe('S-18');
    expect(await replica.frontier()).toEqual(before);
    expect(replica.view.row('person', last)).toBeDefined();
    fixture.clock.advance(25 * 3_600_000);
    unwrap(await commands.erasePerson(last, 'no-basis'));
    expect(replica.view.row('person', last)).toBeUndefined();
  });
});
