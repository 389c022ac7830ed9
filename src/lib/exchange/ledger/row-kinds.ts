/** Which rows below the header are people, and what the others are (H1-3, H2-1). */
import { bareHeaderKey, headerKey } from './header-text';
import { filledColumns, isFilled, type Grid } from './grid';
import { headerPath, type HeaderRows } from './header-rows';
import type { ColumnTarget, SkippedRow } from './types';

export interface ClassifiedRows {
  /** Zero-based rows of people, in order. */
  readonly data: readonly number[];
  readonly skipped: readonly SkippedRow[];
  /** The section line above each data row, by zero-based row. */
  readonly sectionOf: ReadonlyMap<number, string>;
  /** First data row after a break (section, subtotal, repeated header): filling down never crosses it. */
  readonly blockStarts: ReadonlySet<number>;
}

export const subtotalPattern = /^(本页)?(小计|合计|总计|共计|累计)/;
export const footerPattern =
  /^(审核人?|填表人?|制表人?|填报人?|填报单位|填报时间|编制人?|审批人?|编制单位|编制时间|负责人|经办人|单位负责人|主管领导|联系人|联系电话|盖章|注|备注|说明)[(（]?[^:：]{0,8}[)）]?[:：]/;
/** The first words of a pivot table, which counts what stands above it. */
const pivotPattern = /^(行标签|列标签|(计数|求和|平均值)项[:：])/;
const sectionPattern =
  /^([一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+)/;

/** Where a pivot table below the table begins (H3-3); zero-based. */
export function pivotRow({ sheet }: Grid): number | undefined {
  const found = sheet.rows.findIndex((cells) => {
    const first = cells.find(isFilled);
    return first !== undefined && pivotPattern.test(first.text.trim());
  });
  return found < 0 ? undefined : found;
}

/**
 * @param targets where each column goes: a serial number or a filled-down category alone is no person.
 * @param isSection whether the only text of a row heads the rows below, beyond what is plain from its look.
 */
export function classifyRows(
  grid: Grid,
  header: HeaderRows,
  targets: readonly ColumnTarget[],
  isSection: (text: string, target: ColumnTarget | undefined) => boolean = () => false
): ClassifiedRows {
  const skipped: SkippedRow[] = [];
  const data: number[] = [];
  const sectionOf = new Map<number, string>();
  const blockStarts = new Set<number>();
  let section = '';
  let isBlockStart = true;
  const headerWords = wordsOfHeader(grid, header);
  const pivot = pivotRow(grid) ?? grid.height;
  for (let row = 0; row < grid.height; row++) {
    const kind =
      row >= pivot && row > header.last
        ? 'footer'
        : kindOfRow(grid, header, headerWords, targets, row, isSection);
    if (kind === 'data') {
      data.push(row);
      if (section !== '') sectionOf.set(row, section);
      if (isBlockStart) blockStarts.add(row);
      isBlockStart = false;
      continue;
    }
    const text = rowText(grid, row, row > header.last ? targets : []);
    if (kind === 'section') section = text.replace(sectionPattern, '').trim();
    if (kind !== 'empty') isBlockStart = true;
    if (kind !== 'empty' || row < header.first) skipped.push({ row: row + 1, kind, text });
  }
  return { data, skipped, sectionOf, blockStarts };
}

function kindOfRow(
  grid: Grid,
  header: HeaderRows,
  headerWords: ReadonlyMap<number, ReadonlySet<string>>,
  targets: readonly ColumnTarget[],
  row: number,
  isSection: (text: string, target: ColumnTarget | undefined) => boolean
): SkippedRow['kind'] | 'data' {
  if (row < header.first) return 'title';
  if (row <= header.last) return 'header';
  const columns = filledColumns(grid, row);
  const telling = columns.filter((column) => isTelling(targets[column]));
  const texts = columns.map((column) => grid.own(row, column).text.replace(/\s+/g, ''));
  const first = texts[0] ?? '';
  if (texts.some((text) => subtotalPattern.test(text)) && !hasPersonData(grid, row, targets)) {
    return 'subtotal';
  }
  if (footerPattern.test(first) && columns.length <= 4) return 'footer';
  if (columns.length === 1 && isSection(first, targets[columns[0] ?? 0])) return 'section';
  if (telling.length === 0) {
    return columns.length === 1 && sectionPattern.test(first) ? 'section' : 'empty';
  }
  if (isRepeatedHeader(grid, headerWords, row, columns) || isTitle(grid, header, first, columns)) {
    return 'repeated-header';
  }
  if (columns.length === 1 && !hasName(grid, row, targets)) {
    const merge = grid.mergeAt(row, columns[0] ?? 0);
    const isWide = merge !== undefined && merge.endCol - merge.startCol >= 2;
    if (sectionPattern.test(first) || isWide) return 'section';
  }
  if (columns.length === 1 && sectionPattern.test(first)) return 'section';
  return 'data';
}

/** Serial numbers and filled-down groups stand in rows without a person too. */
const isTelling = (target: ColumnTarget | undefined): boolean => {
  if (target?.type === 'excluded') return false;
  if (target?.type === 'ignore') return target.reason === 'unknown';
  if (target?.type === 'org') return false;
  return !(target?.type === 'field' && target.field === 'categories');
};

const isField = (target: ColumnTarget | undefined, ...fields: string[]): boolean =>
  target?.type === 'field' && fields.includes(target.field);

const hasName = (grid: Grid, row: number, targets: readonly ColumnTarget[]): boolean =>
  targets.some((target, column) => isField(target, 'name') && isFilled(grid.own(row, column)));

/** A subtotal line may write counts anywhere, but never a sex, an id or a telephone number. */
const hasPersonData = (grid: Grid, row: number, targets: readonly ColumnTarget[]): boolean =>
  targets.some((target, column) => {
    const text = grid.own(row, column).text.trim();
    if (isField(target, 'sex')) return /^[男女]$/.test(text);
    return isField(target, 'idNo', 'mobile') && text.replace(/\D/g, '').length >= 7;
  });

function wordsOfHeader(grid: Grid, header: HeaderRows): ReadonlyMap<number, ReadonlySet<string>> {
  const words = new Map<number, ReadonlySet<string>>();
  for (let column = 0; column < grid.width; column++) {
    words.set(column, new Set(headerPath(grid, header, column).map(headerKey)));
  }
  return words;
}

function isRepeatedHeader(
  grid: Grid,
  headerWords: ReadonlyMap<number, ReadonlySet<string>>,
  row: number,
  columns: readonly number[]
): boolean {
  if (columns.length < 2) return false;
  const repeated = columns.filter((column) => {
    const text = grid.own(row, column).text;
    const words = headerWords.get(column);
    return words?.has(headerKey(text)) === true || words?.has(bareHeaderKey(text)) === true;
  });
  return repeated.length >= Math.max(2, columns.length * 0.6);
}

/** The title again, on top of the next printed page. */
function isTitle(
  grid: Grid,
  header: HeaderRows,
  first: string,
  columns: readonly number[]
): boolean {
  if (columns.length !== 1) return false;
  for (let row = 0; row < header.first; row++) {
    const same = filledColumns(grid, row).some(
      (column) => grid.own(row, column).text.replace(/\s+/g, '') === first
    );
    if (same) return true;
  }
  return false;
}

/** What the report may quote of a row: never a cell of an excluded column (DOMAIN B). */
const rowText = (grid: Grid, row: number, targets: readonly ColumnTarget[]): string =>
  filledColumns(grid, row)
    .filter((column) => targets[column]?.type !== 'excluded')
    .map((column) => grid.own(row, column).text.replace(/\s+/g, ' ').trim())
    .join(' ')
    .slice(0, 120);
