/** The report once an import is written: what was decided about doubles and changes stands in it too (I12). */
import { decidedRows } from '../../exchange/ledger/propose-changes';
import type { DryRunDecisions, FieldDifference } from '../../exchange/ledger/dry-run-types';
import type { ImportReport, ReportLine } from '../../exchange/ledger/report';
import type { ParsedRow } from '../../exchange/ledger/types';
import type { RecordId } from '../../kernel/ids';
import type { CheckedLedger } from './check-ledger';
import type { LedgerSheet } from './types';
import { fieldLabel } from './words';

const messages = {
  open: '可能是同一人，没有选定，没有导入',
  new: '可能是同一人，按您的选择作为新的一人导入',
  same: '按您的选择与已有的人合并：空缺的补上，多选的栏目合并，其余不改',
  kept: '与人才库不同，保留人才库里的值',
  sheet: '没有勾选，整张表没有导入'
} as const;

export function writtenReport(
  { check, run, sheets }: CheckedLedger,
  decisions: DryRunDecisions,
  unchosen: readonly LedgerSheet[]
): ImportReport {
  const proposals = new Map(sheets.map(({ sheet: { proposal } }) => [proposal.sheetKey, proposal]));
  const lineOf = (row: ParsedRow, label: string, kind: ReportLine['kind'], message: string) => ({
    kind,
    fileName: proposals.get(row.sheetKey)?.fileName ?? '',
    sheetName: proposals.get(row.sheetKey)?.sheetName ?? '',
    row: row.row,
    columnLabel: label,
    raw: typeof row.values['name'] === 'string' ? row.values['name'] : '',
    message
  });
  const decided = decidedRows(run, decisions);
  const isTaken = takenBy(decisions);
  const added = run.items.flatMap((item): ReportLine[] => {
    if (item.type === 'probably-same') {
      const is = decided.get(item.id);
      const message = messages[is === undefined ? 'open' : is === 'new' ? 'new' : 'same'];
      const kind = is === undefined ? 'probably-same' : 'note';
      return [lineOf(item.row, '整行', kind, message)];
    }
    if (item.type !== 'changed') return [];
    return item.differences
      .filter((difference) => !isTaken(item.id, difference))
      .map(({ field }) => lineOf(item.row, fieldLabel(field), 'note', messages.kept));
  });
  const left = unchosen.map(({ proposal }): ReportLine => ({
    kind: 'left-out',
    fileName: proposal.fileName,
    sheetName: proposal.sheetName,
    columnLabel: '整张表',
    raw: '',
    message: messages.sheet
  }));
  const kept = check.report.lines.filter(({ kind }) => kind !== 'probably-same');
  return { ...check.report, lines: [...left, ...kept, ...added] };
}

function takenBy({
  overwrite = [],
  keep = []
}: DryRunDecisions): (id: RecordId, difference: FieldDifference) => boolean {
  const key = (id: RecordId, field: string): string => `${id} ${field}`;
  const overwritten = new Set(overwrite.map(({ id, field }) => key(id, field)));
  const kept = new Set(keep.map(({ id, field }) => key(id, field)));
  return (id, { field, isEditedHere }) =>
    isEditedHere ? overwritten.has(key(id, field)) : !kept.has(key(id, field));
}
