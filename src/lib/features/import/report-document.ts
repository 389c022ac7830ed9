/** The report as a table that leaves the house: every line, then the dropped columns as notes. */
import type { LedgerCheck, WrittenImport } from '../../app/ledger/types';
import type { TableDocument } from '../../app/documents/types';
import { importWords as words } from '../../text/import';
import { entriesText } from './record-lines';

export function reportDocument(
  written: WrittenImport,
  dropped: LedgerCheck['dropped']
): TableDocument {
  const widths = [8, 34, 18, 24, 48];
  return {
    title: words.reportTitle,
    columns: words.reportHeads.map((label, index) => ({
      label,
      kind: 'text' as const,
      width: widths[index] ?? 20
    })),
    rows: written.report.lines.map((line) => [
      words.reportKinds[line.kind],
      words.place(line.fileName, line.sheetName, line.row),
      line.columnLabel,
      line.raw,
      line.message
    ]),
    personIds: written.personIds,
    notes: [
      words.doneText(written.created, written.changed, entriesText(written.entries)),
      ...dropped.map(
        ({ sheet, header, reason }) => `${words.droppedTitle}：${sheet} · ${header}（${reason}）`
      )
    ]
  };
}
