/**
 * Taking imports back (I11). Created people go to the 回收站; values the import changed get what stood before,
 * read from the log; places it made go unless somebody uses them. What somebody touched since stays, unless named.
 */
import { personRecord, type PersonRow } from '../../domain/person/record';
import type { ImportBatchRow } from '../../domain/import-batch/record';
import { isRecordId, type RecordId } from '../../kernel/ids';
import { equalJson, type Json } from '../../kernel/json';
import type { Result } from '../../kernel/result';
import type { CommitFailure, CommitReceipt, HistoryStep, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import { undoneMark } from './book-facts';

interface ImportTrace {
  readonly row: PersonRow;
  readonly isCreated: boolean;
  /** Field values before and after the import, from the entry that set the batch. */
  readonly changes: HistoryStep['changes'];
  /** Changed by somebody after the import. */
  readonly isTouched: boolean;
}

/** A person brought back from an import that was undone before counts as created too. */
const isCreation = (step: HistoryStep): boolean =>
  step.kind === 'create' ||
  step.changes.some(({ field, before }) => field === 'importRow' && before === undoneMark);

/** A mark of a ledger row is no edit of the person. */
const isEdit = ({ changes }: HistoryStep): boolean =>
  changes.some(({ field }) => field !== 'importKeys');

async function traceOf(context: SessionContext, row: PersonRow): Promise<ImportTrace> {
  const isFresh = row.updatedAt === row.createdAt;
  if (isFresh) return { row, isCreated: true, changes: [], isTouched: false };
  const steps = await context.replica.history('person', row.id);
  const isImport = (step: HistoryStep): boolean =>
    step.changes.some(
      ({ field, after }) => field === 'importBatch' && after === row.values.importBatch
    );
  const at = steps.reduce((last, step, index) => (isImport(step) ? index : last), -1);
  const step = steps[at];
  return {
    row,
    isCreated: step !== undefined && isCreation(step),
    changes: step?.changes ?? [],
    isTouched: at >= 0 && steps.slice(at + 1).some(isEdit)
  };
}

function rowsOf(context: SessionContext, batchIds: readonly RecordId[]): readonly PersonRow[] {
  const wanted = new Set(batchIds);
  return (context.replica.view.rows('person') as readonly PersonRow[]).filter(
    ({ isDeleted, values }) =>
      !isDeleted && values.importBatch !== undefined && wanted.has(values.importBatch)
  );
}

/** People of imports that somebody changed afterwards: shown before the imports are taken back. */
export async function touchedSince(
  context: SessionContext,
  batchIds: readonly RecordId[]
): Promise<readonly RecordId[]> {
  const touched: RecordId[] = [];
  for (const row of rowsOf(context, batchIds)) {
    if ((await traceOf(context, row)).isTouched) touched.push(row.id);
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

/** The mark tells a later import that this person may be made again. */
const removal = (id: RecordId): readonly RecordChange[] => [
  { type: 'set', kind: 'person', id, values: { importRow: undoneMark } },
  { type: 'delete', kind: 'person', id }
];

export async function undoImport(
  context: SessionContext,
  batchIds: readonly RecordId[],
  alsoTouched: readonly RecordId[]
): Promise<Result<CommitReceipt, CommitFailure>> {
  const named = new Set(alsoTouched);
  const changes: RecordChange[] = [];
  const removed = new Set<RecordId>();
  for (const row of rowsOf(context, batchIds)) {
    const trace = await traceOf(context, row);
    if (trace.isTouched && !named.has(row.id)) continue;
    if (trace.isCreated) {
      removed.add(row.id);
      changes.push(...removal(row.id));
    } else {
      changes.push(restoreChange(trace));
    }
  }
  const batches = batchIds.flatMap((id) => context.replica.view.row('importBatch', id) ?? []);
  changes.push(...unusedPlaces(context, batches as readonly ImportBatchRow[], removed));
  for (const id of batchIds) changes.push({ type: 'delete', kind: 'importBatch', id });
  return context.commit(changes);
}

/** Places these imports made and nobody who stays refers to, from below upwards. */
function unusedPlaces(
  context: SessionContext,
  batches: readonly ImportBatchRow[],
  removed: ReadonlySet<RecordId>
): readonly RecordChange[] {
  const { view } = context.replica;
  const made = batches.flatMap(({ values }) => {
    const places = values.report?.['places'];
    return Array.isArray(places) ? places.filter(isRecordId) : [];
  });
  const used = new Set<Json | undefined>();
  for (const { id, values, isDeleted } of view.rows('person') as readonly PersonRow[]) {
    if (isDeleted || removed.has(id)) continue;
    for (const place of [values.communityId, values.gridId, values.building]) used.add(place);
  }
  const changes: RecordChange[] = [];
  const gone = new Set<RecordId>();
  for (const id of [...made].reverse()) {
    const row = view.row('orgNode', id);
    const hasChildren = view
      .rows('orgNode')
      .some(
        (node) =>
          !node.isDeleted &&
          !gone.has(node.id) &&
          (node.values as { parent?: RecordId }).parent === id
      );
    const isTouched = row !== undefined && row.updatedAt !== row.createdAt;
    if (!row || row.isDeleted || isTouched || used.has(id) || hasChildren) continue;
    gone.add(id);
    changes.push({ type: 'delete', kind: 'orgNode', id });
  }
  return changes;
}
