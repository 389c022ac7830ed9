/**
 * What the engine may know of a person: taken from the consent gate alone (I14), so that whoever has withdrawn, not
 * agreed, died, moved or left has no facts and hence no task.
 */
import { localDate, type IsoDate, type PartialDate } from '../../kernel/dates';
import { hlcToMs } from '../../kernel/hlc';
import type { RecordId } from '../../kernel/ids';
import { categoryInScheme, type PersonCategory } from '../categories';
import { agreedSince } from '../consent/basis';
import type { GatedPerson } from '../consent/gate';
import type { ConsentRow } from '../consent/record';
import { defaultDeleteOn, type LifeEventRow } from '../life-event/record';
import type { PairingRow } from '../pairing/record';
import type { VisitRow } from '../visit/record';
import type { VisitTaskRow } from '../visit-task/record';

/** A person who agreed to visits and is on the register today. */
export interface TaskPerson {
  readonly id: RecordId;
  /** First day on which a visit could have been owed: registered and agreed. */
  readonly since: IsoDate;
  /** Last day of the basic consent; undefined when unlimited. */
  readonly until: IsoDate | undefined;
  /** Festivals chosen by the person; empty without the consent to greetings. */
  readonly greetings: readonly string[];
  readonly birth: PartialDate | undefined;
  /** Help marks asked for by the person; empty without the consent to care. */
  readonly tags: readonly string[];
  readonly tagsUntil: IsoDate | undefined;
  readonly categories: readonly PersonCategory[];
  readonly liaison: RecordId | undefined;
}

/** A visit as far as it can settle a task: never what was said. */
export interface TaskVisit {
  readonly id: RecordId;
  readonly people: readonly RecordId[];
  readonly on: IsoDate;
  readonly method: string;
  readonly cause: string | undefined;
  readonly festival: string | undefined;
}

export interface TaskEvent {
  readonly id: RecordId;
  readonly person: RecordId;
  readonly kind: string;
  readonly on: IsoDate;
  readonly toldBy: string;
  /** Last day on which anything is made of it. */
  readonly deleteOn: IsoDate;
}

export interface TaskPairing {
  readonly id: RecordId;
  readonly person: RecordId;
  readonly helper: RecordId;
  readonly cycle: string;
  readonly from: IsoDate;
  readonly until: IsoDate | undefined;
}

/** What was decided about one occasion of one person (record `visitTask`). */
export interface TaskException {
  readonly id: RecordId;
  readonly person: RecordId;
  readonly occasion: string;
  readonly declinedOn: IsoDate | undefined;
  readonly declineReason: string | undefined;
  readonly postponedTo: IsoDate | undefined;
  readonly postponeReason: string | undefined;
  readonly doneBy: RecordId | undefined;
}

/** @param consents all of the person's; they say since when visits are agreed to. */
export function taskPersonOf(
  person: GatedPerson,
  consents: readonly ConsentRow[]
): TaskPerson | undefined {
  if (!person.counted.visit) return undefined;
  const registered = localDate(hlcToMs(person.createdAt));
  const agreed = agreedSince(consents, 'visit') ?? registered;
  const since = agreed > registered ? agreed : registered;
  const { greetings, birth, helpTags, helpTagsUntil, categories, liaisonId } = person.values;
  return {
    id: person.id,
    since,
    until: person.expiresOn,
    greetings: greetings ?? none,
    birth,
    tags: helpTags ?? none,
    tagsUntil: helpTagsUntil,
    categories: categories ?? none,
    liaison: liaisonId
  };
}

const none: readonly never[] = [];

/** Whether two readings of a person lead to the same tasks; values of an unchanged row are the same objects. */
export const isSamePerson = (a: TaskPerson | undefined, b: TaskPerson | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.since === b.since &&
    a.until === b.until &&
    a.greetings === b.greetings &&
    a.birth === b.birth &&
    a.tags === b.tags &&
    a.tagsUntil === b.tagsUntil &&
    a.categories === b.categories &&
    a.liaison === b.liaison);

type Bookkeeping = { readonly isDeleted: boolean; readonly isLocked: boolean };
const isLive = (row: Bookkeeping): boolean => !row.isDeleted && !row.isLocked;

export function taskVisitOf(row: VisitRow): TaskVisit | undefined {
  const { people = none, on, method, cause, festival } = row.values;
  if (!isLive(row) || on === undefined || method === undefined) return undefined;
  return { id: row.id, people, on, method, cause, festival };
}

/** Undefined also for someone without the scope in which events stand. */
export function taskEventOf(row: LifeEventRow): TaskEvent | undefined {
  const { person, kind, on, toldBy, deleteOn } = row.values;
  if (!isLive(row) || !person || !kind || !on || !toldBy) return undefined;
  return { id: row.id, person, kind, on, toldBy, deleteOn: deleteOn ?? defaultDeleteOn(on) };
}

export function taskPairingOf(row: PairingRow): TaskPairing | undefined {
  const { person, helper, cycle, from, until } = row.values;
  if (!isLive(row) || !person || !helper || !cycle || !from) return undefined;
  return { id: row.id, person, helper, cycle, from, until };
}

export function taskExceptionOf(row: VisitTaskRow): TaskException | undefined {
  const { person, occasion, ...decided } = row.values;
  if (!isLive(row) || !person || !occasion) return undefined;
  return {
    id: row.id,
    person,
    occasion,
    declinedOn: decided.declinedOn,
    declineReason: decided.declineReason,
    postponedTo: decided.postponedTo,
    postponeReason: decided.postponeReason,
    doneBy: decided.doneBy
  };
}

/** Whether a person falls under a category of a rule: 07 covers 07.1–07.4, across schemes where that is unique. */
export function hasCategory(person: TaskPerson, codes: readonly string[]): boolean {
  return person.categories.some((category) => {
    const own = categoryInScheme(category, 'U12');
    const [code] = own;
    return (
      own.length === 1 &&
      code !== undefined &&
      (codes.includes(code) || codes.includes(code.slice(0, 2)))
    );
  });
}
