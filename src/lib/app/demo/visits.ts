/**
 * Two years of visits. A visit only reaches people whose consent covered visits on that day and who still lived
 * there; a festival only reaches people who chose it.
 */
import { addDays, daysBetween, type IsoDate } from '../../kernel/dates';
import type { Json } from '../../kernel/json';
import { createChange, type CreateChange } from './changes';
import type { DemoCommunity } from './places';
import type { SeededRandom } from './seeded-random';
import { festivalWindows, newYearWindows, stretches } from './visit-calendar';
import {
  createVisit,
  dayWithin,
  festivalGoods,
  goods,
  mayBeVisited,
  type VisitContext
} from './visit-maker';
import type { VisitCause } from './visit-texts';

function createFestivalVisits(context: VisitContext, from: IsoDate): CreateChange[] {
  const { random, people, communities } = context;
  return festivalWindows(from, context.today).flatMap((window) => {
    const wished = people.filter(
      (person) =>
        person.greetings.includes(window.festival) &&
        mayBeVisited(person, window.from) &&
        mayBeVisited(person, window.until)
    );
    const single = random.sample(wished, random.between(22, 34)).map((person) => {
      const gift = festivalGoods[window.festival];
      const gifts = gift !== undefined && random.chance(0.5) ? [gift] : undefined;
      return createVisit(
        context,
        person,
        dayWithin(random, window.from, window.until),
        'festival',
        { festival: window.festival, gifts }
      );
    });
    return [...single, ...communities.map((community) => createUnnamed(random, community, window))];
  });
}

/** A round through the houses that names nobody: only households are counted. */
function createUnnamed(
  random: SeededRandom,
  community: DemoCommunity,
  window: { readonly festival: string; readonly until: IsoDate }
): CreateChange {
  const unnamedHouseholds = random.between(6, 18);
  return createChange('visit', random.id(), {
    unnamedHouseholds,
    unnamedPersons: unnamedHouseholds + random.between(2, 9),
    on: addDays(window.until, -random.between(1, 4)),
    method: 'home',
    cause: 'festival',
    festival: window.festival,
    visitors: random.sample(community.workerIds, 3),
    otherVisitors: ['社区志愿者'],
    gifts: [festivalGoods[window.festival] ?? '水果 1 份'],
    content: '与志愿者一起入户问候。'
  });
}

function createNewYearVisits(context: VisitContext, from: IsoDate): CreateChange[] {
  const { random, people } = context;
  return newYearWindows(from, context.today).flatMap((window) => {
    const present = people.filter(
      (person) => mayBeVisited(person, window.from) && mayBeVisited(person, window.until)
    );
    return random.sample(present, random.between(28, 36)).map((person) =>
      createVisit(context, person, dayWithin(random, window.from, window.until), 'twoFestivals', {
        giftMoney: random.chance(0.45) ? random.pick([200_00, 300_00, 500_00, 800_00]) : undefined,
        gifts: random.sample(goods.slice(0, 3), random.between(1, 2))
      })
    );
  });
}

function createEverydayVisits(context: VisitContext, from: IsoDate): CreateChange[] {
  const { random, people, today } = context;
  return stretches(from, today).flatMap((stretch) => {
    const count = random.between(16, 24);
    const changes: CreateChange[] = [];
    for (let i = 0; i < count; i++) {
      const on = dayWithin(random, stretch.from, stretch.until);
      const present = people.filter((person) => mayBeVisited(person, on));
      if (present.length === 0) continue;
      const cause = random.weighted<VisitCause>([
        ['routine', 60],
        ['talk', 16],
        ['hardship', 10],
        ['illness', 7],
        ['family', 7]
      ]);
      const giftMoney =
        (cause === 'hardship' || cause === 'illness') && random.chance(0.5)
          ? random.pick([200_00, 300_00, 500_00])
          : undefined;
      changes.push(
        createVisit(context, random.pick(present), on, cause, {
          giftMoney,
          nextOn: agreedDay(random, on, today)
        })
      );
    }
    return changes;
  });
}

/** An agreed next date: a few of the last weeks' visits, so that today shows due and overdue ones. */
function agreedDay(random: SeededRandom, on: IsoDate, today: IsoDate): IsoDate | undefined {
  if (daysBetween(on, today) > 40 || !random.chance(0.4)) return undefined;
  const day = addDays(today, random.between(-3, 14));
  return day > on ? day : undefined;
}

function createHouseholdVisits(context: VisitContext, from: IsoDate): CreateChange[] {
  const { random, households, today } = context;
  const several = households.filter((household) => household.members.length > 1);
  return random.sample(several, 24).flatMap((household) => {
    const on = dayWithin(random, from, today);
    const people = household.members.filter((member) => mayBeVisited(member, on));
    if (people.length < 2) return [];
    const [first] = people;
    return first
      ? [
          createVisit(context, first, on, 'routine', {
            people: people.map((person) => person.id),
            household: household.id,
            method: 'home'
          })
        ]
      : [];
  });
}

/** All visits, oldest first. */
export function createVisits(context: VisitContext): CreateChange[] {
  const from = addDays(context.today, -730);
  const visits = [
    ...createFestivalVisits(context, from),
    ...createNewYearVisits(context, from),
    ...createEverydayVisits(context, from),
    ...createHouseholdVisits(context, from)
  ];
  return visits.sort((a, b) => compareDays(a.values['on'], b.values['on']));
}

const compareDays = (a: Json | undefined, b: Json | undefined): number =>
  a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
