/**
 * A space of reference size (DESIGN 8): 20,000 people, nine in ten with a consent, eight communities, 100,000
 * visits of five years. Same seed, same records. Visits are spread over all people and days whatever their
 * consents: this is load, not a picture of good work; `createDemoData` is that. Values are plain literals and
 * days come from a table, since this is called before benchmarks and must take little time.
 */
import { createChange, type CreateChange } from '../../src/lib/app/demo/changes';
import { createName } from '../../src/lib/app/demo/names';
import { createSeededRandom, type SeededRandom } from '../../src/lib/app/demo/seeded-random';
import { createConcerns, createContent, type VisitCause } from '../../src/lib/app/demo/visit-texts';
import type { PinyinReader } from '../../src/lib/domain/pinyin';
import type { ValuesOfKind } from '../../src/lib/domain/registry';
import { addDays, type IsoDate, type PartialDate } from '../../src/lib/kernel/dates';
import type { Json } from '../../src/lib/kernel/json';
import type { RecordId } from '../../src/lib/kernel/ids';
import type { FieldPatch } from '../../src/lib/storage/types';

export interface LargeSpaceOptions {
  readonly seed?: string;
  readonly people?: number;
  readonly visits?: number;
  readonly today?: IsoDate;
  /** Sets pinyin keys; see `loadQuickReader`. Without it none are set. */
  readonly readName?: PinyinReader;
}

export interface LargeSpace {
  readonly today: IsoDate;
  readonly places: readonly CreateChange[];
  /** Person and consent records, each person before their consents. */
  readonly people: readonly CreateChange[];
  readonly visits: readonly CreateChange[];
  readonly personIds: readonly RecordId[];
}

const communityCount = 8;
const buildingsPerCommunity = 25;
const daysOfFiveYears = 1826;

const causes: readonly (readonly [VisitCause, number])[] = [
  ['routine', 50],
  ['festival', 25],
  ['twoFestivals', 10],
  ['talk', 8],
  ['hardship', 4],
  ['illness', 2],
  ['family', 1]
];

interface Community {
  readonly id: RecordId;
  readonly gridId: RecordId;
  readonly buildings: readonly RecordId[];
  readonly workers: readonly RecordId[];
}

interface Person {
  readonly id: RecordId;
  readonly community: Community;
}

interface Context {
  readonly random: SeededRandom;
  readonly communities: readonly Community[];
  /** Index = days before today. */
  readonly days: readonly IsoDate[];
  readonly readName: PinyinReader | undefined;
}

function createCommunity(random: SeededRandom, index: number, out: CreateChange[]): Community {
  function make<Kind extends 'orgNode' | 'worker'>(
    kind: Kind,
    values: ValuesOfKind<Kind>
  ): RecordId {
    const id = random.id();
    out.push(createChange(kind, id, values));
    return id;
  }
  const id = make('orgNode', { level: 'community', name: `第${index + 1}社区(测试)` });
  const gridId = make('orgNode', { level: 'grid', name: '第一网格', parent: id });
  const workers = Array.from({ length: 6 }, (_, at) =>
    make('worker', { name: `社工${index + 1}-${at + 1}`, orgNode: id })
  );
  const buildings = Array.from({ length: buildingsPerCommunity }, (_, at) =>
    make('orgNode', { level: 'building', name: `${index + 1}区${at + 1}幢`, parent: gridId })
  );
  return { id, gridId, buildings, workers };
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

function createPersonValues(
  context: Context,
  community: Community,
  serial: number
): ValuesOfKind<'person'> {
  const { random, days, readName } = context;
  const ethnicity = random.chance(0.9) ? '01' : random.pick(['03', '05', '11', '10', '04']);
  const { name, surname } = createName(random, ethnicity);
  const sex = random.chance(0.5) ? '1' : '2';
  const thisYear = Number(days[0]?.slice(0, 4));
  const category = random.pick(['01', '03', '04', '06', '07.1', '07.2', '08', '10', '11']);
  const values = {
    name,
    salutation: surname + (sex === '1' ? '先生' : '女士'),
    sex,
    birth:
      `${thisYear - random.between(22, 90)}-${twoDigits(random.between(1, 12))}` as PartialDate,
    ethnicity,
    mobile: [{ number: `15400${String(serial).padStart(6, '0')}` }],
    communityId: community.id,
    gridId: community.gridId,
    building: random.pick(community.buildings),
    categories: [{ scheme: 'U12', code: category }],
    affiliation: category === '01' ? random.pick(['04', '05', '06', '10']) : '13',
    education: random.pick(['11', '14', '21', '31', '61', '71']),
    unit: random.pick(['同心中学', '和风小学', '市第九医院', '远帆数据有限公司']),
    post: random.pick(['教师', '医师', '工程师', '部门经理']),
    greetings: ['spring', 'midAutumn'],
    status: 'active',
    source: '测试数据(虚构人物)'
  } as const satisfies ValuesOfKind<'person'>;
  return readName ? { ...values, pinyinKey: readName(name).key } : values;
}

function createPerson(context: Context, serial: number, out: CreateChange[]): Person {
  const { random, communities, days } = context;
  const community = random.pick(communities);
  const id = random.id();
  out.push({
    type: 'create',
    kind: 'person',
    id,
    values: { ...createPersonValues(context, community, serial) } as FieldPatch
  });
  if (random.chance(0.9)) {
    const values = {
      person: id,
      purposes: ['register', 'visit', 'identity', 'greeting'],
      channel: 'paper',
      signedOn: days[random.between(1, 700)] ?? days[0],
      originalsAt: '社区办公室二号柜'
    } as const satisfies ValuesOfKind<'consent'>;
    out.push({ type: 'create', kind: 'consent', id: random.id(), values: values as FieldPatch });
  }
  return { id, community };
}

function createVisit({ random, days }: Context, people: readonly Person[]): CreateChange {
  const person = random.pick(people);
  const cause = random.weighted(causes);
  const values: Record<string, Json> = {
    people: [person.id],
    on: days[random.between(0, daysOfFiveYears - 1)] ?? '',
    method: random.chance(0.7) ? 'home' : 'phone',
    cause,
    visitors: [random.pick(person.community.workers)],
    content: createContent(random, cause)
  };
  if (cause === 'festival') values['festival'] = random.pick(['spring', 'midAutumn', 'dragonBoat']);
  if (random.chance(0.1)) values['giftMoney'] = random.between(1, 10) * 100_00;
  const concerns = createConcerns(random);
  if (concerns !== undefined) values['concerns'] = concerns;
  return { type: 'create', kind: 'visit', id: random.id(), values };
}

export function createLargeSpace(options: LargeSpaceOptions = {}): LargeSpace {
  const today = options.today ?? ('2026-11-23' as IsoDate);
  const random = createSeededRandom(options.seed ?? 'large');
  const places: CreateChange[] = [];
  const communities = Array.from({ length: communityCount }, (_, index) =>
    createCommunity(random, index, places)
  );
  const days = Array.from({ length: daysOfFiveYears }, (_, ago) => addDays(today, -ago));
  const context: Context = { random, communities, days, readName: options.readName };
  const changes: CreateChange[] = [];
  const people: Person[] = [];
  for (let serial = 1; serial <= (options.people ?? 20_000); serial++) {
    people.push(createPerson(context, serial, changes));
  }
  const visits: CreateChange[] = [];
  for (let made = 0; made < (options.visits ?? 100_000); made++) {
    visits.push(createVisit(context, people));
  }
  return { today, places, people: changes, visits, personIds: people.map((person) => person.id) };
}
