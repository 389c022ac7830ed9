/** The reminder of this browser reaches the frame and 设置 through context. */
import { getContext, setContext } from 'svelte';
import type { DailyNotice } from './daily-notice.svelte';

const key = Symbol('daily-notice');

export const provideDailyNotice = (notice: DailyNotice): DailyNotice => setContext(key, notice);
export const getDailyNotice = (): DailyNotice => getContext<DailyNotice>(key);
