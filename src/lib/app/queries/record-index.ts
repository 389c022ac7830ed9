/**
 * The records of one kind through the consent gate (I14), kept while someone watches: newest first, gated again one
 * by one. A change touches the rows it concerns, a changed person the rows that name the person; only a new day, other
 * settings or a rebuild touch all (100,000 rows).
 */
import { gateRecord } from '../../domain/consent/gate-record';
import { peopleOf } from '../../domain/people-of';
import type { RecordDefinition, RecordRow } from '../../domain/record';
import type { RecordId } from '../../kernel/ids';
import { createSource, type Source, type Watchable } from '../../kernel/watchable';
import type { RecordView } from '../../storage/types';
import type { RecordItem } from '../types';
import { onceOpen } from './live-view';
import type { PeopleIndex } from './people-index';

export interface RecordIndex {
  readonly items: Watchable<readonly RecordItem[]>;
  /** What a person is named in. Only while `items` is watched. */
  readonly naming: (person: RecordId) => readonly RecordItem[];
}

type Listing = readonly RecordItem[];

export function createRecordIndex(
  view: RecordView,
  people: PeopleIndex,
  definition: RecordDefinition
): RecordIndex {
  let running: { readonly rows: IndexedRows; readonly list: Source<Listing> } | undefined;
  let stops: readonly (() => void)[] = [];
  let watchers = 0;

  function start(): Source<Listing> {
    const rows = new IndexedRows(view, people, definition);
    const list = createSource<Listing>(rows.all());
    const renew = (ids: ReadonlySet<RecordId> | undefined): void => {
      if (ids?.size !== 0) list.set(ids ? rows.touch(ids, list.get()) : rows.all());
    };
    stops = [
      people.onChange((ids) => renew(ids && rows.idsNaming(ids))),
      view.onChange(({ kinds, ids }) => {
        if (!kinds.has(definition.kind)) return;
        renew(ids.size === 0 ? undefined : rows.ownIds(ids));
      })
    ];
    running = { rows, list };
    return list;
  }

  function stop(): void {
    watchers -= 1;
    if (watchers > 0) return;
    for (const each of stops) each();
    running = undefined;
  }

  const items: Watchable<Listing> = {
    watch(onValue, onError) {
      const list = running?.list ?? start();
      watchers += 1;
      const unwatch = list.watch(onValue, onError);
      let isStopped = false;
      return () => {
        if (isStopped) return;
        isStopped = true;
        unwatch();
        stop();
      };
    }
  };
  return {
    items: onceOpen(view, [definition.kind], () => items),
    naming: (person) => running?.rows.naming(person) ?? []
  };
}

/** `private` and not `#`, which the build would turn into a WeakMap: 100,000 rows go through here. */
class IndexedRows {
  private readonly items = new Map<RecordId, RecordItem>();
  /** By person, of all live rows: also of people who may not be named. */
  private readonly idsByPerson = new Map<RecordId, Set<RecordId>>();
  private readonly namedIn = new Map<RecordId, readonly RecordId[]>();
  private readonly view: RecordView;
  private readonly people: PeopleIndex;
  private readonly definition: RecordDefinition;

  constructor(view: RecordView, people: PeopleIndex, definition: RecordDefinition) {
    this.view = view;
    this.people = people;
    this.definition = definition;
  }

  /** Gates everything anew. */
  all(): Listing {
    this.items.clear();
    this.idsByPerson.clear();
    this.namedIn.clear();
    for (const row of this.view.rows(this.definition.kind)) this.put(row);
    return [...this.items.values()].sort(this.compare);
  }

  touch(ids: ReadonlySet<RecordId>, before: Listing): Listing {
    const changed: RecordItem[] = [];
    for (const id of ids) {
      this.drop(id);
      const row = this.view.row(this.definition.kind, id);
      const item = row && this.put(row);
      if (item) changed.push(item);
    }
    const others = before.filter((item) => !ids.has(item.id));
    return mergeSorted(others, changed.sort(this.compare), this.compare);
  }

  /** Of changed ids those of this kind, gone ones included. */
  ownIds(ids: ReadonlySet<RecordId>): ReadonlySet<RecordId> {
    const { kind } = this.definition;
    return new Set([...ids].filter((id) => this.items.has(id) || this.view.row(kind, id)));
  }

  idsNaming(people: ReadonlySet<RecordId>): ReadonlySet<RecordId> {
    const ids = new Set<RecordId>();
    for (const person of people) for (const id of this.idsByPerson.get(person) ?? []) ids.add(id);
    return ids;
  }

  naming(person: RecordId): Listing {
    return [...(this.idsByPerson.get(person) ?? [])]
      .flatMap((id) => this.items.get(id) ?? [])
      .filter((item) => item.people.some(({ id }) => id === person));
  }

  private put(row: RecordRow): RecordItem | undefined {
    if (row.isDeleted || row.isLocked) return undefined;
    const item = gateRecord(this.definition, row, this.people.gated) as RecordItem;
    this.items.set(row.id, item);
    const named = peopleOf(this.definition, row.values);
    if (named.length === 0) return item;
    this.namedIn.set(row.id, named);
    for (const person of named) {
      const ids = this.idsByPerson.get(person);
      if (ids) ids.add(row.id);
      else this.idsByPerson.set(person, new Set([row.id]));
    }
    return item;
  }

  private drop(id: RecordId): void {
    this.items.delete(id);
    for (const person of this.namedIn.get(id) ?? []) this.idsByPerson.get(person)?.delete(id);
    this.namedIn.delete(id);
  }

  private readonly compare = (a: RecordItem, b: RecordItem): number => {
    const [left, right] = [this.dayOf(a), this.dayOf(b)];
    return left === right ? b.createdAt - a.createdAt : left < right ? 1 : -1;
  };

  private dayOf({ values }: RecordItem): string {
    return this.definition.dateOf?.(values) ?? '';
  }
}

/** Two sorted lists as one: linear, where sorting 100,000 rows anew for one change would not be. */
function mergeSorted<T>(
  many: readonly T[],
  few: readonly T[],
  compare: (a: T, b: T) => number
): readonly T[] {
  if (few.length === 0) return many;
  const merged: T[] = [];
  let next = 0;
  for (const item of many) {
    for (let each = few[next]; each !== undefined && compare(each, item) <= 0; each = few[next]) {
      merged.push(each);
      next += 1;
    }
    merged.push(item);
  }
  return [...merged, ...few.slice(next)];
}
