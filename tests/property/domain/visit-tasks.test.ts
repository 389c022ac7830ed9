/**
 * The must-visit engine over 200 made-up books between 1930 and 2100 (visit-rule/SPEC): sound, complete where a simple
 * oracle can tell, incremental = full, and rule edits keep what was settled.
 */
import { describe, expect, it } from 'vitest';
import { festivalDays } from '../../../src/lib/domain/calendar/festival-days';
import { createFactBook } from '../../../src/lib/domain/visit-rule/fact-book';
import {
  taskEventOf,
  taskExceptionOf,
  taskPairingOf,
  taskVisitOf
} from '../../../src/lib/domain/visit-rule/facts';
import { computeTasks, createTaskIndex } from '../../../src/lib/domain/visit-rule/task-index';
import { taskKey, type VisitTask } from '../../../src/lib/domain/visit-rule/task';
import { resolveVisitRules } from '../../../src/lib/domain/visit-rule/versions';
import { addDays, type IsoDate } from '../../../src/lib/kernel/dates';
import type { RecordId } from '../../../src/lib/kernel/ids';
import {
  BookWriter,
  emptyBook,
  factsOfBook,
  gatedOf,
  rowOf,
  testCalendar
} from '../../factories/visit-world';

const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

/** A day of 1930 to 2100 that follows from the seed; leap days and year ends come more often. */
function dayOfSeed(seed: number): IsoDate {
  const year = 1932 + ((seed * 61) % 168);
  const ends = [`${year}-12-28`, `${year}-01-02`, `${year - (year % 4)}-02-29`, `${year}-09-20`];
  const special = ends[seed % 8];
  const day = special ?? addDays(`${year}-01-01` as IsoDate, (seed * 37) % 365);
  return (day.startsWith('2100-02-29') ? '2100-02-28' : day) as IsoDate;
}

const spanAround = (today: IsoDate) => ({ from: addDays(today, -70), to: addDays(today, 70) });

function worldOf(seed: number) {
  const today = dayOfSeed(seed);
  const writer = new BookWriter(emptyBook(), `visits ${seed}`);
  writer.fill(today, 16);
  // Some people turned out to be the same: the second is the first.
  const ids = [...writer.book.people.keys()];
  const canonical = new Map<RecordId, RecordId>();
  if (seed % 3 === 0 && ids[0] && ids[1]) canonical.set(ids[1], ids[0]);
  return { today, writer, canonicalId: (id: RecordId) => canonical.get(id) ?? id };
}

type World = ReturnType<typeof worldOf>;

function settingOf({ writer }: World, today: IsoDate, around = today) {
  const rules = resolveVisitRules([...writer.book.rules.values()]);
  return { rules, calendar: testCalendar, span: spanAround(around), today };
}

function tasksOf(world: World, today: IsoDate, around = today): readonly VisitTask[] {
  const book = createFactBook(world.canonicalId);
  book.apply(factsOfBook(world.writer.book, today));
  return computeTasks(book, settingOf(world, today, around));
}

/** The same book after some decisions, so that every state occurs. */
function decided(seed: number): World {
  const world = worldOf(seed);
  for (let i = 0; i < 4; i++) world.writer.decide(world.today, tasksOf(world, world.today));
  return world;
}

describe('must-visit engine, 200 seeds inside 1930–2100', () => {
  it('I14 SPEC 3: no task without a rule in force, a person on the register and every consent it rests on', () => {
    const states = new Set<string>();
    let count = 0;
    for (const seed of seeds) {
      const world = decided(seed);
      const rules = new Map(settingOf(world, world.today).rules.map((rule) => [rule.id, rule]));
      for (const task of tasksOf(world, world.today)) {
        count++;
        states.add(task.state);
        const person = gatedOf(world.writer.book, task.personId, world.today);
        expect(person?.state).toBe('valid');
        expect(person?.status).toBe('active');
        expect(person?.purposes).toContain('visit');
        expect(world.canonicalId(task.personId)).toBe(task.personId);
        const version = rules.get(task.ruleId)?.versions[task.ruleVersion - 1];
        expect(version?.config.enabled).toBe(true);
        if (task.festival !== undefined) {
          expect(person?.purposes).toContain('greeting');
          expect(person?.values.greetings).toContain(task.festival);
        }
        if (task.occasion.startsWith('birthday')) {
          expect(person?.values.birth).toHaveLength(10);
          expect(person?.values.greetings).toContain('birthday');
        }
        for (const tag of version?.config.tags ?? []) {
          expect(person?.purposes).toContain('care');
          expect(version?.config.tags?.length === 1 ? person?.values.helpTags : [tag]).toContain(
            tag
          );
        }
      }
    }
    expect(count).toBeGreaterThan(2000);
    expect([...states].sort()).toEqual(
      ['declined', 'done', 'missed', 'open', 'overdue', 'postponed', 'upcoming'].sort()
    );
  });

  it('SPEC 1: none twice, each inside the span, each with its words', () => {
    for (const seed of seeds) {
      const world = decided(seed);
      const span = spanAround(world.today);
      const tasks = tasksOf(world, world.today);
      expect(new Set(tasks.map(taskKey)).size).toBe(tasks.length);
      for (const task of tasks) {
        expect(task.from <= task.due).toBe(true);
        expect(task.due >= span.from && task.from <= span.to).toBe(true);
        expect(task.explanation).toMatch(/：.+；\d+月\d+日(至.+之间|当天)去$/);
        expect(task.ruleName).not.toBe('');
      }
    }
  });

  it('SPEC 2: whoever chose a festival of an enabled rule has its task, and nobody else', () => {
    for (const seed of seeds) {
      const world = worldOf(seed);
      const { today, writer, canonicalId } = world;
      writer.book.rules.clear();
      const span = spanAround(today);
      const expected = new Set<string>();
      for (const id of writer.book.people.keys()) {
        const person = gatedOf(writer.book, id, today);
        if (!person?.counted.visit || canonicalId(id) !== id) continue;
        const since = [...writer.book.consents.values()]
          .filter(({ values }) => values.person === id && values.purposes?.includes('visit'))
          .map(({ values }) => values.signedOn ?? '')
          .sort()[0];
        const registered = new Date(person.createdAt / 1024).toISOString().slice(0, 10);
        for (const day of festivalDays(addDays(today, -120), addDays(today, 120))) {
          if (!person.values.greetings?.includes(day.code)) continue;
          const isTwo = day.code === 'newYear' || day.code === 'spring';
          const from = addDays(day.on, isTwo ? -20 : -7);
          if (day.on < span.from || from > span.to) continue;
          if (day.on < (since ?? '') || day.on < registered) continue;
          if (person.expiresOn !== undefined && person.expiresOn < from) continue;
          expected.add(`${id}/${day.occasion}`);
        }
      }
      const found = tasksOf(world, today).filter(({ festival }) => festival !== undefined);
      expect(new Set(found.map(taskKey))).toEqual(expected);
    }
  });

  it('SPEC 4: done names a visit that stands and fits; without one nothing is done', () => {
    for (const seed of seeds) {
      const world = decided(seed);
      const { book } = world.writer;
      for (const task of tasksOf(world, world.today)) {
        const visit = task.visitId && book.visits.get(task.visitId);
        expect(task.state === 'done').toBe(visit !== undefined);
        if (!visit) continue;
        expect(task.settledOn).toBe(visit.values.on);
        const isLinked = [...book.decisions.values()].some(
          ({ values }) => values.doneBy === visit.id && values.occasion === task.occasion
        );
        if (isLinked) continue;
        expect(visit.values.people?.map(world.canonicalId)).toContain(task.personId);
        expect((visit.values.on ?? '') >= task.from).toBe(true);
        if (task.methods.length > 0) expect(task.methods).toContain(visit.values.method);
      }
      // Without any visit the same people owe the same occasions, and none is done.
      book.visits.clear();
      expect(tasksOf(world, world.today).filter(({ state }) => state === 'done')).toEqual([]);
    }
  });

  it('SPEC 4: a declined occasion stays closed whatever rules come, until it is reopened', () => {
    for (const seed of seeds.slice(0, 60)) {
      const world = worldOf(seed);
      const { today, writer } = world;
      const open = tasksOf(world, today).find(({ state }) => state === 'open');
      if (!open) continue;
      const rest = [...writer.book.rules.values()];
      const id = writer.random.id();
      for (let day = 0; day < 5; day++) {
        const { occasion, personId: person, ruleId: rule } = open;
        const values = { rule, person, occasion, declinedOn: today };
        writer.book.decisions.set(id, rowOf('visitTask', id, values, today));
        writer.rule(addDays(today, day));
        const after = tasksOf(world, addDays(today, day), today).find(
          (task) => taskKey(task) === taskKey(open)
        );
        expect(['declined', 'done', undefined]).toContain(after?.state);
      }
      writer.book.decisions.clear();
      writer.book.rules.clear();
      for (const row of rest) writer.book.rules.set(row.id, row);
      expect(tasksOf(world, today).find((task) => taskKey(task) === taskKey(open))).toEqual(open);
    }
  });

  it('SPEC 5: an edit of a rule leaves what was settled before as it was', () => {
    let kept = 0;
    for (const seed of seeds) {
      const world = decided(seed);
      const { today, writer } = world;
      const before = tasksOf(world, today);
      const tomorrow = addDays(today, 1);
      for (let i = 0; i < 6; i++) writer.rule(tomorrow);
      // Only people of whom the same is known tomorrow; events past their deletion day are gone.
      const facts = [today, tomorrow].map((day) => {
        const book = createFactBook(world.canonicalId);
        book.apply(factsOfBook(writer.book, day));
        return book;
      });
      const after = new Map(tasksOf(world, tomorrow, today).map((task) => [taskKey(task), task]));
      for (const task of before) {
        if (task.state !== 'done' && task.state !== 'declined') continue;
        const [then, now] = facts.map((book) => book.factsOf(task.personId)?.person);
        if (JSON.stringify(then) !== JSON.stringify(now)) continue;
        const event = writer.book.events.get(task.occasion.slice(6) as RecordId);
        if (event?.values.deleteOn !== undefined && event.values.deleteOn < tomorrow) continue;
        const still = after.get(taskKey(task));
        expect(still).toMatchObject({ state: task.state, settledOn: task.settledOn });
        expect(still?.visitId).toBe(task.visitId);
        kept++;
      }
    }
    expect(kept).toBeGreaterThan(500);
  });

  it('SPEC 7 I2: the index equals the full computation after every edit and every new day', () => {
    for (const seed of seeds) {
      const world = worldOf(seed);
      const { writer } = world;
      const { book, random } = writer;
      const around = world.today;
      let { today } = world;
      const index = createTaskIndex(settingOf(world, today, around), world.canonicalId);
      index.apply(factsOfBook(book, today));
      const peopleOnly = () => ({ people: factsOfBook(book, today).people ?? new Map() });
      const anyOf = (map: ReadonlyMap<RecordId, unknown>): RecordId | undefined =>
        map.size === 0 ? undefined : random.pick([...map.keys()]);
      for (let step = 0; step < 12; step++) {
        const person = anyOf(book.people) ?? writer.person(today);
        switch (random.between(0, 9)) {
          case 0:
            writer.person(today, random.chance(0.5) ? person : random.id());
            index.apply(peopleOnly());
            break;
          case 1:
            writer.consent(today, person);
            index.apply(peopleOnly());
            break;
          case 2:
          case 3: {
            const other = anyOf(book.people) ?? person;
            const id = writer.visit(today, [person, other]);
            const row = book.visits.get(id);
            index.apply({ visits: new Map([[id, row && taskVisitOf(row)]]) });
            break;
          }
          case 4: {
            const id = anyOf(book.visits);
            if (!id) break;
            book.visits.delete(id);
            index.apply({ visits: new Map([[id, undefined]]) });
            break;
          }
          case 5:
            writer.event(today, person);
            index.apply({
              events: new Map([...book.events].map(([id, row]) => [id, taskEventOf(row)]))
            });
            break;
          case 6:
            writer.pairing(today, person);
            index.apply({
              pairings: new Map([...book.pairings].map(([id, row]) => [id, taskPairingOf(row)]))
            });
            break;
          case 7:
            writer.decide(today, index.tasks());
            index.apply({
              exceptions: new Map(
                [...book.decisions].map(([id, row]) => [id, taskExceptionOf(row)])
              )
            });
            break;
          case 8:
            writer.rule(today);
            index.reset(settingOf(world, today, around));
            break;
          default:
            today = addDays(today, random.pick([1, 1, 2, 7, 30, -3]));
            index.apply(peopleOnly());
            index.setToday(today);
        }
        const full = tasksOf(world, today, around);
        expect(index.tasks()).toEqual(full);
        expect(index.tasksOf(person)).toHaveLength(
          full.filter(({ personId }) => personId === person).length
        );
      }
    }
  });
});
