/**
 * The closed list of figures that a 报送 may hold (DESIGN 2 "reports"): counts and sums alone. Ids are stored in reports
 * and never change their meaning; a retired one stays in the list.
 */
import { ageBands, unknownAgeBand, unknownAgeLabel } from '../age-band';
import { categoryTerms } from '../categories';
import { sexes } from '../code-lists/sex';

export interface FigureKind {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** money: integer fen, shown as yuan. */
  readonly kind: 'count' | 'money';
  /** What it is a share of. */
  readonly whole?: string;
}

/**
 * How small numbers are kept from telling who it is (domain/statistics/outside):
 * `single` each number by itself; `rows` people parted by one trait, small rows together; `row` numbers about the same
 * people, all or none; `share` a number of people beside its rest; `part` a number and a part of it; `free` matters and
 * meetings, which count nobody.
 */
export type Cover = 'single' | 'rows' | 'row' | 'share' | 'part' | 'free';

export interface FigureGroup {
  /** Also the id of its merged row. */
  readonly id: string;
  readonly title: string;
  /** day: as of the day of counting; period: what happened in the period. */
  readonly span: 'day' | 'period';
  readonly cover: Cover;
  readonly figures: readonly FigureKind[];
}

const people = (id: string, label: string, whole?: string): FigureKind => ({
  id,
  label,
  unit: '人',
  kind: 'count',
  ...(whole !== undefined && { whole })
});
const count = (id: string, label: string, unit: string, whole?: string): FigureKind => ({
  ...people(id, label, whole),
  unit
});
const money = (id: string, label: string): FigureKind => ({ id, label, unit: '元', kind: 'money' });

const registered = '在册';

export const figureGroups: readonly FigureGroup[] = [
  {
    id: 'register',
    title: '在册成员',
    span: 'day',
    cover: 'single',
    figures: [people('people', '在册、已登记同意', '总人口'), people('pending', '待同意，未计入')]
  },
  {
    id: 'category',
    title: '统战类别（十二类）',
    span: 'day',
    cover: 'rows',
    figures: categoryTerms('U12')
      .filter(({ code }) => code.length === 2)
      .map(({ code, label }) => people(`category.${code}`, `${code} ${label}`, registered))
  },
  {
    id: 'sex',
    title: '性别',
    span: 'day',
    cover: 'rows',
    figures: [
      ...sexes.items.map(({ code, label }) => people(`sex.${code}`, label, registered)),
      people('sex.none', '未填写', registered)
    ]
  },
  {
    id: 'age',
    title: '年龄段',
    span: 'day',
    cover: 'rows',
    figures: [
      ...ageBands.map(({ code, label }) => people(`age.${code}`, label, registered)),
      people(`age.${unknownAgeBand}`, unknownAgeLabel, registered)
    ]
  },
  {
    id: 'visits',
    title: '走访慰问',
    span: 'period',
    cover: 'row',
    figures: [
      count('visits.persons', '走访人次', '人次'),
      count('visits.households', '走访户次', '户次'),
      count('visits.times', '走访次数', '次'),
      money('visits.money', '慰问金')
    ]
  },
  {
    id: 'met',
    title: '走访覆盖',
    span: 'period',
    cover: 'share',
    figures: [people('visits.met', '走访到的成员', '同意走访的成员')]
  },
  {
    id: 'matters',
    title: '接待、诉求和意见建议',
    span: 'period',
    cover: 'free',
    figures: [
      count('receptions', '接待', '次'),
      count('needs', '登记诉求', '件'),
      count('needs.settled', '其中已办结', '件', '登记诉求'),
      count('suggestions', '意见建议', '条'),
      count('suggestions.answered', '其中已答复', '条', '意见建议')
    ]
  },
  {
    id: 'activities',
    title: '活动',
    span: 'period',
    cover: 'free',
    figures: [
      count('activities', '举办活动', '场'),
      count('activities.unitedFront', '其中统战活动', '场', '举办活动')
    ]
  },
  {
    id: 'present',
    title: '活动到场',
    span: 'period',
    cover: 'part',
    figures: [
      count('activities.present', '到场人次', '人次'),
      count('activities.unitedFront.present', '其中统战活动到场', '人次', '到场人次')
    ]
  },
  {
    id: 'aid',
    title: '帮扶',
    span: 'period',
    cover: 'row',
    figures: [count('aid.times', '帮扶次数', '次'), money('aid.value', '帮扶折价')]
  }
];

const byId = new Map(
  figureGroups.flatMap(({ figures }) => figures.map((figure) => [figure.id, figure] as const))
);

/** undefined for the id of a group and for one that a later build has added. */
export const figureKind = (id: string): FigureKind | undefined => byId.get(id);

/** A figure as it stands in a report: nothing but its id and whole numbers. A type, as it is stored as JSON. */
export type ReportFigure = {
  /** Of figureGroups: a figure's, or of a group for its merged row. */
  readonly id: string;
  /** null: too few to be told. */
  readonly n: number | null;
  /** What it is a share of. */
  readonly of?: number;
  /** Of a merged row: the figures in it. */
  readonly parts?: readonly string[];
};

const idPattern = /^[a-z][A-Za-z0-9.+-]{0,39}$/;
const isId = (value: unknown): boolean => typeof value === 'string' && idPattern.test(value);
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const maxFigures = 200;

function isFigure(value: unknown): value is ReportFigure {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { id, n, of, parts, ...others } = value as Readonly<Record<string, unknown>>;
  return (
    isId(id) &&
    (n === null || isWhole(n)) &&
    (of === undefined || isWhole(of)) &&
    (parts === undefined ||
      (Array.isArray(parts) && parts.length <= maxFigures && parts.every(isId))) &&
    Object.keys(others).length === 0
  );
}

/** Ids of a later build are kept; a text, a name or a record id has no place in it. */
export const isFigureList = (value: unknown): value is readonly ReportFigure[] =>
  Array.isArray(value) && value.length <= maxFigures && value.every(isFigure);
