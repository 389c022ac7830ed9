/** The number on the icon (issue 4 今日): while the book is open, counted when idle, gone when it is locked. */
import { describe, expect, it } from 'vitest';
import { countDue } from '../../../src/lib/domain/visit-rule/task';
import { addDays, type IsoDate } from '../../../src/lib/kernel/dates';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { keepBadge, type BadgePlace } from '../../../src/lib/state/app-badge';
import { createTestSession, type TestSession } from '../../factories/session';

function createPlace() {
  const told: (number | 'none')[] = [];
  const waiting = new Set<() => void>();
  const place: BadgePlace = {
    icon: {
      // A system that refuses changes nothing.
      setAppBadge(count = 0) {
        told.push(count);
        return count === 2 ? Promise.reject(new Error('not installed')) : Promise.resolve();
      },
      clearAppBadge() {
        told.push('none');
        return Promise.resolve();
      }
    },
    whenIdle(run) {
      waiting.add(run);
      return () => waiting.delete(run);
    }
  };
  const idle = (): void => {
    for (const run of [...waiting]) run();
    waiting.clear();
  };
  return { place, told, idle };
}

async function addGreeted({ commands, today }: TestSession, name: string): Promise<RecordId> {
  const person = { name, greetings: ['newYear'] };
  const { id } = unwrap(await commands.save('person', undefined, person));
  unwrap(
    await commands.registerConsents({
      personIds: [id],
      purposes: ['register', 'visit', 'greeting'],
      channel: 'paper',
      signedOn: today.get(),
      expiresOn: null,
      originalsAt: ''
    })
  );
  return id;
}

describe('the number on the icon', () => {
  it('is counted once the browser is idle, follows every commit and midnight, and goes with the lock', async () => {
    const session = await createTestSession();
    const first = await addGreeted(session, '任谷雨');
    await addGreeted(session, '解立秋');
    const { place, told, idle } = createPlace();
    const stop = keepBadge(session.queries.visitTasks, countDue, place);
    expect(told).toEqual([]);
    idle();
    // 元旦 opens twenty days before; the fixture's clock stands on 23 November.
    expect(told).toEqual(['none']);
    const day = addDays(session.today.get(), 25) as IsoDate;
    session.fixture.clock.set(Date.parse(`${day}T08:00:00Z`));
    session.today.set(day);
    expect(told).toEqual(['none', 2]);
    const visit = {
      people: [first],
      on: day,
      method: 'home',
      cause: 'festival',
      festival: 'newYear'
    };
    const { receipt } = unwrap(await session.commands.save('visit', undefined, visit));
    expect(told).toEqual(['none', 2, 1]);
    unwrap(await session.commands.undo(receipt));
    expect(told).toEqual(['none', 2, 1, 2]);
    stop();
    expect(told.at(-1)).toBe('none');
    const count = told.length;
    unwrap(await session.commands.save('visit', undefined, visit));
    expect(told).toHaveLength(count);
  });

  it('a book that is locked before the browser is idle counts nothing', async () => {
    const session = await createTestSession();
    const { place, told, idle } = createPlace();
    keepBadge(session.queries.visitTasks, countDue, place)();
    idle();
    expect(told).toEqual(['none']);
  });

  it('asks nothing of a browser without icons', async () => {
    const session = await createTestSession();
    const { place, idle } = createPlace();
    let asked = 0;
    const stop = keepBadge(session.queries.visitTasks, countDue, {
      icon: {},
      whenIdle: (run) => {
        asked++;
        return place.whenIdle(run);
      }
    });
    idle();
    stop();
    expect(asked).toBe(0);
  });
});
