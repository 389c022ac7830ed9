/** Gated people and visits for tests of figures: valid by default, every part overridable. */
import { consentPurposes, type ConsentPurpose } from '../../src/lib/domain/consent/purposes';
import type { GatedPerson } from '../../src/lib/domain/consent/gate';
import type { CountedVisit } from '../../src/lib/domain/statistics/visit-figures';
import type { PersonValues } from '../../src/lib/domain/person/record';
import type { VisitValues } from '../../src/lib/domain/visit/record';
import type { Hlc } from '../../src/lib/kernel/hlc';
import { personIdOf, recordIdOf } from './records';

const allPurposes = consentPurposes.items.map(({ code }) => code as ConsentPurpose);
const at = (Date.UTC(2026, 0, 5) * 1024) as Hlc;

/** A person as the gate shows them; contact cards have no purposes and count nowhere. */
export function gatedPerson(
  key: string,
  values: PersonValues = {},
  state: GatedPerson['state'] = 'valid',
  purposes: readonly ConsentPurpose[] = ['register', 'visit', 'identity']
): GatedPerson {
  const held = state === 'valid' ? purposes : [];
  const counted = Object.fromEntries(allPurposes.map((code) => [code, held.includes(code)]));
  return {
    id: personIdOf(key),
    state,
    purposes: held,
    isContactCard: state === 'pending' || state === 'expired',
    values: { name: `成员${key}`, ...values },
    withheld: [],
    counted: counted as GatedPerson['counted'],
    status: 'active',
    conflicts: [],
    createdAt: at,
    updatedAt: at
  };
}

/** A visit through the gate to some of the given people. */
export function countedVisit(
  key: string,
  people: readonly GatedPerson[],
  values: VisitValues = {},
  hiddenPeople = 0
): CountedVisit {
  return {
    id: recordIdOf('visit', key),
    values: { people: people.map(({ id }) => id), ...values },
    people,
    hiddenPeople,
    countedPeople: people.filter((person) => person.counted.visit).length
  };
}
