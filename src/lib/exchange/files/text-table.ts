/**
 * Separated text (CSV, tab text named .xls, pasted cells) to cells. Nothing is guessed from the look of a
 * value: 18-digit numbers stay text (LIBRARIES 2.4).
 */
import Papa from 'papaparse';
import { textCell, trimRows, type RawSheet } from './raw-sheet';

/** Full-width separators last: they also stand inside cells. */
const delimiters = ['\t', ',', ';', '|', '；', '，'] as const;
const sampleRows = 40;

/** One sheet from separated text. */
export function readTextTable(text: string, name: string): RawSheet {
  const delimiter = chooseDelimiter(text);
  const rows = parseRows(text, delimiter).map((row) => row.map((cell) => textCell(unwrap(cell))));
  return { name, isHidden: false, rows: trimRows(rows), merges: [], knowsMerges: false };
}

function parseRows(text: string, delimiter: string, preview = 0): string[][] {
  return Papa.parse<string[]>(text, { delimiter, preview, skipEmptyLines: false }).data;
}

/** The separator that cuts most rows into the same number of cells; a single column if none does. */
function chooseDelimiter(text: string): string {
  let best = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = new Map<number, number>();
    for (const row of parseRows(text, delimiter, sampleRows)) {
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
