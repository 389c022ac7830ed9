/**
 * The rows of the book as everyone above storage reads them: people whose records were merged are one person, under the
 * id that stands for them, wherever they are named. Nothing is rewritten for it: visits, needs, consents and tasks keep
 * the id they were written with, so taking a merge back is taking its link back. Storage, sync and backup see the
 * stored rows.
 */
import { mergedPeople, type MergedPerson } from '../../domain/doubles/links';
import type { RecordKind } from '../../domain/field';
import { idsIn, personFieldsOf } from '../../domain/people-of';
import type { PersonRow } from '../../domain/person/record';
import { definitionOf, isRecordKind, recordKinds } from '../../domain/registry';
import type { RecordDefinition, RecordRow } from '../../domain/record';
import type { Hlc } from '../../kernel/hlc';
import type { RecordId } from '../../kernel/ids';
import type { RecordView, Replica, ViewChange } from '../../storage/types';

export interface MergedView extends RecordView {
  /** The id that stands for a person's record. The one place that says so. */
  readonly standing: (id: RecordId) => RecordId;
  /** Of a person with several records. */
  readonly mergedOf: (id: RecordId) => MergedPerson | undefined;
  /** Everyone who has several records. */
  readonly merged: () => readonly MergedPerson[];
  /** The rows as they are stored. */
  readonly stored: RecordView;
}

/** A replica that is read through a merged view. */
export interface MergedReplica extends Replica {
  readonly view: MergedView;
}

/** The same replica in all else. */
export const withMergedView = (replica: Replica): MergedReplica =>
  Object.create(replica, {
    view: { value: createMergedView(replica.view), enumerable: true }
  }) as MergedReplica;

type Groups = ReadonlyMap<RecordId, MergedPerson>;

function createMergedView(stored: RecordView): MergedView {
  const listeners = new Set<(change: ViewChange) => void>();
  let groups = readGroups(stored);
  let known: Rows = createRows(stored, groups);
  stored.onChange((change) => {
    const told = follow(change);
    for (const listener of [...listeners]) listener(told);
  });

  function follow(change: ViewChange): ViewChange {
    if (!change.kinds.has('person')) return change;
    const next = readGroups(stored);
    if (!isSame(groups, next)) {
      groups = next;
      known = createRows(stored, groups);
      // Who is who has changed: whatever names anyone is read anew. Rare: somebody merged, or took it back.
      const open = recordKinds.filter((kind) => stored.isOpen([kind]));
      return { ...change, kinds: new Set(open), ids: new Set() };
    }
    const ids = new Set(change.ids);
    for (const id of change.ids) ids.add(groups.get(id)?.id ?? id);
    return { ...change, ids };
  }

  return {
    stored,
    isOpen: (kinds, since) => stored.isOpen(kinds, since),
    readingYear: () => stored.readingYear(),
    rows: (kind, since) => known.all(kind, since),
    row: (kind, id) => known.one(kind, id),
    searchKey: (kind, id) => stored.searchKey(kind, id),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    standing: (id) => groups.get(id)?.id ?? id,
    mergedOf: (id) => groups.get(id),
    merged: () => [...new Set(groups.values())]
  };
}

function readGroups(stored: RecordView): Groups {
  if (!stored.isOpen(['person'])) return new Map();
  const rows = stored.rows('person') as readonly PersonRow[];
  const linked = rows.some(({ values }) => values.mergedInto !== undefined);
  if (!linked) return new Map();
  return mergedPeople(rows.map(({ id, values }) => ({ id, mergedInto: values.mergedInto ?? [] })));
}

const isSame = (a: Groups, b: Groups): boolean =>
  a.size === b.size &&
  [...a].every(([id, person]) => {
    const other = b.get(id);
    return (
      other?.id === person.id &&
      other.mergedAt === person.mergedAt &&
      other.members.join() === person.members.join()
    );
  });

interface Rows {
  readonly all: (kind: RecordKind, since?: number) => readonly RecordRow[];
  readonly one: (kind: RecordKind, id: RecordId) => RecordRow | undefined;
}

/** Kept while the groups stand: a stored list that has not changed gives the very list that was given before. */
function createRows(stored: RecordView, groups: Groups): Rows {
  if (groups.size === 0) {
    return {
      all: (kind, since) => stored.rows(kind, since),
      one: (kind, id) => stored.row(kind, id)
    };
  }
  const lists = new WeakMap<readonly RecordRow[], readonly RecordRow[]>();
  const rows = new WeakMap<RecordRow, RecordRow>();
  const standing = (id: RecordId): RecordId => groups.get(id)?.id ?? id;

  function person(row: RecordRow): RecordRow | undefined {
    const group = groups.get(row.id);
    if (!group) return row;
    if (group.id !== row.id) return undefined;
    const others = group.members.flatMap((id) => stored.row('person', id) ?? []);
    const createdAt = Math.min(...others.map((each) => each.createdAt)) as Hlc;
    // Whoever is locked under one id is locked (I14).
    return { ...row, createdAt, isLocked: others.some(({ isLocked }) => isLocked) };
  }

  function renamed(definition: RecordDefinition, row: RecordRow): RecordRow {
    const names = personFieldsOf(definition);
    const isNamed = names.some((name) => idsIn(row.values[name]).some((id) => standing(id) !== id));
    if (!isNamed) return row;
    const present = rows.get(row);
    if (present) return present;
    const values: Record<string, unknown> = { ...row.values };
    for (const name of names) {
      const value = values[name];
      if (Array.isArray(value)) values[name] = [...new Set(idsIn(value).map(standing))];
      else if (typeof value === 'string') values[name] = standing(value as RecordId);
    }
    const made = { ...row, values };
    rows.set(row, made);
    return made;
  }

  const shown = (kind: RecordKind, row: RecordRow): RecordRow | undefined =>
    kind === 'person' ? person(row) : renamed(definitionOf(kind), row);

  return {
    all(kind, since) {
      const list = stored.rows(kind, since);
      if (!isRecordKind(kind)) return list;
      const present = kind === 'person' ? undefined : lists.get(list);
      if (present) return present;
      const made = withoutTwins(
        definitionOf(kind),
        list.flatMap((row) => shown(kind, row) ?? [])
      );
      lists.set(list, made);
      return made;
    },
    one(kind, id) {
      const row = stored.row(kind, id);
      return row && isRecordKind(kind) ? shown(kind, row) : row;
    }
  };
}

/**
 * Records that are the same one by what they are about (one person at one activity), written once for each of two
 * records of that person: the latest counts, or a figure would count the person twice (I13).
 */
function withoutTwins(
  { identity }: RecordDefinition,
  rows: readonly RecordRow[]
): readonly RecordRow[] {
  if (!identity) return rows;
  const latest = new Map<string, RecordRow>();
  const keyOf = ({ id, values, isDeleted }: RecordRow): string => {
    const parts = identity.map((name): unknown => values[name] ?? null);
    return isDeleted || parts.includes(null) ? id : JSON.stringify(parts);
  };
  for (const row of rows) {
    const key = keyOf(row);
    const other = latest.get(key);
    const isLater = !other || row.updatedAt > other.updatedAt;
    if (isLater || (row.updatedAt === other.updatedAt && row.id < other.id)) latest.set(key, row);
  }
  return latest.size === rows.length ? rows : rows.filter((row) => latest.get(keyOf(row)) === row);
}
