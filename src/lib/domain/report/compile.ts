/**
 * Figures of a report with the records behind them (I13): a number is always the sum of what its entries add. What goes
 * out is made of them by the rule for outsiders (domain/statistics/outside), so a street learns no more than a wall chart.
 * Longer than most files: one function per kind of figure, side by side so that what each counts can be compared.
 */
import { localDate, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { ActivityValues } from '../activity/record';
import { isUnitedFront } from '../activity/united-front';
import type { AidValues } from '../aid/record';
import type { GatedPerson } from '../consent/gate';
import type { RecordKind } from '../field';
import type { NeedValues } from '../need/record';
import type { OrgNodeRow } from '../org-node/record';
import type { ReceptionValues } from '../reception/record';
import { openCell, type Figure } from '../statistics/figure';
import { mergeSmallRows, type OutsideRow } from '../statistics/outside';
import { isInPeriod, type Period } from '../statistics/period';
import { createPlaces } from '../statistics/places';
import {
  ageFigure,
  categoryFigure,
  countedPeople,
  headMeasure,
  pendingPeople,
  sexFigure,
  type RegisterInput
} from '../statistics/register-figures';
import {
  householdMeasure,
  moneyMeasure,
  personMeasure,
  visitMeasure,
  visitsOf,
  type CountedVisit
} from '../statistics/visit-figures';
import type { SuggestionValues } from '../suggestion/record';
import { figureGroups, type FigureGroup, type FigureKind, type ReportFigure } from './figures';

interface Item<Values> {
  readonly id: RecordId;
  readonly values: Values;
}

export interface ReportInput {
  readonly people: readonly GatedPerson[];
  readonly visits: readonly CountedVisit[];
  readonly receptions: readonly Item<ReceptionValues>[];
  readonly needs: readonly Item<NeedValues>[];
  readonly suggestions: readonly Item<SuggestionValues>[];
  readonly activities: readonly Item<ActivityValues>[];
  readonly aids: readonly Item<AidValues>[];
  readonly nodes: readonly OrgNodeRow[];
  readonly period: Period;
  readonly today: IsoDate;
  /** Figures of the reports that are out already: who has them may subtract. */
  readonly earlier: readonly (readonly ReportFigure[])[];
}

/** A record behind a number, and what it adds. */
export interface Entry {
  readonly kind: RecordKind;
  readonly id: RecordId;
  readonly amount: number;
}

export interface CompiledFigure {
  readonly kind: FigureKind;
  readonly entries: readonly Entry[];
  readonly value: number;
  readonly of?: number;
}

export interface CompiledGroup {
  readonly group: FigureGroup;
  readonly figures: readonly CompiledFigure[];
  /** What of it goes out. */
  readonly told: readonly ReportFigure[];
}

interface Counted {
  readonly entries: readonly Entry[];
  readonly of?: number | undefined;
}
type Counts = ReadonlyMap<string, Counted>;

const entriesOf = <T extends { readonly id: RecordId }>(
  kind: RecordKind,
  items: readonly T[],
  amountOf: (item: T) => number = () => 1
): readonly Entry[] =>
  items
    .map((item) => ({ kind, id: item.id, amount: amountOf(item) }))
    .filter(({ amount }) => amount > 0);

const sumOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { amount }) => sum + amount, 0);

function countRegister(input: ReportInput): Counts {
  const { nodes, today, people } = input;
  const places = createPlaces(nodes);
  const register: RegisterInput = { people, places, place: undefined, today };
  const counted = countedPeople(register);
  const population = places.communities.reduce(
    (sum, { values }) => sum + (values.population ?? 0),
    0
  );
  const groups = (key: string, figure: Figure<GatedPerson>): [string, Counted][] =>
    figure.groups.map((group) => [
      `${key}.${group.key}`,
      {
        entries: entriesOf(
          'person',
          openCell(group, headMeasure).entries.map(({ item }) => item)
        )
      }
    ]);
  return new Map([
    ['people', { entries: entriesOf('person', counted), of: population || undefined }],
    ['pending', { entries: entriesOf('person', pendingPeople(register)) }],
    ...groups('category', categoryFigure(register, 'U12')),
    ...groups('sex', sexFigure(register)),
    ...groups('age', ageFigure(register))
  ]);
}

function countVisits(input: ReportInput): Counts {
  const { people, nodes, today, period } = input;
  const places = createPlaces(nodes);
  const visits = visitsOf({
    people,
    places,
    place: undefined,
    today,
    period,
    visits: input.visits
  });
  const agreed = people.filter(({ counted }) => counted.visit);
  const met = new Set(visits.flatMap((visit) => visit.people.map(({ id }) => id)));
  const all = (measure: typeof visitMeasure): Counted => ({
    entries: entriesOf('visit', visits, measure.of)
  });
  return new Map([
    ['visits.persons', all(personMeasure)],
    ['visits.households', all(householdMeasure)],
    ['visits.times', all(visitMeasure)],
    ['visits.money', all(moneyMeasure)],
    [
      'visits.met',
      {
        entries: entriesOf(
          'person',
          agreed.filter(({ id }) => met.has(id))
        ),
        of: agreed.length
      }
    ]
  ]);
}

const settledStatuses: ReadonlySet<string | undefined> = new Set(['resolved', 'rechecked']);
const answeredStatuses: ReadonlySet<string | undefined> = new Set([
  'answered',
  'published',
  'checked'
]);

function countWork(input: ReportInput): Counts {
  const { period } = input;
  const within = <T>(items: readonly Item<T>[], dayOf: (values: T) => IsoDate | undefined) =>
    items.filter(({ values }) => isInPeriod(dayOf(values), period));
  const receptions = within(input.receptions, ({ at }) =>
    at === undefined ? undefined : localDate(at)
  );
  const needs = within(input.needs, ({ raisedOn }) => raisedOn);
  const settled = needs.filter(({ values }) => settledStatuses.has(values.status));
  const suggestions = within(input.suggestions, ({ raisedOn }) => raisedOn);
  const answered = suggestions.filter(({ values }) => answeredStatuses.has(values.status));
  // One of a day to come is planned, not held.
  const activities = within(input.activities, ({ on }) => on).filter(
    ({ values: { on } }) => on !== undefined && on <= input.today
  );
  const ticked = activities.filter(({ values }) => isUnitedFront(values));
  const present = (items: typeof activities) =>
    entriesOf('activity', items, ({ values }) => values.actual ?? 0);
  const came = present(activities);
  const aids = within(input.aids, ({ on }) => on);
  return new Map<string, Counted>([
    ['receptions', { entries: entriesOf('reception', receptions) }],
    ['needs', { entries: entriesOf('need', needs) }],
    ['needs.settled', { entries: entriesOf('need', settled), of: needs.length }],
    ['suggestions', { entries: entriesOf('suggestion', suggestions) }],
    [
      'suggestions.answered',
      { entries: entriesOf('suggestion', answered), of: suggestions.length }
    ],
    ['activities', { entries: entriesOf('activity', activities) }],
    ['activities.unitedFront', { entries: entriesOf('activity', ticked), of: activities.length }],
    ['activities.present', { entries: came }],
    ['activities.unitedFront.present', { entries: present(ticked), of: sumOf(came) }],
    ['aid.times', { entries: entriesOf('aid', aids) }],
    ['aid.value', { entries: entriesOf('aid', aids, ({ values }) => values.value ?? 0) }]
  ]);
}

export function compileReport(input: ReportInput): readonly CompiledGroup[] {
  const counts = new Map([...countRegister(input), ...countVisits(input), ...countWork(input)]);
  const heads = counts.get('people')?.entries.length ?? 0;
  const told = { heads, earlier: input.earlier };
  return figureGroups.map((group) => {
    const figures = group.figures.map((kind): CompiledFigure => {
      // A row without anybody is of the same whole as the others.
      const { entries, of = group.cover === 'rows' ? heads : undefined } = counts.get(kind.id) ?? {
        entries: []
      };
      return { kind, entries, value: sumOf(entries), ...(of !== undefined && { of }) };
    });
    return { group, figures, told: toldOf(group, figures, told) };
  });
}

const rowOf = (key: string, values: readonly number[]): OutsideRow => ({
  key,
  label: key,
  values
});

/** Whether a number of people by itself is too small to be told. */
const isCovered = (value: number): boolean =>
  mergeSmallRows([rowOf('', [value])], [0]).type === 'withheld';

const tell = ({ kind, value, of }: CompiledFigure): ReportFigure => ({
  id: kind.id,
  n: value,
  ...(of !== undefined && { of })
});

const cover = ({ kind }: CompiledFigure): ReportFigure => ({ id: kind.id, n: null });

/** What else is known to whoever reads a figure. */
interface Known {
  /** 在册, told beside all others where it is not small. */
  readonly heads: number;
  readonly earlier: ReportInput['earlier'];
}

function toldOf(
  group: FigureGroup,
  figures: readonly CompiledFigure[],
  known: Known
): readonly ReportFigure[] {
  switch (group.cover) {
    case 'free':
      return figures.map(tell);
    case 'single':
      return figures.map((each) => (isCovered(each.value) ? cover(each) : tell(each)));
    case 'share':
      return figures.map((each) => tellShare(each, known.heads));
    case 'part':
      return figures.map(tellPart);
    case 'row': {
      const counted = figures.flatMap(({ kind }, at) => (kind.kind === 'count' ? [at] : []));
      const row = rowOf(
        group.id,
        figures.map(({ value }) => value)
      );
      const isTold = mergeSmallRows([row], counted).type === 'shown';
      // Of ten visits one may have brought money: then the sum is what one household was given.
      const isOne = ({ kind, entries }: CompiledFigure): boolean =>
        kind.kind === 'money' && isCovered(entries.length);
      return figures.map((each) => (isTold && !isOne(each) ? tell(each) : cover(each)));
    }
    case 'rows':
      return tellRows(group.id, figures, known);
  }
}

/**
 * The rest of a share must not be small either: two not met of thirty are two. Nor must those outside its whole: 在册
 * stands in the same report.
 */
function tellShare(figure: CompiledFigure, heads: number): ReportFigure {
  const { value, of = 0 } = figure;
  const isWholeTold = !isCovered(of) && !isCovered(heads - of);
  const parts = mergeSmallRows([rowOf('part', [value]), rowOf('rest', [of - value])], [0]);
  if (isWholeTold && parts.type === 'shown' && !parts.merged) return tell(figure);
  return { ...cover(figure), ...(isWholeTold && { of }) };
}

/** A number, or a part of one: neither, nor what is left of the whole, may be small. */
function tellPart(figure: CompiledFigure): ReportFigure {
  const { value, of } = figure;
  const hides = isCovered(value) || (of !== undefined && (isCovered(of) || isCovered(of - value)));
  return hides ? cover(figure) : tell(figure);
}

function tellRows(
  id: string,
  figures: readonly CompiledFigure[],
  { heads, earlier }: Known
): readonly ReportFigure[] {
  const byId = new Map(figures.map((figure) => [figure.kind.id, figure]));
  const [first] = figures;
  // A share of a whole that is not told would tell it.
  const whole = !isCovered(heads) && first?.of !== undefined ? { of: first.of } : {};
  const changes = earlier.map((report) => changesSince(id, figures, report));
  const table = mergeSmallRows(
    figures.map(({ kind, value }) =>
      rowOf(kind.id, [value, ...changes.map((since) => since.get(kind.id) ?? 0)])
    ),
    [0, ...changes.map((_, at) => at + 1)]
  );
  if (table.type === 'withheld') return [{ id, n: null, parts: [...byId.keys()] }];
  const shown = table.rows.map(({ key, values }) => ({ id: key, n: values[0] ?? 0, ...whole }));
  if (!table.merged) return shown;
  const { labels, values } = table.merged;
  return [...shown, { id, n: values[0] ?? 0, ...whole, parts: labels }];
}

/**
 * By how many people each row differs from what an earlier report told of it. One more here, one more there tell sex, age
 * and category of whoever came last month, so a small difference is a small number. That of a merged row counts at one
 * of its rows: nobody can say at which.
 */
function changesSince(
  group: string,
  figures: readonly CompiledFigure[],
  report: readonly ReportFigure[]
): ReadonlyMap<string, number> {
  const now = new Map(figures.map(({ kind, value }) => [kind.id, value]));
  const changes = new Map<string, number>();
  for (const { id, n, parts } of report) {
    const ids = parts && id === group ? parts : [id];
    const [first] = ids;
    if (n === null || first === undefined || !now.has(first)) continue;
    const sum = ids.reduce((total, each) => total + (now.get(each) ?? 0), 0);
    changes.set(first, Math.abs(sum - n));
  }
  return changes;
}
