/**
 * Measures the must-visit engine: every task of a year for everybody at once, and the index after one edit and on a
 * new day. Usage: node bench/visit-tasks.mjs [people, default 20000].
 */
import { runnerImport } from 'vite';

const count = Number(process.argv[2] ?? 20_000);
const load = async (path) => (await runnerImport(`./src/lib/${path}.ts`)).module;
const { addDays } = await load('kernel/dates');
const { festivalDays } = await load('domain/calendar/festival-days');
const { festivals } = await load('domain/code-lists/festival');
const { builtInRules } = await load('domain/visit-rule/built-in');
const { resolveVisitRules } = await load('domain/visit-rule/versions');
const { createFactBook } = await load('domain/visit-rule/fact-book');
const { computeTasks, createTaskIndex } = await load('domain/visit-rule/task-index');
const { createSeededRandom } = await load('app/demo/seeded-random');

const random = createSeededRandom('visit tasks');
const codes = festivals.items.map(({ code }) => code);
const today = '2026-11-23';
const people = new Map();
const visits = new Map();
const events = new Map();
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

/** Every rule of DOMAIN E, the ones that are off by default too. */
const rules = resolveVisitRules([]).map((rule) => {
  const config = { ...builtInRules.find(({ id }) => id === rule.id)?.config, enabled: true };
  const present = { number: 1, config };
  return { ...rule, versions: [present], present };
});
const span = { from: addDays(today, -364), to: today };
const setting = { rules, calendar: { festivalDays }, span, today };

const ms = (value) => `${value.toFixed(value < 20 ? 2 : 0)} ms`;
function time(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const book = createFactBook();
console.log(
  `facts of ${count} people and ${visits.size} visits: ${ms(time(() => book.apply({ people, visits, events })))}`
);
let tasks = [];
const full = median(
  Array.from({ length: 5 }, () => time(() => (tasks = computeTasks(book, setting))))
);
console.log(`a year of all rules, everybody: ${ms(full)}, ${tasks.length} tasks`);

const index = createTaskIndex(setting);
index.apply({ people, visits, events });
const edit = median(
  Array.from({ length: 200 }, () => {
    const visit = newVisit();
    return time(() => index.apply({ visits: new Map([[visit.id, visit]]) }));
  })
);
console.log(`index after one edit: ${ms(edit)}, ${(full / edit).toFixed(0)} times less`);
let day = today;
const woken = [];
const newDay = median(
  Array.from({ length: 30 }, () => {
    day = addDays(day, 1);
    return time(() => woken.push(index.setToday(day).size));
  })
);
console.log(`index on a new day: ${ms(newDay)}, ${median(woken)} people computed again`);
