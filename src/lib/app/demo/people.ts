/** One made-up person with consents: what is stored never exceeds what the consents cover (I14). */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { PersonValues } from '../../domain/person/record';
import { createChange, type CreateChange } from './changes';
import { createConsents, type ConsentPlan } from './consent-plans';
import { createName } from './names';
import {
  createAgreedValues,
  createCard,
  createStatus,
  type PersonContext,
  type PersonWish
} from './person-values';
import type { DemoBuilding, DemoCommunity } from './places';

export interface DemoPerson {
  readonly id: RecordId;
  readonly surname: string;
  readonly sex: '1' | '2';
  readonly birthYear: number;
  readonly community: DemoCommunity;
  readonly building: DemoBuilding;
  readonly consent: ConsentPlan;
  readonly greetings: readonly string[];
  /** Last day on which the person still could be visited; undefined = no end. */
  readonly presentUntil?: IsoDate;
  readonly changes: readonly CreateChange[];
}

export function createPerson(context: PersonContext, wish: PersonWish): DemoPerson {
  const { random, today, community, building } = context;
  const id = random.id();
  const made = createName(random, wish.ethnicity);
  const isInherited = wish.surname !== undefined && !made.name.includes('·');
  const surname = isInherited && wish.surname !== undefined ? wish.surname : made.surname;
  const name = isInherited ? surname + made.name.slice(made.surname.length) : made.name;
  const age = Number(today.slice(0, 4)) - wish.birthYear;
  const { plan, changes } = createConsents(random, id, today);
  const status = createStatus(random, age, today);
  const values: PersonValues = {
    ...createCard(context, name, surname, wish, age),
    ...(plan.state === 'pending' ? {} : createAgreedValues(context, wish, plan, age)),
    ...status.values
  };
  return {
    id,
    surname,
    sex: wish.sex,
    birthYear: wish.birthYear,
    community,
    building,
    consent: plan,
    greetings: values.greetings ?? [],
    presentUntil: status.until,
    changes: [createChange('person', id, values), ...changes]
  };
}
