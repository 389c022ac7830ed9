/**
 * When and to what a made-up person agreed. Most consents are valid; some run out soon, have run out, were
 * withdrawn (wholly or for one purpose), were renewed after a withdrawal, or are still missing (待同意).
 */
import { addDays, type IsoDate } from '../../kernel/dates';
import { assertNever } from '../../kernel/assert';
import type { RecordId } from '../../kernel/ids';
import type { ConsentPurpose } from '../../domain/consent/purposes';
import { expiryAfterYears } from '../../domain/consent/record';
import type { ValuesOfKind } from '../../domain/registry';
import { createChange, type CreateChange } from './changes';
import type { SeededRandom } from './seeded-random';

export type ConsentState =
  'valid' | 'expiring' | 'expired' | 'withdrawn' | 'partly-withdrawn' | 'renewed' | 'pending';

export interface ConsentPlan {
  readonly state: ConsentState;
  readonly purposes: readonly ConsentPurpose[];
  /** Days on which a visit rests on this consent: both included. */
  readonly visitsFrom?: IsoDate;
  readonly visitsUntil?: IsoDate;
  /** Signing of the consent that counts. */
  readonly signedOn?: IsoDate;
}

const years = 3;
const textVersion = '2024-1';

const states: readonly (readonly [ConsentState, number])[] = [
  ['valid', 80],
  ['expiring', 3],
  ['expired', 4],
  ['withdrawn', 1.5],
  ['partly-withdrawn', 1.5],
  ['renewed', 1],
  ['pending', 9]
];

function createPurposes(random: SeededRandom): ConsentPurpose[] {
  const purposes: ConsentPurpose[] = ['register'];
  if (random.chance(0.94)) purposes.push('visit');
  if (random.chance(0.9)) purposes.push('identity');
  if (random.chance(0.75)) purposes.push('greeting');
  if (random.chance(0.25)) purposes.push('address');
  if (random.chance(0.3)) purposes.push('publish');
  if (random.chance(0.4)) purposes.push('share');
  return purposes;
}

/** First day of a consent of `years` that ends `daysLeft` days after today; negative when it has run out. */
const signedToEnd = (today: IsoDate, daysLeft: number): IsoDate =>
  addDays(today, daysLeft - years * 365);

function signingDay(random: SeededRandom, state: ConsentState, today: IsoDate): IsoDate {
  if (state === 'expiring') return signedToEnd(today, random.between(6, 27));
  if (state === 'expired') return signedToEnd(today, -random.between(10, 45));
  // Most forms were collected when the register was founded, a few every month since.
  return addDays(today, random.chance(0.7) ? -random.between(700, 780) : -random.between(20, 700));
}

/** One person's consents: the records, and what follows from them for everything else. */
export interface PersonConsents {
  readonly plan: ConsentPlan;
  readonly changes: readonly CreateChange[];
}

type Form = ValuesOfKind<'consent'> & { readonly signedOn: IsoDate; readonly expiresOn: IsoDate };

function createForm(random: SeededRandom, person: RecordId, signedOn: IsoDate): Form {
  return {
    person,
    purposes: createPurposes(random),
    channel: random.chance(0.85) ? 'paper' : 'inPerson',
    textVersion,
    signedOn,
    expiresOn: expiryAfterYears(signedOn, years),
    originalsAt: `社区办公室二号柜 ${signedOn.slice(0, 4)} 年同意书夹`
  };
}

function planOf(state: ConsentState, form: Form, visitsUntil: IsoDate): ConsentPlan {
  const purposes = (form.purposes ?? []) as readonly ConsentPurpose[];
  return { state, purposes, visitsFrom: form.signedOn, visitsUntil, signedOn: form.signedOn };
}

export function createConsents(
  random: SeededRandom,
  person: RecordId,
  today: IsoDate
): PersonConsents {
  const state = random.weighted(states);
  if (state === 'pending') return { plan: { state, purposes: [] }, changes: [] };
  const form = createForm(random, person, signingDay(random, state, today));
  switch (state) {
    case 'withdrawn':
      return createWithdrawn(random, form, today);
    case 'partly-withdrawn':
      return createPartlyWithdrawn(random, form, today);
    case 'renewed':
      return createRenewed(random, form, today);
    case 'valid':
    case 'expiring':
    case 'expired': {
      const lastDay = form.expiresOn < today ? form.expiresOn : today;
      const change = createChange('consent', random.id(), form);
      return { plan: planOf(state, form, lastDay), changes: [change] };
    }
    default:
      return assertNever(state);
  }
}

/** Withdrawn within the retention delay, so that its erasure still lies ahead. */
function createWithdrawn(random: SeededRandom, form: Form, today: IsoDate): PersonConsents {
  const withdrawnOn = addDays(today, -random.between(1, 12));
  return {
    plan: planOf('withdrawn', form, addDays(withdrawnOn, -1)),
    changes: [createChange('consent', random.id(), { ...form, withdrawnOn })]
  };
}

/** One purpose withdrawn: a further record that names it, beside the form that stays valid for the rest. */
function createPartlyWithdrawn(random: SeededRandom, form: Form, today: IsoDate): PersonConsents {
  const kept = (form.purposes ?? []).filter((purpose) => purpose !== 'publish');
  const withdrawal: ValuesOfKind<'consent'> = {
    person: form.person,
    purposes: ['publish'],
    channel: 'paper',
    signedOn: form.signedOn,
    withdrawnOn: addDays(today, -random.between(5, 15)),
    note: '本人要求不再公开姓名'
  };
  return {
    plan: planOf('partly-withdrawn', { ...form, purposes: kept }, today),
    changes: [
      createChange('consent', random.id(), { ...form, purposes: [...kept, 'publish'] }),
      createChange('consent', random.id(), withdrawal)
    ]
  };
}

/** Withdrawn and agreed to anew some days later; visits start with the renewal. */
function createRenewed(random: SeededRandom, form: Form, today: IsoDate): PersonConsents {
  const withdrawnOn = addDays(today, -random.between(60, 90));
  const signedOn = addDays(withdrawnOn, -random.between(150, 400));
  const first = random.id();
  const earlier = { ...form, signedOn, expiresOn: expiryAfterYears(signedOn, years), withdrawnOn };
  const renewedOn = addDays(withdrawnOn, random.between(3, 10));
  const renewal: Form = {
    ...form,
    signedOn: renewedOn,
    expiresOn: expiryAfterYears(renewedOn, years)
  };
  return {
    plan: planOf('renewed', renewal, today),
    changes: [
      createChange('consent', first, earlier),
      createChange('consent', random.id(), { ...renewal, lifts: [first] })
    ]
  };
}
