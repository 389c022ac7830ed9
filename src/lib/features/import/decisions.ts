/** Edits of what was decided about one sheet. Pure: every answer replaces the one before it. */
import type { BookKind, ColumnTarget, LedgerDecisions } from '../../app/ledger/types';
import type { Json } from '../../kernel/json';

export const withColumn = (
  decisions: LedgerDecisions,
  index: number,
  target: ColumnTarget
): LedgerDecisions => ({
  ...decisions,
  columns: [...(decisions.columns ?? []).filter((each) => each.index !== index), { index, target }]
});

/** Other header rows make other columns: what was said about them no longer holds. */
export const withHeaderRows = (
  { community, category, book }: LedgerDecisions,
  first: number,
  last: number
): LedgerDecisions => ({
  ...(community === undefined ? {} : { community }),
  ...(category === undefined ? {} : { category }),
  ...(book === undefined ? {} : { book }),
  headerRows: { first, last }
});

/** Another table has other columns, words and doubts: nothing said about them holds. */
export const withBook = (book: BookKind | 'person' | 'roll'): LedgerDecisions => ({ book });

/** `undefined` takes the year back. */
export function withYear(decisions: LedgerDecisions, year: number | undefined): LedgerDecisions {
  const { year: _, ...others } = decisions;
  return year === undefined ? others : { ...others, year };
}

/** For entries whose row doesn't say it; a tick for all of them. */
export const withDefault = (
  decisions: LedgerDecisions,
  field: string,
  value: string | boolean | null
): LedgerDecisions => ({
  ...decisions,
  defaults: [...(decisions.defaults ?? []).filter((each) => each.field !== field), { field, value }]
});

export const withCommunity = (decisions: LedgerDecisions, community: string): LedgerDecisions => ({
  ...decisions,
  community
});

/** A category key, or empty: rows without a category stay without one. */
export const withCategory = (decisions: LedgerDecisions, category: string): LedgerDecisions => ({
  ...decisions,
  category
});

/** `undefined` takes the answer back. */
export function withTerm(
  decisions: LedgerDecisions,
  field: string,
  term: string,
  value: Json | undefined
): LedgerDecisions {
  const others = (decisions.terms ?? []).filter(
    (each) => each.field !== field || each.term !== term
  );
  return {
    ...decisions,
    terms: value === undefined ? others : [...others, { field, term, value }]
  };
}

/** `undefined` takes the choice back. */
export function withCell(
  decisions: LedgerDecisions,
  id: string,
  choice: number | undefined
): LedgerDecisions {
  const others = (decisions.cells ?? []).filter((each) => each.id !== id);
  return { ...decisions, cells: choice === undefined ? others : [...others, { id, choice }] };
}
