/** What is understood of a book's table as a whole: its year, and what must be said of every entry and no column says. */
import type { SheetFacts } from '../apply-mapping';
import { tidyLine } from '../header-text';
import type { Layout } from '../layout';
import type { BookDefault, BookKind, BookProposal, LedgerDecisions } from '../types';
import { bookColumns } from '../../../domain/import-books';
import { activityTypeOf } from './finish-activity';
import { countYearless, sheetYear } from './sheet-year';

/** Shown as a choice, told in the report; a kind without one waits for a person. */
const usual: Readonly<Partial<Record<BookKind, Readonly<Record<string, string>>>>> = {
  visit: { method: 'home' },
  need: { status: 'registered', type: 'other' },
  suggestion: { status: 'raised' }
};

/** S0-07: the activity book of the work holds its activities; a sheet of ordinary ones is unticked as a whole. */
const usualTicks: Readonly<Partial<Record<BookKind, readonly string[]>>> = {
  activity: ['isUnitedFront']
};

/** A form has no column that could say the kind of its one activity. */
const usualInForms: typeof usual = { activity: { type: 'other' } };

/** Required codes and usual ticks: what is decided holds, else what is usual. */
export function bookDefaults(
  { arranged }: Layout,
  kind: BookKind,
  decisions: LedgerDecisions
): readonly BookDefault[] {
  const held = { ...usual[kind], ...(arranged.arrangement === 'form' ? usualInForms[kind] : {}) };
  return [...bookColumns(kind).values()].flatMap(({ name, field }): BookDefault[] => {
    const decided = decisions.defaults?.find((each) => each.field === name);
    if (usualTicks[kind]?.includes(name)) return [{ field: name, value: decided?.value ?? true }];
    if (field?.required !== true || field.input.type !== 'code') return [];
    return [{ field: name, value: decided ? decided.value : (held[name] ?? null) }];
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
    defaults: bookDefaults(layout, kind, decisions).filter(
      ({ field }) => !(kind === 'activity' && field === 'type' && isTypeTold(layout))
    )
  };
}

/** Whether the topic of every form says what kind of activity it was. */
function isTypeTold({ arranged, columns, grid, rows }: Layout): boolean {
  const topic = columns.find(({ target }) => target.type === 'field' && target.field === 'topic');
  if (arranged.arrangement !== 'form' || !topic) return false;
  return rows.data.every(
    (row) => activityTypeOf(tidyLine(grid.own(row, topic.index).text)) !== undefined
  );
}
