/** What takes a commit back: per record its inverse, less what has been changed since (I11). */
import type { RecordId } from '../kernel/ids';
import type { Json } from '../kernel/json';
import type { Core } from './core';
import { undoValue } from './net-change';
import type { CommitReceipt, FieldPatch, RecordChange } from './types';

export function undoChanges(core: Core, receipt: CommitReceipt): RecordChange[] {
  const writtenById = new Map<RecordId, FieldPatch>();
  for (const change of receipt.written) {
    if (change.type === 'set') writtenById.set(change.id, change.values);
  }
  return receipt.inverse.flatMap((change): RecordChange[] => {
    const row = core.view.row(change.kind, change.id);
    if (!row || core.erased.has(change.id)) return [];
    if (change.type !== 'set') return [change];
    const current = row.values as Readonly<Record<string, Json>>;
    const values: Record<string, Json> = {};
    for (const [field, before] of Object.entries(change.values)) {
      const written = writtenById.get(change.id)?.[field] ?? null;
      const value = undoValue(before, written, current[field] ?? null);
      if (value !== undefined) values[field] = value;
    }
    return Object.keys(values).length > 0 ? [{ ...change, values }] : [];
  });
}
