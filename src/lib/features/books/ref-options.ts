/** What a field that refers to records offers: people as they are found, households by someone who may be named. */
import type { GatedPerson, Queries } from '../../app/types';
import type { RecordKind } from '../../domain/field';
import { definitionOf } from '../../domain/registry';
import type { RecordId } from '../../kernel/ids';
import { booksWords } from '../../text/books';
import type { Option } from '../../ui/form/field';
import type { BookItem } from './books';

const mostHits = 12;

function personOption(person: GatedPerson, queries: Queries): Option {
  const { building, name = '' } = person.values;
  const place = building ? (queries.nameOf('orgNode', building) ?? '') : '';
  const detail = [place, person.isContactCard ? booksWords.awaiting : '']
    .filter(Boolean)
    .join(' · ');
  return { value: person.id, label: name, ...(detail === '' ? {} : { detail }) };
}

/** Hits for the typed text; those chosen already come along, so that their names can be shown. */
export function peopleOptions(
  queries: Queries,
  byId: ReadonlyMap<RecordId, GatedPerson>,
  text: string,
  chosen: readonly RecordId[]
): readonly Option[] {
  const hits = text.trim() === '' ? [] : queries.search(text, mostHits);
  const others = chosen.flatMap((id) => {
    const person = hits.some((hit) => hit.id === id) ? undefined : byId.get(id);
    return person ? [person] : [];
  });
  return [...hits, ...others].map((person) => personOption(person, queries));
}

const householdOption = ({ id, people }: BookItem): Option[] => {
  const name = people[0]?.values.name;
  const key = people[0]?.values.pinyinKey ?? '';
  return name === undefined
    ? []
    : [{ value: id, label: booksWords.household(name), keywords: [key] }];
};

/** Records by their titles, in the order of their book; workers are found by pinyin too. */
export function recordOptions(kind: RecordKind, items: readonly BookItem[]): readonly Option[] {
  if (kind === 'household') return items.flatMap(householdOption);
  const definition = definitionOf(kind);
  return items.map((item) => {
    const title = definition.title(item.values);
    const on = definition.dateOf?.(item.values) ?? '';
    const key = item.values['pinyinKey'];
    return {
      value: item.id,
      label: title,
      ...(on === '' || title.includes(on) ? {} : { detail: on }),
      ...(typeof key === 'string' ? { keywords: [key] } : {})
    };
  });
}
