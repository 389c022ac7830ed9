/**
 * Who the names of a book's table are (DOMAIN H2): a telephone number or a building beside the name tells for certain,
 * a name alone is asked once for all its rows, and who is not in the register is counted unless a person says otherwise.
 * Everybody is read through the consent gate (I14).
 */
import type { GatedPerson } from '../../../domain/consent/gate';
import { tellingApart } from '../../../domain/consent/telling-apart';
import type { OrgNodeRow } from '../../../domain/org-node/record';
import type { PersonRow } from '../../../domain/person/record';
import { orgKey } from '../../../exchange/ledger/org-match';
import type { NamedInRecord } from '../../../exchange/ledger/types';
import type { RecordId } from '../../../kernel/ids';
import { canonicalJson, type Json } from '../../../kernel/json';
import type { SessionContext } from '../../session/context';
import type { NameQuestion } from '../types';
import { findErased } from '../../commands/erased-marks';
import { isUndone } from '../book-facts';

const numbersOf = (phones: readonly Json[] | undefined): readonly string[] =>
  (phones ?? []).flatMap((phone) => {
    const number = (phone as { readonly number?: Json } | null)?.number;
    return typeof number === 'string' ? [number] : [];
  });

/** The same facts are the same question in every row, file and device. */
export const questionKey = ({ name, phones, building }: NamedInRecord): string =>
  canonicalJson([name, [...numbersOf(phones)].sort(), building ?? null]);

export async function nameQuestions(
  context: SessionContext,
  people: readonly NamedInRecord[]
): Promise<readonly NameQuestion[]> {
  const asked = new Map<string, { readonly named: NamedInRecord; count: number }>();
  for (const named of people) {
    const key = questionKey(named);
    const before = asked.get(key);
    if (before) before.count++;
    else asked.set(key, { named, count: 1 });
  }
  const byName = new Map<string, GatedPerson[]>();
  for (const person of context.people.snapshot.get().all) {
    const { name = '' } = person.values;
    const same = byName.get(name);
    if (same) same.push(person);
    else byName.set(name, [person]);
  }
  const closed = await closedNames(context, asked);
  const placeName = (id: RecordId): string | undefined =>
    (context.replica.view.row('orgNode', id) as OrgNodeRow | undefined)?.values.name;
  return [...asked].map(([key, { named, count }]): NameQuestion => {
    const candidates = byName.get(named.name) ?? [];
    const matched = certain(named, candidates, placeName);
    return {
      key,
      name: named.name,
      detail: [named.building, ...numbersOf(named.phones)].filter(Boolean).join(' · '),
      count,
      ...(matched === undefined ? {} : { matched }),
      candidates: candidates.map((person) => ({
        id: person.id,
        name: person.values.name ?? '',
        detail: tellingApart(person, placeName).join(' · ')
      })),
      canBeNew: !closed.has(key)
    };
  });
}

/** Exactly one of that name who has the number or lives in the building. */
function certain(
  { phones, building }: NamedInRecord,
  candidates: readonly GatedPerson[],
  placeName: (id: RecordId) => string | undefined
): RecordId | undefined {
  const wanted = new Set(numbersOf(phones));
  const agree = candidates.filter(({ values }) => {
    const own = [...(values.mobile ?? []), ...(values.phone ?? [])].map(({ number }) => number);
    if (own.some((number) => wanted.has(number))) return true;
    // Two numbers that differ are two people, or a new number: asked.
    if (own.length > 0 && wanted.size > 0) return false;
    const place = values.building && placeName(values.building);
    return (
      building !== undefined &&
      place !== undefined &&
      orgKey('building', place) === orgKey('building', building)
    );
  });
  return agree.length === 1 ? agree[0]?.id : undefined;
}

/** Names of people who are withdrawn, locked, in the 回收站 or were erased: nobody is made new under them here. */
async function closedNames(
  context: SessionContext,
  asked: ReadonlyMap<string, { readonly named: NamedInRecord }>
): Promise<ReadonlySet<string>> {
  const hidden = new Set(
    (context.replica.view.rows('person') as readonly PersonRow[])
      .filter(
        (row) =>
          !isUndone(row) &&
          (row.isDeleted || row.isLocked || context.people.gated(row.id)?.state === 'withdrawn')
      )
      .flatMap(({ values }) => values.name ?? [])
  );
  const people = [...asked].map(([key, { named }]) => ({
    // The key stands for the id: nobody has one yet.
    id: key as RecordId,
    values: { name: named.name, mobile: named.phones }
  }));
  const erased = await findErased(context, people);
  return new Set(
    [...asked].flatMap(([key, { named }]) =>
      hidden.has(named.name) || erased.has(key as RecordId) ? [key] : []
    )
  );
}
