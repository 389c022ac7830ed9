/**
 * Tables to .xlsx, the thin wall around the spreadsheet library (LIBRARIES 5). Ids and telephones are text
 * cells, so that no digit is lost; texts can't become formulas; the sheet prints on A4 landscape with its
 * head on every page, a mark of who, when and for what, and the sign-off line (S1-37).
 */
import type { Cell, CellStyle, CellValue, MergeRange, WriteSheet } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import { markLine, signOffLine } from './marks';
import { safeText } from './safe-cell';
import type { SignOff, TableCell, TableColumn, TableInput, TableMarks } from './table';

/** 标题, 标记 and 表头 stand above the data. */
const headerRow = 2;

const line = { style: 'thin', color: { rgb: '808080' } } as const;
const border = { top: line, right: line, bottom: line, left: line };
const styles = {
  title: {
    font: { size: 16, bold: true },
    alignment: { horizontal: 'center', vertical: 'center' }
  },
  mark: { font: { size: 9, color: { rgb: '606060' } }, alignment: { horizontal: 'left' } },
  head: {
    font: { bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EDEDED' } },
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
    border
  },
  text: { numFmt: '@', alignment: { vertical: 'center', wrapText: true }, border },
  number: { alignment: { vertical: 'center' }, border },
  money: { numFmt: '#,##0.00', alignment: { vertical: 'center' }, border },
  plain: { alignment: { wrapText: true } }
} as const satisfies Record<string, CellStyle>;

/** One sheet for each table as .xlsx bytes, in order, under names that differ. */
export async function writeTables(
  tables: readonly TableInput[],
  marks: TableMarks,
  signOff: SignOff = {}
): Promise<Uint8Array> {
  const taken = new Set<string>();
  return writeXlsx({
    sheets: tables.map((table) => {
      const sheet = sheetOf(table, marks, signOff);
      return { ...sheet, name: freeName(sheet.name, taken) };
    })
  });
}

function sheetOf(table: TableInput, marks: TableMarks, signOff: SignOff): WriteSheet {
  const width = Math.max(1, table.columns.length);
  const data = table.rows.map((row) =>
    table.columns.map((column, i) => valueOf(column, row[i] ?? null))
  );
  const below = [...(table.notes ?? []), signOffLine(signOff)].map(safeText);
  const rows: CellValue[][] = [
    [safeText(table.title)],
    [safeText(markLine(marks))],
    table.columns.map(({ label }) => safeText(label)),
    ...data,
    [],
    ...below.map((text) => [text])
  ];
  const firstBelow = headerRow + 2 + data.length;
  const wide = [0, 1, ...below.map((_, index) => firstBelow + index)];
  return {
    name: sheetName(table.title),
    rows,
    cells: stylesOf(table.columns, data.length, firstBelow, below.length, rows),
    columns: table.columns.map(({ label, width: wanted }) => ({
      width: wanted ?? labelWidth(label)
    })),
    merges: width > 1 ? wide.map((row) => wholeRow(row, width)) : [],
    freezePane: { rows: headerRow + 1 },
    rowDefs: new Map([[0, { height: 30 }]]),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      // The library needs the dollar signs.
      printTitlesRow: `$1:$${headerRow + 1}`,
      margins: { top: 0.6, right: 0.5, bottom: 0.6, left: 0.5, header: 0.3, footer: 0.3 },
      horizontalCentered: true
    },
    headerFooter: { oddFooter: `&L${footerText(marks)}&R第 &P 页 共 &N 页` }
  };
}

const wholeRow = (row: number, width: number): MergeRange => ({
  startRow: row,
  endRow: row,
  startCol: 0,
  endCol: width - 1
});

function stylesOf(
  columns: readonly TableColumn[],
  dataRows: number,
  firstBelow: number,
  belowRows: number,
  rows: readonly (readonly CellValue[])[]
): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>();
  const style = (row: number, column: number, value: CellStyle): void => {
    cells.set(`${row},${column}`, { value: rows[row]?.[column] ?? null, style: value });
  };
  style(0, 0, styles.title);
  style(1, 0, styles.mark);
  columns.forEach(({ kind }, column) => {
    style(headerRow, column, styles.head);
    const own = kind === 'number' ? styles.number : kind === 'money' ? styles.money : styles.text;
    for (let row = 0; row < dataRows; row++) style(headerRow + 1 + row, column, own);
  });
  for (let row = 0; row < belowRows; row++) style(firstBelow + row, 0, styles.plain);
  return cells;
}

/** Dates stay text in the form they have: a partial date is no date of a spreadsheet. */
function valueOf({ kind }: TableColumn, cell: TableCell): CellValue {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number' && (kind === 'number' || kind === 'money')) {
    return Number.isFinite(cell) ? cell : null;
  }
  return safeText(String(cell));
}

const labelWidth = (label: string): number => Math.min(30, Math.max(10, label.length * 2 + 2));

/** Sheet names may hold neither of these characters nor more than 31. */
function sheetName(title: string): string {
  const name = title
    .replace(/[\\/?*[\]:'\u0000-\u001f]/g, ' ')
    .trim()
    .slice(0, 31);
  return name === '' ? '导出' : name;
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let at = 2; taken.has(name); at += 1) name = `${wanted.slice(0, 26)}(${at})`;
  taken.add(name);
  return name;
}

/** `&` starts a code in headers and footers. */
const footerText = (marks: TableMarks): string => markLine(marks).replace(/&/g, '&&').slice(0, 200);
