/** What the headers of a book's table mean (DOMAIN G); columns that nobody reads come before all others (B-7). */
import { findExcludedColumn } from '../../../domain/excluded';
import { bookColumns, type BookKind } from '../../../domain/import-books';
import { bareHeaderKey, headerKey } from '../header-text';
import { ignoredHeaders } from '../header-vocabulary';
import type { ColumnTarget } from '../types';

const tables = new Map<BookKind, ReadonlyMap<string, ColumnTarget>>();

function tableOf(kind: BookKind): ReadonlyMap<string, ColumnTarget> {
  const before = tables.get(kind);
  if (before) return before;
  const targets = new Map<string, ColumnTarget>();
  const add = (header: string, target: ColumnTarget): void => {
    for (const key of [headerKey(header), bareHeaderKey(header)]) {
      if (key !== '' && !targets.has(key)) targets.set(key, target);
    }
  };
  for (const { name, headers } of bookColumns(kind).values()) {
    for (const header of headers) add(header, { type: 'field', field: name });
  }
  for (const header of ignoredHeaders) add(header, { type: 'ignore', reason: 'known' });
  tables.set(kind, targets);
  return targets;
}

/** What every book asks of a header: its comparable forms, and whether nobody may read its column. */
export interface HeaderForms {
  readonly key: string;
  readonly bare: string;
  readonly excluded: ColumnTarget | undefined;
}

export function formsOf(header: string): HeaderForms {
  const key = headerKey(header);
  const bare = key === '' ? '' : bareHeaderKey(header);
  const excluded = key === '' ? undefined : (findExcludedColumn(key) ?? findExcludedColumn(bare));
  return { key, bare, excluded: excluded && { type: 'excluded', reason: excluded.reason } };
}

/** Undefined when nobody knows the header. */
export function meaningOfForms(
  kind: BookKind,
  { key, bare, excluded }: HeaderForms
): ColumnTarget | undefined {
  if (key === '') return undefined;
  const table = tableOf(kind);
  return excluded ?? table.get(key) ?? table.get(bare);
}

export const meaningInBook =
  (kind: BookKind) =>
  (header: string): ColumnTarget | undefined =>
    meaningOfForms(kind, formsOf(header));
