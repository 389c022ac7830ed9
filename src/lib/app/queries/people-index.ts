/**
 * Every person through the consent gate (I14), kept in memory and gated again one by one: a save touches the few
 * people it concerns, a new day or another retention setting touches everyone. Nothing else in the app reads
 * person rows for a screen.
 */
import {
  awaitsConsent,
  consentsByPersonId,
  gateByBasis,
  gatePerson,
  type GatedPerson,
  type GateSettings
} from '../../domain/consent/gate';
import { mergedBasis } from '../../domain/consent/merged';
import type { ConsentRow } from '../../domain/consent/record';
import type { PersonRow } from '../../domain/person/record';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Watchable } from '../../kernel/watchable';
import { createSource } from '../../kernel/watchable';
import type { RecordView, ViewChange } from '../../storage/types';
import type { MergedView } from '../doubles/merged-view';
import type { PeopleSnapshot } from '../types';

export interface PeopleIndex {
  readonly snapshot: Watchable<PeopleSnapshot> & { get(): PeopleSnapshot };
  /** Withdrawn people included: for erasure and for commands that must find them. */
  readonly gated: (id: RecordId) => GatedPerson | undefined;
  /** Everyone not deleted, withdrawn ones included; for erasure dates only. */
  readonly everyone: () => IterableIterator<GatedPerson>;
  /** A new day or other settings: gates everyone again. */
  readonly refresh: (today: IsoDate, settings: GateSettings) => void;
  readonly consentsOf: (id: RecordId) => readonly ConsentRow[];
  /** One person as the gate shows them, also from the 回收站. */
  readonly gateRow: (row: PersonRow) => GatedPerson;
  /** Tells whose view may have changed, before the snapshot does; undefined: everyone's. */
  readonly onChange: (listener: (ids: ReadonlySet<RecordId> | undefined) => void) => () => void;
  readonly stop: () => void;
}

const isShown = (person: GatedPerson): boolean => person.state !== 'withdrawn';

function snapshotOf(gated: ReadonlyMap<RecordId, GatedPerson>): PeopleSnapshot {
  const all: GatedPerson[] = [];
  let byId: ReadonlyMap<RecordId, GatedPerson> | undefined;
  let pendingCount = 0;
  for (const person of gated.values()) {
    if (!isShown(person)) continue;
    all.push(person);
    if (awaitsConsent(person)) pendingCount++;
  }
  return {
    all,
    pendingCount,
    // Not every save is followed by a question for somebody, and a list needs none.
    get byId() {
      return (byId ??= new Map(all.map((person) => [person.id, person])));
    }
  };
}

export function createPeopleIndex(
  view: MergedView,
  today: IsoDate,
  settings: GateSettings
): PeopleIndex {
  let gate = { today, settings };
  let consents = groupConsents(view);
  /** By the record they were written for; read only where records were merged. */
  let stored: ReturnType<typeof groupConsents> | undefined;
  const storedConsents = () => (stored ??= groupConsents(view.stored));
  const gated = new Map<RecordId, GatedPerson>();

  const listeners = new Set<(ids: ReadonlySet<RecordId> | undefined) => void>();
  const gateRow = (row: PersonRow): GatedPerson => {
    const merged = view.mergedOf(row.id);
    if (!merged) return gatePerson(row, consents.get(row.id) ?? [], gate.today, gate.settings);
    const papers = merged.members.map((id) => ({
      consents: storedConsents().get(id) ?? [],
      birth: (view.stored.row('person', id) as PersonRow | undefined)?.values.birth
    }));
    return gateByBasis(row, mergedBasis(papers, merged.mergedAt, gate.today), gate.settings);
  };
  const regate = (id: RecordId): void => {
    const row = view.row('person', id) as PersonRow | undefined;
    if (!row || row.isDeleted) gated.delete(id);
    else gated.set(id, gateRow(row));
  };
  const regateAll = (): void => {
    gated.clear();
    for (const row of view.rows('person') as readonly PersonRow[]) {
      if (!row.isDeleted) gated.set(row.id, gateRow(row));
    }
  };

  /** A changed consent may have named another person before: both are gated again. */
  const peopleTouchedBy = (change: ViewChange): Set<RecordId> => {
    const touched = new Set<RecordId>();
    for (const id of change.ids) if (view.row('person', id) || gated.has(id)) touched.add(id);
    if (!change.kinds.has('consent')) return touched;
    const before = consents;
    consents = groupConsents(view);
    stored = undefined;
    for (const group of [before, consents]) {
      for (const [personId, rows] of group) {
        if (rows.some((row) => change.ids.has(row.id))) touched.add(personId);
      }
    }
    return touched;
  };

  regateAll();
  const snapshot = createSource(snapshotOf(gated));
  const publish = (ids: ReadonlySet<RecordId> | undefined): void => {
    for (const listener of [...listeners]) listener(ids);
    snapshot.set(snapshotOf(gated));
  };
  const stop = view.onChange((change) => {
    if (!change.kinds.has('person') && !change.kinds.has('consent')) return;
    if (change.ids.size === 0) {
      consents = groupConsents(view);
      stored = undefined;
      regateAll();
      publish(undefined);
    } else {
      const touched = peopleTouchedBy(change);
      for (const id of touched) regate(id);
      publish(touched);
    }
  });

  return {
    snapshot,
    gated: (id) => gated.get(id),
    everyone: () => gated.values(),
    refresh(nextToday, nextSettings) {
      const isSame =
        nextToday === gate.today &&
        nextSettings.retentionDays === gate.settings.retentionDays &&
        nextSettings.pendingDays === gate.settings.pendingDays;
      if (isSame) return;
      gate = { today: nextToday, settings: nextSettings };
      regateAll();
      publish(undefined);
    },
    consentsOf: (id) => consents.get(id) ?? [],
    gateRow,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop
  };
}

const groupConsents = (view: RecordView): ReadonlyMap<RecordId, readonly ConsentRow[]> =>
  consentsByPersonId(view.rows('consent') as readonly ConsentRow[]);
