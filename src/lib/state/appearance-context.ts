/** Theme and text size reach 设置 through context. */
import { getContext, setContext } from 'svelte';
import type { Appearance } from './appearance.svelte';

const key = Symbol('appearance');

export const provideAppearance = (appearance: Appearance): Appearance =>
  setContext(key, appearance);
export const getAppearance = (): Appearance => getContext<Appearance>(key);
