/**
 * Made-up books for tests of must-visits: people with consents, visits, events, pairings, decisions and rules around a
 * day, all from one seed. Rows go through the consent gate as in the app.
 */
import { createSeededRandom, type SeededRandom } from '../../src/lib/app/demo/seeded-random';
import { festivalDays } from '../../src/lib/domain/calendar/festival-days';
import { careCycles } from '../../src/lib/domain/code-lists/care-cycle';
import { festivals } from '../../src/lib/domain/code-lists/festival';
import { helpTags } from '../../src/lib/domain/code-lists/help-tag';
import { lifeEventKinds } from '../../src/lib/domain/code-lists/life-event-kind';
import { visitCauses } from '../../src/lib/domain/code-lists/visit-cause';
import { visitMethods } from '../../src/lib/domain/code-lists/visit-method';
import {
  consentsByPersonId,
  gatePerson,
  type GatedPerson
} from '../../src/lib/domain/consent/gate';
import type { ConsentRow } from '../../src/lib/domain/consent/record';
import type { LifeEventRow } from '../../src/lib/domain/life-event/record';
import type { PairingRow } from '../../src/lib/domain/pairing/record';
import type { PersonRow } from '../../src/lib/domain/person/record';
import type { RowOfKind, ValuesOfKind } from '../../src/lib/domain/registry';
import type { VisitRow } from '../../src/lib/domain/visit/record';
import { builtInRules } from '../../src/lib/domain/visit-rule/built-in';
import type { FactChanges } from '../../src/lib/domain/visit-rule/fact-book';
import {
  taskEventOf,
  taskExceptionOf,
  taskPairingOf,
  taskPersonOf,
  taskVisitOf
} from '../../src/lib/domain/visit-rule/facts';
import type { Calendar } from '../../src/lib/domain/visit-rule/occasions';
import type { VisitRuleRow } from '../../src/lib/domain/visit-rule/record';
import { ruleChange } from '../../src/lib/domain/visit-rule/versions';
import type { VisitTask } from '../../src/lib/domain/visit-rule/task';
import type { VisitTaskRow } from '../../src/lib/domain/visit-task/record';
import { addDays, type IsoDate, type PartialDate } from '../../src/lib/kernel/dates';
import type { Json } from '../../src/lib/kernel/json';
import type { RecordId } from '../../src/lib/kernel/ids';
import { stampOn } from './domain-rows';
import type { RowBookkeeping } from './records';

export const testCalendar: Calendar = { festivalDays };

export interface VisitBook {
  readonly people: Map<RecordId, PersonRow>;
  readonly consents: Map<RecordId, ConsentRow>;
  readonly visits: Map<RecordId, VisitRow>;
  readonly events: Map<RecordId, LifeEventRow>;
  readonly pairings: Map<RecordId, PairingRow>;
  readonly decisions: Map<RecordId, VisitTaskRow>;
  readonly rules: Map<RecordId, VisitRuleRow>;
}

export const emptyBook = (): VisitBook => ({
  people: new Map(),
  consents: new Map(),
  visits: new Map(),
  events: new Map(),
  pairings: new Map(),
  decisions: new Map(),
  rules: new Map()
});

type TaskKind =
  'person' | 'consent' | 'visit' | 'lifeEvent' | 'pairing' | 'visitTask' | 'visitRule';

/** A row as the view shows it, made on a day. */
export function rowOf<K extends TaskKind>(
  kind: K,
  id: RecordId,
  values: ValuesOfKind<K>,
  on: IsoDate,
  rest: RowBookkeeping = {}
): RowOfKind<K> {
  const row = {
    id,
    kind,
    values,
    conflicts: [],
    createdAt: stampOn(on),
    updatedAt: stampOn(on),
    updatedBy: 'test',
    isDeleted: false,
    isLocked: false,
    ...rest
  };
  // Typed by the parameters; a generic row type can't be built field by field.
  return row as unknown as RowOfKind<K>;
}

export function gatedOf(book: VisitBook, id: RecordId, today: IsoDate): GatedPerson | undefined {
  const row = book.people.get(id);
  if (!row || row.isDeleted) return undefined;
  const consents = consentsByPersonId([...book.consents.values()]);
  return gatePerson(row, consents.get(id) ?? [], today);
}

/** All facts of the book on a day, as the app reads them. */
export function factsOfBook(book: VisitBook, today: IsoDate): FactChanges {
  const consents = consentsByPersonId([...book.consents.values()]);
  const people = [...book.people.values()].map((row) => {
    const own = consents.get(row.id) ?? [];
    const gated = row.isDeleted ? undefined : gatePerson(row, own, today);
    return [row.id, gated && taskPersonOf(gated, own)] as const;
  });
  const map = <R extends { readonly id: RecordId }, T>(
    rows: ReadonlyMap<RecordId, R>,
    read: (row: R) => T
  ): ReadonlyMap<RecordId, T> => new Map([...rows].map(([id, row]) => [id, read(row)]));
  return {
    people: new Map(people),
    visits: map(book.visits, taskVisitOf),
    events: map(book.events, taskEventOf),
    pairings: map(book.pairings, taskPairingOf),
    exceptions: map(book.decisions, taskExceptionOf)
  };
}

/** Festivals a person may choose, common ones more often. */
const greetingCodes = festivals.items.map(({ code }) => code);
const codesOf = (list: { readonly items: readonly { readonly code: string }[] }) =>
  list.items.map(({ code }) => code);

/** One random change of the book; what it changes follows from the seed alone. */
export class BookWriter {
  readonly #random: SeededRandom;
  constructor(
    readonly book: VisitBook,
    seed: string
  ) {
    this.#random = createSeededRandom(seed);
  }

  get random(): SeededRandom {
    return this.#random;
  }

  #anyId(map: ReadonlyMap<RecordId, unknown>): RecordId | undefined {
    return map.size === 0 ? undefined : this.#random.pick([...map.keys()]);
  }

  #near(today: IsoDate, before: number, after: number): IsoDate {
    return addDays(today, this.#random.between(-before, after));
  }

  #birth(today: IsoDate): PartialDate {
    const { pick, between } = this.#random;
    const year = Number(today.slice(0, 4)) - between(15, 95);
    const leap = year - (year % 4);
    return pick([
      `${year}`,
      `${year}-0${between(1, 9)}`,
      `${year}-0${between(1, 9)}-${between(10, 28)}`,
      `${leap % 100 === 0 && leap % 400 !== 0 ? leap + 4 : leap}-02-29`,
      `${year}-12-31`
    ]) as PartialDate;
  }

  person(today: IsoDate, id = this.#random.id()): RecordId {
    const { sample, between, chance, pick } = this.#random;
    const values: ValuesOfKind<'person'> = {
      name: '任谷雨',
      birth: this.#birth(today),
      greetings: sample(greetingCodes, between(0, 5)),
      helpTags: sample(codesOf(helpTags), between(0, 2)),
      ...(chance(0.3) ? { helpTagsUntil: this.#near(today, 60, 200) } : {}),
      status: pick(['active', 'active', 'active', 'active', 'movedOut', 'deceased', 'left'])
    };
    this.book.people.set(id, rowOf('person', id, values, this.#near(today, 500, 0)));
    return id;
  }

  consent(today: IsoDate, person: RecordId): void {
    const { chance, id, sample } = this.#random;
    const consentId = id();
    const values: ValuesOfKind<'consent'> = {
      person,
      purposes: ['register', ...sample(['visit', 'visit', 'greeting', 'care', 'identity'], 4)],
      channel: 'paper',
      signedOn: this.#near(today, 500, 20),
      ...(chance(0.3) ? { expiresOn: this.#near(today, 40, 200) } : {}),
      ...(chance(0.1) ? { withdrawnOn: this.#near(today, 100, 0) } : {})
    };
    this.book.consents.set(consentId, rowOf('consent', consentId, values, today));
  }

  visit(today: IsoDate, people: readonly RecordId[]): RecordId {
    const { chance, id, pick } = this.#random;
    const visitId = id();
    const values: ValuesOfKind<'visit'> = {
      people,
      on: this.#near(today, 120, 0),
      method: pick(codesOf(visitMethods)),
      ...(chance(0.7) ? { cause: pick(codesOf(visitCauses)) } : {}),
      ...(chance(0.3) ? { festival: pick(greetingCodes) } : {})
    };
    this.book.visits.set(visitId, rowOf('visit', visitId, values, today));
    return visitId;
  }

  event(today: IsoDate, person: RecordId): void {
    const { id, pick } = this.#random;
    const eventId = id();
    const on = this.#near(today, 80, 10);
    const values: ValuesOfKind<'lifeEvent'> = {
      person,
      kind: pick(codesOf(lifeEventKinds)),
      on,
      toldBy: pick(['self', 'family']),
      deleteOn: addDays(on, pick([20, 90]))
    };
    this.book.events.set(eventId, rowOf('lifeEvent', eventId, values, today));
  }

  pairing(today: IsoDate, person: RecordId): void {
    const { chance, id, pick } = this.#random;
    const pairingId = id();
    const from = this.#near(today, 400, 60);
    const values: ValuesOfKind<'pairing'> = {
      helper: id(),
      person,
      cycle: pick(codesOf(careCycles)),
      from,
      ...(chance(0.4) ? { until: addDays(from, this.#random.between(0, 400)) } : {})
    };
    this.book.pairings.set(pairingId, rowOf('pairing', pairingId, values, today));
  }

  /** Declines, postpones, links or reopens one of the tasks there are. */
  decide(today: IsoDate, tasks: readonly VisitTask[]): void {
    if (tasks.length === 0) return;
    const { pick } = this.#random;
    const task = pick(tasks);
    const id = [...this.book.decisions].find(
      ([, { values }]) => values.person === task.personId && values.occasion === task.occasion
    )?.[0];
    const decisionId = id ?? this.#random.id();
    const linked = this.#anyId(this.book.visits);
    const values: ValuesOfKind<'visitTask'> = {
      rule: task.ruleId,
      person: task.personId,
      occasion: task.occasion,
      ...pick<ValuesOfKind<'visitTask'>>([
        { declinedOn: today, declineReason: '本人说不用' },
        { postponedTo: addDays(today, this.#random.between(1, 90)), postponeReason: '外出' },
        linked ? { doneBy: linked } : {},
        {}
      ])
    };
    this.book.decisions.set(decisionId, rowOf('visitTask', decisionId, values, today));
  }

  /** Edits a built-in rule or one of the community's own, with the bookkeeping of a save. */
  rule(today: IsoDate): void {
    const { between, chance, pick, sample } = this.#random;
    const builtIn = pick(builtInRules);
    const own = this.#anyId(this.book.rules) ?? this.#random.id();
    const id = chance(0.75) ? builtIn.id : own;
    const stored = this.book.rules.get(id)?.values;
    const before = stored ?? (id === builtIn.id ? builtIn.config : undefined);
    const patch = pick<Readonly<Record<string, Json>>>([
      { enabled: true },
      { enabled: false },
      { leadDays: between(0, 30), dueDays: between(0, 10) },
      { methods: sample(codesOf(visitMethods), between(1, 4)) },
      { festivals: sample(greetingCodes, between(1, 4)), triggers: ['festival'], enabled: true },
      { triggers: ['interval'], cycle: pick(codesOf(careCycles)), enabled: true },
      { triggers: ['birthday', 'event'], enabled: true, ageMin: between(20, 80) },
      { isPaired: chance(0.5) }
    ]);
    const base = before ?? { enabled: true, triggers: ['festival'] };
    const named = { name: before?.name ?? '自定义必访', ...patch };
    const change = ruleChange(before, stored ? named : { ...base, ...named }, today);
    const values = { ...before, ...change } as ValuesOfKind<'visitRule'>;
    this.book.rules.set(id, rowOf('visitRule', id, values, today));
  }

  /** Fills a small book around a day. */
  fill(today: IsoDate, people: number): void {
    const { between, sample } = this.#random;
    for (let i = 0; i < people; i++) {
      const id = this.person(today);
      for (let k = between(1, 2); k > 0; k--) this.consent(today, id);
      for (let k = between(0, 3); k > 0; k--) this.visit(today, [id]);
      if (between(0, 2) === 0) this.event(today, id);
      if (between(0, 3) === 0) this.pairing(today, id);
    }
    const ids = [...this.book.people.keys()];
    for (let k = between(0, people); k > 0; k--) this.visit(today, sample(ids, between(1, 3)));
    for (let k = between(0, 4); k > 0; k--) this.rule(addDays(today, -between(0, 60)));
  }
}
