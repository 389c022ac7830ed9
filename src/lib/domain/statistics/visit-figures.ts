/**
 * Visits in figures (DOMAIN I-5): 次数, 户次, 人次, 慰问金 by month, cause and festival, and how long ago people
 * were last met. Only people who agreed to visits count as 人次 (I14); money given is money given.
 * Nothing is counted per colleague (B-6).
 */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { festivals } from '../code-lists/festival';
import { visitCauses } from '../code-lists/visit-cause';
import { visitMethods } from '../code-lists/visit-method';
import type { CodeList } from '../code-list';
import type { GatedPerson } from '../consent/gate';
import { lastContactBand, type LastContact } from '../filters';
import type { VisitValues } from '../visit/record';
import { groupBy, withoutEmpty, type Figure, type Measure } from './figure';
import { isInPeriod, type Period } from './period';
import { timeGroups } from './time-groups';
import {
  headMeasure,
  pendingGroup,
  type PeopleFigure,
  type RegisterInput
} from './register-figures';

/** A visit through the gate, as the queries give it. */
export interface CountedVisit {
  readonly id: RecordId;
  readonly values: VisitValues;
  readonly people: readonly Pick<GatedPerson, 'id' | 'values'>[];
  readonly hiddenPeople: number;
  /** People of the visit who agreed to visits and are in the register. */
  readonly countedPeople: number;
}

export interface VisitPart {
  readonly households: number;
  readonly persons: number;
}

/**
 * What a visit adds to 户次 and 人次: as visitCounts of the domain, without people who don't count. A visit
 * whose named people all don't count adds its unnamed ones only.
 */
export function visitPart({
  values,
  people,
  hiddenPeople,
  countedPeople
}: CountedVisit): VisitPart {
  const isNamed = people.length + hiddenPeople > 0;
  const named = isNamed ? countedPeople : values.household === undefined ? 0 : 1;
  const unnamedHouseholds = values.unnamedHouseholds ?? 0;
  return {
    households: (named > 0 ? 1 : 0) + unnamedHouseholds,
    persons: named + (values.unnamedPersons ?? unnamedHouseholds)
  };
}

/** Whether someone named on it is not counted. */
export const hasUncounted = (visit: CountedVisit): boolean =>
  visit.countedPeople < visit.people.length + visit.hiddenPeople;

export const visitMeasure: Measure<CountedVisit> = {
  key: 'visits',
  label: '次数',
  unit: '次',
  kind: 'count',
  of: () => 1
};
export const householdMeasure: Measure<CountedVisit> = {
  key: 'households',
  label: '户次',
  unit: '户次',
  kind: 'count',
  isDrawn: true,
  of: (visit) => visitPart(visit).households
};
export const personMeasure: Measure<CountedVisit> = {
  key: 'persons',
  label: '人次',
  unit: '人次',
  kind: 'count',
  isDrawn: true,
  of: (visit) => visitPart(visit).persons
};
export const moneyMeasure: Measure<CountedVisit> = {
  key: 'money',
  label: '慰问金',
  unit: '元',
  kind: 'money',
  of: (visit) => visit.values.giftMoney ?? 0
};
/** Integer measures that concern people; money follows them when rows are merged for outsiders. */
export const visitMeasures = [personMeasure, householdMeasure, visitMeasure, moneyMeasure];

export interface VisitInput extends RegisterInput {
  readonly visits: readonly CountedVisit[];
  readonly period: Period;
}

export type VisitFigure = Figure<CountedVisit>;

/** Visits of the period; with a place, those to someone of it. */
export function visitsOf(input: VisitInput): readonly CountedVisit[] {
  const { place, places, people } = input;
  const here =
    place === undefined
      ? undefined
      : new Set(people.filter((p) => places.communityOf(p) === place).map(({ id }) => id));
  return input.visits.filter(
    (visit) =>
      isInPeriod(visit.values.on, input.period) &&
      (!here || visit.people.some(({ id }) => here.has(id)))
  );
}

const uncountedAside = (visits: readonly CountedVisit[]) => ({
  key: 'uncounted',
  label: '有对象未登记走访同意或已不在册',
  items: visits.filter(hasUncounted)
});

function figure(
  visits: readonly CountedVisit[],
  part: Pick<VisitFigure, 'key' | 'title' | 'groups' | 'shape'>
): VisitFigure {
  return {
    ...part,
    measures: visitMeasures,
    all: visits,
    isOverlapping: false,
    asides: withoutEmpty([uncountedAside(visits)])
  };
}

/** By month, or by year when the span is long. */
export function monthFigure(input: VisitInput): VisitFigure {
  const visits = visitsOf(input);
  const { groups, isByYear } = timeGroups(
    visits,
    ({ values }) => values.on,
    input.period,
    input.today
  );
  return figure(visits, {
    key: 'month',
    title: isByYear ? '走访（按年）' : '走访（按月）',
    shape: 'columns',
    groups
  });
}

function codeFigure(
  input: VisitInput,
  field: 'cause' | 'festival' | 'method',
  title: string,
  list: CodeList
): VisitFigure {
  const visits = visitsOf(input);
  const known = new Set(list.items.map(({ code }) => code));
  const none = { key: 'none', label: field === 'festival' ? '不在节日' : '未填写' };
  const groups = groupBy(
    visits,
    ({ values }) => [known.has(values[field] ?? '') ? (values[field] ?? '') : none.key],
    [...list.items.map(({ code, label }) => ({ key: code, label })), none]
  );
  return figure(visits, { key: field, title, shape: 'bars', groups: withoutEmpty(groups) });
}

export const causeFigure = (input: VisitInput): VisitFigure =>
  codeFigure(input, 'cause', '走访（按缘由）', visitCauses);
export const festivalFigure = (input: VisitInput): VisitFigure =>
  codeFigure(input, 'festival', '慰问（按节日）', festivals);
export const methodFigure = (input: VisitInput): VisitFigure =>
  codeFigure(input, 'method', '走访（按方式）', visitMethods);

const bands: readonly { readonly key: LastContact; readonly label: string }[] = [
  { key: 'within30', label: '30天以内' },
  { key: 'within90', label: '31–90天' },
  { key: 'within365', label: '91天–1年' },
  { key: 'longer', label: '1年以上' },
  { key: 'never', label: '还没有走访过' }
];

/** Day of each person's last visit, of all years. */
export function lastContacts(visits: readonly CountedVisit[]): ReadonlyMap<RecordId, IsoDate> {
  const last = new Map<RecordId, IsoDate>();
  for (const { values, people } of visits) {
    if (values.on === undefined) continue;
    for (const { id } of people) {
      const before = last.get(id);
      if (before === undefined || before < values.on) last.set(id, values.on);
    }
  }
  return last;
}

/** 距上次联系: people who agreed to visits; the period does not matter, today does. */
export function lastContactFigure(input: VisitInput): PeopleFigure {
  const { places, place, today } = input;
  const isHere = (p: RegisterInput['people'][number]): boolean =>
    place === undefined || places.communityOf(p) === place;
  const people = input.people.filter((person) => person.counted.visit && isHere(person));
  const last = lastContacts(input.visits);
  const notAgreed = input.people.filter(
    (person) => person.counted.register && !person.counted.visit && isHere(person)
  );
  return {
    key: 'lastContact',
    title: '距上次联系',
    shape: 'bars',
    groups: groupBy(people, ({ id }) => [lastContactBand(last.get(id), today)], bands),
    measures: [headMeasure],
    all: people,
    isOverlapping: false,
    asides: withoutEmpty([
      pendingGroup(input),
      { key: 'notAgreed', label: '未同意走访', items: notAgreed }
    ])
  };
}
