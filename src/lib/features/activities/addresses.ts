/** Addresses of activities: random ids only, never a name. */
import { resolve } from '$app/paths';
import type { RecordId } from '../../kernel/ids';

export const activityHref = (id: RecordId): string =>
  `${resolve('/records/book/')}?kind=activity&id=${id}`;
export const rollHref = (id: RecordId): string => `${resolve('/records/roll/')}?id=${id}`;
export const nameListHref = (id: RecordId): string =>
  `${resolve('/records/batch/')}?activity=${id}`;
export const signInHref = (id: RecordId): string => `${resolve('/records/sign-in/')}?id=${id}`;
