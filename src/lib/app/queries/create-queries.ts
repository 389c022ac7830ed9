/** All queries of an open session, each a Watchable over the replica's view and the consent gate. */
import { canShowRelation } from '../../domain/relation/rules';
import type { RelationValues } from '../../domain/relation/record';
import type { RecordKind } from '../../domain/field';
import { definitionOf, recordKinds } from '../../domain/registry';
import type { RecordRow } from '../../domain/record';
import type { VisitRow } from '../../domain/visit/record';
import { isExpired, type LifeEventRow } from '../../domain/life-event/record';
import type { VisitRuleRow } from '../../domain/visit-rule/record';
import { resolveVisitRules } from '../../domain/visit-rule/versions';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { ok } from '../../kernel/result';
import type { Source, Watchable } from '../../kernel/watchable';
import type { Replica } from '../../storage/types';
import { readRule } from '../commands/visit-rules';
import type { PeopleSnapshot, Queries, VisitItem } from '../types';
import { coverageOf } from './coverage';
import { combine, watchView } from './live-view';
import { isCareShown } from './names-people';
import type { PeopleIndex } from './people-index';
import { createSearchIndex } from './search-index';
import { personTimeline } from './timeline';
import { computeToday } from './today';
import { withdrawnPeople } from './withdrawn';
import { byDateDescending, visitToItem } from './visits';
import { createVisitTasks } from './visit-tasks';

export interface QueryDeps {
  readonly replica: Replica;
  readonly people: PeopleIndex;
  readonly today: Source<IsoDate>;
  readonly lastBackupAtMs: Source<number | undefined>;
  readonly nameOfSlot: (slot: string) => string;
}

const isLive = (row: RecordRow): boolean => !row.isDeleted && !row.isLocked;

/** People and what names them stay out of the 回收站's plain list when they are locked. */
const notInBin: readonly RecordKind[] = ['auditEvent', 'spaceSettings', 'textPiece'];
const binKinds = recordKinds.filter((kind) => !notInBin.includes(kind));

export function createQueries(deps: QueryDeps): Queries {
  const { replica, people, today, lastBackupAtMs, nameOfSlot } = deps;
  const { view } = replica;
  const snapshot = people.snapshot;

  const visits = combine(
    watchView(view, ['visit'], () => view.rows('visit') as readonly VisitRow[]),
    snapshot,
    (rows, shown): readonly VisitItem[] =>
      rows
        .filter(isLive)
        .map((row) => visitToItem(row, shown))
        .sort(byDateDescending)
  );

  const nameOf = (kind: RecordKind, id: RecordId): string | undefined => {
    if (kind === 'person') return snapshot.get().byId.get(id)?.values.name;
    const row = view.row(kind, id);
    return row && isLive(row) ? definitionOf(kind).title(row.values) : undefined;
  };
  const titleOf = (kind: RecordKind, row: RecordRow): string =>
    kind === 'person' ? (nameOf(kind, row.id) ?? '') : definitionOf(kind).title(row.values);

  const visitTasks = createVisitTasks({ view, people, today });
  const search = createSearchIndex(view, () => snapshot.get());

  const relationShown = (row: RecordRow, shown: PeopleSnapshot): boolean =>
    row.kind !== 'relation' ||
    canShowRelation(row.values as RelationValues, (id) => shown.byId.get(id));

  return {
    people: snapshot,
    visits,
    nameOf,
    nameOfSlot,
    search: search.find,
    person: (id) => mapped(snapshot, (shown) => shown.byId.get(id)),
    rows: (kind) =>
      combine(
        watchView(view, [kind], () => view.rows(kind)),
        snapshot,
        (rows, shown) =>
          rows.filter((row) => isLive(row) && relationShown(row, shown) && isCareShown(row, shown))
      ),
    timelineOf: (id) =>
      combine(visits, snapshot, (items, shown) => {
        const person = shown.byId.get(id);
        return person ? personTimeline(person, items, people.consentsOf(id)) : [];
      }),
    todayView: combine(
      combine(visits, snapshot, (items, shown) => ({ items, shown })),
      combine(
        combine(today, lastBackupAtMs, (day, atMs) => ({ day, atMs })),
        // Any change of the book ages the backup and belongs to what changed.
        watchView(view, recordKinds, () => undefined),
        (now) => now
      ),
      ({ items, shown }, { day, atMs }) =>
        computeToday({
          view,
          people: shown,
          everyone: people.everyone(),
          visits: items,
          today: day,
          lastBackupAtMs: atMs,
          titleOf,
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
    ruleReach(values) {
      const read = readRule(values);
      return read.ok ? ok(visitTasks.reach(read.value)) : read;
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
      watchView(view, recordKinds, () =>
        binKinds
          .flatMap((kind) => view.rows(kind).filter((row) => row.isDeleted && !row.isLocked))
          .sort((a, b) => b.updatedAt - a.updatedAt)
      ),
      snapshot,
      (rows, shown) => rows.map((row) => ({ row, title: binTitle(row, shown) }))
    ),
    async history(kind, id) {
      const steps = await replica.history(kind, id);
      return steps.map((step) => ({ ...step, by: nameOfSlot(step.slot) }));
    }
  };
}

/** What a deleted record was: besides its own title the people it concerned, as far as they may be named (I14). */
function binTitle(row: RecordRow, shown: PeopleSnapshot): string {
  const { title, peopleOf } = definitionOf(row.kind);
  if (row.kind === 'person') return title(row.values);
  const names = (peopleOf?.(row.values) ?? []).flatMap(
    (id) => shown.byId.get(id)?.values.name ?? []
  );
  return [title(row.values), names.join('、')].filter(Boolean).join(' · ');
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
