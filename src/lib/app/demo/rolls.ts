/**
 * Rolls in the demonstration (S1-35): who came to the meetings where names are taken, who excused themselves, who signed up
 * for the next ones. Only people who had agreed by then and still do; everybody else of 实到 is a number without names.
 */
import type { ActivityValues } from '../../domain/activity/record';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { createChange, type CreateChange } from './changes';
import type { HelpContext } from './help';
import type { DemoPerson } from './people';
import { mayBeVisited } from './visit-maker';

/** Meetings of members; advice in the square and the like name nobody. */
const named: ReadonlySet<string> = new Set([
  'symposium',
  'fellowship',
  'study',
  'briefing',
  'consultation',
  'culture'
]);

interface Came {
  readonly person: RecordId;
  readonly role: 'attended' | 'lectured' | 'excused' | 'signedUp';
}

const asked = (people: readonly DemoPerson[], on: IsoDate, today: IsoDate): DemoPerson[] =>
  people.filter((person) => mayBeVisited(person, on) && mayBeVisited(person, today));

function cameTo({ random, people, today }: HelpContext, meeting: ActivityValues): readonly Came[] {
  const { on = today, expected = 0, type } = meeting;
  const isPlan = on > today;
  const able = asked(people, isPlan ? today : on, today);
  const most = Math.floor(expected / 2);
  return random
    .sample(able, random.between(Math.min(5, most), Math.min(14, most)))
    .map(({ id }, at): Came => ({
      person: id,
      role: isPlan
        ? 'signedUp'
        : at === 0
          ? 'excused'
          : at === 1 && type === 'study'
            ? 'lectured'
            : 'attended'
    }));
}

export function createRolls(context: HelpContext): readonly CreateChange[] {
  const { random, meetings } = context;
  return meetings.flatMap(({ id, values }) => {
    const meeting: ActivityValues = values;
    if (!named.has(meeting.type ?? '')) return [];
    const came = cameTo(context, meeting);
    const present = came.filter(({ role }) => role === 'attended' || role === 'lectured').length;
    const rest = (meeting.actual ?? 0) - (meeting.guests ?? 0) - present;
    const roll = came.map((each) =>
      createChange('attendance', random.id(), { activity: id, ...each })
    );
    if (rest <= 0) return roll;
    const unnamed = { activity: id, count: rest, role: 'attended' } as const;
    return [...roll, createChange('attendance', random.id(), unnamed)];
  });
}
