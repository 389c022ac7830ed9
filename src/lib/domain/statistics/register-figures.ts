/**
 * Structure of the register (DOMAIN I-1, I-2, C): people through the gate, counted where their basis holds
 * (I14), each number opening its list (I13).
 */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { ageBandOf, ageBands, unknownAgeBand, unknownAgeLabel } from '../age-band';
import { categoryTerms, countedCodes, type CategoryScheme } from '../categories';
import { educations } from '../code-lists/education';
import { sexes } from '../code-lists/sex';
import type { CodeList } from '../code-list';
import { awaitsConsent, type GatedPerson } from '../consent/gate';
import { consentPurposes, type ConsentPurpose } from '../consent/purposes';
import { groupBy, withoutEmpty, type Figure, type Group, type Measure } from './figure';
import type { Places } from './places';

export interface RegisterInput {
  /** Everyone who may be shown. */
  readonly people: readonly GatedPerson[];
  readonly places: Places;
  /** A community; undefined means the whole book. */
  readonly place: RecordId | undefined;
  readonly today: IsoDate;
}

export type PeopleFigure = Figure<GatedPerson>;
type PeopleGroup = Group<GatedPerson>;

const oldFrom = 60;
const unfilled = { key: 'none', label: '未填写' };

export const headMeasure: Measure<GatedPerson> = {
  key: 'people',
  label: '人数',
  unit: '人',
  kind: 'count',
  isDrawn: true,
  of: () => 1
};

const womenMeasure: Measure<GatedPerson> = {
  key: 'women',
  label: '其中女',
  unit: '人',
  kind: 'count',
  of: (person) => (person.values.sex === '2' ? 1 : 0)
};

const oldBands: ReadonlySet<string> = new Set(
  ageBands.filter(({ from }) => from >= oldFrom).map(({ code }) => code)
);

const oldMeasure = (today: IsoDate): Measure<GatedPerson> => ({
  key: 'old',
  label: `其中${oldFrom}岁及以上`,
  unit: '人',
  kind: 'count',
  of: (person) => (oldBands.has(ageBandOf(person.values.birth, today)) ? 1 : 0)
});

const isHere = ({ place, places }: RegisterInput, person: GatedPerson): boolean =>
  place === undefined || places.communityOf(person) === place;

/** In the register with a basis: what 人数 means everywhere. */
export const countedPeople = (input: RegisterInput): readonly GatedPerson[] =>
  input.people.filter((person) => person.counted.register && isHere(input, person));

/** 待同意 and expired, in the register: named in one line, never counted (I14). */
export const pendingPeople = (input: RegisterInput): readonly GatedPerson[] =>
  input.people.filter((person) => awaitsConsent(person) && isHere(input, person));

export const pendingGroup = (input: RegisterInput): PeopleGroup => ({
  key: 'pending',
  label: '待同意',
  items: pendingPeople(input)
});

interface Part {
  readonly key: string;
  readonly title: string;
  readonly groups: readonly PeopleGroup[];
  readonly all: readonly GatedPerson[];
  readonly shape?: PeopleFigure['shape'];
  readonly measures?: readonly Measure<GatedPerson>[];
  readonly isOverlapping?: boolean;
  readonly asides?: readonly PeopleGroup[];
}

const figure = (input: RegisterInput, part: Part): PeopleFigure => ({
  shape: 'bars',
  measures: [headMeasure],
  isOverlapping: false,
  ...part,
  asides: withoutEmpty([pendingGroup(input), ...(part.asides ?? [])])
});

/** 类别: 人数 of each term; someone with several stands in each (人次). */
export function categoryFigure(input: RegisterInput, scheme: CategoryScheme): PeopleFigure {
  const people = countedPeople(input);
  const codesOf = new Map(
    people.map((person) => [person, countedCodes(person.values.categories ?? [], scheme)])
  );
  const codes = (person: GatedPerson): readonly string[] => [...(codesOf.get(person) ?? [])];
  const groups = groupBy(
    people,
    codes,
    categoryTerms(scheme).map(({ code, label }) => ({
      key: code,
      label: `${code} ${label}`,
      ...(code.length > 2 && { isPart: true })
    }))
  );
  const without = people.filter((person) => codes(person).length === 0);
  const hasSome = (person: GatedPerson): boolean => (person.values.categories ?? []).length > 0;
  return figure(input, {
    key: scheme === 'U12' ? 'category' : 'category15',
    title: scheme === 'U12' ? '统战类别（十二类）' : '统战类别（十五类）',
    groups,
    measures: [headMeasure, womenMeasure, oldMeasure(input.today)],
    all: people.filter((person) => codes(person).length > 0),
    isOverlapping: true,
    asides: [
      { key: 'unmapped', label: '不能对应到这一分类', items: without.filter(hasSome) },
      { key: 'uncategorised', label: '未登记类别', items: without.filter((p) => !hasSome(p)) }
    ]
  });
}

function codeFigure(
  input: RegisterInput,
  key: 'sex' | 'education',
  title: string,
  list: CodeList
): PeopleFigure {
  const people = countedPeople(input);
  const known = new Set(list.items.map(({ code }) => code));
  const heads = [...list.items.map(({ code, label }) => ({ key: code, label })), unfilled];
  const groups = groupBy(
    people,
    ({ values }) => [known.has(values[key] ?? '') ? (values[key] ?? '') : unfilled.key],
    heads
  );
  return figure(input, { key, title, groups: withoutEmpty(groups), all: people });
}

export const sexFigure = (input: RegisterInput): PeopleFigure =>
  codeFigure(input, 'sex', '性别', sexes);

export const educationFigure = (input: RegisterInput): PeopleFigure =>
  codeFigure(input, 'education', '学历', educations);

export function ageFigure(input: RegisterInput): PeopleFigure {
  const people = countedPeople(input);
  const heads = [
    ...ageBands.map(({ code, label }) => ({ key: code, label })),
    { key: unknownAgeBand, label: unknownAgeLabel }
  ];
  const groups = groupBy(people, ({ values }) => [ageBandOf(values.birth, input.today)], heads);
  const shown = groups.filter(({ key, items }) => key !== unknownAgeBand || items.length > 0);
  return figure(input, {
    key: 'age',
    title: '年龄段',
    groups: shown,
    all: people,
    shape: 'columns'
  });
}

/** 同意状态: the one figure about those not counted elsewhere too. */
export function consentFigure(input: RegisterInput): PeopleFigure {
  const people = input.people.filter(
    (person) => (person.counted.register || awaitsConsent(person)) && isHere(input, person)
  );
  const groups = groupBy(people, (person) => [person.state], [
    { key: 'valid', label: '已登记同意' },
    { key: 'pending', label: '待同意' },
    { key: 'expired', label: '同意已过期' }
  ]);
  const part = { key: 'consent', title: '同意状态', groups, all: people };
  return { ...figure(input, part), asides: [] };
}

/** What people agreed to, one row per purpose. */
export function purposeFigure(input: RegisterInput): PeopleFigure {
  const people = countedPeople(input);
  const groups = groupBy(
    people,
    (person) => person.purposes,
    consentPurposes.items.map(({ code, label }) => ({ key: code as ConsentPurpose, label }))
  );
  return figure(input, {
    key: 'purpose',
    title: '同意的事项',
    groups,
    all: people,
    isOverlapping: true
  });
}

export function communityFigure(input: RegisterInput): PeopleFigure {
  const people = countedPeople(input);
  const none = { key: 'none', label: '未填社区' };
  const heads = [
    ...input.places.communities.map(({ id, values }) => ({ key: id, label: values.name ?? '' })),
    none
  ];
  const groups = groupBy(
    people,
    (person) => [input.places.communityOf(person) ?? none.key],
    heads
  ).filter(({ key, items }) => key !== none.key || items.length > 0);
  const baseOf = new Map<string, PeopleGroup['base']>(
    input.places.communities.map(({ id, values: { population, households } }) => [
      id,
      { ...(population && { population }), ...(households && { households }) }
    ])
  );
  const based = groups.map((group) => ({ ...group, base: baseOf.get(group.key) ?? {} }));
  return figure(input, {
    key: 'community',
    title: '按社区',
    groups: input.place ? based.filter(({ key }) => key === input.place) : based,
    all: people,
    measures: [headMeasure, womenMeasure, oldMeasure(input.today)]
  });
}
