/**
 * What a header means (DOMAIN G): the import synonyms of the person's field metadata, the columns that are
 * never read (DOMAIN B), and the words every ledger has beside its data.
 */
import { findExcludedColumn } from '../../domain/excluded';
import type { AnyField } from '../../domain/field';
import { personRecord } from '../../domain/person/record';
import { bareHeaderKey, headerKey } from './header-text';
import type { ColumnTarget, OrgTargetLevel } from './types';

export const ignoredHeaders = [
  '序号',
  '编号',
  '操作',
  '合计',
  '小计',
  '签名',
  '签字',
  '盖章',
  'no',
  '行号',
  '顺序',
  '排序'
];
const ageHeaders = ['年龄', '周岁', '实足年龄', '年纪'];
const orgLevels: ReadonlyMap<string, OrgTargetLevel> = new Map([
  ['communityId', 'community'],
  ['gridId', 'grid'],
  ['building', 'building']
]);

/** The person's fields by name, as a Map: a header may be called `constructor`. */
export const personFields: ReadonlyMap<string, AnyField> = new Map(
  Object.entries(personRecord.fields)
);

/** The meaning of a header text in one vocabulary; undefined when nobody knows it. */
export type HeaderMeaning = (header: string) => ColumnTarget | undefined;

let table: ReadonlyMap<string, ColumnTarget> | undefined;

function createTable(): ReadonlyMap<string, ColumnTarget> {
  const targets = new Map<string, ColumnTarget>();
  const add = (header: string, target: ColumnTarget): void => {
    for (const key of [headerKey(header), bareHeaderKey(header)]) {
      if (key !== '' && !targets.has(key)) targets.set(key, target);
    }
  };
  for (const [name, field] of personFields) {
    const level = orgLevels.get(name);
    // Other references (a worker) can't be made from a name in a cell.
    if (field.input.type === 'ref' && level === undefined) continue;
    const target: ColumnTarget = level ? { type: 'org', level } : { type: 'field', field: name };
    for (const header of field.importHeaders) add(header, target);
  }
  for (const header of ageHeaders) add(header, { type: 'age' });
  for (const header of ignoredHeaders) add(header, { type: 'ignore', reason: 'known' });
  return targets;
}

/** The meaning of a header text; undefined when nobody knows it. Excluded columns come before all others. */
export function meaningOf(header: string): ColumnTarget | undefined {
  const key = headerKey(header);
  if (key === '') return undefined;
  const excluded = findExcludedColumn(key) ?? findExcludedColumn(bareHeaderKey(header));
  if (excluded) return { type: 'excluded', reason: excluded.reason };
  table ??= createTable();
  return table.get(key) ?? table.get(bareHeaderKey(header));
}
