/** Tables to CSV: UTF-8 with byte order mark (DOMAIN J: no GBK encoder exists), CRLF, texts that can't become formulas. */
import Papa from 'papaparse';
import { utf8, type Bytes } from '../../kernel/bytes';
import { markLine } from './marks';
import { safeText } from './safe-cell';
import type { TableInput, TableMarks } from './table';

export function writeCsv(table: TableInput, marks: TableMarks): Bytes {
  const rows = [
    table.columns.map(({ label }) => safeText(label)),
    ...table.rows.map((row) =>
      table.columns.map((_, index) => {
        const cell = row[index] ?? null;
        return cell === null ? '' : typeof cell === 'number' ? String(cell) : safeText(cell);
      })
    ),
    ...(table.notes ?? []).map((note) => [safeText(note)]),
    [safeText(markLine(marks))]
  ];
  return utf8(`\ufeff${Papa.unparse(rows, { newline: '\r\n' })}\r\n`);
}
