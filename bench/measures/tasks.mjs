/**
 * The must-visit engine: every task of a year and of all rules for everybody at once, against what the index computes
 * after one edit and on a new day. Node's process, since nothing here needs a browser.
 */
import { runnerImport } from 'vite';
import { median, ms } from '../figures.mjs';
import { options } from '../options.mjs';

const today = '2026-11-23';

async function loadEngine() {
  const load = async (path) => (await runnerImport(`./src/lib/${path}.ts`)).module;
  return {
    ...(await load('kernel/dates')),
    ...(await load('domain/calendar/festival-days')),
    ...(await load('domain/code-lists/festival')),
    ...(await load('domain/visit-rule/built-in')),
    ...(await load('domain/visit-rule/versions')),
    ...(await load('domain/visit-rule/fact-book')),
    ...(await load('domain/visit-rule/task-index')),
    ...(await load('app/demo/seeded-random'))
  };
}

/** Five visits a person over the last year, and a matter at home for one in twenty. */
function makeFacts({ addDays, festivals, createSeededRandom }, count) {
  const random = createSeededRandom('visit tasks');
  const codes = festivals.items.map(({ code }) => code);
  const [people, visits, events] = [new Map(), new Map(), new Map()];
  for (let i = 0; i < count; i++) {
    const id = random.id();
    people.set(id, {
      id,
      since: '2025-01-01',
      until: undefined,
      greetings: random.sample(codes, random.between(2, 6)),
      birth: random.chance(0.5)
        ? `19${random.between(30, 99)}-0${random.between(1, 9)}-15`
        : undefined,
      tags: random.sample(['livingAlone', 'minimumIncome', 'hardship'], random.between(0, 1)),
      tagsUntil: undefined,
      categories: [],
      liaison: undefined
    });
    if (random.chance(0.05)) {
      const eventId = random.id();
      const on = addDays(today, -random.between(0, 60));
      const kind = random.pick(['illness', 'discharge', 'funeral']);
      const deleteOn = addDays(on, 90);
      events.set(eventId, { id: eventId, person: id, kind, on, toldBy: 'self', deleteOn });
    }
  }
  const ids = [...people.keys()];
  const newVisit = () => ({
    id: random.id(),
    people: [random.pick(ids)],
    on: addDays(today, -random.between(0, 364)),
    method: random.pick(['home', 'phone']),
    cause: random.pick(['festival', 'routine', undefined]),
    festival: undefined
  });
  for (let i = 0; i < 5 * count; i++) {
    const visit = newVisit();
    visits.set(visit.id, visit);
  }
  return { people, visits, events, newVisit };
}

function time(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

export async function measureTasks(table) {
  const engine = await loadEngine();
  const { people, visits, events, newVisit } = makeFacts(engine, options.people);
  // Every rule of DOMAIN E, the ones that are off by default too.
  const rules = engine.resolveVisitRules([]).map((rule) => {
    const config = {
      ...engine.builtInRules.find(({ id }) => id === rule.id)?.config,
      enabled: true
    };
    const present = { number: 1, config };
    return { ...rule, versions: [present], present };
  });
  const span = { from: engine.addDays(today, -364), to: today };
  const calendar = { festivalDays: engine.festivalDays };
  const setting = { rules, calendar, span, today };

  const book = engine.createFactBook();
  book.apply({ people, visits, events });
  let tasks = [];
  const whole = () => time(() => (tasks = engine.computeTasks(book, setting)));
  const full = median(Array.from({ length: 5 }, whole));
  const index = engine.createTaskIndex(setting);
  index.apply({ people, visits, events });
  const afterEdit = () => {
    const visit = newVisit();
    return time(() => index.apply({ visits: new Map([[visit.id, visit]]) }));
  };
  const edit = median(Array.from({ length: 200 }, afterEdit));
  let day = today;
  const onNewDay = () => {
    day = engine.addDays(day, 1);
    return time(() => index.setToday(day));
  };
  const newDay = median(Array.from({ length: 30 }, onNewDay));
  const what = `${tasks.length} tasks of a year, all rules, ${options.people} people:`;
  table.add(
    `${what} after one edit, against all anew`,
    `${ms(edit)} / ${ms(full)}`,
    (1000 * edit) / full,
    undefined,
    ' ‰'
  );
  table.add(
    `${what} on a new day, against all anew`,
    `${ms(newDay)} / ${ms(full)}`,
    (1000 * newDay) / full,
    undefined,
    ' ‰'
  );
}
