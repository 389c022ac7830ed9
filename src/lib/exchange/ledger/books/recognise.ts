/**
 * What table a sheet is: the book whose headers are most there, unless a list of people explains more of them. What a
 * person said, now or for a ledger with the same headers before, comes first.
 */
import { filledColumns, type Grid } from '../grid';
import { findHeaderRows, headerSignature, noHeader } from '../header-rows';
import { meaningOf, type HeaderMeaning } from '../header-vocabulary';
import type { BookKind, ColumnTarget, LedgerDecisions, LedgerHints } from '../types';
import { bookKinds } from '../../../domain/import-books';
import { formsOf, meaningInBook, meaningOfForms, type HeaderForms } from './book-headers';

const searchedRows = 40;
const fewest = 3;

/** One of these has to be there: dates and names alone are in every table. */
const proofs: Readonly<Record<BookKind, readonly string[]>> = {
  visit: ['otherVisitors', 'giftMoney', 'gifts', 'cause', 'festival', 'method', 'concerns'],
  reception: ['people', 'firstReceiver'],
  need: ['content'],
  suggestion: ['topic', 'reply', 'adopted'],
  activity: ['topic', 'place', 'host', 'actual'],
  aid: ['type', 'value'],
  serviceEntry: ['direction', 'times', 'hours'],
  workLog: ['subject'],
  job: ['post'],
  partnerUnit: ['how'],
  partnerResource: ['type'],
  venue: ['area'],
  budgetLine: ['budget', 'spent'],
  workTarget: ['target', 'done'],
  showcaseCase: ['method', 'evidence']
};

const nameOf = (target: ColumnTarget | undefined): string | undefined => {
  if (target?.type === 'field') return target.field;
  return target?.type === 'org' ? target.level : undefined;
};

/** The texts of the rows that may head the table. */
function headTexts(grid: Grid): readonly (readonly string[])[] {
  return Array.from({ length: Math.min(grid.height, searchedRows) }, (_, row) =>
    filledColumns(grid, row).flatMap((column) => {
      const cell = grid.own(row, column);
      return cell.type === 'text' ? [cell.text] : [];
    })
  );
}

/** The most columns that one row heads, by name. */
function headed(rows: readonly (readonly string[])[], meaning: HeaderMeaning): ReadonlySet<string> {
  let best = new Set<string>();
  for (const texts of rows) {
    const names = new Set<string>();
    for (const text of texts) {
      const name = nameOf(meaning(text));
      if (name !== undefined) names.add(name);
    }
    if (names.size > best.size) best = names;
  }
  return best;
}

const bySigns = (grid: Grid): BookKind | undefined => {
  const rows = headTexts(grid);
  // Read once: each of the books asks about every text.
  const forms = new Map<string, HeaderForms>();
  for (const text of rows.flat()) if (!forms.has(text)) forms.set(text, formsOf(text));
  let most = headed(rows, meaningOf).size;
  let found: BookKind | undefined;
  for (const kind of bookKinds) {
    const names = headed(rows, (text) => meaningOfForms(kind, forms.get(text) ?? formsOf(text)));
    const isProven = names.size >= fewest && proofs[kind].some((name) => names.has(name));
    if (isProven && names.size > most) {
      most = names.size;
      found = kind;
    }
  }
  return found;
};

export function bookOf(
  grid: Grid,
  decisions: LedgerDecisions,
  { mappings }: LedgerHints
): BookKind | undefined {
  if (decisions.book !== undefined && decisions.book !== 'roll') {
    return decisions.book === 'person' ? undefined : decisions.book;
  }
  if (mappings.length === 0) return bySigns(grid);
  const signatures = new Map<BookKind | undefined, string>();
  const signatureFor = (kind: BookKind | undefined): string => {
    const known = signatures.get(kind);
    if (known !== undefined) return known;
    const header = findHeaderRows(grid, kind && meaningInBook(kind)) ?? noHeader;
    const made = headerSignature(grid, header);
    signatures.set(kind, made);
    return made;
  };
  const before = mappings.find(
    ({ book, headerSignature: signature }) => signature !== '' && signatureFor(book) === signature
  );
  return before ? before.book : bySigns(grid);
}

/** 春节慰问 without a number before it, alone in its row: neither whom nor when an entry was about. */
export const isBookSection = (text: string, target: ColumnTarget | undefined): boolean => {
  if (target?.type === 'field' && target.field === 'people') return false;
  return (
    text.length <= 30 && /慰问|走访|帮扶|节$|月份?$|季度$/.test(text) && !/^\d{4}\D\d/.test(text)
  );
};
