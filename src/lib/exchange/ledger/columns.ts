/**
 * Proposes what every column means: by header first, by content where the header is unknown, and doubtful
 * where both disagree. Excluded columns are named and never sampled (DOMAIN B-7).
 */
import { columnLetter, type RawCell } from '../files/raw-sheet';
import { contentShare, guessByContent, hasDetector } from './content';
import { isFilled, type Grid } from './grid';
import { headerPath, type HeaderRows } from './header-rows';
import { subtotalPattern } from './row-kinds';
import { tidyLine } from './header-text';
import { meaningOf, personFields } from './header-vocabulary';
import type { ColumnProposal, ColumnTarget, Confidence, LedgerHints } from './types';

const sampledCells = 60;
const shownSamples = 3;

interface Meaning {
  readonly target: ColumnTarget;
  readonly confidence: Confidence;
  readonly reason: string;
}

export function proposeColumns(
  grid: Grid,
  header: HeaderRows,
  hints: LedgerHints
): readonly ColumnProposal[] {
  const columns: ColumnProposal[] = [];
  const taken = new Map<string, string>();
  for (let index = 0; index < grid.width; index++) {
    const path = headerPath(grid, header, index);
    const cells = dataCells(grid, header, index);
    if (path.length === 0 && cells.length === 0) continue;
    const letter = columnLetter(index);
    const meaning = checkTaken(withSwitch(meaningOfColumn(path, cells), hints), taken, letter);
    const samples = meaning.target.type === 'excluded' ? [] : cells.slice(0, shownSamples);
    columns.push({
      index,
      letter,
      header: path.join('/'),
      samples: samples.map((cell) => tidyLine(cell.text).slice(0, 60)),
      ...meaning
    });
  }
  return columns;
}

function dataCells(grid: Grid, header: HeaderRows, column: number): readonly RawCell[] {
  const cells: RawCell[] = [];
  for (let row = header.last + 1; row < grid.height && cells.length < sampledCells; row++) {
    const cell = grid.own(row, column);
    if (isFilled(cell) && !subtotalPattern.test(cell.text.replace(/\s+/g, ''))) cells.push(cell);
  }
  return cells;
}

function meaningOfColumn(path: readonly string[], cells: readonly RawCell[]): Meaning {
  const whole = path.join('');
  const leaf = path[path.length - 1] ?? '';
  // An excluded word anywhere over a column keeps it out, also as a group above harmless leaves.
  const meanings = [leaf, whole, ...path].map(meaningOf);
  const excluded = meanings.find((meaning) => meaning?.type === 'excluded');
  const target = excluded ?? meanings.find((meaning) => meaning !== undefined);
  if (target?.type === 'excluded') {
    return { target, confidence: 'sure', reason: target.reason };
  }
  const guess = guessByContent(cells);
  if (target) return agree(target, guess?.field, cells);
  if (guess) {
    const label = personFields.get(guess.field)?.label ?? guess.field;
    return {
      target: { type: 'field', field: guess.field },
      confidence: 'guess',
      reason: `表头认不出，内容像${label}`
    };
  }
  return {
    target: { type: 'ignore', reason: 'unknown' },
    confidence: 'none',
    reason: leaf === '' ? '没有表头' : '认不出这一列'
  };
}

function agree(
  target: ColumnTarget,
  guess: string | undefined,
  cells: readonly RawCell[]
): Meaning {
  const known: Meaning = { target, confidence: 'likely', reason: '按表头' };
  if (target.type !== 'field') return { ...known, confidence: 'sure' };
  if (cells.length === 0) return { ...known, reason: '按表头，这一列没有内容' };
  if (guess === target.field) return { ...known, confidence: 'sure', reason: '表头和内容一致' };
  const own = hasDetector(target.field) ? contentShare(target.field, cells) : 1;
  const isUnlike = own < 0.2 && guess !== undefined && isStrong(guess);
  // A text field whose cells are all ids or telephones has a copied header.
  if (isUnlike || (!hasDetector(target.field) && guess !== undefined && isStrong(guess))) {
    const label = personFields.get(guess ?? '')?.label ?? '';
    return { target, confidence: 'doubtful', reason: `表头和内容不符，内容像${label}，请确认` };
  }
  return known;
}

const isStrong = (field: string): boolean =>
  field === 'idNo' || field === 'mobile' || field === 'sex';

/** An optional field that is switched off stays out, with its own reason (DOMAIN D1). */
function withSwitch(meaning: Meaning, hints: LedgerHints): Meaning {
  const { target } = meaning;
  if (target.type !== 'field' || hints.enabledFields.includes(target.field)) return meaning;
  const label = personFields.get(target.field)?.label ?? target.field;
  return {
    target: { type: 'not-enabled', field: target.field },
    confidence: meaning.confidence,
    reason: `“${label}”没有启用，不导入；需要时先在设置里打开`
  };
}

/** Two columns for one value: the first keeps it. Telephones and sets take several columns. */
function checkTaken(meaning: Meaning, taken: Map<string, string>, letter: string): Meaning {
  const { target } = meaning;
  const key =
    target.type === 'field' ? target.field : target.type === 'org' ? target.level : undefined;
  if (key === undefined) return meaning;
  const before = taken.get(key);
  if (before === undefined) taken.set(key, letter);
  const type = personFields.get(key)?.input.type;
  const takesSeveral = ['phones', 'categories', 'codes', 'tags'].includes(type ?? '');
  if (before === undefined || takesSeveral) return meaning;
  return {
    target: { type: 'ignore', reason: 'unknown' },
    confidence: 'none',
    reason: `和 ${before} 列重复`
  };
}
