/** Entries of books that imports made, and whether somebody edited them since. */
import { importedKinds, type ImportedKind } from '../../../domain/import-books';
import type { RecordId } from '../../../kernel/ids';
import type { SessionContext } from '../../session/context';

interface ImportedEntry {
  readonly kind: ImportedKind;
  readonly id: RecordId;
  readonly isTouched: boolean;
}

export async function entriesOf(
  context: SessionContext,
  batchIds: readonly RecordId[]
): Promise<readonly ImportedEntry[]> {
  const wanted = new Set(batchIds);
  const entries: ImportedEntry[] = [];
  for (const kind of importedKinds) {
    for (const row of context.replica.view.rows(kind)) {
      const { importBatch } = row.values as { readonly importBatch?: RecordId };
      if (row.isDeleted || importBatch === undefined || !wanted.has(importBatch)) continue;
      const isFresh = row.updatedAt === row.createdAt;
      const isTouched = !isFresh && (await wasEdited(context, kind, row.id, importBatch));
      entries.push({ kind, id: row.id, isTouched });
    }
  }
  return entries;
}

/** Whether anything came after the step that wrote the batch: an entry may have been brought back by it. */
async function wasEdited(
  context: SessionContext,
  kind: ImportedKind,
  id: RecordId,
  batch: RecordId
): Promise<boolean> {
  const steps = await context.replica.history(kind, id);
  const at = steps.reduce(
    (last, { changes }, index) =>
      changes.some(({ field, after }) => field === 'importBatch' && after === batch) ? index : last,
    -1
  );
  return steps.length > at + 1;
}
