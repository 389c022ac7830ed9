/**
 * The thin wall around the spreadsheet library: bytes of .xls, .xlsx, .ods to raw sheets. A swap of the
 * library is a swap of this file (LIBRARIES 5). Formulas arrive as their stored value and are never evaluated.
 */
import { EncryptedFileError, HucreError } from 'hucre';
import type { CellValue, Workbook } from 'hucre';
import { readOds } from 'hucre/ods';
import { readXls, readXlsx } from 'hucre/xlsx';
import { err, ok, type Result } from '../../kernel/result';
import type { FileProblem } from './file-problem';
import { limits } from './limits';
import { emptyCell, textCell, trimRows, type RawCell, type RawSheet } from './raw-sheet';

export type WorkbookKind = 'xls' | 'xlsx' | 'ods';

export interface WorkbookReader {
  read(bytes: Uint8Array, kind: WorkbookKind): Promise<Result<RawSheet[], FileProblem>>;
}

export function createWorkbookReader(): WorkbookReader {
  return {
    async read(bytes, kind) {
      try {
        return sheetsOf(await parse(bytes, kind));
      } catch (thrown) {
        return err(problemOf(thrown));
      }
    }
  };
}

function parse(bytes: Uint8Array, kind: WorkbookKind): Promise<Workbook> {
  // Thousands of sheets may share one part.
  const sheets = (_info: unknown, index: number): boolean => index < limits.sheets;
  if (kind === 'xls') return readXls(bytes);
  if (kind === 'ods') return readOds(bytes, { sheets });
  return readXlsx(bytes, { sheets });
}

/** Any throw of the parser means a file it can't read; nothing of ours runs inside. */
function problemOf(thrown: unknown): FileProblem {
  if (thrown instanceof EncryptedFileError) return { type: 'encrypted' };
  if (
    thrown instanceof HucreError &&
    /outside the supported|over the \d+ limit/.test(thrown.message)
  ) {
    return { type: 'too-many-columns', sheet: '', columns: limits.columns + 1 };
  }
  return { type: 'damaged' };
}

function sheetsOf(workbook: Workbook): Result<RawSheet[], FileProblem> {
  const sheets: RawSheet[] = [];
  const cellOf = workbook.dateSystem === '1904' ? lateCellOf : usualCellOf;
  for (const sheet of workbook.sheets.slice(0, limits.sheets)) {
    // Sparse arrays come from .xls files with gaps between rows.
    const rows = trimRows(Array.from(sheet.rows, (row) => Array.from(row ?? [], cellOf)));
    if (rows.length > limits.rows) {
      return err({ type: 'too-many-rows', sheet: sheet.name, rows: rows.length });
    }
    const columns = rows.reduce((width, row) => Math.max(width, row.length), 0);
    if (columns > limits.columns) {
      return err({ type: 'too-many-columns', sheet: sheet.name, columns });
    }
    sheets.push({
      name: sheet.name.slice(0, limits.sheetNameCharacters),
      isHidden: sheet.hidden === true || sheet.veryHidden === true,
      rows,
      merges: sheet.merges ?? [],
      knowsMerges: true
    });
  }
  return ok(sheets);
}

const errorText = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|ERR!)$/;

/** From 1899-12-30, where the usual count of days begins, to 1904-01-01. */
const lateDays = 1462;

/** A workbook made on an old Macintosh: a day that has lost its format says another number. */
function lateCellOf(value: CellValue | undefined): RawCell {
  const cell = usualCellOf(value);
  return cell.number === undefined ? cell : { ...cell, lateDays };
}

function usualCellOf(value: CellValue | undefined): RawCell {
  if (value === null || value === undefined) return emptyCell;
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? { type: 'number', text: String(value), number: value }
      : { type: 'error', text: '' };
  }
  if (typeof value === 'boolean') return { type: 'boolean', text: value ? 'TRUE' : 'FALSE' };
  if (value instanceof Date) return dateCell(value);
  return errorText.test(value) ? { type: 'error', text: value } : textCell(value);
}

const msPerDay = 86_400_000;
const serialDayZero = Date.UTC(1899, 11, 30);

/** The library gives dates at UTC; an invalid one (a known fault with redefined formats) is an error cell. */
function dateCell(date: Date): RawCell {
  const time = date.getTime();
  if (Number.isNaN(time)) return { type: 'error', text: '#DATE!' };
  const iso = date.toISOString();
  const clock = iso.slice(11, 16);
  const text = clock === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${clock}`;
  return { type: 'date', text, number: (time - serialDayZero) / msPerDay };
}
