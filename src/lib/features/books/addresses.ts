/** Addresses of the books. They hold kinds, codes and random ids only, never a name or a searched text. */
import { resolve } from '$app/paths';
import type { RecordId } from '../../kernel/ids';
import type { BookKind } from './books';

/** A book, or one of its records; visits keep pages of their own. */
export function bookHref(kind: BookKind, id?: RecordId): string {
  const params = new URLSearchParams(kind === 'visit' ? {} : { kind });
  if (id !== undefined) params.set('id', id);
  const path = kind === 'visit' ? resolve('/records/visits/') : resolve('/records/book/');
  return params.toString() === '' ? path : `${path}?${params.toString()}`;
}

/** The form of a record; of a new one codes and ids may be given, by field name. */
export function formHref(
  kind: BookKind,
  id?: RecordId,
  given: Readonly<Record<string, string>> = {}
): string {
  if (kind === 'visit') {
    return id === undefined ? resolve('/records/visit/') : `${resolve('/records/visit/')}?id=${id}`;
  }
  const params = new URLSearchParams({ kind });
  if (id !== undefined) params.set('id', id);
  for (const [name, value] of Object.entries(given)) params.set(`v.${name}`, value);
  return `${resolve('/records/edit/')}?${params.toString()}`;
}

export const booksHref = (): string => resolve('/records/');
export const binHref = (): string => resolve('/people/bin/');
export const personHref = (id: RecordId): string => `${resolve('/people/')}?id=${id}`;
