/**
 * Taking an import back (I11). Created people go to the 回收站; values the import changed get what stood before,
 * read from the log. What somebody touched since stays, unless it is named.
 */
import { personRecord, type PersonRow } from '../../domain/person/record';
import type { RecordId } from '../../kernel/ids';
import { equalJson, type Json } from '../../kernel/json';
import type { Result } from '../../kernel/result';
import type { CommitFailure, CommitReceipt, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';

interface ImportTrace {
  readonly row: PersonRow;
  readonly isCreated: boolean;
  /** Field values before and after the import, from the entry that set the batch. */
  readonly changes: readonly {
    readonly field: string;
    readonly before: Json;
    readonly after: Json;
  }[];
  /** Changed by somebody after the import. */
  readonly isTouched: boolean;
}

async function traceOf(
  context: SessionContext,
  row: PersonRow,
  batchId: RecordId
): Promise<ImportTrace> {
  const steps = await context.replica.history('person', row.id);
  const at = steps.findIndex((step) =>
    step.changes.some(({ field, after }) => field === 'importBatch' && after === batchId)
  );
  const step = steps[at];
  return {
    row,
    isCreated: step?.kind === 'create',
    changes: step?.changes ?? [],
    isTouched: at >= 0 && steps.slice(at + 1).some((later) => later.changes.length > 0)
  };
}

const rowsOfBatch = (context: SessionContext, batchId: RecordId): readonly PersonRow[] =>
  (context.replica.view.rows('person') as readonly PersonRow[]).filter(
    (row) => !row.isDeleted && row.values.importBatch === batchId
  );

/** People of an import that somebody changed afterwards: shown before the import is taken back. */
export async function touchedSince(
  context: SessionContext,
  batchId: RecordId
): Promise<readonly RecordId[]> {
  const touched: RecordId[] = [];
  for (const row of rowsOfBatch(context, batchId)) {
    if (row.updatedAt === row.createdAt) continue;
    if ((await traceOf(context, row, batchId)).isTouched) touched.push(row.id);
  }
  return touched;
}

/** Only values that still are what the import wrote get their old value back. */
function restoreChange({ row, changes }: ImportTrace): RecordChange {
  const present = row.values as Readonly<Record<string, Json | undefined>>;
  const values: Record<string, Json> = {};
  for (const { field, before, after } of changes) {
    if (field in personRecord.fields && equalJson(present[field] ?? null, after))
      values[field] = before;
  }
  return { type: 'set', kind: 'person', id: row.id, values };
}

export async function undoImport(
  context: SessionContext,
  batchId: RecordId,
  alsoTouched: readonly RecordId[]
): Promise<Result<CommitReceipt, CommitFailure>> {
  const named = new Set(alsoTouched);
  const changes: RecordChange[] = [];
  for (const row of rowsOfBatch(context, batchId)) {
    const isFresh = row.updatedAt === row.createdAt;
    const trace: ImportTrace = isFresh
      ? { row, isCreated: true, changes: [], isTouched: false }
      : await traceOf(context, row, batchId);
    if (trace.isTouched && !named.has(row.id)) continue;
    changes.push(
      trace.isCreated ? { type: 'delete', kind: 'person', id: row.id } : restoreChange(trace)
    );
  }
  changes.push({ type: 'delete', kind: 'importBatch', id: batchId });
  return context.commit(changes);
}
