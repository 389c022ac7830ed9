/** Addresses of activities: random ids only, never a name. */
import { resolve } from '$app/paths';
import type { RecordRow } from '../../app/types';
import type { RecordId } from '../../kernel/ids';

export const activityHref = (id: RecordId): string =>
  `${resolve('/records/book/')}?kind=activity&id=${id}`;
export const rollHref = (id: RecordId): string => `${resolve('/records/roll/')}?id=${id}`;
export const nameListHref = (id: RecordId): string =>
  `${resolve('/records/batch/')}?activity=${id}`;
export const signInHref = (id: RecordId): string => `${resolve('/records/sign-in/')}?id=${id}`;
export const libraryHref = (): string => resolve('/library');
/** A text of 资料. */
export const textHref = ({ kind, id }: Pick<RecordRow, 'kind' | 'id'>): string =>
  `${resolve('/library/text')}?kind=${kind}&id=${id}`;
export const attendanceHref = (id: RecordId): string =>
  `${resolve('/records/book/')}?kind=attendance&id=${id}`;
/** Hours of a year, all activities and the service book together. */
export const hoursHref = (year: string): string =>
  `${resolve('/statistics')}?view=work&period=${year}`;
