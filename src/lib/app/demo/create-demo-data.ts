/**
 * The demonstration workbook: about 300 invented people of two invented communities with two years of visits and a year
 * of the other books, with help to those who agreed to it.
 * Pure: the same seed and day give the same records with the same ids (a loader gives those that follow from their values
 * the ids of the book). Every reference points backwards, but for a
 * community that names its workers, so a loader may commit the records in pieces.
 */
import type { IsoDate } from '../../kernel/dates';
import type { PinyinReader } from '../../domain/pinyin';
import { spaceSettingsId } from '../../domain/space-settings/record';
import { createBooks } from './books';
import { createCare } from './care';
import { createChange, type CreateChange } from './changes';
import { createHousehold, type DemoHousehold } from './households';
import { createHelp } from './help';
import { createRolls } from './rolls';
import { createRounds } from './rounds';
import { createPlaces } from './places';
import { createSeededRandom } from './seeded-random';
import { createTexts } from './texts';
import { createVisits } from './visits';

export interface DemoData {
  readonly spaceName: string;
  readonly changes: readonly CreateChange[];
  readonly peopleCount: number;
}

export const demoSpaceName = '示例工作簿(人物均为虚构)';
export const demoPeopleCount = 300;

const settings = createChange('spaceSettings', spaceSettingsId, {
  spaceName: demoSpaceName,
  subdistrictName: '同心街道(示例)',
  communityName: '和风里社区',
  reportingUnit: '同心街道和风里社区居委会(示例)',
  compiler: '示例编制人',
  contactForRights: '示例联系人 15400000000',
  reviewMonths: 12,
  fieldSwitches: {
    'person.address': true,
    'person.relation': true,
    'person.region': true,
    'person.studyAbroadCountry': true,
    'person.studyAbroadMajor': true,
    'person.studyAbroadReturnedOn': true
  },
  isDemo: true
});

/** Adds the reading of the name, as a save does; see domain/pinyin. */
function withReading(change: CreateChange, readName: PinyinReader): CreateChange {
  const name = change.values['name'];
  const isNamed = change.kind === 'person' || change.kind === 'worker';
  if (!isNamed || typeof name !== 'string') return change;
  return { ...change, values: { ...change.values, pinyinKey: readName(name).key } };
}

/**
 * @param seed any text; the product uses one fixed seed
 * @param today last day of the two years
 * @param readName without it no pinyin keys are set
 */
export function createDemoData(seed: string, today: IsoDate, readName?: PinyinReader): DemoData {
  const random = createSeededRandom(seed);
  const places = createPlaces(random, today);
  const households: DemoHousehold[] = [];
  let made = 0;
  while (made < demoPeopleCount) {
    const community = random.chance(0.6) ? places.communities[0] : places.communities[1];
    const household = createHousehold({
      random,
      today,
      community: community ?? random.pick(places.communities),
      serial: made + 1,
      room: demoPeopleCount - made
    });
    households.push(household);
    made += household.members.length;
  }
  const people = households.flatMap((household) => household.members);
  const visits = createVisits({
    random,
    today,
    people,
    households,
    communities: places.communities
  });
  const care = createCare(random, people, today);
  const books = createBooks({ random, today, people, communities: places.communities });
  const meetings = books.filter(({ kind }) => kind === 'activity');
  const work = {
    random,
    today,
    people,
    communities: places.communities,
    households,
    meetings
  };
  const help = createHelp(work);
  const texts = createTexts(work);
  const rolls = createRolls(work);
  const groups = books.filter(({ kind }) => kind === 'group');
  const rounds = createRounds(work, groups);
  const registered = households.flatMap((household) => household.changes);
  const changes = [
    settings,
    ...places.changes,
    ...registered,
    ...visits,
    ...care,
    ...books,
    ...help,
    ...texts,
    ...rolls,
    ...rounds
  ];
  return {
    spaceName: demoSpaceName,
    changes: readName ? changes.map((change) => withReading(change, readName)) : changes,
    peopleCount: people.length
  };
}
