/**
 * Pairings and a few events at home of the last days, so that 今日 of the demonstration has something to do on any
 * day: only for people who agreed to visits and still live there.
 */
import { addDays, type IsoDate } from '../../kernel/dates';
import { createChange, type CreateChange } from './changes';
import type { DemoPerson } from './people';
import type { SeededRandom } from './seeded-random';
import { mayBeVisited } from './visit-maker';

const pairingCount = 14;

/** Days before today; a wedding is told some days ahead. */
const events = [
  { kind: 'illness', daysAgo: 1, toldBy: 'family' },
  { kind: 'discharge', daysAgo: 3, toldBy: 'self' },
  { kind: 'funeral', daysAgo: 5, toldBy: 'family' },
  { kind: 'wedding', daysAgo: -6, toldBy: 'self' }
] as const;

export function createCare(
  random: SeededRandom,
  people: readonly DemoPerson[],
  today: IsoDate
): readonly CreateChange[] {
  const present = people.filter((person) => mayBeVisited(person, today));
  const paired = random.sample(present, pairingCount).map((person) =>
    createChange('pairing', random.id(), {
      helper: random.pick(person.community.workerIds),
      person: person.id,
      cycle: random.pick(['monthly', 'quarterly', 'quarterly']),
      from: addDays(today, -random.between(100, 400))
    })
  );
  const told = random.sample(present, events.length).map((person, index) => {
    const { kind, daysAgo, toldBy } = events[index] ?? events[0];
    const on = addDays(today, -daysAgo);
    return createChange('lifeEvent', random.id(), { person: person.id, kind, on, toldBy });
  });
  return [...paired, ...told];
}
