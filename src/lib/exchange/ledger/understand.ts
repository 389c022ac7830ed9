/** What can be understood of a sheet without asking: the first step of the wizard. */
import { applyLayout, type SheetFacts } from './apply-mapping';
import { proposeBook } from './books/propose-book';
import { categoryIn, guessCommunity } from './community';
import { layOut, type Layout } from './layout';
import { proposeRoll } from './roll/propose-roll';
import { equalJson } from '../../kernel/json';
import type { RawSheet } from '../files/raw-sheet';
import type {
  CategoryGuess,
  CommunityGuess,
  LedgerDecisions,
  LedgerHints,
  LedgerProposal,
  ParsedLedger
} from './types';

/** Where a sheet comes from. */
export interface SheetSource {
  readonly sheetKey: string;
  readonly fileName: string;
  /** The file's name names a category and no sheet in it another one. */
  readonly fileCategory?: CategoryGuess;
}

export const understandSheet = (
  sheet: RawSheet,
  source: SheetSource,
  hints: LedgerHints,
  decisions: LedgerDecisions = {}
): LedgerProposal => readSheet(sheet, source, hints, decisions).proposal;

/** A sheet as it is understood, with the rows that were read for it: they are the import, if nothing else is decided. */
export function readSheet(
  sheet: RawSheet,
  source: SheetSource,
  hints: LedgerHints,
  decisions: LedgerDecisions = {}
): { readonly proposal: LedgerProposal; readonly parsed: ParsedLedger } {
  const layout = layOut(sheet, decisions, hints);
  const facts = factsOf(sheet, source, layout, hints);
  const parsed = applyLayout(layout, facts, decisions, hints);
  const proposal: LedgerProposal = {
    ...facts,
    isHidden: sheet.isHidden,
    kind: kindOf(sheet, layout),
    ...(layout.book ? { book: proposeBook(layout, layout.book, facts, decisions) } : {}),
    ...(layout.roll ? { roll: proposeRoll(layout, layout.roll, facts, decisions) } : {}),
    ...(layout.arranged.arrangement ? { arrangement: layout.arranged.arrangement } : {}),
    title: layout.title,
    headerRows: layout.header,
    columns: layout.columns,
    dataRowCount: layout.rows.data.length,
    rowsWithoutCategory: parsed.rowsWithoutCategory,
    skipped: parsed.skipped,
    terms: parsed.terms,
    findings: parsed.findings,
    headerSignature: layout.signature
  };
  return { proposal, parsed };
}

function factsOf(
  sheet: RawSheet,
  source: SheetSource,
  layout: Layout,
  hints: LedgerHints
): SheetFacts {
  const community =
    guessCommunity(layout.title, sheet.name, source.fileName) ?? remembered(layout, hints);
  const category = sheetCategory(sheet.name, layout.title) ?? source.fileCategory;
  return {
    sheetKey: source.sheetKey,
    sheetName: sheet.name,
    fileName: source.fileName,
    ...(community ? { community } : {}),
    ...(category === undefined ? {} : { sheetCategory: category })
  };
}

/** Title and name of one sheet that name different categories name none. */
function sheetCategory(sheetName: string, title: string): CategoryGuess | undefined {
  const byName = categoryIn(sheetName, 'sheet');
  const byTitle = categoryIn(title, 'title');
  const isOne = !byName || !byTitle || equalJson(byName.categories, byTitle.categories);
  return isOne ? (byTitle ?? byName) : undefined;
}

function remembered(layout: Layout, hints: LedgerHints): CommunityGuess | undefined {
  const name = hints.mappings.find(
    (mapping) => mapping.headerSignature === layout.signature
  )?.community;
  return name === undefined ? undefined : { name, from: 'remembered' };
}

function kindOf(sheet: RawSheet, layout: Layout): LedgerProposal['kind'] {
  if (sheet.rows.length === 0) return 'empty';
  if (layout.isRoll) return 'roll';
  if (layout.book) return 'book';
  const hasName = layout.columns.some(
    ({ target }) => target.type === 'field' && target.field === 'name'
  );
  return hasName ? 'list' : 'unknown';
}
