/**
 * What was searched for in a list, kept while the book is open so that coming back from a page finds the same
 * list. In memory alone: it may be a name (never address or disk), and it goes with the lock.
 */
import { getContext, setContext } from 'svelte';

const key = Symbol('list-memory');

export type ListMemory = Map<string, string>;

export const provideListMemory = (): ListMemory => setContext(key, new Map<string, string>());
export const getListMemory = (): ListMemory => getContext<ListMemory>(key);
