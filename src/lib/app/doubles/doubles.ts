/** 合并重复 of an open session. */
import type { GatedPerson } from '../../domain/consent/gate';
import { keepsBack } from '../../domain/consent/kept-back';
import { comparePair, type ScannedPerson } from '../../domain/doubles/scan';
import type { HouseholdRow } from '../../domain/household/record';
import type { PersonRow } from '../../domain/person/record';
import type { RecordId } from '../../kernel/ids';
import { err } from '../../kernel/result';
import { watchView, combine } from '../queries/live-view';
import type { SessionContext } from '../session/context';
import { mergePeople } from './merge-people';
import type { RunScan } from './scan-client';
import { takeBack } from './take-back';
import {
  notSameOf,
  recordsOf,
  takingBackChanges,
  tellingApartChange,
  toldApart
} from './told-apart';
import type { Doubles, MergeItem } from './types';

export function createDoubles(context: SessionContext, runScan: RunScan): Doubles {
  const { view } = context.replica;
  return {
    async scan(level, signal) {
      // Households tell of people too, and their rows may still be sealed.
      const opened = await context.replica.whenOpen();
      return opened.ok ? runScan({ people: scanned(context), level }, signal) : err('failed');
    },
    merge: (input) => mergePeople(context, input),
    takeBack: (from, into) => takeBack(context, from, into),
    tellApart: (ids) => context.commit([tellingApartChange(context, ids)]),
    toldApart: combine(
      watchView(view, ['person'], () => undefined),
      context.people.snapshot,
      (_, people) => toldApart(context, people)
    ),
    tellSame: (ids) => context.commit(takingBackChanges(context, ids)),
    compare: ([one, other]) =>
      combine(
        watchView(view, ['person', 'household'], () => undefined),
        context.people.snapshot,
        (_, { byId }) => {
          const [first, second] = [byId.get(view.standing(one)), byId.get(view.standing(other))];
          if (!first || !second || first === second) return undefined;
          const households = householdsByPerson(context);
          const scannedOf = (person: GatedPerson) => scannedPerson(context, person, households);
          return comparePair(scannedOf(first), scannedOf(second));
        }
      ),
    keepsBack(id) {
      const person = context.people.gated(id);
      const row = view.row('person', id) as PersonRow | undefined;
      return person !== undefined && row !== undefined && keepsBack(row, person);
    },
    merges: combine(
      watchView(view, ['person'], () => view.merged().flatMap(({ members }) => members)),
      context.people.snapshot,
      (members) => members.flatMap((id) => mergesOf(context, id)).sort((a, b) => b.at - a.at)
    )
  };
}

type Households = ReadonlyMap<RecordId, readonly RecordId[]>;

function householdsByPerson({ replica }: SessionContext): Households {
  const households = new Map<RecordId, RecordId[]>();
  for (const row of replica.view.rows('household') as readonly HouseholdRow[]) {
    if (row.isDeleted || row.isLocked) continue;
    for (const member of row.values.members ?? [])
      households.set(member, [...(households.get(member) ?? []), row.id]);
  }
  return households;
}

function scanned(context: SessionContext): readonly ScannedPerson[] {
  const households = householdsByPerson(context);
  const { all } = context.people.snapshot.get();
  return all.map((person) => scannedPerson(context, person, households));
}

/** Someone as the gate shows them, with what somebody has said about whom they are not. */
function scannedPerson(
  context: SessionContext,
  { id, values }: GatedPerson,
  households: Households
): ScannedPerson {
  const { name, pinyinKey, mobile, phone, birth, idNo, building } = values;
  const notSame = recordsOf(context, id).flatMap((record) => notSameOf(context, record));
  const known = { name, pinyinKey, mobile, phone, birth, idNo, building };
  return {
    id,
    values: {
      ...withoutMissing(known),
      notSame: notSame.map((said) => context.replica.view.standing(said))
    },
    households: households.get(id) ?? []
  };
}

const withoutMissing = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: NonNullable<T[K]>;
  };

function mergesOf(context: SessionContext, from: RecordId): readonly MergeItem[] {
  const { replica, people } = context;
  const { view } = replica;
  const row = view.stored.row('person', from) as PersonRow | undefined;
  const id = view.standing(from);
  const person = people.gated(id);
  if (!row || !person || person.state === 'withdrawn') return [];
  const newest = new Map<RecordId, number>();
  for (const link of row.values.mergedInto ?? []) {
    if (view.standing(link.id) !== id) continue;
    newest.set(link.id, Math.max(newest.get(link.id) ?? 0, link.at));
  }
  return [...newest].map(([into, at]) => ({
    id,
    name: person.values.name ?? '',
    from,
    into,
    at,
    wasToldApart: notSameOf(context, from).includes(into) || notSameOf(context, into).includes(from)
  }));
}
