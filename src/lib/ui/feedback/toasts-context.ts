/** The one toast region of the page, reached from any component below the root layout. */
import { getContext, setContext } from 'svelte';
import type { Toasts } from './toasts.svelte';

const key = Symbol('toasts');

export const provideToasts = (toasts: Toasts): Toasts => setContext(key, toasts);
export const getToasts = (): Toasts => getContext<Toasts>(key);
