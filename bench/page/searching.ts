/**
 * Typing into the search of the list, which was prepared in slices after unlocking as the app does: each keystroke until
 * the list of people it leaves is there.
 */
import { createPace } from '../../src/lib/app/ledger/pace';
import { createSearchIndex } from '../../src/lib/app/queries/search-index';
import type { PeopleSnapshot } from '../../src/lib/app/types';
import { filterPeople } from '../../src/lib/domain/filters';
import { clock, createOwn } from './own';

export interface Keystroke {
  readonly text: string;
  readonly ms: number;
  readonly hits: number;
}

export interface Typing {
  /** The first keystroke after unlocking. */
  readonly first: Keystroke;
  readonly later: readonly Keystroke[];
}

/** As PeopleList does it: all hits, ranked, then the filter of the address. */
export async function searchAsTyped(texts: readonly string[]): Promise<Typing> {
  const opened = await createOwn('own').open('people');
  const people = (): PeopleSnapshot => opened.people.snapshot.get();
  const search = createSearchIndex(opened.replica.view, people);
  await search.prepare(createPace(clock), new AbortController().signal);
  const context = { today: clock.today(), lastContactOf: () => undefined };
  const type = (text: string): Keystroke => {
    const start = performance.now();
    const found = filterPeople(search.find(text, people().all.length), {}, context);
    return { text, ms: performance.now() - start, hits: found.length };
  };
  const first = type('张');
  const later = texts.map(type);
  await opened.close();
  return { first, later };
}
