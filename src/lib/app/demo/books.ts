/**
 * The books of the demonstration: meetings of the last year and the next weeks, needs on their way, receptions,
 * suggestions and groups.
 */
import { addDays, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { ValuesOfKind } from '../../domain/registry';
import * as texts from './book-texts';
import { createChange, type CreateChange } from './changes';
import type { DemoPerson } from './people';
import type { DemoCommunity } from './places';
import type { SeededRandom } from './seeded-random';
import { dayWithin, mayBeVisited } from './visit-maker';

export interface BooksContext {
  readonly random: SeededRandom;
  readonly today: IsoDate;
  readonly people: readonly DemoPerson[];
  readonly communities: readonly DemoCommunity[];
}

const noonUtcMs = 4 * 3_600_000;

function createMeetings({ random, today, communities }: BooksContext): CreateChange[] {
  // Two of the next weeks, the others over a year.
  const daysFromToday = [3, 12, ...texts.meetings.map((_, i) => -6 - i * 28)];
  return daysFromToday.map((days, i) => {
    const { type, topic, startsAt, place, expected } =
      texts.meetings[i % texts.meetings.length] ?? texts.meetings[0];
    const community = random.pick(communities);
    const [chair, recorder] = random.sample(community.workerIds, 2);
    const isHeld = days < 0;
    const guests = random.between(0, 3);
    return createChange('activity', random.id(), {
      type,
      topic,
      place,
      host: `${community.name}居委会`,
      on: addDays(today, days),
      startsAt,
      chair,
      recorder,
      isUnitedFront: true,
      expected,
      actual: isHeld ? expected - random.between(1, 5) : undefined,
      guests: isHeld ? guests : undefined,
      cost: isHeld && random.chance(0.4) ? random.pick([180_00, 320_00, 600_00]) : undefined,
      minutes: isHeld ? random.pick(texts.minutes) : undefined,
      conclusions: isHeld && random.chance(0.5) ? [random.pick(texts.conclusions)] : undefined,
      satisfaction: isHeld ? random.pick(['good', 'good', 'fair'] as const) : undefined
    });
  });
}

type NeedValues = ValuesOfKind<'need'>;

/** Where a need stands, by its age: the older the further. */
function progressOf(
  { random, today }: BooksContext,
  age: number,
  handler: RecordId | undefined
): NeedValues {
  const raisedOn = addDays(today, -age);
  const step = (days: number, text: string) => ({
    on: addDays(raisedOn, days),
    text,
    ...(handler === undefined ? {} : { by: handler })
  });
  if (age < 6) return { status: 'registered', promiseBy: addDays(raisedOn, 7) };
  const begun = [step(2, random.pick(texts.steps))];
  if (age < 16) return { status: 'working', promiseBy: addDays(raisedOn, 14), steps: begun };
  const closedOn = addDays(raisedOn, 12);
  const closed = {
    closedOn,
    steps: [...begun, step(9, random.pick(texts.steps))],
    result: random.pick(texts.results),
    satisfaction: random.pick(['good', 'good', 'fair'] as const),
    recheckOn: addDays(closedOn, 30)
  };
  if (age < 60) return { ...closed, status: 'resolved' };
  return { ...closed, status: 'rechecked', recheckResult: '电话回访，没有新的情况。' };
}

function createNeeds(context: BooksContext): CreateChange[] {
  const { random, today, people } = context;
  return [1, 4, 9, 13, 21, 35, 44, 58, 90, 130, 190, 260].flatMap((age, i) => {
    const raisedOn = addDays(today, -age);
    const [person] = random.sample(
      people.filter((one) => mayBeVisited(one, raisedOn)),
      1
    );
    const { type, content } = texts.needs[i % texts.needs.length] ?? texts.needs[0];
    if (!person) return [];
    const handler = random.pick(person.community.workerIds);
    return createChange('need', random.id(), {
      people: [person.id],
      raisedOn,
      type,
      content,
      channel: random.pick(['office', 'phone', 'visit']),
      handler,
      ...progressOf(context, age, handler)
    });
  });
}

/** Visitors of an office who gave no name. */
function createReceptions({ random, today, communities }: BooksContext): CreateChange[] {
  return [2, 5, 8, 17, 26, 40].map((age) =>
    createChange('reception', random.id(), {
      at: Date.parse(addDays(today, -age)) + noonUtcMs,
      channel: random.pick(['office', 'phone']),
      topic: random.pick(texts.visitorTopics),
      firstReceiver: random.pick(random.pick(communities).workerIds)
    })
  );
}

function createSuggestions({ random, today, people }: BooksContext): CreateChange[] {
  return texts.suggestions.flatMap(({ topic, content }, i) => {
    const raisedOn = addDays(today, -10 - i * 45);
    const [person] = random.sample(
      people.filter((one) => mayBeVisited(one, raisedOn)),
      1
    );
    if (!person) return [];
    const isAnswered = i > 0;
    return createChange('suggestion', random.id(), {
      people: [person.id],
      raisedOn,
      form: random.pick(['written', 'oral']),
      topic,
      content,
      handler: random.pick(person.community.workerIds),
      status: isAnswered ? 'answered' : 'assigned',
      reply: isAnswered ? '已列入计划，完成后在公告栏公布。' : undefined,
      adopted: isAnswered ? true : undefined
    });
  });
}

function createGroups({ random, today, people }: BooksContext): CreateChange[] {
  const present = people.filter((person) => mayBeVisited(person, today));
  const plans = [
    { name: '和风里书画小组', type: 'interest', theme: 'arts', cycle: 'monthly' },
    { name: '晨练太极小组', type: 'interest', theme: 'sports', cycle: 'weekly' },
    { name: '教师联谊组', type: 'fellowship', theme: 'teachers', cycle: 'quarterly' }
  ] as const;
  return plans.map((plan) => {
    const members = random.sample(present, random.between(6, 11)).map(({ id }) => id);
    return createChange('group', random.id(), { ...plan, convenor: members[0], members });
  });
}

function createWorkLogs({ random, today, communities }: BooksContext): CreateChange[] {
  return texts.workDone.map((subject, i) =>
    createChange('workLog', random.id(), {
      on: dayWithin(random, addDays(today, -20 - i * 20), addDays(today, -2 - i * 20)),
      subject,
      workers: random.sample(random.pick(communities).workerIds, 1)
    })
  );
}

export const createBooks = (context: BooksContext): readonly CreateChange[] => [
  ...createMeetings(context),
  ...createNeeds(context),
  ...createReceptions(context),
  ...createSuggestions(context),
  ...createGroups(context),
  ...createWorkLogs(context)
];
