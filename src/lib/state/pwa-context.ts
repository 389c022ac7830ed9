/** The installed app (update, offline, install) reaches 设置 through context. */
import { getContext, setContext } from 'svelte';
import type { Pwa } from './pwa.svelte';

const key = Symbol('pwa');

export const providePwa = (pwa: Pwa): Pwa => setContext(key, pwa);
export const getPwa = (): Pwa => getContext<Pwa>(key);
