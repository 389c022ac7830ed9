/**
 * Taking imports back (I11). Created people go to the 回收站; values the import changed get what stood before,
 * read from the log; places it made go unless somebody uses them. Whoever was edited, agreed, was visited or got family
 * since stays, unless named.
 */
import type { AnyField, RecordKind } from '../../domain/field';
import { personRecord, type PersonRow } from '../../domain/person/record';
import { definitionOf } from '../../domain/registry';
import type { ImportBatchRow } from '../../domain/import-batch/record';
import { isRecordId, type RecordId } from '../../kernel/ids';
import { hlcToMs } from '../../kernel/hlc';
import { equalJson, type Json } from '../../kernel/json';
import type { Result } from '../../kernel/result';
import type { CommitFailure, CommitReceipt, HistoryStep, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import { entriesOf } from './records/undo-records';
import { undoneMark } from './book-facts';
import type { Touch, UndoPreview } from './types';

interface ImportTrace {
  readonly row: PersonRow;
  readonly isCreated: boolean;
  /** Field values before and after the import, from the entry that set the batch. */
  readonly changes: HistoryStep['changes'];
  readonly atMs: number;
  /** What somebody did with the person after the import, if anything. */
  readonly touch?: Touch;
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
  if (isFresh) return { row, isCreated: true, changes: [], atMs: hlcToMs(row.createdAt) };
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
    atMs: step?.atMs ?? 0,
    ...(at >= 0 && steps.slice(at + 1).some(isEdit) ? { touch: 'edited' } : {})
  };
}

/** Kinds whose records say that a person is in use, in the order in which they are told. */
const usingKinds = [
  ['consent', 'consent'],
  ['visit', 'visit'],
  ['household', 'family'],
  ['relation', 'family']
] as const satisfies readonly (readonly [RecordKind, Touch])[];

type Uses = ReadonlyMap<RecordId, readonly { readonly touch: Touch; readonly atMs: number }[]>;

/** Consents, visits and family by the person they name: read once for an undo of many. */
function usesOf(context: SessionContext, batchIds: ReadonlySet<RecordId>): Uses {
  const uses = new Map<RecordId, { touch: Touch; atMs: number }[]>();
  for (const [kind, touch] of usingKinds) {
    const names = Object.entries<AnyField>(definitionOf(kind).fields).flatMap(
      ([name, { input }]) =>
        (input.type === 'ref' || input.type === 'refs') && input.kind === 'person' ? [name] : []
    );
    for (const row of context.replica.view.rows(kind)) {
      const values = row.values as Readonly<Record<string, Json>>;
      // What goes with the same import holds nobody back.
      if (row.isDeleted || batchIds.has(values['importBatch'] as RecordId)) continue;
      for (const id of names.flatMap((name) => values[name] ?? []).filter(isRecordId)) {
        const found = uses.get(id) ?? [];
        found.push({ touch, atMs: hlcToMs(row.updatedAt) });
        uses.set(id, found);
      }
    }
  }
  return uses;
}

/** Somebody whom the import made is used by whatever names them; somebody known before by what came after it. */
function touchOf(trace: ImportTrace, uses: Uses): Touch | undefined {
  const used = (uses.get(trace.row.id) ?? []).find(
    ({ atMs }) => trace.isCreated || atMs > trace.atMs
  );
  return used?.touch ?? trace.touch;
}

function rowsOf(context: SessionContext, batchIds: readonly RecordId[]): readonly PersonRow[] {
  const wanted = new Set(batchIds);
  return (context.replica.view.rows('person') as readonly PersonRow[]).filter(
    ({ isDeleted, values }) =>
      !isDeleted && values.importBatch !== undefined && wanted.has(values.importBatch)
  );
}

async function tracesOf(
  context: SessionContext,
  batchIds: readonly RecordId[]
): Promise<readonly ImportTrace[]> {
  await context.replica.whenOpen();
  const uses = usesOf(context, new Set(batchIds));
  const traces: ImportTrace[] = [];
  for (const row of rowsOf(context, batchIds)) {
    const { touch: edited, ...trace } = await traceOf(context, row);
    const touch = touchOf({ ...trace, ...(edited ? { touch: edited } : {}) }, uses);
    traces.push(touch ? { ...trace, touch } : trace);
  }
  return traces;
}

/** What taking imports back would do, and who stays because somebody did something with them since. */
export async function undoPreview(
  context: SessionContext,
  batchIds: readonly RecordId[]
): Promise<UndoPreview> {
  const traces = await tracesOf(context, batchIds);
  const free = traces.filter(({ touch }) => touch === undefined);
  const entries = await entriesOf(context, batchIds);
  return {
    entries: entries.filter(({ isTouched }) => !isTouched).length,
    created: free.filter(({ isCreated }) => isCreated).length,
    changed: free.filter(({ isCreated }) => !isCreated).length,
    touched: [
      ...traces.flatMap(({ row, touch }) =>
        touch ? [{ kind: 'person' as const, id: row.id, touch }] : []
      ),
      ...entries.flatMap(({ kind, id, isTouched }) =>
        isTouched ? [{ kind, id, touch: 'edited' as const }] : []
      )
    ]
  };
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

/** The mark tells a later import that this person or entry may be made again. */
const removal = (kind: RecordKind, id: RecordId): readonly RecordChange[] => [
  { type: 'set', kind, id, values: { importRow: undoneMark } },
  { type: 'delete', kind, id }
];

export async function undoImport(
  context: SessionContext,
  batchIds: readonly RecordId[],
  alsoTouched: readonly RecordId[]
): Promise<Result<CommitReceipt, CommitFailure>> {
  const named = new Set(alsoTouched);
  const changes: RecordChange[] = [];
  const removed = new Set<RecordId>();
  for (const trace of await tracesOf(context, batchIds)) {
    const { id } = trace.row;
    if (trace.touch && !named.has(id)) continue;
    if (trace.isCreated) {
      removed.add(id);
      changes.push(...removal('person', id));
    } else {
      changes.push(restoreChange(trace));
    }
  }
  for (const { kind, id, isTouched } of await entriesOf(context, batchIds)) {
    if (!isTouched || named.has(id)) changes.push(...removal(kind, id));
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
