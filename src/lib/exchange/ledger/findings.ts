/** Collects findings, one per cell: the first one stands, so that no cell has two lines in the report (I12). */
import { equalJson, type Json } from '../../kernel/json';
import type { CellReading } from './cells/reading';
import type { ColumnProposal, Finding, FindingSeverity } from './types';

export interface CellPlace {
  /** Zero-based. */
  readonly row: number;
  readonly column: ColumnProposal;
  readonly field?: string;
  readonly raw: string;
}

export interface FindingList {
  readonly all: readonly Finding[];
  cell(place: CellPlace, severity: FindingSeverity, message: string, details?: Details): void;
  /** About a whole row; `label` says what was looked at. */
  row(row: number, severity: FindingSeverity, message: string, raw: string): void;
  column(column: ColumnProposal, severity: FindingSeverity, message: string): void;
  /** About the sheet as a whole. */
  sheet(id: string, severity: FindingSeverity, message: string): void;
}

interface Details {
  readonly imported?: Json;
  readonly choices?: Finding['choices'];
}

export const findingId = (row: number, column: number): string => `${row + 1}:${column}`;

export function createFindings(): FindingList {
  const byId = new Map<string, Finding>();
  const add = (finding: Finding): void => {
    if (!byId.has(finding.id)) byId.set(finding.id, finding);
  };
  return {
    get all() {
      return [...byId.values()];
    },
    cell({ row, column, field, raw }, severity, message, details = {}) {
      add({
        id: findingId(row, column.index),
        row: row + 1,
        column: column.index,
        columnLabel: labelOf(column),
        ...(field === undefined ? {} : { field }),
        raw: raw.slice(0, 200),
        severity,
        message,
        imported: details.imported ?? null,
        choices: details.choices ?? []
      });
    },
    row(row, severity, message, raw) {
      const id = `${row + 1}:row`;
      const own = { id, row: row + 1, columnLabel: '整行', raw: raw.slice(0, 200) };
      add({ ...own, severity, message, imported: null, choices: [] });
    },
    column(column, severity, message) {
      const id = `column:${column.index}`;
      const own = { id, column: column.index, columnLabel: labelOf(column), raw: '' };
      add({ ...own, severity, message, imported: null, choices: [] });
    },
    sheet(id, severity, message) {
      const own = { id: `sheet:${id}`, columnLabel: '整张表', raw: '' };
      add({ ...own, severity, message, imported: null, choices: [] });
    }
  };
}

const labelOf = (column: ColumnProposal): string =>
  column.header === '' ? `${column.letter} 列` : column.header;

/** The report names what was chosen: a choice of identity must be readable on paper. */
export function answered(chosen: Json, choices: Finding['choices'], isRemembered = false): string {
  const by = isRemembered ? '照上次的选择' : '按您的选择';
  if (chosen === null) return `${by}留空`;
  const label = choices.find(({ value }) => equalJson(value, chosen))?.label;
  return label === undefined ? `${by}导入` : `${by}记为“${label}”`;
}

/** Writes down what a reading leaves to be told, and returns what goes in unasked. */
export function settle(
  findings: FindingList,
  place: CellPlace,
  reading: CellReading,
  chosen: Json | undefined
): Json {
  switch (reading.type) {
    case 'empty':
    case 'ask':
      return null;
    case 'left-out':
      findings.cell(place, 'left-out', reading.message);
      return null;
    case 'value':
      if (reading.note !== undefined) {
        findings.cell(place, 'note', reading.note, { imported: reading.value });
      }
      return reading.value;
    case 'doubt': {
      const imported = chosen === undefined ? reading.certain : chosen;
      const severity = chosen === undefined ? 'doubt' : 'note';
      const message = chosen === undefined ? reading.message : answered(chosen, reading.choices);
      findings.cell(place, severity, message, { imported, choices: reading.choices });
      return imported;
    }
  }
}
