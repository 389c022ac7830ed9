/**
 * Must-visits of everybody around today (visit-rule SPEC 7): computed when the first screen asks, then kept up to
 * date record by record for as long as the session lives. People come from the consent gate alone (I14).
 */
import { festivalDays } from '../../domain/calendar/festival-days';
import type { GatedPerson } from '../../domain/consent/gate';
import type { RecordKind } from '../../domain/field';
import type { LifeEventRow } from '../../domain/life-event/record';
import type { PairingRow } from '../../domain/pairing/record';
import type { VisitRow } from '../../domain/visit/record';
import type { FactChanges } from '../../domain/visit-rule/fact-book';
import {
  taskEventOf,
  taskExceptionOf,
  taskPairingOf,
  taskPersonOf,
  taskVisitOf,
  type TaskPerson
} from '../../domain/visit-rule/facts';
import type { VisitRuleRow } from '../../domain/visit-rule/record';
import {
  createTaskIndex,
  type RuleReach,
  type TaskIndex,
  type TaskSetting
} from '../../domain/visit-rule/task-index';
import { resolveVisitRules, type RuleConfig } from '../../domain/visit-rule/versions';
import type { DaySpan } from '../../domain/visit-rule/windows';
import type { VisitTaskRow } from '../../domain/visit-task/record';
import { addDays, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { createSource, type Source, type Watchable } from '../../kernel/watchable';
import type { RecordView, ViewChange } from '../../storage/types';
import type { PeopleSnapshot, VisitTasksView } from '../types';
import { onceOpen } from './live-view';
import type { PeopleIndex } from './people-index';
import { readSettings } from './settings';

interface Deps {
  readonly view: RecordView;
  readonly people: PeopleIndex;
  readonly today: Source<IsoDate>;
}

/** From a quarter back to a quarter ahead of the month, so that a new day rarely moves the span. */
function spanAround(day: IsoDate): DaySpan {
  const first = `${day.slice(0, 7)}-01` as IsoDate;
  return { from: addDays(first, -92), to: addDays(first, 123) };
}

function settingOn(view: RecordView, today: IsoDate): TaskSetting {
  const { festivalDates } = readSettings(view);
  return {
    rules: resolveVisitRules(view.rows('visitRule') as readonly VisitRuleRow[]),
    calendar: { festivalDays: (from, to) => festivalDays(from, to, festivalDates) },
    span: spanAround(today),
    today
  };
}

/** Facts of the changed records; of all records when `ids` is undefined. */
function factsIn(view: RecordView, ids?: ReadonlySet<RecordId>): FactChanges {
  const read = <T>(
    kind: RecordKind,
    toFact: (row: never) => T
  ): ReadonlyMap<RecordId, T | undefined> => {
    if (!ids) return new Map(view.rows(kind).map((row) => [row.id, toFact(row as never)]));
    const found = new Map<RecordId, T | undefined>();
    for (const id of ids) {
      const row = view.row(kind, id);
      // An id of another kind is no news here; an erased record is gone from every kind.
      found.set(id, row && toFact(row as never));
    }
    return found;
  };
  return {
    visits: read('visit', (row: VisitRow) => taskVisitOf(row)),
    events: read('lifeEvent', (row: LifeEventRow) => taskEventOf(row)),
    pairings: read('pairing', (row: PairingRow) => taskPairingOf(row)),
    exceptions: read('visitTask', (row: VisitTaskRow) => taskExceptionOf(row))
  };
}

/** Tells people whose gated value was replaced since the last time, and those who are gone. */
function createPeopleReader(people: PeopleIndex) {
  let seen: ReadonlyMap<RecordId, GatedPerson> = new Map();
  return {
    changes({ byId }: PeopleSnapshot): ReadonlyMap<RecordId, TaskPerson | undefined> {
      const changed = new Map<RecordId, TaskPerson | undefined>();
      for (const [id, person] of byId) {
        if (seen.get(id) !== person) changed.set(id, taskPersonOf(person, people.consentsOf(id)));
      }
      for (const id of seen.keys()) if (!byId.has(id)) changed.set(id, undefined);
      seen = byId;
      return changed;
    }
  };
}

const factKinds: readonly RecordKind[] = ['visit', 'lifeEvent', 'pairing', 'visitTask'];
const settingKinds: readonly RecordKind[] = ['visitRule', 'spaceSettings'];

interface Running {
  readonly source: Source<VisitTasksView>;
  readonly reach: (config: RuleConfig) => RuleReach;
}

function start({ view, people, today }: Deps): Running {
  let reader = createPeopleReader(people);
  const open = (): TaskIndex => {
    reader = createPeopleReader(people);
    const index = createTaskIndex(settingOn(view, today.get()));
    index.apply({ ...factsIn(view), people: reader.changes(people.snapshot.get()) });
    return index;
  };
  let index = open();
  const shown = (): VisitTasksView => ({ today: index.today(), tasks: index.tasks() });
  const source = createSource(shown());
  const tell = (): void => {
    const next = shown();
    const last = source.get();
    if (next.tasks !== last.tasks || next.today !== last.today) source.set(next);
  };
  view.onChange((change: ViewChange) => {
    const touches = (kinds: readonly RecordKind[]) => kinds.some((kind) => change.kinds.has(kind));
    if (change.ids.size === 0) index = open();
    else if (touches(settingKinds)) index.reset(settingOn(view, index.today()));
    if (touches(factKinds)) index.apply(factsIn(view, change.ids));
    tell();
  });
  people.snapshot.watch((snapshot) => {
    index.apply({ people: reader.changes(snapshot) });
    tell();
  }, ignore);
  today.watch((next) => {
    if (spanAround(next).from === spanAround(index.today()).from) index.setToday(next);
    else index.reset(settingOn(view, next));
    tell();
  }, ignore);
  return { source, reach: (config) => reachOf(index, config) };
}

/** The rule as if it were switched on, for the coming year. */
function reachOf(index: TaskIndex, config: RuleConfig): RuleReach {
  const present = { number: 1, config: { ...config, enabled: true } };
  const rule = { id: noRule, versions: [present], present } as const;
  const from = index.today();
  return index.reach(rule, { from, to: addDays(from, 364) });
}

/** A rule that is only tried has no record. */
const noRule = '0'.repeat(32) as RecordId;

export interface VisitTasks extends Watchable<VisitTasksView> {
  /** How many people and visits a rule would come to within a year. Not before everything is open. */
  readonly reach: (config: RuleConfig) => RuleReach;
}

export function createVisitTasks(deps: Deps): VisitTasks {
  let running: Running | undefined;
  const run = (): Running => (running ??= start(deps));
  return {
    ...onceOpen(deps.view, factKinds, () => run().source),
    reach: (config) => run().reach(config)
  };
}

/** Sources never fail. */
const ignore = (): void => undefined;
