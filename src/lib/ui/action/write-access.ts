/** Whether who sits here may write in the open book, reached from any button below its frame. */
import { getContext, setContext } from 'svelte';

const key = Symbol('write access');

/** @param mayWrite reactive: read again whenever it may have changed. */
export const provideWriteAccess = (mayWrite: () => boolean): unknown => setContext(key, mayWrite);
/** Outside a book everything may be pressed. */
export const getWriteAccess = (): (() => boolean) =>
  getContext<(() => boolean) | undefined>(key) ?? (() => true);
