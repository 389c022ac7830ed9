/** Withdrawn people within the retention delay: dates only, nothing of the person (I14). */
import { hlcToMs } from '../../kernel/hlc';
import type { WithdrawnPerson } from '../types';
import type { PeopleIndex } from './people-index';

export function withdrawnPeople(people: PeopleIndex): readonly WithdrawnPerson[] {
  return [...people.everyone()]
    .filter(({ state }) => state === 'withdrawn')
    .map(({ id, eraseProposedOn }) => {
      const ended = people.consentsOf(id).filter(({ values }) => values.withdrawnOn !== undefined);
      const dates = ended.flatMap(({ values }) => values.withdrawnOn ?? []);
      const withdrawnOn = dates.length > 0 ? dates.reduce((a, b) => (a > b ? a : b)) : undefined;
      const writtenAtMs =
        ended.length > 0
          ? Math.max(...ended.map(({ updatedAt }) => hlcToMs(updatedAt)))
          : undefined;
      return { id, withdrawnOn, writtenAtMs, dueOn: eraseProposedOn };
    })
    .sort((a, b) => (b.writtenAtMs ?? 0) - (a.writtenAtMs ?? 0));
}
