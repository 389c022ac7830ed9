/** What is understood of a sign-in matrix as a whole. */
import type { SheetFacts } from '../apply-mapping';
import { lacksYear, type YearGuess } from '../books/cells/day';
import { sheetYear } from '../books/sheet-year';
import type { Layout } from '../layout';
import type { LedgerDecisions, RollProposal } from '../types';
import type { RollLayout } from './find-roll';

export function rollYear(
  layout: Layout,
  facts: SheetFacts,
  { year }: LedgerDecisions
): YearGuess | undefined {
  return year === undefined ? sheetYear(layout, facts) : { year, by: '按您的选择' };
}

export function proposeRoll(
  layout: Layout,
  { activities }: RollLayout,
  facts: SheetFacts,
  decisions: LedgerDecisions
): RollProposal {
  const year = rollYear(layout, facts, decisions)?.year;
  return {
    ...(year === undefined ? {} : { year }),
    yearless: activities.filter(({ day }) => lacksYear(day)).length,
    activities: activities.map(({ column }) => column.header)
  };
}
