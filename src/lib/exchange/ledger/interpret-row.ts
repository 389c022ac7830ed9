/**
 * One row of people to values (H1-4 … H1-8). Every cell ends in exactly one of three ways: taken over, taken
 * over or left out with one finding, or empty. A value that its own field refuses is left out with a finding.
 */
import { readIdNumber } from '../../domain/id-number';
import type { Json } from '../../kernel/json';
import type { RawCell } from '../files/raw-sheet';
import { readBuilding } from './cells/building';
import { isBlankMark } from './cells/reading';
import type { CellPlace, FindingList } from './findings';
import { readBirthYear, takeField, takeName, type RowContext } from './take-cell';
import type { ColumnProposal, ColumnTarget, OrgNames } from './types';

export interface RowCell {
  readonly column: ColumnProposal;
  readonly cell: RawCell;
  /** The value stands in another cell. */
  readonly isInferred: boolean;
}

export interface InterpretedRow {
  readonly values: Map<string, Json>;
  readonly org: { -readonly [Level in keyof OrgNames]: OrgNames[Level] };
  /** Two names when a person split the cell. */
  readonly names: readonly string[];
  /** Where each value came from, for findings of later checks. */
  readonly places: ReadonlyMap<string, CellPlace>;
  /** Fields whose value the row's own cells don't say. */
  readonly inferred: Set<string>;
}

export function interpretRow(
  row: number,
  cells: readonly RowCell[],
  context: RowContext
): InterpretedRow {
  const values = new Map<string, Json>();
  const org: InterpretedRow['org'] = {};
  const places = new Map<string, CellPlace>();
  const inferred = new Set<string>();
  let names: readonly string[] = [];
  // Categories first: the meaning of 党员 depends on them.
  for (const { column, cell, isInferred } of [...cells].sort(byNeed)) {
    const { target } = column;
    const place: CellPlace = { row, column, raw: cell.text, ...fieldOf(column) };
    if (!isRead(target)) continue;
    if (cell.type === 'error') {
      context.findings.cell(place, 'left-out', '单元格是公式错误，没有导入');
    } else if (target.type === 'org') {
      const name = cell.text.replace(/\s+/g, '');
      if (!isBlankMark(name)) org[target.level] = name.slice(0, 60);
    } else if (target.type === 'building-of-address') {
      const building = readBuilding(cell.text);
      if (building !== undefined) org.building ??= building;
      else if (!isBlankMark(cell.text.trim())) context.findings.cell(place, 'left-out', noBuilding);
    } else if (target.type === 'age') {
      readBirthYear(place, cell, values, context);
    } else if (target.field === 'name') {
      names = takeName(place, cell, values, context);
    } else {
      takeField(place, target.field, cell, values, context);
    }
    if (target.type !== 'field') continue;
    places.set(target.field, place);
    if (isInferred) inferred.add(target.field);
  }
  return { values, org, names, places, inferred };
}

const noBuilding = '住址里没有看出是几号楼，没有归入楼栋';

/** Targets whose cells are looked at. */
type ReadTarget = Extract<ColumnTarget, { type: 'field' | 'org' | 'age' | 'building-of-address' }>;

export const isRead = (target: ColumnTarget): target is ReadTarget =>
  target.type === 'field' ||
  target.type === 'org' ||
  target.type === 'age' ||
  target.type === 'building-of-address';

const fieldOf = (column: ColumnProposal): { field?: string } =>
  column.target.type === 'field' ? { field: column.target.field } : {};

const order = (column: ColumnProposal): number =>
  column.target.type === 'field' && column.target.field === 'categories'
    ? 0
    : column.target.type === 'age'
      ? 2
      : 1;

const byNeed = (a: RowCell, b: RowCell): number => order(a.column) - order(b.column);

/** Birth and sex against the id number: a contradiction is told on their cells, nothing is changed. */
export function checkAgainstId(row: InterpretedRow, findings: FindingList): void {
  const id = row.values.get('idNo');
  const reading = typeof id === 'string' ? readIdNumber(id) : undefined;
  if (!reading?.ok) return;
  const birth = row.values.get('birth');
  const sex = row.values.get('sex');
  const tell = (field: string, imported: Json): void => {
    const place = row.places.get(field);
    const message = '和身份证号里的不一致，两处都照原样导入，请核对';
    if (place) findings.cell(place, 'doubt', message, { imported });
  };
  if (typeof birth === 'string' && !reading.value.birth.startsWith(birth)) tell('birth', birth);
  if ((sex === '1' || sex === '2') && sex !== reading.value.sex) tell('sex', sex);
}
