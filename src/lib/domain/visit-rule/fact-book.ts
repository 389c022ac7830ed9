/**
 * The facts of everybody, by person, kept up to date record by record. A person who was merged into another is the
 * other one here (`canonicalId`): visits, events, pairings and decisions of both count for the one that stays, and
 * only that one has tasks (SPEC 3).
 */
import type { RecordId } from '../../kernel/ids';
import type { PersonFacts } from './compute';
import type { TaskEvent, TaskException, TaskPairing, TaskPerson, TaskVisit } from './facts';
import { isSamePerson } from './facts';
import { byDay } from './match';

/** Changed records by id; undefined: gone, or nothing that tasks may use. */
export interface FactChanges {
  readonly people?: ReadonlyMap<RecordId, TaskPerson | undefined>;
  readonly visits?: ReadonlyMap<RecordId, TaskVisit | undefined>;
  readonly events?: ReadonlyMap<RecordId, TaskEvent | undefined>;
  readonly pairings?: ReadonlyMap<RecordId, TaskPairing | undefined>;
  readonly exceptions?: ReadonlyMap<RecordId, TaskException | undefined>;
}

export interface FactBook {
  /** Takes the changes in and returns the people whose tasks they may touch. */
  readonly apply: (changes: FactChanges) => ReadonlySet<RecordId>;
  readonly ids: () => IterableIterator<RecordId>;
  /** Undefined for whoever has no tasks: hidden by the gate, gone, or merged into another. */
  readonly factsOf: (id: RecordId) => PersonFacts | undefined;
}

type CanonicalId = (id: RecordId) => RecordId;

/** Records of one kind, and which of them belong to a person. */
interface Drawer<T> {
  readonly byId: ReadonlyMap<RecordId, T>;
  readonly of: (person: RecordId) => readonly T[];
  readonly apply: (changes: ReadonlyMap<RecordId, T | undefined>, touched: Set<RecordId>) => void;
}

const none: readonly never[] = [];

function createDrawer<T>(
  peopleOf: (value: T) => readonly RecordId[],
  compare: (a: T, b: T) => number
): Drawer<T> {
  const byId = new Map<RecordId, T>();
  const byPerson = new Map<RecordId, T[]>();
  const isSorted = new Set<RecordId>();
  const take = (person: RecordId, value: T): void => {
    const left = (byPerson.get(person) ?? []).filter((one) => one !== value);
    if (left.length === 0) byPerson.delete(person);
    else byPerson.set(person, left);
  };
  const put = (person: RecordId, value: T): void => {
    const list = byPerson.get(person);
    if (list) list.push(value);
    else byPerson.set(person, [value]);
    isSorted.delete(person);
  };
  return {
    byId,
    of(person) {
      const list = byPerson.get(person);
      if (list === undefined) return none;
      if (list.length > 1 && !isSorted.has(person)) list.sort(compare);
      isSorted.add(person);
      return list;
    },
    apply(changes, touched) {
      for (const [id, value] of changes) {
        const before = byId.get(id);
        if (before !== undefined) {
          byId.delete(id);
          for (const person of new Set(peopleOf(before))) {
            take(person, before);
            touched.add(person);
          }
        }
        if (value === undefined) continue;
        byId.set(id, value);
        for (const person of new Set(peopleOf(value))) {
          put(person, value);
          touched.add(person);
        }
      }
    }
  };
}

const byId = (a: { readonly id: RecordId }, b: { readonly id: RecordId }): number =>
  a.id < b.id ? -1 : 1;

/** Of several decisions about one occasion the refusal holds, then the latest new date. */
function joinExceptions(a: TaskException, b: TaskException): TaskException {
  const declined = [a, b].filter(({ declinedOn }) => declinedOn !== undefined);
  const [refusal = a] = declined.sort((x, y) =>
    (x.declinedOn ?? '') < (y.declinedOn ?? '') ? -1 : 1
  );
  const later = (a.postponedTo ?? '') >= (b.postponedTo ?? '') ? a : b;
  return {
    ...a,
    declinedOn: refusal.declinedOn,
    declineReason: refusal.declineReason,
    postponedTo: later.postponedTo,
    postponeReason: later.postponeReason,
    doneBy: a.doneBy ?? b.doneBy
  };
}

const noExceptions: ReadonlyMap<string, TaskException> = new Map();

function byOccasion(list: readonly TaskException[]): ReadonlyMap<string, TaskException> {
  if (list.length === 0) return noExceptions;
  const found = new Map<string, TaskException>();
  for (const one of list) {
    const other = found.get(one.occasion);
    found.set(one.occasion, other ? joinExceptions(other, one) : one);
  }
  return found;
}

export function createFactBook(canonicalId: CanonicalId = (id) => id): FactBook {
  const people = new Map<RecordId, TaskPerson>();
  const one = (value: { readonly person: RecordId }) => [canonicalId(value.person)];
  const visits = createDrawer<TaskVisit>((visit) => visit.people.map(canonicalId), byDay);
  const events = createDrawer<TaskEvent>(one, byId);
  const pairings = createDrawer<TaskPairing>(one, byId);
  const exceptions = createDrawer<TaskException>(one, byId);
  /** Visits linked by hand need not name the person. */
  const linked = createDrawer<TaskException>(({ doneBy }) => (doneBy ? [doneBy] : none), byId);
  const visitOf = (id: RecordId): TaskVisit | undefined => visits.byId.get(id);

  const applyPeople = (
    changes: ReadonlyMap<RecordId, TaskPerson | undefined>,
    touched: Set<RecordId>
  ): void => {
    for (const [id, person] of changes) {
      const standing = person && canonicalId(id) === id ? person : undefined;
      if (isSamePerson(people.get(id), standing)) continue;
      if (standing) people.set(id, standing);
      else people.delete(id);
      touched.add(id);
    }
  };

  return {
    apply(changes) {
      const touched = new Set<RecordId>();
      if (changes.people) applyPeople(changes.people, touched);
      if (changes.events) events.apply(changes.events, touched);
      if (changes.pairings) pairings.apply(changes.pairings, touched);
      if (changes.exceptions) {
        exceptions.apply(changes.exceptions, touched);
        linked.apply(changes.exceptions, new Set());
      }
      if (changes.visits) {
        visits.apply(changes.visits, touched);
        for (const id of changes.visits.keys()) {
          for (const { person } of linked.of(id)) touched.add(canonicalId(person));
        }
      }
      return touched;
    },
    ids: () => people.keys(),
    factsOf(id) {
      const person = people.get(id);
      if (!person) return undefined;
      return {
        person,
        visits: visits.of(id),
        events: events.of(id),
        pairings: pairings.of(id),
        exceptions: byOccasion(exceptions.of(id)),
        visitOf
      };
    }
  };
}
