/** What a made-up person wrote on the form, cut down to what the person agreed to. */
import { addDays, type IsoDate, type PartialDate } from '../../kernel/dates';
import type { PersonValues } from '../../domain/person/record';
import type { ConsentPlan } from './consent-plans';
import type { DemoBuilding, DemoCommunity } from './places';
import { createProfileValues } from './profiles';
import type { SeededRandom } from './seeded-random';

export interface PersonWish {
  readonly sex: '1' | '2';
  readonly birthYear: number;
  /** GB/T 3304. */
  readonly ethnicity: string;
  /** A child carries it on. */
  readonly surname?: string;
}

export interface PersonContext {
  readonly random: SeededRandom;
  readonly today: IsoDate;
  readonly community: DemoCommunity;
  readonly building: DemoBuilding;
  /** Running number: decides mobile and printed number. */
  readonly serial: number;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function createBirth(random: SeededRandom, year: number): PartialDate {
  const precision = random.weighted([
    ['ym', 70],
    ['ymd', 20],
    ['y', 10]
  ]);
  if (precision === 'y') return `${year}` as PartialDate;
  const month = `${year}-${twoDigits(random.between(1, 12))}`;
  return (
    precision === 'ym' ? month : `${month}-${twoDigits(random.between(1, 28))}`
  ) as PartialDate;
}

function createSalutation(
  random: SeededRandom,
  surname: string,
  sex: '1' | '2',
  age: number
): string {
  const old = sex === '1' ? ['老师', '师傅', '大伯'] : ['老师', '阿姨', '大姐'];
  const young = sex === '1' ? ['先生', '老师'] : ['女士', '老师'];
  return surname + random.pick(age > 60 ? old : young);
}

/** Mobiles lie in a segment that is assigned to nobody (DOMAIN H). */
export const createMobile = (serial: number): string => `15400${String(serial).padStart(6, '0')}`;

const festivalChoices = ['spring', 'midAutumn', 'dragonBoat', 'doubleNinth'];

function createGreetings(random: SeededRandom, ethnicity: string, age: number): string[] {
  const chosen = random.sample(
    age < 60 ? festivalChoices.slice(0, 3) : festivalChoices,
    random.between(1, 3)
  );
  if (['03', '05', '17'].includes(ethnicity) && random.chance(0.5)) chosen.push('fitr');
  return chosen;
}

/** Moved away or died within the last year; most people are simply 在册. */
export function createStatus(
  random: SeededRandom,
  age: number,
  today: IsoDate
): { values: PersonValues; until?: IsoDate } {
  const isGone = random.chance(0.03)
    ? 'movedOut'
    : age > 78 && random.chance(0.12)
      ? 'deceased'
      : undefined;
  if (!isGone) return { values: { status: 'active' } };
  const until = addDays(today, -random.between(30, 300));
  return {
    values: { status: isGone, statusOn: until.slice(0, 7) as PartialDate },
    until: `${until.slice(0, 7)}-01` as IsoDate
  };
}

function createServices(random: SeededRandom): PersonValues {
  return {
    skills: random.chance(0.35)
      ? random.sample(
          ['书法', '摄影', '太极拳', '英语', '法律', '二胡', '合唱'],
          random.between(1, 2)
        )
      : undefined,
    offers: random.chance(0.3)
      ? random.sample(
          ['law', 'medical', 'tutoring', 'arts', 'calligraphy', 'lecture', 'mediation'],
          random.between(1, 2)
        )
      : undefined,
    wishes: random.chance(0.25)
      ? random.sample(['medical', 'company', 'repair', 'jobs', 'law'], 1)
      : undefined,
    contactPref: random.chance(0.3)
      ? random.sample(['phone', 'home', 'wechat', 'office'], random.between(1, 2))
      : undefined
  };
}

/** What stands on the contact card while nothing has been agreed to (I14). */
export function createCard(
  context: PersonContext,
  name: string,
  surname: string,
  wish: PersonWish,
  age: number
): PersonValues {
  const { random, serial, community, building } = context;
  const mobile = { number: createMobile(serial) };
  return {
    name,
    salutation: random.chance(0.7) ? createSalutation(random, surname, wish.sex, age) : undefined,
    mobile: [random.chance(0.06) ? { ...mobile, note: '家人代接' } : mobile],
    communityId: community.id,
    gridId: building.gridId,
    building: building.id,
    source: '示例数据(虚构人物)'
  };
}

export function createAgreedValues(
  context: PersonContext,
  wish: PersonWish,
  plan: ConsentPlan,
  age: number
): PersonValues {
  const { random, today } = context;
  const since = plan.signedOn ?? today;
  const agreed = new Set(plan.purposes);
  const profile = createProfileValues(random, {
    age,
    birthYear: wish.birthYear,
    isMinority: wish.ethnicity !== '01',
    since
  });
  const { categories, affiliation, joinedOn, partyPost, relation, region, ...open } = profile;
  const identity: PersonValues = agreed.has('identity')
    ? { categories, affiliation, joinedOn, partyPost, relation, region }
    : {};
  return {
    sex: wish.sex,
    birth: createBirth(random, wish.birthYear),
    ethnicity: random.chance(0.9) ? wish.ethnicity : undefined,
    education: random.chance(0.8) ? random.pick(['21', '31', '61', '71', '41', '81']) : undefined,
    jobState: age > 60 ? '80' : undefined,
    ...open,
    ...identity,
    ...createServices(random),
    greetings: agreed.has('greeting') ? createGreetings(random, wish.ethnicity, age) : undefined,
    address: agreed.has('address')
      ? `${random.between(1, 3)}单元${random.between(1, 17)}0${random.between(1, 4)}室`
      : undefined,
    printedNo: `${context.community.code}-${String(context.serial).padStart(4, '0')}`,
    liaisonId: random.pick(context.community.workerIds),
    reviewedOn: random.chance(0.7) ? addDays(today, -random.between(5, 400)) : undefined
  };
}
