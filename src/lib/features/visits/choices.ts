/** What the fields of a visit offer: people as they are found, households by a visible member, workers. */
import type { GatedPerson, Queries, RecordItem } from '../../app/types';
import type { WorkerRow } from '../../domain/worker/record';
import { tellingApart } from '../../domain/consent/telling-apart';
import { isRecordId, type RecordId } from '../../kernel/ids';
import { visitWords } from '../../text/visits';
import type { Option } from '../../ui/form/field';

const mostHits = 12;

const buildingOf = (person: GatedPerson, queries: Queries): string =>
  person.values.building ? (queries.nameOf('orgNode', person.values.building) ?? '') : '';

const personOption = (person: GatedPerson, queries: Queries): Option => ({
  value: person.id,
  label: person.values.name ?? '',
  detail: [
    ...tellingApart(person, (id) => queries.nameOf('orgNode', id)),
    ...(person.isContactCard ? [visitWords.awaiting] : [])
  ].join(' · ')
});

export interface NotAgreed {
  readonly id: RecordId;
  readonly name: string;
}

/** Who of the chosen has not agreed to visits: what is written down is then withheld by the gate (I14). */
export const notAgreedOf = (
  chosen: readonly RecordId[],
  byId: ReadonlyMap<RecordId, GatedPerson>
): readonly NotAgreed[] =>
  chosen.flatMap((id) => {
    const person = byId.get(id);
    return person && !person.purposes.includes('visit')
      ? [{ id, name: person.values.name ?? '' }]
      : [];
  });

/** Hits for the typed text; those chosen already come along, so that their names can be shown. */
export function peopleOptions(
  queries: Queries,
  byId: ReadonlyMap<RecordId, GatedPerson>,
  text: string,
  chosen: readonly RecordId[]
): readonly Option[] {
  const hits = text.trim() === '' ? [] : queries.search(text, mostHits);
  const known = new Set(hits.map(({ id }) => id));
  const others = chosen.flatMap((id): Option[] => {
    // What was typed and not chosen stands among them.
    if (known.has(id) || !isRecordId(id)) return [];
    const person = byId.get(id);
    return [person ? personOption(person, queries) : { value: id, label: visitWords.gone }];
  });
  return [...hits.map((person) => personOption(person, queries)), ...others];
}

/** A household is named after its contact, or its first member who may be named; others are not offered. */
export function householdOptions(
  households: readonly RecordItem<'household'>[],
  queries: Queries
): readonly Option[] {
  return households.flatMap((household): Option[] => {
    const [person] = household.people;
    const name = person?.values.name;
    if (!person || name === undefined) return [];
    const key = person.values.pinyinKey ?? '';
    const initials = key
      .split(/\s+/)
      .map((part) => part.slice(0, 1))
      .join('');
    return [
      {
        value: household.id,
        label: visitWords.openHousehold(name),
        detail: buildingOf(person, queries),
        keywords: [key, initials]
      }
    ];
  });
}

export const workerOptions = (rows: readonly WorkerRow[]): readonly Option[] =>
  rows.map((row) => ({
    value: row.id,
    label: row.values.name ?? '',
    keywords: [row.values.pinyinKey ?? '']
  }));
