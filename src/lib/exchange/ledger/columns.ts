/**
 * Proposes what every column means: by header first, by content where the header is unknown, and doubtful
 * where both disagree. Excluded columns are named and never sampled (DOMAIN B-7).
 */
import { columnLetter, type RawCell } from '../files/raw-sheet';
import { contentShare, guessByContent, hasDetector } from './content';
import { isFilled, type Grid } from './grid';
import { headerPath, type HeaderRows } from './header-rows';
import { subtotalPattern } from './row-kinds';
import { bareHeaderKey, tidyLine } from './header-text';
import { meaningOf, personFields } from './header-vocabulary';
import type { ColumnProposal, ColumnTarget, Confidence, LedgerHints } from './types';

const sampledCells = 60;
const shownSamples = 3;

interface Meaning {
  readonly target: ColumnTarget;
  readonly confidence: Confidence;
  readonly reason: string;
}

interface RatedColumn {
  readonly proposal: ColumnProposal;
  readonly rating: number;
}

function ratingOf(
  target: ColumnTarget,
  path: readonly string[],
  cells: readonly RawCell[]
): number {
  const label = target.type === 'field' ? personFields.get(target.field)?.label : undefined;
  const isNamedSo = label !== undefined && path.some((word) => bareHeaderKey(word) === label);
  return cells.length + (isNamedSo ? 2 * sampledCells : 0);
}

export function proposeColumns(
  grid: Grid,
  header: HeaderRows,
  hints: LedgerHints,
  title: string
): readonly ColumnProposal[] {
  const columns: RatedColumn[] = [];
  for (let index = 0; index < grid.width; index++) {
    const path = headerPath(grid, header, index);
    const cells = dataCells(grid, header, index);
    if (path.length === 0 && cells.length === 0) continue;
    const letter = columnLetter(index);
    const meaning = withSwitch(whereabouts(title, path) ?? meaningOfColumn(path, cells), hints);
    const samples = meaning.target.type === 'excluded' ? [] : cells.slice(0, shownSamples);
    const proposal: ColumnProposal = {
      index,
      letter,
      header: path.join('/'),
      samples: samples.map((cell) => tidyLine(cell.text).slice(0, 60)),
      ...meaning
    };
    columns.push({ proposal, rating: ratingOf(proposal.target, path, cells) });
  }
  return settleRivals(columns);
}

export function dataCells(grid: Grid, header: HeaderRows, column: number): readonly RawCell[] {
  const cells: RawCell[] = [];
  for (let row = header.last + 1; row < grid.height && cells.length < sampledCells; row++) {
    const cell = grid.own(row, column);
    if (isFilled(cell) && !subtotalPattern.test(cell.text.replace(/\s+/g, ''))) cells.push(cell);
  }
  return cells;
}

/** B-8: in lists of newcomers, ethnic or religious people, where they rent and trade is never read. */
function whereabouts(title: string, path: readonly string[]): Meaning | undefined {
  if (!/流动人口|外来人口|少数民族|宗教|信教/.test(title)) return undefined;
  if (!path.some((word) => /(经营|租住|暂住|租房|摊位|落脚)/.test(word))) return undefined;
  const reason = '不登记少数民族、宗教人士和流动人口的住处、经营地点';
  return { target: { type: 'excluded', reason }, confidence: 'sure', reason };
}

function meaningOfColumn(path: readonly string[], cells: readonly RawCell[]): Meaning {
  const whole = path.join('');
  const leaf = path[path.length - 1] ?? '';
  // An excluded word anywhere over a column keeps it out, also as a group above harmless leaves.
  const excluded = [leaf, whole, ...path]
    .map(meaningOf)
    .find((meaning) => meaning?.type === 'excluded');
  // A group header says nothing about a leaf that nobody knows: 微信号 below 联系方式 is no telephone.
  const target = excluded ?? meaningOf(leaf) ?? meaningOf(whole);
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

const takesSeveral = (field: string): boolean =>
  ['phones', 'categories', 'codes', 'tags'].includes(personFields.get(field)?.input.type ?? '');

const keyOf = (target: ColumnTarget): string | undefined =>
  target.type === 'field' ? target.field : target.type === 'org' ? target.level : undefined;

/**
 * Several columns for one value (户主姓名 beside 姓名): the one called like the field keeps it, else the one with
 * most cells, else the first. Telephones and sets take several columns.
 */
function settleRivals(columns: readonly RatedColumn[]): readonly ColumnProposal[] {
  const winners = new Map<string, RatedColumn>();
  for (const column of columns) {
    const key = keyOf(column.proposal.target);
    const before = key === undefined ? undefined : winners.get(key);
    if (key !== undefined && (!before || column.rating > before.rating)) winners.set(key, column);
  }
  return columns.map(({ proposal }) => {
    const key = keyOf(proposal.target);
    const winner = key === undefined ? undefined : winners.get(key)?.proposal;
    if (key === undefined || takesSeveral(key) || winner === proposal) return proposal;
    return {
      ...proposal,
      target: { type: 'ignore', reason: 'unknown' },
      confidence: 'none',
      reason: `和 ${winner?.letter ?? ''} 列重复`
    };
  });
}
