/**
 * Coverage (DOMAIN E, S3-13): when each person, household, building and community was last visited, what the rules
 * ask and what was done, and how many people each liaison looks after. Counts and dates; never a rank, never a
 * score, and never by category, so categories are not even among the facts.
 */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { VisitTask } from '../visit-rule/task';

/** Someone on the register who agreed to visits. */
export interface CoveredPerson {
  readonly id: RecordId;
  readonly communityId: RecordId | undefined;
  readonly building: RecordId | undefined;
  readonly liaison: RecordId | undefined;
}

export interface CoverageFacts {
  readonly people: readonly CoveredPerson[];
  readonly visits: readonly {
    readonly on: IsoDate;
    readonly people: readonly RecordId[];
    readonly household: RecordId | undefined;
  }[];
  readonly households: readonly {
    readonly id: RecordId;
    readonly building: RecordId | undefined;
    /** Those who may be shown. */
    readonly members: readonly RecordId[];
  }[];
  /** Pairings that run today. */
  readonly pairings: readonly { readonly helper: RecordId; readonly person: RecordId }[];
  readonly tasks: readonly VisitTask[];
}

/** People of one place or one liaison; undefined stands for those without one. */
export interface CoverageGroup {
  readonly id: RecordId | undefined;
  readonly people: number;
  readonly neverVisited: number;
  /** Latest visit to any of them. */
  readonly lastOn: IsoDate | undefined;
}

export interface RuleCoverage {
  readonly ruleId: RecordId;
  readonly ruleName: string;
  readonly done: number;
  /** To be done now, overdue ones among them. */
  readonly open: number;
  readonly overdue: number;
  readonly declined: number;
  readonly missed: number;
  readonly lastOn: IsoDate | undefined;
}

export interface Coverage {
  readonly people: readonly { readonly id: RecordId; readonly lastOn: IsoDate | undefined }[];
  readonly households: readonly {
    readonly id: RecordId;
    readonly building: RecordId | undefined;
    readonly lastOn: IsoDate | undefined;
  }[];
  readonly buildings: readonly CoverageGroup[];
  readonly communities: readonly CoverageGroup[];
  readonly liaisons: readonly CoverageGroup[];
  readonly pairings: readonly { readonly helper: RecordId; readonly people: number }[];
  /** In the order in which rules first occur among the tasks. */
  readonly rules: readonly RuleCoverage[];
}

const later = (a: IsoDate | undefined, b: IsoDate | undefined): IsoDate | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

function lastVisits(visits: CoverageFacts['visits']) {
  const people = new Map<RecordId, IsoDate>();
  const households = new Map<RecordId, IsoDate>();
  const note = (map: Map<RecordId, IsoDate>, id: RecordId, on: IsoDate): void => {
    const before = map.get(id);
    if (before === undefined || before < on) map.set(id, on);
  };
  for (const { on, people: visited, household } of visits) {
    for (const id of visited) note(people, id, on);
    if (household) note(households, household, on);
  }
  return { people, households };
}

function groupPeople(
  people: readonly CoveredPerson[],
  lastOn: ReadonlyMap<RecordId, IsoDate>,
  groupOf: (person: CoveredPerson) => RecordId | undefined
): readonly CoverageGroup[] {
  const groups = new Map<RecordId | undefined, CoverageGroup>();
  for (const person of people) {
    const id = groupOf(person);
    const on = lastOn.get(person.id);
    const before = groups.get(id) ?? { id, people: 0, neverVisited: 0, lastOn: undefined };
    groups.set(id, {
      id,
      people: before.people + 1,
      neverVisited: before.neverVisited + (on === undefined ? 1 : 0),
      lastOn: later(before.lastOn, on)
    });
  }
  return [...groups.values()];
}

function ruleCoverage(tasks: readonly VisitTask[]): readonly RuleCoverage[] {
  const rules = new Map<RecordId, RuleCoverage>();
  for (const { ruleId, ruleName, state, settledOn } of tasks) {
    const before = rules.get(ruleId) ?? {
      ruleId,
      ruleName,
      done: 0,
      open: 0,
      overdue: 0,
      declined: 0,
      missed: 0,
      lastOn: undefined
    };
    const one = (...states: readonly string[]): number => (states.includes(state) ? 1 : 0);
    rules.set(ruleId, {
      ...before,
      done: before.done + one('done'),
      open: before.open + one('open', 'overdue'),
      overdue: before.overdue + one('overdue'),
      declined: before.declined + one('declined'),
      missed: before.missed + one('missed'),
      lastOn: later(before.lastOn, state === 'done' ? settledOn : undefined)
    });
  }
  return [...rules.values()];
}

function pairingLoad(pairings: CoverageFacts['pairings']): Coverage['pairings'] {
  const byHelper = new Map<RecordId, Set<RecordId>>();
  for (const { helper, person } of pairings) {
    const people = byHelper.get(helper) ?? new Set();
    byHelper.set(helper, people.add(person));
  }
  return [...byHelper].map(([helper, people]) => ({ helper, people: people.size }));
}

export function computeCoverage(facts: CoverageFacts): Coverage {
  const { people, households, pairings, tasks } = facts;
  const last = lastVisits(facts.visits);
  const ofPeople = (ids: readonly RecordId[]): IsoDate | undefined =>
    ids.reduce<IsoDate | undefined>((found, id) => later(found, last.people.get(id)), undefined);
  return {
    people: people.map(({ id }) => ({ id, lastOn: last.people.get(id) })),
    households: households.map(({ id, building, members }) => ({
      id,
      building,
      lastOn: later(last.households.get(id), ofPeople(members))
    })),
    buildings: groupPeople(people, last.people, ({ building }) => building),
    communities: groupPeople(people, last.people, ({ communityId }) => communityId),
    liaisons: groupPeople(people, last.people, ({ liaison }) => liaison),
    pairings: pairingLoad(pairings),
    rules: ruleCoverage(tasks)
  };
}
