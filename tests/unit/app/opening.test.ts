/** The register is used while the books still open (storage/SPEC S7): lists of books wait, they are never empty. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import type { Watchable } from '../../../src/lib/kernel/watchable';
import { definitionOf } from '../../../src/lib/domain/registry';
import {
  createConsentedPerson,
  createVisitChange,
  personIdOf,
  recordIdOf
} from '../../factories/records';
import { createChange } from '../../../src/lib/app/demo/changes';
import { keepFolded } from '../../../src/lib/app/session/keep-folded';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { createHold } from '../../factories/held-store';
import { createSearchIndex } from '../../../src/lib/app/queries/search-index';
import type { RecordChange } from '../../../src/lib/storage/types';
import { createTestSession, restartTestSession, valueOf } from '../../factories/session';

const id = personIdOf('a');

/** A folded book of one person and one visit, opened again while the books are held back. */
async function openHeld() {
  const before = await createTestSession();
  unwrap(await before.replica.commit(createConsentedPerson('a')));
  const visit = createVisitChange('a', { people: [id] });
  unwrap(await before.replica.commit([visit]));
  await before.replica.fold();
  const hold = createHold((kind) => definitionOf(kind).opensLater === true);
  return { before, visit, hold, session: await restartTestSession(before, hold.wrap) };
}

/** Everything that a Watchable tells, in order. */
function told<T>(source: Watchable<T>): T[] {
  const values: T[] = [];
  source.watch(
    (value) => values.push(value),
    (thrown) => {
      throw thrown;
    }
  );
  return values;
}

describe('opening in two steps (S7)', () => {
  it('the list of people and the search are there before the books', async () => {
    const { session, hold } = await openHeld();
    expect(valueOf(session.queries.people).all.map((person) => person.id)).toEqual([id]);
    expect(session.queries.search('任谷雨').map((person) => person.id)).toEqual([id]);
    expect(session.replica.view.isOpen(['visit'])).toBe(false);
    hold.give();
    unwrap(await session.replica.whenOpen());
  });

  it('a search prepared in slices finds what it finds unprepared, and what changed since', async () => {
    const { context, people, replica } = await createTestSession();
    unwrap(await replica.commit([...createConsentedPerson('a'), ...createConsentedPerson('b')]));
    const found = (search: ReturnType<typeof createSearchIndex>) =>
      ['任', 'rgy', '0001', '任老师'].map((text) => search.find(text).map((one) => one.id));
    const make = () => createSearchIndex(context.replica.view, () => people.snapshot.get());
    const prepared = make();
    let slices = 0;
    await prepared.prepare(async () => void slices++, new AbortController().signal);
    expect(slices).toBe(2);
    expect(found(prepared)).toEqual(found(make()));
    const renamed = {
      type: 'set',
      kind: 'person',
      id,
      values: { name: '柳拾', pinyinKey: 'liu shi' }
    };
    unwrap(await replica.commit([renamed as RecordChange]));
    expect(prepared.find('柳拾').map((one) => one.id)).toEqual([id]);
    expect(prepared.find('任谷雨').map((one) => one.id)).toEqual([personIdOf('b')]);
  });

  it('what reads a book tells nothing before it is open, and then what it told before the restart', async () => {
    const { before, session, hold, visit } = await openHeld();
    const readers = ({ queries }: typeof session): readonly Watchable<unknown>[] => [
      queries.records('visit'),
      queries.recordsOf(id),
      queries.timelineOf(id),
      queries.todayView,
      queries.recordCounts,
      queries.visitTasks,
      queries.coverage,
      queries.recycleBin
    ];
    const lists = readers(session).map(told);
    for (const values of lists) expect(values).toEqual([]);
    expect(session.queries.nameOf('visit', visit.id)).toBeUndefined();
    hold.give();
    unwrap(await session.replica.whenOpen());
    const last = lists.map((values) => values[values.length - 1]);
    expect(last).toEqual(readers(before).map(valueOf));
    expect(lists[0]?.[0]).toHaveLength(1);
    expect(lists[2]?.[0], 'the timeline was never told in part').toEqual(
      valueOf(before.queries.timelineOf(id))
    );
  });

  it('what takes place today is there before the older years, and the rest says what is being read', async () => {
    const before = await createTestSession();
    const today = before.today.get();
    const activity = (key: string, topic: string, on: string) =>
      createChange('activity', recordIdOf('activity', key), { topic, on: on as IsoDate });
    const made = [activity('now', '议事会', today), activity('old', '茶话会', '2021-05-06')];
    unwrap(await before.replica.commit(made));
    await before.replica.fold();
    const hold = createHold((_, year) => year === 2021);
    const session = await restartTestSession(before, hold.wrap);
    const shown = told(session.queries.recordsOn('activity', today));
    const all = told(session.queries.records('activity'));
    const counts = told(session.queries.recordCounts);
    const years = told(session.queries.readingYear);
    await expect.poll(() => years.includes(2021)).toBe(true);
    expect(shown.map((items) => items.map(({ values }) => values.topic))).toEqual([['议事会']]);
    expect([...all, ...counts]).toEqual([]);
    hold.give();
    unwrap(await session.replica.whenOpen());
    expect(all[0]).toHaveLength(2);
    expect(counts[0]).toMatchObject({ activity: 2 });
    expect(years[years.length - 1]).toBeUndefined();
  });

  it('a book is folded once nobody has written for a while, and not before', async () => {
    const { replica } = await createTestSession();
    const timers = new Set<() => void>();
    const later = (_: number, run: () => void) => {
      timers.add(run);
      return () => timers.delete(run);
    };
    const stop = keepFolded({
      replica,
      later,
      onError: (thrown) => expect(thrown).toBeUndefined()
    });
    const save = (i: number) => replica.commit(createConsentedPerson(`p${i}`));
    for (let i = 0; i < 70; i++) unwrap(await save(i));
    expect(timers.size).toBe(1);
    expect(replica.isFoldDue()).toBe(true);
    for (const run of timers) run();
    await expect.poll(() => replica.isFoldDue()).toBe(false);
    stop();
    expect(timers.size).toBe(0);
  });

  it('a command waits for the books before it looks', async () => {
    const { session, hold, visit } = await openHeld();
    const saving = session.commands.save('visit', visit.id, { content: '身体好转' });
    const erasing = session.commands.erasePerson(id, 'request');
    hold.give();
    unwrap(await saving);
    unwrap(await erasing);
    expect(valueOf(session.queries.records('visit')).flatMap(({ people }) => people)).toEqual([]);
    expect(JSON.stringify(session.replica.view.rows('visit'))).not.toContain(id);
  });

  it('the reach of a rule waits too', async () => {
    const { before, session, hold } = await openHeld();
    const values = { triggers: ['festival'], festivals: ['springFestival'], text: '春节' };
    const asking = session.queries.ruleReach(values);
    hold.give();
    expect(await asking).toEqual(await before.queries.ruleReach(values));
  });
});
