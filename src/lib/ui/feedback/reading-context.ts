/** Which year of the books is being read, for whatever below the frame waits for them. */
import { getContext, setContext } from 'svelte';

const key = Symbol('reading year');

export type ReadingYear = () => number | undefined;

export const provideReadingYear = (year: ReadingYear): ReadingYear => setContext(key, year);
/** Outside of an open book nothing is read. */
export const getReadingYear = (): ReadingYear =>
  getContext<ReadingYear | undefined>(key) ?? (() => undefined);
