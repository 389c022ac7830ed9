/**
 * What stays of a report in the book: places, kinds and counts. Never a cell, a name or a word of a row, so that
 * nothing of an erased person is left in it (I7). The full lines live in memory and on paper only.
 */
import type { JsonObject } from '../../domain/json-checks';
import type { ColumnProposal, Finding } from '../../exchange/ledger/types';
import { columnLetter } from '../../exchange/files/raw-sheet';
import type { RecordId } from '../../kernel/ids';
import type { ReadSheet } from './check-ledger';

/** A commit part holds 64 KiB; a line takes about 40 bytes. */
const mostLines = 800;

const codeOf = ({ severity, field, row }: Finding): string =>
  `${severity}:${field ?? (row === undefined ? 'column' : 'row')}`;

const droppedColumn = ({ letter, target }: ColumnProposal): readonly string[] =>
  target.type === 'excluded' || target.type === 'not-enabled'
    ? [`${letter}:${target.type}`]
    : target.type === 'ignore' && target.reason === 'unknown'
      ? [`${letter}:unknown`]
      : [];

/** @param places nodes this sheet's import made, so that taking it back can remove them. */
export function storedReport(
  { sheet, parsed }: ReadSheet,
  places: readonly RecordId[]
): JsonObject {
  const lines = parsed.findings
    .slice(0, mostLines)
    .map((finding) => [
      finding.row ?? 0,
      finding.column === undefined ? '' : columnLetter(finding.column),
      codeOf(finding)
    ]);
  return {
    version: 1,
    lines,
    lineCount: parsed.findings.length,
    skipped: parsed.skipped.map(({ row, kind }) => [row, kind]).slice(0, mostLines),
    dropped: sheet.proposal.columns.flatMap(droppedColumn),
    places: [...places]
  };
}
