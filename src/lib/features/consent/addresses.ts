/** Addresses around consent; many people are handed over in the history's state, never in the address. */
import { resolve } from '$app/paths';
import type { RecordId } from '../../kernel/ids';

const withId = (path: string, id: RecordId | undefined): string =>
  id === undefined ? path : `${path}?id=${id}`;

export const consentHref = (id?: RecordId): string => withId(resolve('/consent/'), id);
export const formHref = (id?: RecordId): string => withId(resolve('/consent/form/'), id);
export const eraseHref = (id: RecordId): string => withId(resolve('/consent/erase/'), id);
export const dueHref = (): string => resolve('/consent/due/');
export const listHref = (): string => resolve('/people/');
export const personHref = (id: RecordId): string => withId(resolve('/people/'), id);
