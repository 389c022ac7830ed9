/** What is understood of a book's table as a whole: its year, and what must be said of every entry and no column says. */
import type { SheetFacts } from '../apply-mapping';
import type { Layout } from '../layout';
import type { BookDefault, BookKind, BookProposal, LedgerDecisions } from '../types';
import { bookColumns } from '../../../domain/import-books';
import { countYearless, sheetYear } from './sheet-year';

/** Shown as a choice, told in the report; a kind without one waits for a person. */
const usual: Readonly<Partial<Record<BookKind, Readonly<Record<string, string>>>>> = {
  visit: { method: 'home' },
  need: { status: 'registered', type: 'other' },
  suggestion: { status: 'raised' }
};

/** Required codes: what is decided holds, else what is usual. */
export function bookDefaults(kind: BookKind, decisions: LedgerDecisions): readonly BookDefault[] {
  return [...bookColumns(kind).values()].flatMap(({ name, field }): BookDefault[] => {
    if (field?.required !== true || field.input.type !== 'code') return [];
    const decided = decisions.defaults?.find((each) => each.field === name);
    return [{ field: name, value: decided ? decided.value : (usual[kind]?.[name] ?? null) }];
  });
}

export function proposeBook(
  layout: Layout,
  kind: BookKind,
  facts: SheetFacts,
  decisions: LedgerDecisions
): BookProposal {
  const year = sheetYear(layout, facts)?.year;
  return {
    kind,
    ...(year === undefined ? {} : { year }),
    yearless: countYearless(layout, kind),
    defaults: bookDefaults(kind, decisions)
  };
}
