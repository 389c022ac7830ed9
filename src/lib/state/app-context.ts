/** The app and the open session reach components through context, never through a module global. */
import { getContext, setContext } from 'svelte';
import type { App, Session } from '../app/types';

const appKey = Symbol('app');
const sessionKey = Symbol('session');

export const provideApp = (app: App): App => setContext(appKey, app);
export const getApp = (): App => getContext<App>(appKey);

/** Provided by the shell once the vault is open; replaced as a whole after an unlock. */
export const provideSession = (session: () => Session): (() => Session) =>
  setContext(sessionKey, session);
/** The open session. Only inside screens that the shell shows while the vault is open. */
export const getSession = (): Session => getContext<() => Session>(sessionKey)();
