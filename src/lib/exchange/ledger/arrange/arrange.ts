/**
 * Sheets that are no plain table, laid out as one before anything is understood (H3-1, H3-3): a form of labels and values
 * becomes one row, the rows of one matter become its first row. Every row keeps its number, so that lines of the report
 * lead to the place in the file. Pure.
 */
import type { RawSheet } from '../../files/raw-sheet';
import { createGrid } from '../grid';
import type { HeaderRows } from '../header-rows';
import { bookOf } from '../books/recognise';
import type { Arrangement, BookKind, LedgerDecisions, LedgerHints } from '../types';
import { arrangeForms } from './form';
import { arrangeSteps } from './steps';

/** What could not be laid out, or was put together by a rule worth telling. */
export interface ArrangedNote {
  /** Zero-based; without it the line is about the sheet. */
  readonly row?: number;
  readonly severity: 'left-out' | 'note';
  readonly message: string;
  readonly raw: string;
}

export interface ArrangedSheet {
  readonly sheet: RawSheet;
  readonly arrangement?: Arrangement;
  readonly book?: BookKind;
  readonly header?: HeaderRows;
  readonly notes: readonly ArrangedNote[];
}

/** Somebody who says that it is another table takes the sheet as it stands. */
export function arrangeSheet(
  sheet: RawSheet,
  decisions: LedgerDecisions,
  hints: LedgerHints
): ArrangedSheet {
  const plain: ArrangedSheet = { sheet, notes: [] };
  const grid = createGrid(sheet);
  const form = arrangeForms(grid);
  if (form) return isMeant(form, decisions) ? form : plain;
  if (bookOf(grid, decisions, hints) !== 'need') return plain;
  return arrangeSteps(grid, decisions) ?? plain;
}

const isMeant = (arranged: ArrangedSheet, { book }: LedgerDecisions): boolean =>
  book === undefined || book === arranged.book;
