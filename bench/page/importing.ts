/** 导入台账 as the app does it: the app's own job, its worker and one commit; and parsing the same file alone. */
import { createOpenConflicts } from '../../src/lib/app/conflicts/open-conflicts';
import { createDeriver } from '../../src/lib/app/commands/derive';
import { createImportIds } from '../../src/lib/app/ledger/import-ids';
import { createLedgerJob } from '../../src/lib/app/ledger/ledger-job';
import { createPace } from '../../src/lib/app/ledger/pace';
import type { LedgerJob, LedgerState } from '../../src/lib/app/ledger/types';
import { readSettings } from '../../src/lib/app/queries/settings';
import type { SessionContext } from '../../src/lib/app/session/context';
import { systemRandom } from '../../src/lib/crypto/random';
import { unwrap } from '../../src/lib/kernel/result';
import { createLedgerClient } from '../../src/lib/exchange/worker/ledger-client';
import { clock, createOwn, type OwnOpened } from './own';

export interface ImportMeasure {
  /** Reading and understanding; comparing with the book; planning, sealing and committing. */
  readonly ms: { readonly read: number; readonly check: number; readonly write: number };
  /** The longest task of the page; 0 when none was over 50 ms, which is where the browser starts to count. */
  readonly longestTaskMs: number;
  readonly created: number;
  readonly changed: number;
}

async function load(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`no ledger at ${url}`);
  return response.blob();
}

export async function importLedger(name: string, url: string): Promise<ImportMeasure> {
  const content = await load(url);
  const opened = await createOwn(name).open('people');
  unwrap(await opened.replica.whenOpen());
  const tasks = watchLongTasks();
  const times = [performance.now()];
  const job = startJob(opened, content);
  await reached(job, 'open');
  times.push(performance.now());
  await job.check();
  times.push(performance.now());
  await job.write({});
  const { written } = await reached(job, 'written');
  times.push(performance.now());
  const longestTaskMs = await tasks.longest();
  await opened.close();
  const [read = 0, check = 0, write = 0] = times.slice(1).map((at, i) => at - (times[i] ?? at));
  return {
    ms: { read, check, write },
    longestTaskMs,
    created: written?.created ?? 0,
    changed: written?.changed ?? 0
  };
}

function startJob({ replica, merged, people, secrets }: OwnOpened, content: Blob): LedgerJob {
  const importIds = createImportIds(secrets, replica.spaceId, createPace(clock));
  const context: SessionContext = {
    replica: merged,
    people,
    deriver: createDeriver(),
    deriveIds: importIds,
    openConflicts: createOpenConflicts(replica),
    clock,
    random: systemRandom,
    workerName: 'bench',
    settings: () => readSettings(replica.view),
    commit: (changes, options) => replica.commit(changes, options),
    act: (work) => work()
  };
  return createLedgerJob(
    {
      context,
      importIds,
      isErased: (id) => replica.members().erasures.has(id),
      createClient: () => createLedgerClient(),
      pace: createPace(clock)
    },
    [{ name: 'ledger.xlsx', content }]
  );
}

const reached = (job: LedgerJob, phase: LedgerState['phase']): Promise<LedgerState> =>
  new Promise((resolve, reject) => {
    job.state.watch((state) => {
      if (state.problem) reject(new Error(state.problem.type));
      if (state.phase === phase) resolve(state);
    }, reject);
  });

function watchLongTasks(): { longest(): Promise<number> } {
  let longestMs = 0;
  const note = (entries: PerformanceEntryList): void => {
    for (const { duration } of entries) longestMs = Math.max(longestMs, duration);
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    async longest() {
      // The task that ends the work is told after it.
      await new Promise((resolve) => setTimeout(resolve, 100));
      note(observer.takeRecords());
      observer.disconnect();
      return longestMs;
    }
  };
}

/** The spreadsheet library alone, in a worker: bytes to cells. */
export async function parseAlone(url: string): Promise<number> {
  const bytes = await (await load(url)).arrayBuffer();
  const worker = new Worker(new URL('./parse.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(bytes);
  });
}
