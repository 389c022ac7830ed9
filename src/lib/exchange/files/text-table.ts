/**
 * Separated text (CSV, tab text named .xls, pasted cells) to cells. Nothing is guessed from the look of a
 * value: 18-digit numbers stay text (LIBRARIES 2.4). Rows are taken as they come, so that fifty megabytes of
 * separators or line breaks are refused before they fill the memory.
 */
import Papa from 'papaparse';
import { err, ok, type Result } from '../../kernel/result';
import type { FileProblem } from './file-problem';
import { limits } from './limits';
import { textCell, trimRow, type RawCell, type RawSheet } from './raw-sheet';

/** Full-width separators last: they also stand inside cells. */
const delimiters = ['\t', ',', ';', '|', '；', '，'] as const;
const sampleRows = 40;
const sampleCharacters = 1_000_000;
/** As many as a spreadsheet has; exports write its blank rows out. */
const maxBlankRows = 1_048_576;

/** One sheet from separated text. */
export function readTextTable(text: string, name: string): Result<RawSheet, FileProblem> {
  const delimiter = chooseDelimiter(text.slice(0, sampleCharacters));
  const rows: RawCell[][] = [];
  let blankRows = 0;
  let problem: FileProblem | undefined;
  Papa.parse<string[]>(text, {
    delimiter,
    skipEmptyLines: false,
    step({ data }, parser) {
      const row = trimRow(data.map((cell) => textCell(unwrap(cell))));
      if (row.length === 0) blankRows++;
      else {
        // Blank rows count only where something follows.
        const count = rows.length + blankRows + 1;
        if (row.length > limits.columns) {
          problem = { type: 'too-many-columns', sheet: name, columns: row.length };
        } else if (count > limits.rows) {
          problem = { type: 'too-many-rows', sheet: name, rows: count };
        } else {
          for (; blankRows > 0; blankRows--) rows.push([]);
          rows.push(row);
        }
      }
      if (blankRows > maxBlankRows) {
        problem = { type: 'too-many-rows', sheet: name, rows: rows.length + blankRows };
      }
      if (problem) parser.abort();
    }
  });
  if (problem) return err(problem);
  return ok({ name, isHidden: false, rows, merges: [], knowsMerges: false });
}

/** The separator that cuts most rows into the same number of cells; a single column if none does. */
function chooseDelimiter(sample: string): string {
  let best = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = new Map<number, number>();
    const { data } = Papa.parse<string[]>(sample, { delimiter, preview: sampleRows });
    for (const row of data) {
      if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    }
    for (const [cells, rows] of counts) {
      const score = rows * Math.log2(cells);
      if (score > bestScore) [best, bestScore] = [delimiter, score];
    }
    if (bestScore > 0 && delimiter === '|') break;
  }
  return best;
}

/** `="0123"`: how exports keep a number from being read as one. */
const unwrap = (cell: string): string => /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
