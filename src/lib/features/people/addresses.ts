/** Addresses of the register. They hold random ids and codes only, never a name, number or searched text. */
import { resolve } from '$app/paths';
import type { RecordKind } from '../../domain/field';
import { definitionOf } from '../../domain/registry';
import type { RecordId } from '../../kernel/ids';

/** One person; `params` are the list's filters, kept beside so that the way back finds them. */
export function personHref(id: RecordId, params: URLSearchParams = new URLSearchParams()): string {
  const next = new URLSearchParams(params);
  next.set('id', id);
  return `${resolve('/people/')}?${next.toString()}`;
}

export function listHref(params: URLSearchParams = new URLSearchParams()): string {
  const next = new URLSearchParams(params);
  next.delete('id');
  next.delete('tab');
  const text = next.toString();
  return text === '' ? resolve('/people/') : `${resolve('/people/')}?${text}`;
}

/** With the list's filters, so that saving comes back to the same list. */
export function editHref(id?: RecordId, params: URLSearchParams = new URLSearchParams()): string {
  const next = new URLSearchParams(params);
  next.delete('tab');
  if (id === undefined) next.delete('id');
  else next.set('id', id);
  const text = next.toString();
  return text === '' ? resolve('/people/edit/') : `${resolve('/people/edit/')}?${text}`;
}
export const binHref = (): string => resolve('/people/bin/');
/** 合并重复: the search, or two records beside each other. */
export function doublesHref(ids: readonly RecordId[] = []): string {
  const params = new URLSearchParams(ids.map((id) => ['id', id]));
  const text = params.toString();
  return text === '' ? resolve('/people/doubles/') : `${resolve('/people/doubles/')}?${text}`;
}
export const fileHref = (id: RecordId): string => `${resolve('/people/file/')}?id=${id}`;
export const visitHref = (id: RecordId): string => `${resolve('/records/visit/')}?person=${id}`;
/** A record of the work in its book; undefined for kinds without one. */
export function recordHref(kind: RecordKind, id: RecordId): string | undefined {
  if (kind === 'visit') return `${resolve('/records/visits/')}?id=${id}`;
  if (definitionOf(kind).book === undefined) return undefined;
  return `${resolve('/records/book/')}?kind=${kind}&id=${id}`;
}
/** Visits for many, or the list of one activity. */
export const batchHref = (activity?: RecordId): string =>
  activity === undefined
    ? resolve('/records/batch/')
    : `${resolve('/records/batch/')}?activity=${activity}`;
export const newActivityHref = (): string => `${resolve('/records/edit/')}?kind=activity`;
export const consentFormHref = (): string => resolve('/consent/form/');
export const importHref = (): string => resolve('/import/');
export const consentHref = (id?: RecordId): string =>
  id === undefined ? resolve('/consent/') : `${resolve('/consent/')}?id=${id}`;
export const eraseHref = (id: RecordId): string => `${resolve('/consent/erase/')}?id=${id}`;
export const dueHref = (): string => resolve('/consent/due/');
