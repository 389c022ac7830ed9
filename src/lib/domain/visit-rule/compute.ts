/**
 * The engine (SPEC 1–5): rules and the facts of one person make that person's tasks. Pure; a person's tasks depend
 * on nothing but the person's own facts, which is what makes the index incremental. Longer than most files: the
 * one decision "is there a task, and is it settled" is kept in one place.
 */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { isSurelyOfAge } from '../consent/basis';
import { cycleMonths } from '../code-lists/care-cycle';
import { explainBirthday, explainEvent } from './explain';
import type { TaskEvent, TaskException, TaskPairing, TaskPerson, TaskVisit } from './facts';
import { hasCategory } from './facts';
import { findVisit } from './match';
import { createOccasion, type CompiledVersion, type Occasion } from './occasions';
import type { TaskState, VisitTask } from './task';
import { dayOfYear, plusDays, yearOf, type DaySpan } from './windows';

/** Everything that is known of one person, merged records joined. */
export interface PersonFacts {
  readonly person: TaskPerson;
  /** In the order of their days. */
  readonly visits: readonly TaskVisit[];
  readonly events: readonly TaskEvent[];
  readonly pairings: readonly TaskPairing[];
  /** By occasion. */
  readonly exceptions: ReadonlyMap<string, TaskException>;
  /** Any visit that stands, for those linked by hand. */
  readonly visitOf: (id: RecordId) => TaskVisit | undefined;
}

export interface PersonTasks {
  readonly tasks: readonly VisitTask[];
  /** Last day through which they stay as they are by themselves; undefined: for good. */
  readonly sameThrough: IsoDate | undefined;
}

/** A task with what decides between several rules that name one occasion. */
interface Candidate {
  readonly task: VisitTask;
  readonly order: number;
  /** How many occasions its rule names; the narrowest rule speaks. */
  readonly breadth: number;
  /** First day of its version; empty: always. */
  readonly inForceFrom: string;
  readonly sameThrough: IsoDate | undefined;
}

interface Job {
  readonly facts: PersonFacts;
  readonly span: DaySpan;
  readonly today: IsoDate;
  readonly candidates: Map<string, Candidate>;
}

const isClosed = ({ state }: VisitTask): boolean => state === 'done' || state === 'declined';

/**
 * A settled task stays the one that was settled, under the version that came first: a later edit displaces nothing.
 * Else the narrowest rule speaks, then the first of the list.
 */
function isBetter(a: Candidate, b: Candidate): boolean {
  if (isClosed(a.task) !== isClosed(b.task)) return isClosed(a.task);
  if (isClosed(a.task) && a.inForceFrom !== b.inForceFrom) return a.inForceFrom < b.inForceFrom;
  return a.breadth !== b.breadth ? a.breadth < b.breadth : a.order < b.order;
}

/** The shortest agreed cycle of the pairings that run on a day. */
function pairingOn(pairings: readonly TaskPairing[], day: IsoDate): TaskPairing | undefined {
  let best: TaskPairing | undefined;
  const monthsOf = (one: TaskPairing): number => cycleMonths(one.cycle) ?? Infinity;
  for (const one of pairings) {
    if (one.from > day || (one.until !== undefined && one.until < day)) continue;
    const isFirst = !best || monthsOf(one) < monthsOf(best);
    if (isFirst || (best && monthsOf(one) === monthsOf(best) && one.id < best.id)) best = one;
  }
  return best;
}

function isAddressed(job: Job, compiled: CompiledVersion, occasion: Occasion): boolean {
  const { person, pairings } = job.facts;
  if (person.since > occasion.due) return false;
  if (person.until !== undefined && person.until < occasion.from) return false;
  const { tags, categories, ageMin, isPaired } = compiled.config;
  if (tags !== undefined) {
    if (!tags.some((tag) => person.tags.includes(tag))) return false;
    if (person.tagsUntil !== undefined && person.tagsUntil < occasion.from) return false;
  }
  if (categories !== undefined && !hasCategory(person, categories)) return false;
  if (ageMin !== undefined && !isSurelyOfAge(person.birth, ageMin, occasion.due)) return false;
  return !isPaired || pairingOn(pairings, occasion.due) !== undefined;
}

/** Which version speaks for a window: the one in force on its due day. */
function governs({ version: { from, until } }: CompiledVersion, due: IsoDate): boolean {
  return (from === undefined || due >= from) && (until === undefined || due < until);
}

type TaskWindow = Pick<Occasion, 'eve' | 'from' | 'due' | 'until'>;

interface Settlement {
  readonly state: 'done' | 'declined';
  readonly on: IsoDate;
  readonly visitId: RecordId | undefined;
}

function settle(
  job: Job,
  compiled: CompiledVersion,
  occasion: Occasion,
  window: TaskWindow,
  used: Set<RecordId> | undefined
): Settlement | undefined {
  const { exceptions, visitOf, visits } = job.facts;
  const exception = exceptions.get(occasion.key);
  const linked = exception?.doneBy && visitOf(exception.doneBy);
  const visit =
    linked ??
    findVisit(
      visits,
      {
        from: window.from,
        until: window.until,
        methods: compiled.config.methods ?? [],
        cause: occasion.cause,
        festival: occasion.festival
      },
      used
    );
  if (visit) {
    used?.add(visit.id);
    return { state: 'done', on: visit.on, visitId: visit.id };
  }
  if (exception?.declinedOn === undefined) return undefined;
  return { state: 'declined', on: exception.declinedOn, visitId: undefined };
}

interface Standing {
  readonly state: TaskState;
  readonly sameThrough: IsoDate | undefined;
}

function standing(
  today: IsoDate,
  window: TaskWindow,
  postponedTo: IsoDate | undefined,
  isInUse: boolean
): Standing {
  if (postponedTo !== undefined && today < postponedTo) {
    return { state: 'postponed', sameThrough: plusDays(postponedTo, -1) };
  }
  if (today < window.from) return { state: 'upcoming', sameThrough: window.eve };
  if (today <= window.due) return { state: 'open', sameThrough: window.due };
  if (today <= window.until && isInUse) return { state: 'overdue', sameThrough: window.until };
  return { state: 'missed', sameThrough: undefined };
}

/** The window of an occasion, or the one that a postponement makes of it. */
function windowOf(occasion: Occasion, postponedTo: IsoDate | undefined): TaskWindow {
  if (postponedTo === undefined) return occasion;
  const from = postponedTo < occasion.from ? postponedTo : occasion.from;
  const { trigger, key, explanation, cause, festival } = occasion;
  return createOccasion({ key, trigger, from, due: postponedTo, explanation, cause, festival });
}

/** Adds the task of one occasion, if there is one and no better rule speaks for it. */
function consider(
  job: Job,
  compiled: CompiledVersion,
  occasion: Occasion,
  breadth: number,
  used?: Set<RecordId>
): void {
  const { facts, span, today, candidates } = job;
  const exception = facts.exceptions.get(occasion.key);
  const postponedTo = exception?.postponedTo;
  const due = postponedTo ?? occasion.due;
  if (due < span.from || occasion.from > span.to) return;
  if (!isAddressed(job, compiled, occasion)) return;
  const isGoverning = governs(compiled, occasion.due);
  const ended = compiled.version.until;
  if (!isGoverning && ended === undefined) return;
  const window = windowOf(occasion, postponedTo);
  const settlement = settle(job, compiled, occasion, window, used);
  // What an earlier version left open is the present version's matter; what it settled stays.
  if (!isGoverning && !(settlement && ended !== undefined && settlement.on < ended)) return;
  const { state, sameThrough } = settlement
    ? { state: settlement.state, sameThrough: undefined }
    : standing(today, window, postponedTo, compiled.isInUse);
  const { config } = compiled;
  const candidate: Candidate = {
    order: compiled.order,
    breadth,
    inForceFrom: compiled.version.from ?? '',
    sameThrough,
    task: {
      personId: facts.person.id,
      occasion: occasion.key,
      ruleId: compiled.ruleId,
      ruleVersion: compiled.version.number,
      ruleName: compiled.ruleName,
      state,
      from: window.from,
      due,
      explanation: occasion.explanation,
      cause: occasion.cause,
      festival: occasion.festival,
      methods: config.methods ?? none,
      assignee:
        config.assignee ?? pairingOn(facts.pairings, occasion.due)?.helper ?? facts.person.liaison,
      visitId: settlement?.visitId,
      settledOn: settlement?.on,
      postponedTo,
      reason: state === 'declined' ? exception?.declineReason : exception?.postponeReason
    }
  };
  const present = candidates.get(occasion.key);
  if (!present || isBetter(candidate, present)) candidates.set(occasion.key, candidate);
}

const none: readonly never[] = [];

function considerFestivals(job: Job, compiled: CompiledVersion): void {
  const breadth = compiled.config.festivals?.length ?? Infinity;
  for (const code of job.facts.person.greetings) {
    for (const occasion of compiled.festivals.get(code) ?? none) {
      consider(job, compiled, occasion, breadth);
    }
  }
}

/** A period belongs to the pairing that runs at its end, else to the rule's own cycle; a visit settles one period. */
function considerPeriods(job: Job, compiled: CompiledVersion): void {
  const used = new Set<RecordId>();
  const { pairings } = job.facts;
  for (const occasion of compiled.periods) {
    if (pairingOn(pairings, occasion.due)) continue;
    consider(job, compiled, occasion, Infinity, used);
  }
  for (const cycle of new Set(pairings.map((one) => one.cycle))) {
    for (const occasion of compiled.pairedPeriods(cycle)) {
      if (pairingOn(pairings, occasion.due)?.cycle !== cycle) continue;
      consider(job, compiled, occasion, Infinity, used);
    }
  }
}

const causeOfEvent = (kind: string): string =>
  kind === 'illness' || kind === 'discharge'
    ? 'illness'
    : kind === 'hardship'
      ? 'hardship'
      : 'family';

function considerEvents(job: Job, compiled: CompiledVersion): void {
  const { events, config } = compiled;
  if (events === undefined) return;
  const { dueDays = 0, dischargeDays = dueDays } = config;
  for (const event of job.facts.events) {
    if (event.deleteOn < job.today) continue;
    if (events !== 'any' && !events.has(event.kind)) continue;
    const due = plusDays(event.on, event.kind === 'discharge' ? dischargeDays : dueDays);
    const occasion = createOccasion({
      key: `event@${event.id}`,
      trigger: 'event',
      from: event.on,
      due,
      explanation: explainEvent(event, due),
      cause: config.cause ?? causeOfEvent(event.kind),
      festival: undefined
    });
    consider(job, compiled, occasion, events === 'any' ? Infinity : events.size);
  }
}

/** Only a birthday told to the day, of someone who chose to be greeted on it. */
function considerBirthday(job: Job, compiled: CompiledVersion): void {
  const { birth, greetings } = job.facts.person;
  if (birth?.length !== 10 || !greetings.includes('birthday')) return;
  const { leadDays = 0, dueDays = 0 } = compiled.config;
  const birthday = birth.slice(5);
  for (let year = yearOf(job.span.from) - 1; year <= yearOf(job.span.to) + 1; year++) {
    const on = dayOfYear(year, birthday);
    if (on <= String(birth)) continue;
    const from = plusDays(on, -leadDays);
    const due = plusDays(on, dueDays);
    const occasion = createOccasion({
      key: `birthday@${year}`,
      trigger: 'birthday',
      from,
      due,
      explanation: explainBirthday(birthday, on, from, due),
      cause: compiled.config.cause,
      festival: undefined
    });
    consider(job, compiled, occasion, Infinity);
  }
}

const earlier = (a: IsoDate | undefined, b: IsoDate | undefined): IsoDate | undefined =>
  a === undefined ? b : b === undefined || a < b ? a : b;

/** The tasks of one person in a span of days, in no particular order. */
export function computePersonTasks(
  facts: PersonFacts,
  compiled: readonly CompiledVersion[],
  span: DaySpan,
  today: IsoDate
): PersonTasks {
  const job: Job = { facts, span, today, candidates: new Map() };
  for (const version of compiled) {
    if (version.festivals.size > 0) considerFestivals(job, version);
    if (facts.events.length > 0) considerEvents(job, version);
    if (version.hasIntervals) considerPeriods(job, version);
    for (const occasion of version.seasons) consider(job, version, occasion, Infinity);
    if (version.hasBirthday) considerBirthday(job, version);
  }
  const found = [...job.candidates.values()];
  let sameThrough: IsoDate | undefined;
  for (const candidate of found) sameThrough = earlier(sameThrough, candidate.sameThrough);
  for (const { deleteOn } of facts.events) {
    if (deleteOn >= today) sameThrough = earlier(sameThrough, deleteOn);
  }
  return { tasks: found.map(({ task }) => task), sameThrough };
}
