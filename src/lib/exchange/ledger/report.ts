/**
 * The import report: every line that a person may want to check, in the order of the file, with counts. Plain
 * JSON, kept with the import batch, printed and exported as a table. No value of a dropped column is in it (B-7).
 */
import type { TableInput } from '../documents/table';
import type { DryRun } from './dry-run-types';
import type { Finding, LedgerProposal, ParsedLedger } from './types';

export type ReportKind =
  'doubt' | 'left-out' | 'note' | 'skipped' | 'probably-same' | 'blocked' | 'file';

export interface ReportLine {
  readonly kind: ReportKind;
  readonly fileName: string;
  readonly sheetName: string;
  readonly row?: number;
  readonly columnLabel: string;
  readonly raw: string;
  readonly message: string;
}

export interface ReportCounts {
  readonly rows: number;
  readonly people: number;
  readonly new: number;
  readonly same: number;
  readonly changed: number;
  readonly gone: number;
  readonly probablySame: number;
  readonly blocked: number;
  readonly doubts: number;
  readonly leftOut: number;
  readonly notes: number;
}

export interface ImportReport {
  readonly lines: readonly ReportLine[];
  readonly counts: ReportCounts;
}

export interface ReportedSheet {
  readonly proposal: Pick<LedgerProposal, 'fileName' | 'sheetName' | 'sheetKey' | 'kind'>;
  readonly parsed: ParsedLedger;
}

/** @param failures files that could not be read, with their plain answer. */
export function createReport(
  sheets: readonly ReportedSheet[],
  run: DryRun,
  failures: readonly { readonly fileName: string; readonly message: string }[] = []
): ImportReport {
  const lines = [
    ...failures.map(({ fileName, message }) => line('file', fileName, '', { message })),
    ...sheets.flatMap(linesOfSheet),
    ...linesOfRun(sheets, run)
  ];
  return { lines, counts: countAll(sheets, run, lines) };
}

interface LineDetails {
  readonly message: string;
  readonly row?: number;
  readonly columnLabel?: string;
  readonly raw?: string;
}

const line = (
  kind: ReportKind,
  fileName: string,
  sheetName: string,
  { message, row, columnLabel = '', raw = '' }: LineDetails
): ReportLine => ({
  kind,
  fileName,
  sheetName,
  ...(row === undefined ? {} : { row }),
  columnLabel,
  raw,
  message
});

const skippedWords = {
  title: '标题',
  header: '表头',
  'repeated-header': '重复的表头',
  subtotal: '小计或合计',
  section: '分段标题',
  footer: '表尾',
  empty: '空行'
} as const;

function linesOfSheet({ proposal, parsed }: ReportedSheet): readonly ReportLine[] {
  const { fileName, sheetName } = proposal;
  const findings = [...parsed.findings].sort(byPlace);
  return [
    ...findings.map((finding) => line(finding.severity, fileName, sheetName, finding)),
    ...parsed.skipped
      .filter(({ kind }) => kind !== 'title' && kind !== 'header')
      // What a section of a book's table says has a line of its own.
      .filter(({ kind }) => proposal.kind !== 'book' || kind !== 'section')
      .map(({ row, kind, text }) =>
        line('skipped', fileName, sheetName, {
          row,
          raw: text,
          message: `${skippedWords[kind]}，不是${proposal.kind === 'book' ? '登记的内容' : '人员行'}`
        })
      )
  ];
}

/** Lines about columns first, then by row and column. */
const byPlace = (a: Finding, b: Finding): number =>
  (a.row ?? 0) - (b.row ?? 0) || (a.column ?? -1) - (b.column ?? -1);

const notTaken = {
  blocked: '这个人在回收站或已撤回同意，没有导入',
  erased: '本人已要求清除，没有导入'
} as const;

function linesOfRun(sheets: readonly ReportedSheet[], run: DryRun): readonly ReportLine[] {
  const sheetByKey = new Map(sheets.map(({ proposal }) => [proposal.sheetKey, proposal]));
  return run.items.flatMap((item) => {
    if (item.type !== 'probably-same' && item.type !== 'blocked' && item.type !== 'erased')
      return [];
    const sheet = sheetByKey.get(item.row.sheetKey);
    const name = item.row.values['name'];
    const details = {
      row: item.row.row,
      columnLabel: '整行',
      raw: typeof name === 'string' ? name : '',
      message:
        item.type === 'probably-same' ? `${item.reason}，选定之前不导入` : notTaken[item.type]
    };
    const kind = item.type === 'erased' ? 'blocked' : item.type;
    return [line(kind, sheet?.fileName ?? '', sheet?.sheetName ?? '', details)];
  });
}

function countAll(
  sheets: readonly ReportedSheet[],
  run: DryRun,
  lines: readonly ReportLine[]
): ReportCounts {
  const items = (type: DryRun['items'][number]['type']): number =>
    run.items.filter((item) => item.type === type).length;
  const kinds = (kind: ReportKind): number => lines.filter((each) => each.kind === kind).length;
  const rows = sheets.flatMap(({ parsed }) => parsed.rows);
  return {
    rows: new Set(rows.map((row) => `${row.sheetKey}/${row.row}`)).size,
    people: rows.length,
    new: items('new'),
    same: items('same'),
    changed: items('changed'),
    gone: items('gone'),
    probablySame: items('probably-same'),
    blocked: items('blocked') + items('erased'),
    doubts: kinds('doubt'),
    leftOut: kinds('left-out'),
    notes: kinds('note')
  };
}

const kindWords: Readonly<Record<ReportKind, string>> = {
  doubt: '存疑',
  'left-out': '未导入',
  note: '说明',
  skipped: '跳过',
  'probably-same': '可能重复',
  blocked: '未导入',
  file: '文件'
};

/** The report as a table, for printing and export. */
export function reportToTable(report: ImportReport): TableInput {
  return {
    title: '导入报告',
    columns: [
      { label: '情况', kind: 'text', width: 10 },
      { label: '文件', kind: 'text', width: 24 },
      { label: '工作表', kind: 'text', width: 14 },
      { label: '行', kind: 'number', width: 6 },
      { label: '列', kind: 'text', width: 18 },
      { label: '原来写的', kind: 'text', width: 24 },
      { label: '说明', kind: 'text', width: 50 }
    ],
    rows: report.lines.map((each) => [
      kindWords[each.kind],
      each.fileName,
      each.sheetName,
      each.row ?? null,
      each.columnLabel,
      each.raw,
      each.message
    ])
  };
}
