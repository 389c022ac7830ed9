/** The one toast region of the open book, reached from any component below its frame. */
import { getContext, setContext } from 'svelte';
import type { Toasts } from './toasts.svelte';

const key = Symbol('toasts');

export const provideToasts = (toasts: Toasts): Toasts => setContext(key, toasts);
export const getToasts = (): Toasts => getContext<Toasts>(key);
