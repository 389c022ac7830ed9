/** All queries of an open session, each a Watchable over the replica's view and the consent gate. */
import type { RecordKind } from '../../domain/field';
import { definitionOf, namingKinds, recordKinds, workKinds } from '../../domain/registry';
import type { RecordRow } from '../../domain/record';
import { isExpired, type LifeEventRow } from '../../domain/life-event/record';
import type { VisitRuleRow } from '../../domain/visit-rule/record';
import { resolveVisitRules } from '../../domain/visit-rule/versions';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { err, ok } from '../../kernel/result';
import type { Source, Watchable } from '../../kernel/watchable';
import { readRule } from '../commands/visit-rules';
import type { Queries } from '../types';
import type { MergedReplica } from '../doubles/merged-view';
import type { OpenConflicts } from '../conflicts/open-conflicts';
import { createConflictQueries } from './conflicts';
import { coverageOf } from './coverage';
import { watchEarlierHands } from './earlier-hands';
import { shownHistory } from './history';
import { combine, watchReading, watchView } from './live-view';
import type { PeopleIndex } from './people-index';
import { createRecordIndex, type RecordIndex } from './record-index';
import { recordsOf } from './records-of';
import { recordsOn } from './records-on';
import type { SearchIndex } from './search-index';
import { personTimeline } from './timeline';
import { gatedTitle, toldTitle } from './titles';
import { computeToday } from './today';
import { withdrawnPeople } from './withdrawn';
import { createVisitTasks } from './visit-tasks';

export interface QueryDeps {
  readonly replica: MergedReplica;
  readonly people: PeopleIndex;
  readonly search: SearchIndex;
  readonly today: Source<IsoDate>;
  readonly lastBackupAtMs: Source<number | undefined>;
  readonly nameOfSlot: (slot: string) => string;
  readonly openConflicts: OpenConflicts;
}

const isLive = (row: RecordRow): boolean => !row.isDeleted && !row.isLocked;

export function createQueries(deps: QueryDeps): Queries {
  const { replica, people, today, lastBackupAtMs, nameOfSlot } = deps;
  const { view } = replica;
  const snapshot = people.snapshot;

  const indexes = new Map<RecordKind, RecordIndex>();
  const indexOf = (kind: RecordKind): RecordIndex => {
    const present = indexes.get(kind) ?? createRecordIndex(view, people, definitionOf(kind));
    indexes.set(kind, present);
    return present;
  };
  const records: Queries['records'] = (kind) => indexOf(kind).items as never;
  const visits = records('visit');

  const titleOf = (row: RecordRow): string => gatedTitle(row, people);
  const nameOf = (kind: RecordKind, id: RecordId): string | undefined => {
    if (kind === 'person') return snapshot.get().byId.get(view.standing(id))?.values.name;
    const row = view.isOpen([kind]) ? view.row(kind, id) : undefined;
    return row && isLive(row) ? titleOf(row) : undefined;
  };
  const visitTasks = createVisitTasks({ view, people, today });
  const itemsOf = (id: RecordId) => recordsOf(id, namingKinds.map(indexOf));

  return {
    people: snapshot,
    records,
    recordsOn: (kind, day) => recordsOn({ view, people }, definitionOf(kind), day) as never,
    readingYear: watchReading(view),
    recordsOf: itemsOf,
    recordCounts: watchView(view, workKinds, () =>
      Object.fromEntries(workKinds.map((kind) => [kind, view.rows(kind).filter(isLive).length]))
    ),
    nameOf,
    nameOfSlot,
    search: deps.search.find,
    person: (id) => mapped(snapshot, (shown) => shown.byId.get(view.standing(id))),
    rows: (kind) => watchView(view, [kind], () => view.rows(kind).filter(isLive)),
    timelineOf: (id) =>
      combine(itemsOf(id), snapshot, (items, shown) => {
        const person = shown.byId.get(id);
        return person ? personTimeline(person, items, people.consentsOf(id), nameOf) : [];
      }),
    todayView: combine(
      combine(visits, snapshot, (items, shown) => ({ items, shown })),
      combine(
        combine(today, lastBackupAtMs, (day, atMs) => ({ day, atMs })),
        combine(
          watchEarlierHands({ replica, today, kinds: workKinds }),
          // Any change of the book ages the backup and belongs to what changed.
          watchView(view, recordKinds, () => undefined),
          (earlierOf) => earlierOf
        ),
        (now, earlierOf) => ({ ...now, earlierOf })
      ),
      ({ items, shown }, { day, atMs, earlierOf }) =>
        computeToday({
          view,
          people: shown,
          everyone: people.everyone(),
          visits: items,
          today: day,
          lastBackupAtMs: atMs,
          earlierOf,
          titleOf: (row) => toldTitle(row, people),
          nameOfSlot
        })
    ),
    visitTasks,
    expiredLifeEvents: combine(
      today,
      watchView(view, ['lifeEvent'], () => view.rows('lifeEvent') as readonly LifeEventRow[]),
      (day, rows) => rows.filter((row) => isExpired(row, day)).map(({ id }) => id)
    ),
    visitRules: watchView(view, ['visitRule'], () =>
      resolveVisitRules(view.rows('visitRule') as readonly VisitRuleRow[])
    ),
    async ruleReach(values) {
      const read = readRule(values);
      if (!read.ok) return read;
      const opened = await replica.whenOpen();
      if (!opened.ok) return err({ type: 'commit', failure: opened.error });
      return ok(visitTasks.reach(read.value));
    },
    coverage: combine(
      combine(visits, snapshot, (items, shown) => ({ items, shown })),
      combine(
        visitTasks,
        watchView(view, ['household', 'pairing'], () => undefined),
        (tasks) => tasks
      ),
      ({ items, shown }, tasks) => coverageOf({ view, people: shown, visits: items, tasks })
    ),
    withdrawn: mapped(snapshot, () => withdrawnPeople(people)),
    recycleBin: combine(
      watchView(view, workKinds, () =>
        workKinds
          .flatMap((kind) => view.rows(kind).filter((row) => row.isDeleted && !row.isLocked))
          .sort((a, b) => b.updatedAt - a.updatedAt)
      ),
      snapshot,
      (rows) =>
        rows.map((row) => ({
          kind: row.kind,
          id: row.id,
          title: toldTitle(row, people),
          deletedAt: row.updatedAt,
          deletedBy: row.updatedBy
        }))
    ),
    ...createConflictQueries(deps),
    history: (kind, id) => shownHistory(replica, people, nameOfSlot, kind, id)
  };
}

function mapped<A, B>(source: Watchable<A>, change: (value: A) => B): Watchable<B> {
  return {
    watch(onValue, onError) {
      let last: { readonly value: B } | undefined;
      return source.watch((value) => {
        const next = change(value);
        if (last && last.value === next) return;
        last = { value: next };
        onValue(next);
      }, onError);
    }
  };
}
