/** A book in memory with the ledger import of the app, reading in this process instead of a worker. */
import { readFileSync } from 'node:fs';
import { createFixture, type Fixture, type TestClock } from '../../contract/replica/fixture';
import { createSeededRandom } from '../../contract/replica/seeded-random';
import { createOpenConflicts } from '../../../src/lib/app/conflicts/open-conflicts';
import { createDeriver } from '../../../src/lib/app/commands/derive';
import { withMergedView } from '../../../src/lib/app/doubles/merged-view';
import { createImportIds } from '../../../src/lib/app/ledger/import-ids';
import { createLedgerJob } from '../../../src/lib/app/ledger/ledger-job';
import type {
  LedgerJob,
  LedgerSource,
  LedgerState,
  UndoPreview
} from '../../../src/lib/app/ledger/types';
import { undoImport, undoPreview } from '../../../src/lib/app/ledger/undo-import';
import { createPeopleIndex } from '../../../src/lib/app/queries/people-index';
import { readSettings } from '../../../src/lib/app/queries/settings';
import type { SessionContext } from '../../../src/lib/app/session/context';
import type { PersonRow } from '../../../src/lib/domain/person/record';
import { createWorkbookReader } from '../../../src/lib/exchange/files/workbook-reader';
import { createLedgerJob as createReadingJob } from '../../../src/lib/exchange/ledger/job';
import type { LedgerClient } from '../../../src/lib/exchange/worker/ledger-client';
import { assert } from '../../../src/lib/kernel/assert';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { ok } from '../../../src/lib/kernel/result';
import { createMemoryDisk, createMemoryStore } from '../../../src/lib/storage/memory-store';
import { createReplica, type SyncReplica } from '../../../src/lib/storage/replica';

const folder = new URL('../../fixtures/ledgers/', import.meta.url);

export function fixtureFile(name: string): LedgerSource {
  const bytes = readFileSync(new URL(encodeURI(name), folder));
  return { name: name.split('/').pop() ?? name, content: new Blob([new Uint8Array(bytes)]) };
}

/** What the worker does, without the worker. */
function createDirectClient(): LedgerClient {
  let job: ReturnType<typeof createReadingJob> | undefined;
  return {
    async open(files, hints, onProgress) {
      job = createReadingJob(createWorkbookReader(), hints);
      return ok(
        await job.open(files, (done, total, fileName) => onProgress?.({ done, total, fileName }))
      );
    },
    understand: (sheetKey, decisions) => Promise.resolve(ok(job?.understand(sheetKey, decisions))),
    apply: (sheetKey, decisions) => Promise.resolve(ok(job?.apply(sheetKey, decisions))),
    rows: (sheetKey, row, count) =>
      Promise.resolve(ok(job?.rowsAround(sheetKey, row, count) ?? [])),
    people(slice) {
      job?.addPeople(slice);
      return Promise.resolve(ok(true));
    },
    compare: (input) => Promise.resolve(ok(job?.compare(input))),
    cancel: () => undefined
  };
}

export interface TestBook {
  readonly context: SessionContext;
  readonly replica: SyncReplica;
  readonly clock: TestClock;
  start(sources: readonly LedgerSource[]): LedgerJob;
  people(): readonly PersonRow[];
  undoPreview(batchIds: readonly RecordId[]): Promise<UndoPreview>;
  undo(batchIds: readonly RecordId[], alsoTouched?: readonly RecordId[]): Promise<void>;
}

/** @param fixture the same one twice: two devices of one space. */
export async function createTestBook(fixture?: Fixture): Promise<TestBook> {
  const used = fixture ?? (await createFixture());
  const { space, clock } = used;
  const replica = await createReplica(await used.deps(() => createMemoryStore(createMemoryDisk())));
  const merged = withMergedView(replica);
  const people = createPeopleIndex(merged.view, clock.today(), readSettings(replica.view));
  const context: SessionContext = {
    replica: merged,
    people,
    deriver: createDeriver(),
    deriveIds: createImportIds(space.secrets, space.spaceId, () => Promise.resolve()),
    openConflicts: createOpenConflicts(replica),
    clock,
    random: createSeededRandom(101),
    workerName: '李四',
    settings: () => readSettings(replica.view),
    commit: (changes, options) => replica.commit(changes, options),
    act: (work) => work()
  };
  return bookOver(context, replica, clock);
}

/** The import on a session that is open already. */
export function bookOver(
  context: SessionContext,
  replica: SyncReplica,
  clock: TestClock
): TestBook {
  const deps = {
    context,
    importIds: context.deriveIds,
    isErased: (id: RecordId) => replica.members().erasures.has(id),
    createClient: createDirectClient,
    pace: () => Promise.resolve()
  };
  return {
    context,
    replica,
    clock,
    start: (sources) => createLedgerJob(deps, sources),
    people: () =>
      (replica.view.rows('person') as readonly PersonRow[]).filter((row) => !row.isDeleted),
    undoPreview: (batchIds) => undoPreview(context, batchIds),
    async undo(batchIds, alsoTouched = []) {
      const undone = await undoImport(context, batchIds, alsoTouched);
      assert(undone.ok, 'an undo on a healthy store succeeds');
    }
  };
}

/** The first state of a phase (or of the end). */
export const reached = (job: LedgerJob, phase: LedgerState['phase']): Promise<LedgerState> =>
  new Promise((resolve, reject) => {
    const stop = job.state.watch((state) => {
      if (state.phase !== phase && state.phase !== 'ended') return;
      // The present value comes while `stop` is not there yet.
      queueMicrotask(() => stop());
      resolve(state);
    }, reject);
  });

/** Reads, checks and writes with whatever was decided by `decide`. */
export async function importAll(
  book: TestBook,
  sources: readonly LedgerSource[],
  decide: (job: LedgerJob, state: LedgerState) => Promise<void> = () => Promise.resolve()
): Promise<LedgerState> {
  const job = book.start(sources);
  await decide(job, await reached(job, 'open'));
  await job.check();
  await job.write({});
  return reached(job, 'written');
}
