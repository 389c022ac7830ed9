/** Households of a building: singles, couples, parents with a grown child; with relations where both agreed. */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { createChange, type CreateChange } from './changes';
import { createPerson, type DemoPerson } from './people';
import type { PersonContext, PersonWish } from './person-values';
import type { DemoBuilding, DemoCommunity } from './places';
import type { SeededRandom } from './seeded-random';

export interface DemoHousehold {
  readonly id: RecordId;
  readonly members: readonly DemoPerson[];
  readonly changes: readonly CreateChange[];
}

const ethnicities = [
  ['01', 84],
  ['03', 3],
  ['05', 2],
  ['11', 2.5],
  ['10', 2],
  ['08', 1.5],
  ['15', 1],
  ['04', 1],
  ['02', 1],
  ['17', 0.5]
] as const;

type Shape = 'single' | 'couple' | 'couple-child' | 'parent-child';
const shapes: readonly (readonly [Shape, number])[] = [
  ['single', 52],
  ['couple', 30],
  ['couple-child', 8],
  ['parent-child', 10]
];

const otherSex = (sex: '1' | '2'): '1' | '2' => (sex === '1' ? '2' : '1');

/** Who lives here, the eldest first; the register knows more old people than young ones. */
function planMembers(random: SeededRandom, shape: Shape, thisYear: number): PersonWish[] {
  const ethnicity = random.weighted(ethnicities);
  const sex = random.chance(0.5) ? '1' : '2';
  const hasChild = shape === 'couple-child' || shape === 'parent-child';
  const age = hasChild ? random.between(52, 88) : random.between(24, random.chance(0.6) ? 91 : 55);
  const first: PersonWish = { sex, birthYear: thisYear - age, ethnicity };
  const members = [first];
  if (shape === 'couple' || shape === 'couple-child') {
    const difference = random.between(-3, 5);
    const birthYear = Math.min(thisYear - 22, first.birthYear + difference);
    members.push({
      sex: otherSex(sex),
      birthYear,
      ethnicity: random.chance(0.9) ? ethnicity : '01'
    });
  }
  if (hasChild) {
    const birthYear = first.birthYear + random.between(25, 32);
    members.push({ sex: random.chance(0.5) ? '1' : '2', birthYear, ethnicity });
  }
  return members;
}

function createMembers(context: PersonContext, shape: Shape): DemoPerson[] {
  const wishes = planMembers(context.random, shape, Number(context.today.slice(0, 4)));
  const members: DemoPerson[] = [];
  for (const [index, wish] of wishes.entries()) {
    const isChild = index > 0 && wish.birthYear - (wishes[0]?.birthYear ?? 0) >= 25;
    const surname = isChild ? members.find((member) => member.sex === '1')?.surname : undefined;
    members.push(
      createPerson({ ...context, serial: context.serial + index }, { ...wish, surname })
    );
  }
  return members;
}

const hasBasis = (person: DemoPerson): boolean => person.consent.purposes.includes('register');

function createRelations(random: SeededRandom, members: readonly DemoPerson[]): CreateChange[] {
  const relations: CreateChange[] = [];
  const [eldest, ...others] = members;
  if (!eldest) return relations;
  for (const other of others) {
    if (!hasBasis(eldest) || !hasBasis(other)) continue;
    const term = other.birthYear - eldest.birthYear >= 25 ? 'child' : 'spouse';
    relations.push(
      createChange('relation', random.id(), { first: eldest.id, second: other.id, term })
    );
  }
  return relations;
}

export interface HouseholdContext {
  readonly random: SeededRandom;
  readonly today: IsoDate;
  readonly community: DemoCommunity;
  /** Number of the first member. */
  readonly serial: number;
  /** How many people may still be made. */
  readonly room: number;
}

/** A household in one of the community's buildings; with one place left it is a single's. */
export function createHousehold(context: HouseholdContext): DemoHousehold {
  const { random, today, community, serial, room } = context;
  const building: DemoBuilding = random.pick(community.buildings);
  const shape = room < 3 ? 'single' : random.weighted(shapes);
  const members = createMembers({ random, today, community, building, serial }, shape);
  const [contact] = members;
  const id = random.id();
  const hasAddress = members.every((member) => member.consent.purposes.includes('address'));
  const household = createChange('household', id, {
    building: building.id,
    contact: contact?.id,
    members: members.map((member) => member.id),
    size: members.length + (random.chance(0.3) ? random.between(1, 2) : 0),
    room: hasAddress
      ? `${random.between(1, 3)}-${random.between(1, 17)}0${random.between(1, 4)}`
      : undefined
  });
  return {
    id,
    members,
    changes: [
      ...members.flatMap((member) => member.changes),
      household,
      ...createRelations(random, members)
    ]
  };
}
