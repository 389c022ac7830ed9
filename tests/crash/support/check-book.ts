/** I8 in one function: what must hold of a book that was just opened again, whatever happened before. */
import { expect } from '@playwright/test';
import type { SeenState } from '../harness/api';
import { linesOfBook, type Book } from '../harness/steps';
import type { BookPage } from './book-page';

/** Which of the allowed books (oldest first) the page shows; -1 when none of them. */
export function bookShown(state: SeenState, allowed: readonly Book[]): number {
  const seen = state.lines.join('\n');
  return allowed.findIndex((book) => linesOfBook(book).join('\n') === seen);
}

/** For the report of a failure: what each allowed book has more or less than the page shows. */
function describeLoss(state: SeenState, allowed: readonly Book[]): string {
  const seen = new Set(state.lines);
  return allowed
    .map((book, i) => {
      const expected = linesOfBook(book);
      const lost = expected.filter((line) => !seen.has(line));
      const extra = state.lines.filter((line) => !expected.includes(line));
      const some = (lines: string[]): string => `${lines.length} (${lines.slice(0, 3).join('; ')})`;
      return `book ${i}: lost ${some(lost)}, not expected ${some(extra)}`;
    })
    .join(' | ');
}

/**
 * Opens the book and checks it: one of the allowed books is there, opening mended nothing, log, heads and views
 * agree (a rebuild from the log changes no row, no search key, no digest). Returns the index of the book.
 */
export async function openAndCheck(
  page: BookPage,
  allowed: readonly Book[],
  what: string
): Promise<number> {
  const { writesAtOpening } = await page.open(null);
  expect(writesAtOpening, `${what}: opening mends nothing`).toBe(0);
  const found = await page.state();
  const shown = bookShown(found, allowed);
  if (shown === -1) throw new Error(`${what}: ${describeLoss(found, allowed)}`);
  expect(found.conflicts, `${what}: no conflict with itself`).toBe(0);
  expect(found.isComplete, `${what}: nothing is missing`).toBe(true);
  await page.rebuild();
  expect(await page.state(), `${what}: rebuilt equals incremental (I2)`).toEqual(found);
  expect(page.problems, `${what}: nothing goes wrong`).toEqual([]);
  return shown;
}
