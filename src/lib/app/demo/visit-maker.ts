/** One visit, and whether a person may be visited on a day. */
import { addDays, daysBetween, type IsoDate } from '../../kernel/dates';
import type { ValuesOfKind } from '../../domain/registry';
import { createChange, type CreateChange } from './changes';
import type { DemoHousehold } from './households';
import type { DemoPerson } from './people';
import type { DemoCommunity } from './places';
import type { SeededRandom } from './seeded-random';
import { createConcerns, createContent, type VisitCause } from './visit-texts';

export interface VisitContext {
  readonly random: SeededRandom;
  readonly today: IsoDate;
  readonly people: readonly DemoPerson[];
  readonly households: readonly DemoHousehold[];
  readonly communities: readonly DemoCommunity[];
}

type VisitValues = ValuesOfKind<'visit'>;

export const goods = [
  '大米 1 袋',
  '食用油 1 桶',
  '牛奶 1 箱',
  '月饼 1 盒',
  '粽子 1 盒',
  '春联 1 副',
  '棉被 1 床'
];
export const festivalGoods: Readonly<Record<string, string>> = {
  midAutumn: '月饼 1 盒',
  dragonBoat: '粽子 1 盒',
  spring: '春联 1 副',
  newYear: '台历 1 本'
};

export function mayBeVisited(person: DemoPerson, on: IsoDate): boolean {
  const { purposes, visitsFrom, visitsUntil } = person.consent;
  if (!purposes.includes('visit') || visitsFrom === undefined || visitsUntil === undefined)
    return false;
  return (
    on >= visitsFrom &&
    on <= visitsUntil &&
    (person.presentUntil === undefined || on < person.presentUntil)
  );
}

export function createVisit(
  context: VisitContext,
  person: DemoPerson,
  on: IsoDate,
  cause: VisitCause,
  extra: VisitValues
): CreateChange {
  const { random } = context;
  const byPhone = cause === 'routine' ? 0.45 : 0.08;
  const method = random.chance(byPhone)
    ? 'phone'
    : random.weighted([
        ['home', 75],
        ['office', 17],
        ['wechat', 8]
      ]);
  return createChange('visit', random.id(), {
    people: [person.id],
    on,
    method: extra.giftMoney !== undefined || extra.gifts !== undefined ? 'home' : method,
    cause,
    visitors: random.sample(
      person.community.workerIds,
      method === 'home' ? random.between(1, 2) : 1
    ),
    // Nothing that was said is kept of a greeting by WeChat (DOMAIN F).
    content: method === 'wechat' ? undefined : createContent(random, cause),
    concerns: method === 'wechat' ? undefined : createConcerns(random),
    ...extra
  });
}

export const dayWithin = (random: SeededRandom, from: IsoDate, until: IsoDate): IsoDate =>
  addDays(from, random.between(0, daysBetween(from, until)));
