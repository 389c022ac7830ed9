/** All books that have something, each as a table; one after another, so that it can be watched and stopped. */
import type { TableDocument } from '../../app/documents/types';
import type { Queries } from '../../app/types';
import { firstValue } from '../../kernel/watchable';
import { books, type BookItem } from './books';
import { bookTable } from './ledger';

export async function allTables(
  queries: Queries,
  signal: AbortSignal,
  onProgress: (done: number) => Promise<void>
): Promise<readonly TableDocument[]> {
  const tables: TableDocument[] = [];
  for (const [index, book] of books.entries()) {
    await onProgress(index);
    if (signal.aborted) return [];
    const items: readonly BookItem[] = await firstValue(queries.records(book.kind));
    if (items.length > 0) tables.push(bookTable(book, items, queries));
  }
  return tables;
}
