/** Withdrawn people within the retention delay: dates only, nothing of the person (I14). */
import type { WithdrawnPerson } from '../types';
import type { PeopleIndex } from './people-index';

export function withdrawnPeople(people: PeopleIndex): readonly WithdrawnPerson[] {
  return [...people.everyone()]
    .filter(({ state }) => state === 'withdrawn')
    .map(({ id, eraseProposedOn }) => {
      const dates = people.consentsOf(id).flatMap(({ values }) => values.withdrawnOn ?? []);
      const withdrawnOn = dates.length > 0 ? dates.reduce((a, b) => (a > b ? a : b)) : undefined;
      return { id, withdrawnOn, dueOn: eraseProposedOn };
    })
    .sort((a, b) => ((a.withdrawnOn ?? '') < (b.withdrawnOn ?? '') ? 1 : -1));
}
