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
  kept: '与人才库不同，保留人才库里的值',
  keptInFile: '和前面那一行不同，保留前面那一行的值',
  notInRow: '这一行自己没有写，是合并单元格或标题补的，没有加给已有的人',
  brought: '本人曾要求清除，按您的选择重新导入；要有本人新的书面同意',
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
  const brought = new Set(decisions.bring ?? []);
  const added = run.items.flatMap((item): ReportLine[] => {
    if (item.type === 'gone') return [];
    const keptLines = (id: RecordId, differences: readonly FieldDifference[]): ReportLine[] =>
      differences
        .filter((difference) => !isTaken(id, difference))
        .map(({ field, hold }) => lineOf(item.row, fieldLabel(field), 'note', keptMessage(hold)));
    if (item.type === 'changed') return keptLines(item.id, item.differences);
    if (item.type !== 'probably-same') return [];
    const is = decided.get(item.id);
    if (is === undefined) return [lineOf(item.row, '整行', 'probably-same', messages.open)];
    if (is === 'new') return [lineOf(item.row, '整行', 'note', messages.new)];
    const differences = item.candidates.find(({ id }) => id === is)?.differences ?? [];
    const taken = differences.filter((difference) => isTaken(is, difference));
    const merged = mergedMessage(taken.map(({ field }) => fieldLabel(field)));
    return [lineOf(item.row, '整行', 'note', merged), ...keptLines(is, differences)];
  });
  const left = unchosen.map(({ proposal }): ReportLine => ({
    kind: 'left-out',
    fileName: proposal.fileName,
    sheetName: proposal.sheetName,
    columnLabel: '整张表',
    raw: '',
    message: messages.sheet
  }));
  const back = run.items.flatMap((item) =>
    item.type === 'erased' && brought.has(item.id)
      ? [lineOf(item.row, '整行', 'note', messages.brought)]
      : []
  );
  const isBack = (line: ReportLine): boolean =>
    line.kind === 'blocked' && back.some((each) => isSameRow(each, line));
  const kept = check.report.lines.filter((line) => line.kind !== 'probably-same' && !isBack(line));
  return { ...check.report, lines: [...left, ...kept, ...back, ...added] };
}

const isSameRow = (a: ReportLine, b: ReportLine): boolean =>
  a.fileName === b.fileName && a.sheetName === b.sheetName && a.row === b.row && a.raw === b.raw;

const mergedMessage = (labels: readonly string[]): string =>
  labels.length === 0
    ? '按您的选择就是已有的人，没有可更新的栏目'
    : `按您的选择与已有的人合并，更新了：${labels.join('、')}`;

const keptMessage = (hold: FieldDifference['hold']): string => {
  if (hold === 'not-in-row') return messages.notInRow;
  return hold === 'earlier-row' ? messages.keptInFile : messages.kept;
};

function takenBy({
  overwrite = [],
  keep = []
}: DryRunDecisions): (id: RecordId, difference: FieldDifference) => boolean {
  const key = (id: RecordId, field: string): string => `${id} ${field}`;
  const overwritten = new Set(overwrite.map(({ id, field }) => key(id, field)));
  const kept = new Set(keep.map(({ id, field }) => key(id, field)));
  return (id, { field, hold }) =>
    hold ? overwritten.has(key(id, field)) : !kept.has(key(id, field));
}
