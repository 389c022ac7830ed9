/**
 * Help in the demonstration (S3-06, S3-18…20, S0-13): units and what they lend, jobs, applications and gifts, hours that
 * volunteers gave. Who is helped by name has agreed to it on a further form; gifts to many name nobody.
 */
import type { ActivityValues } from '../../domain/activity/record';
import type { AidValues } from '../../domain/aid/record';
import { expiryAfterYears } from '../../domain/consent/record';
import { addDays, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { BooksContext } from './books';
import { createChange, type CreateChange } from './changes';
import * as texts from './help-texts';
import type { DemoHousehold } from './households';
import type { DemoPerson } from './people';
import { mayBeVisited } from './visit-maker';

export interface HelpContext extends BooksContext {
  readonly households: readonly DemoHousehold[];
  /** Meetings of the other books. */
  readonly meetings: readonly CreateChange[];
}

const agreedDaysAgo = 200;

function createUnits({ random, communities }: HelpContext): readonly CreateChange[] {
  return texts.units.map((unit) =>
    createChange('partnerUnit', random.id(), {
      ...unit,
      how: [...unit.how],
      services: [...unit.services],
      liaison: random.pick(random.pick(communities).workerIds)
    })
  );
}

const idAt = (changes: readonly CreateChange[], at: number): RecordId | undefined =>
  changes[at]?.id;

/** People who agreed to help being written down, with the forms that say so. */
function createAgreed({ random, people, today }: HelpContext): {
  readonly agreed: readonly DemoPerson[];
  readonly forms: readonly CreateChange[];
} {
  const since = addDays(today, -agreedDaysAgo);
  const able = people.filter(
    (person) => mayBeVisited(person, since) && mayBeVisited(person, today)
  );
  const agreed = random.sample(able, 14);
  const forms = agreed.map(({ id }) =>
    createChange('consent', random.id(), {
      person: id,
      purposes: ['care'],
      channel: 'paper',
      textVersion: '2024-1',
      signedOn: since,
      expiresOn: expiryAfterYears(since, 3),
      originalsAt: '社区办公室二号柜 帮扶同意书夹'
    })
  );
  return { agreed, forms };
}

const applicationOrder = ['applied', 'visited', 'verified', 'decided', 'paid'] as const;

/** An application and how far it came: a step every nine days. */
function createApplication(
  { random, today, households }: HelpContext,
  person: DemoPerson,
  type: 'allowance' | 'insurance' | 'schooling',
  taken: number
): CreateChange {
  // The last step of those underway is some weeks old: 今日 asks after them.
  const on = addDays(today, -(taken * 9 + 16));
  const by = random.pick(person.community.workerIds);
  const steps = applicationOrder
    .slice(0, taken)
    .map((status, i) => ({ on: addDays(on, i * 9), text: texts.aidSteps[status], by }));
  const household = households.find(({ members }) => members.includes(person));
  const isOfHousehold = type === 'allowance' && household?.members.length === 1;
  return createChange('aid', random.id(), {
    on,
    type,
    people: [person.id],
    household: isOfHousehold ? household.id : undefined,
    unit: isOfHousehold ? 'household' : 'person',
    count: 1,
    status: applicationOrder[taken - 1],
    steps,
    result: taken === applicationOrder.length ? '已按月发放。' : undefined
  });
}

function createAids(
  context: HelpContext,
  agreed: readonly DemoPerson[],
  units: readonly CreateChange[]
): readonly CreateChange[] {
  const { random, today } = context;
  const plans = [
    ['allowance', 5],
    ['allowance', 5],
    ['allowance', 2],
    ['insurance', 5],
    ['insurance', 3],
    ['schooling', 5]
  ] as const;
  const applications = plans.flatMap(([type, taken], i) => {
    const person = agreed[i];
    return person ? [createApplication(context, person, type, taken)] : [];
  });
  const placed = agreed.slice(plans.length, plans.length + 5).map((person, i) =>
    createChange('aid', random.id(), {
      on: addDays(today, -(20 + i * 31)),
      type: 'job',
      people: [person.id],
      unit: 'person',
      count: 1,
      source: idAt(units, i < 3 ? 3 : 0),
      result: '已上岗，一个月后回访。'
    } satisfies AidValues)
  );
  const gifts = texts.donated.map((items, i) =>
    createChange('aid', random.id(), {
      on: addDays(today, -(12 + i * 70)),
      type: 'donation',
      unit: 'household',
      count: random.between(9, 24),
      items: [...items],
      value: random.pick([1800_00, 2400_00, 3600_00]),
      source: idAt(units, 4)
    })
  );
  return [...applications, ...placed, ...gifts];
}

/** Meetings of a kind that are over. */
export const heldMeetings = (
  meetings: readonly CreateChange[],
  type: string,
  today: IsoDate
): readonly CreateChange[] =>
  meetings.filter(({ values }) => {
    const meeting = values as ActivityValues;
    return meeting.type === type && (meeting.on ?? today) < today;
  });

/** Hours at the volunteers' own activity without names, and in the service book with those who offered. */
function createHours(
  { random, today, people, meetings }: HelpContext,
  units: readonly CreateChange[]
): readonly CreateChange[] {
  const held = heldMeetings(meetings, 'volunteering', today);
  // Everyone of the community who came served for two hours and a half.
  const served = held.map(({ id, values }) => {
    const { actual = 0, guests = 0 } = values as ActivityValues;
    const count = actual - guests;
    return createChange('attendance', random.id(), {
      activity: id,
      count,
      role: 'served',
      hours: count * 25
    });
  });
  const kinds = ['tutoring', 'repair', 'medical', 'calligraphy', 'company', 'law'] as const;
  const entries = kinds.flatMap((type, i) => {
    const on = addDays(today, -(8 + i * 37));
    const [person] = random.sample(
      people.filter((one) => mayBeVisited(one, on)),
      1
    );
    if (!person) return [];
    const hours = random.pick([15, 20, 30, 40]);
    return createChange('serviceEntry', random.id(), {
      on,
      direction: 'given',
      type,
      people: [person.id],
      times: random.between(2, 9),
      hours
    });
  });
  const byUnit = createChange('serviceEntry', random.id(), {
    on: addDays(today, -25),
    direction: 'given',
    type: 'medical',
    unit: idAt(units, 1),
    times: 26
  });
  return [...served, ...entries, byUnit];
}

export function createHelp(context: HelpContext): readonly CreateChange[] {
  const { random } = context;
  const units = createUnits(context);
  const lent = texts.resources.map(({ unit, ...values }) =>
    createChange('partnerResource', random.id(), { ...values, unit: idAt(units, unit) })
  );
  const offered = texts.jobs.map(({ unit, ...values }) =>
    createChange('job', random.id(), { ...values, unit: idAt(units, unit) })
  );
  const { agreed, forms } = createAgreed(context);
  const aids = createAids(context, agreed, units);
  return [...units, ...lent, ...offered, ...forms, ...aids, ...createHours(context, units)];
}
