/**
 * From a sheet and what was decided about it to people and findings. Pure: the same sheet, hints and decisions
 * give the same rows and lines in every encoding of the file (I11, I12).
 */
import type { Json } from '../../kernel/json';
import { applyBook } from './books/apply-book';
import { isFilled } from './grid';
import { fillDown, type FilledColumn } from './fill-down';
import { createFindings, type FindingList } from './findings';
import {
  checkAgainstId,
  interpretRow,
  isRead,
  type InterpretedRow,
  type RowCell
} from './interpret-row';
import { createGroupCategories } from './group-category';
import { layOut, type Layout } from './layout';
import { reportColumns } from './report-columns';
import { applyRoll } from './roll/apply-roll';
import { createTerms, rememberedAnswers } from './terms';
import type { RawSheet } from '../files/raw-sheet';
import type {
  ColumnProposal,
  LedgerDecisions,
  LedgerHints,
  LedgerProposal,
  OrgNames,
  ParsedLedger,
  ParsedRow
} from './types';

/** What the proposal says about the sheet besides its cells. */
export type SheetFacts = Pick<
  LedgerProposal,
  'sheetKey' | 'sheetName' | 'fileName' | 'community' | 'sheetCategory'
>;

/** Values that hold for everybody whose names share a cell. */
const sharedFields = new Set(['categories', 'address']);

export function applyMapping(
  sheet: RawSheet,
  facts: SheetFacts,
  decisions: LedgerDecisions,
  hints: LedgerHints
): ParsedLedger {
  return applyLayout(layOut(sheet, decisions, hints), facts, decisions, hints);
}

export function applyLayout(
  layout: Layout,
  facts: SheetFacts,
  decisions: LedgerDecisions,
  hints: LedgerHints
): ParsedLedger {
  if (layout.isRoll && layout.roll) return applyRoll(layout, layout.roll, facts, decisions, hints);
  if (layout.book) return applyBook(layout, layout.book, facts, decisions, hints);
  const findings = createFindings();
  const terms = createTerms(decisions.terms, rememberedAnswers(hints.mappings));
  const choices = new Map((decisions.cells ?? []).map(({ id, choice }) => [id, choice]));
  const context = { findings, terms, choices, currentYear: hints.currentYear };
  if (!layout.columns.some(isNameColumn)) {
    findings.sheet('name', 'left-out', '没有找到姓名列，这张表没有导入');
    const { skipped } = layout.rows;
    return {
      rows: [],
      records: [],
      rolls: [],
      findings: findings.all,
      terms: [],
      skipped,
      rowsWithoutCategory: 0
    };
  }
  reportColumns(layout.columns, layout.grid.sheet, findings);
  const columns = filledColumnsOf(layout, findings);
  const leftOut = new Set(decisions.leftOutRows ?? []);
  const groups = createGroupCategories(layout, facts, decisions);
  const rows: ParsedRow[] = [];
  for (const row of layout.rows.data) {
    if (leftOut.has(row + 1)) {
      findings.row(row, 'left-out', '按您的选择，这一行没有导入', '');
      continue;
    }
    const cells = columns.flatMap(({ column, filled }): RowCell[] => {
      const cell = filled.at(row);
      return isFilled(cell) ? [{ column, cell, isInferred: filled.isInferred(row) }] : [];
    });
    const interpreted = interpretRow(row, cells, context);
    if (interpreted.names.length === 0) {
      reportNameless(row, cells, findings);
      continue;
    }
    groups.add(row, interpreted);
    reportDittos(row, columns, interpreted, findings);
    checkAgainstId(interpreted, findings);
    rows.push(...peopleOf(row, interpreted, facts, decisions, findings));
  }
  groups.report(findings);
  return {
    rows,
    records: [],
    rolls: [],
    findings: findings.all,
    terms: terms.questions,
    skipped: layout.rows.skipped,
    rowsWithoutCategory: groups.rowsWithoutCategory
  };
}

/** 同上 is taken from the row above, and said. */
function reportDittos(
  row: number,
  columns: readonly ReadColumn[],
  interpreted: InterpretedRow,
  findings: FindingList
): void {
  for (const { column, filled } of columns) {
    if (!filled.dittos.has(row)) continue;
    const raw = filled.at(row).text.trim();
    if (raw === '') {
      const message = '写的是“同上”，但上一行没有内容，没有导入';
      findings.cell({ row, column, raw: '同上' }, 'left-out', message);
      continue;
    }
    const field = column.target.type === 'field' ? column.target.field : undefined;
    const imported = field === undefined ? raw : (interpreted.values.get(field) ?? null);
    findings.cell({ row, column, raw }, 'note', `写的是“同上”，按上一行的“${raw}”理解`, {
      imported
    });
  }
}

interface ReadColumn {
  readonly column: ColumnProposal;
  readonly filled: FilledColumn;
}

function filledColumnsOf(layout: Layout, findings: FindingList): readonly ReadColumn[] {
  const read: ReadColumn[] = [];
  for (const column of layout.columns) {
    const { target } = column;
    if (!isRead(target)) continue;
    const filled = fillDown(layout.grid, column.index, target, layout.rows);
    if (filled.filled > 0) {
      findings.column(column, 'note', `合并单元格已补到下面各行（${filled.filled} 行）`);
    }
    read.push({ column, filled });
  }
  return read;
}

function reportNameless(row: number, cells: readonly RowCell[], findings: FindingList): void {
  const name = cells.find(({ column }) => isNameColumn(column));
  // A name cell that was refused has its own line already.
  if (name) return;
  const raw = cells.map(({ cell }) => cell.text.trim()).join(' ');
  findings.row(row, 'left-out', '没有姓名，这一行没有导入', raw);
}

const isNameColumn = (column: ColumnProposal): boolean =>
  column.target.type === 'field' && column.target.field === 'name';

function peopleOf(
  row: number,
  interpreted: InterpretedRow,
  facts: SheetFacts,
  decisions: LedgerDecisions,
  findings: FindingList
): ParsedRow[] {
  const community = decisions.community ?? interpreted.org.community ?? facts.community?.name;
  const org: OrgNames = { ...interpreted.org, ...(community ? { community } : {}) };
  const isSplit = interpreted.names.length > 1;
  if (isSplit) reportUnassigned(interpreted, findings);
  return interpreted.names.map((name, index) => {
    const kept: [string, Json][] = [...interpreted.values].filter(
      ([field]) => field !== 'name' && (!isSplit || sharedFields.has(field))
    );
    const suffix = index === 0 ? '' : `/${index + 1}`;
    return {
      rowKey: `${facts.sheetName}/${row + 1}${suffix}`,
      sheetKey: facts.sheetKey,
      row: row + 1,
      // fromEntries of a fixed set of field names: no word of the file becomes a key.
      values: Object.fromEntries([['name', name], ...kept]),
      org,
      inferred: [...interpreted.inferred]
    };
  });
}

/** What stands beside two names belongs to one of them, and nobody knows to whom. */
function reportUnassigned(interpreted: InterpretedRow, findings: FindingList): void {
  for (const [field, place] of interpreted.places) {
    if (field === 'name' || sharedFields.has(field)) continue;
    findings.cell(place, 'left-out', '这一行拆成了几个人，不知道属于谁，没有导入');
  }
}
