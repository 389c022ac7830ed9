/** 合并重复 of an open session. */
import type { HouseholdRow } from '../../domain/household/record';
import type { PersonRow } from '../../domain/person/record';
import type { RecordId } from '../../kernel/ids';
import { err } from '../../kernel/result';
import { watchView, combine } from '../queries/live-view';
import type { SessionContext } from '../session/context';
import type { ScannedPerson } from '../../domain/doubles/scan';
import { mergePeople } from './merge-people';
import type { RunScan } from './scan-client';
import { takeBack } from './take-back';
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
    tellApart([one, other]) {
      const [a, b] = one < other ? [one, other] : [other, one];
      const row = view.stored.row('person', a) as PersonRow | undefined;
      const notSame = [...(row?.values.notSame ?? []), b];
      return context.commit([{ type: 'set', kind: 'person', id: a, values: { notSame } }]);
    },
    merges: combine(
      watchView(view, ['person'], () => view.merged().flatMap(({ members }) => members)),
      context.people.snapshot,
      (members) => members.flatMap((id) => mergesOf(context, id)).sort((a, b) => b.at - a.at)
    )
  };
}

/** People as the gate shows them, with what somebody has said about whom they are not. */
function scanned({ replica, people }: SessionContext): readonly ScannedPerson[] {
  const { view } = replica;
  const households = new Map<RecordId, RecordId[]>();
  for (const row of view.rows('household') as readonly HouseholdRow[]) {
    if (row.isDeleted || row.isLocked) continue;
    for (const member of row.values.members ?? [])
      households.set(member, [...(households.get(member) ?? []), row.id]);
  }
  return people.snapshot.get().all.map(({ id, values }) => {
    const { name, pinyinKey, mobile, phone, birth, idNo, building } = values;
    const records = view.mergedOf(id)?.members ?? [id];
    const notSame = records.flatMap(
      (each) => (view.stored.row('person', each) as PersonRow | undefined)?.values.notSame ?? []
    );
    const known = { name, pinyinKey, mobile, phone, birth, idNo, building };
    return {
      id,
      values: { ...withoutMissing(known), notSame: notSame.map(view.standing) },
      households: households.get(id) ?? []
    };
  });
}

const withoutMissing = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: NonNullable<T[K]>;
  };

function mergesOf({ replica, people }: SessionContext, from: RecordId): readonly MergeItem[] {
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
    at
  }));
}
