/** One entry of an import as changes of its commit. */
import type { RecordKind } from '../../../domain/field';
import { definitionOf } from '../../../domain/registry';
import type { RecordId } from '../../../kernel/ids';
import type { Json } from '../../../kernel/json';
import type { FieldPatch, RecordChange } from '../../../storage/types';
import type { JobDeps } from '../job-deps';
import { isUndoneRecord } from './check-records';

/** Creates the record, or brings one back that an undone import had made, with these values only. */
export function writeEntry(
  { context }: JobDeps,
  kind: RecordKind,
  id: RecordId,
  values: FieldPatch
): readonly RecordChange[] {
  const row = context.replica.view.row(kind, id);
  if (!row) return [{ type: 'create', kind, id, values }];
  if (!isUndoneRecord(row)) return [];
  const cleared: Record<string, Json> = {};
  const { fields } = definitionOf(kind);
  for (const field of Object.keys(row.values)) if (field in fields) cleared[field] = null;
  return [
    { type: 'undelete', kind, id },
    { type: 'set', kind, id, values: { ...cleared, ...values } }
  ];
}
