/** Record creations with values typed by their kind; what a replica commits. */
import type { Json } from '../../kernel/json';
import type { RecordId } from '../../kernel/ids';
import type { RecordKind } from '../../domain/field';
import type { ValuesOfKind } from '../../domain/registry';
import type { RecordChange } from '../../storage/types';

export type CreateChange = Extract<RecordChange, { readonly type: 'create' }>;

/** Leaves out fields that are undefined, so that "not known" is a missing key. */
export function createChange<Kind extends RecordKind>(
  kind: Kind,
  id: RecordId,
  values: ValuesOfKind<Kind>
): CreateChange {
  const patch: Record<string, Json> = {};
  for (const [field, value] of Object.entries(values) as [string, Json | undefined][]) {
    if (value !== undefined) patch[field] = value;
  }
  return { type: 'create', kind, id, values: patch };
}
