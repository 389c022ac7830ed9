/**
 * 不是同一人: said of a pair, remembered on the record with the smaller id, and taken back on whichever records say it.
 * Where either has been merged since, it is said of those who stand for them.
 */
import type { PersonRow } from '../../domain/person/record';
import type { RecordId } from '../../kernel/ids';
import type { RecordChange } from '../../storage/types';
import type { PeopleSnapshot } from '../types';
import type { SessionContext } from '../session/context';
import type { ToldApart } from './types';

type Pair = ToldApart['ids'];

export const inOrder = ([one, other]: Pair): Pair => (one < other ? [one, other] : [other, one]);

/** Of whom it was said that this record is another person, as it is stored. */
export const notSameOf = ({ replica }: SessionContext, record: RecordId): readonly RecordId[] =>
  (replica.view.stored.row('person', record) as PersonRow | undefined)?.values.notSame ?? [];

/** All of a person's records, or the one. */
export const recordsOf = ({ replica }: SessionContext, id: RecordId): readonly RecordId[] =>
  replica.view.mergedOf(id)?.members ?? [id];

export function tellingApartChange(context: SessionContext, pair: Pair): RecordChange {
  const [id, other] = inOrder(pair);
  const notSame = [...notSameOf(context, id), other];
  return { type: 'set', kind: 'person', id, values: { notSame } };
}

/** Empty where nobody says it any more. */
export function takingBackChanges(context: SessionContext, pair: Pair): readonly RecordChange[] {
  const { standing } = context.replica.view;
  const [one, other] = [standing(pair[0]), standing(pair[1])];
  return [
    [one, other],
    [other, one]
  ].flatMap(([from, of]) =>
    from === undefined
      ? []
      : recordsOf(context, from).flatMap((id): readonly RecordChange[] => {
          const said = notSameOf(context, id);
          const notSame = said.filter((each) => standing(each) !== of);
          if (notSame.length === said.length) return [];
          return [{ type: 'set', kind: 'person', id, values: { notSame } }];
        })
  );
}

/** Every pair once, as far as both may be seen; a pair that has been merged since is told by its merge. */
export function toldApart(
  { replica }: SessionContext,
  { byId }: PeopleSnapshot
): readonly ToldApart[] {
  const { stored, standing } = replica.view;
  const found = new Map<string, ToldApart>();
  for (const { id, values } of stored.rows('person') as readonly PersonRow[]) {
    for (const said of values.notSame ?? []) {
      const ids = inOrder([standing(id), standing(said)]);
      const [first, second] = [byId.get(ids[0]), byId.get(ids[1])];
      if (!first || !second || first === second) continue;
      found.set(ids.join(), { ids, people: [first, second] });
    }
  }
  return [...found.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

const nameOf = ({ people: [first], ids }: ToldApart): string =>
  `${first.values.name ?? ''} ${ids.join()}`;
