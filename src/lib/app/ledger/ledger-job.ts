/**
 * One import from files to the written commit. The raw sheets stay in the worker; this side holds proposals,
 * decisions and, after the check, the rows. Every step can be cancelled and then nothing was written (I11).
 */
import { sha256 } from '../../crypto/sha256';
import { decidedRows } from '../../exchange/ledger/propose-changes';
import type { ImportReport } from '../../exchange/ledger/report';
import type { FileOutcome, JobFile } from '../../exchange/ledger/job';
import type { LedgerDecisions, LedgerHints, LedgerProposal } from '../../exchange/ledger/types';
import type { LedgerClientError } from '../../exchange/worker/ledger-client';
import { toHex, utf8, type Bytes } from '../../kernel/bytes';
import { createSource } from '../../kernel/watchable';
import { readHints } from './book-facts';
import { checkLedger, type CheckedLedger, type ReadSheet } from './check-ledger';
import { planImport, type ImportPlan } from './import-changes';
import { planRecords, type RecordPlan } from './records/plan-records';
import { writtenReport } from './written-report';
import type { JobDeps } from './job-deps';
import type {
  LedgerJob,
  LedgerProblem,
  LedgerSheet,
  LedgerSource,
  LedgerState,
  WriteDecisions,
  WrittenImport
} from './types';

export function createLedgerJob(deps: JobDeps, sources: readonly LedgerSource[]): LedgerJob {
  const job = new Job(deps);
  void job.read(sources);
  return {
    state: job.state,
    decide: (sheetKey, decisions) => job.decide(sheetKey, decisions),
    choose: (sheetKey, isChosen) => job.change(sheetKey, (sheet) => ({ ...sheet, isChosen })),
    enableField: (field) => job.enableField(field),
    rows: (sheetKey, row, count) => job.rows(sheetKey, row, count),
    check: () => job.check(),
    write: (decisions) => job.write(decisions),
    cancel: () => job.cancel(),
    close: () => job.close()
  };
}

const noProgress = { done: 0, total: 0, fileName: '' };

class Job {
  readonly #deps: JobDeps;
  readonly #client;
  readonly #hints: LedgerHints;
  readonly #digests = new Map<number, string>();
  readonly #newFields = new Set<string>();
  readonly state;
  #checked: CheckedLedger | undefined;
  #stop: AbortController | undefined;

  constructor(deps: JobDeps) {
    this.#deps = deps;
    this.#client = deps.createClient();
    this.#hints = readHints(deps.context);
    this.state = createSource<LedgerState>({
      phase: 'reading',
      progress: noProgress,
      failures: [],
      sheets: [],
      enabledFields: deps.context.settings().enabledFields
    });
  }

  async read(sources: readonly LedgerSource[]): Promise<void> {
    this.#set({ progress: { done: 0, total: sources.length, fileName: sources[0]?.name ?? '' } });
    const files: JobFile[] = [];
    for (const [index, { name, content }] of sources.entries()) {
      const bytes = await bytesOf(content);
      if (bytes === undefined) {
        this.#end({ type: 'failed', code: 'F-01' });
        return;
      }
      this.#digests.set(index, toHex(await sha256(bytes)));
      files.push({ name, content: typeof content === 'string' ? content : bytes });
    }
    const opened = await this.#client.open(files, this.#hints, (progress) =>
      this.#set({ progress })
    );
    if (!opened.ok) return this.#end(problemOf(opened.error));
    this.#set({
      phase: 'open',
      progress: noProgress,
      failures: opened.value.flatMap(failureOf),
      sheets: opened.value.flatMap(({ proposals }) => proposals.map(sheetOf))
    });
  }

  async decide(sheetKey: string, decisions: LedgerDecisions): Promise<void> {
    this.change(sheetKey, (sheet) => ({ ...sheet, decisions }));
    const understood = await this.#client.understand(sheetKey, decisions);
    if (!understood.ok) return this.#end(problemOf(understood.error));
    const proposal = understood.value;
    if (proposal) this.change(sheetKey, (sheet) => ({ ...sheet, proposal }));
  }

  change(sheetKey: string, edit: (sheet: LedgerSheet) => LedgerSheet): void {
    this.#dropCheck();
    const sheets = this.state
      .get()
      .sheets.map((sheet) => (sheet.proposal.sheetKey === sheetKey ? edit(sheet) : sheet));
    this.#set({ sheets });
  }

  enableField(field: string): void {
    this.#newFields.add(field);
    this.#dropCheck();
    const enabledFields = new Set([...this.state.get().enabledFields, field]);
    this.#set({ enabledFields });
  }

  async rows(
    sheetKey: string,
    row: number,
    count: number
  ): Promise<readonly (readonly string[])[] | undefined> {
    const rows = await this.#client.rows(sheetKey, row, count);
    return rows.ok ? rows.value : undefined;
  }

  async check(): Promise<void> {
    const { sheets, failures } = this.state.get();
    const stop = this.#begin('checking');
    const chosen = sheets.filter((sheet) => sheet.isChosen && isTable(sheet.proposal));
    const read: ReadSheet[] = [];
    for (const sheet of chosen) {
      const parsed = await this.#client.apply(sheet.proposal.sheetKey, sheet.decisions);
      if (!parsed.ok) return this.#end(problemOf(parsed.error));
      if (parsed.value) read.push({ sheet, parsed: parsed.value });
    }
    const checked = await checkLedger(this.#deps, this.#client, read, this.#digestOf, failures);
    if (stop.signal.aborted) return;
    if (!checked.ok) return this.#end(problemOf(checked.error));
    this.#checked = checked.value;
    this.#set({ phase: 'checked', check: checked.value.check });
  }

  async write(decisions: WriteDecisions): Promise<void> {
    const checked = this.#checked;
    if (!checked || this.state.get().phase !== 'checked') return;
    const stop = this.#begin('writing');
    const plan = await planImport(this.#deps, checked, decisions, this.#digestOf, this.#newFields);
    const entries = await planRecords(this.#deps, checked, decisions, this.#digestOf);
    const changes = [...plan.changes, ...entries.changes];
    if (changes.length > 0) {
      const committed = await this.#deps.context.commit(changes, {
        signal: stop.signal,
        onProgress: (done, total) => this.#set({ progress: { done, total, fileName: '' } })
      });
      if (!committed.ok) {
        const isCancelled = committed.error.type === 'cancelled';
        this.#set({
          phase: 'checked',
          problem: isCancelled
            ? { type: 'cancelled' }
            : { type: 'commit', failure: committed.error }
        });
        return;
      }
    }
    this.#client.cancel();
    this.#set({
      phase: 'written',
      written: writtenOf(checked, plan, entries, decisions, this.#unchosen())
    });
  }

  cancel(): void {
    const { phase } = this.state.get();
    if (phase === 'reading') this.#client.cancel();
    this.#stop?.abort();
    if (phase === 'checking') this.#set({ phase: 'open', problem: { type: 'cancelled' } });
  }

  close(): void {
    this.#stop?.abort();
    this.#client.cancel();
    this.#checked = undefined;
  }

  #unchosen(): readonly LedgerSheet[] {
    return this.state
      .get()
      .sheets.filter(({ isChosen, proposal }) => !isChosen && proposal.kind !== 'empty');
  }

  readonly #digestOf = (sheetKey: string): string =>
    this.#digests.get(Number(sheetKey.split('/')[0])) ?? '';

  #begin(phase: 'checking' | 'writing'): AbortController {
    const stop = new AbortController();
    this.#stop = stop;
    const { problem: _, ...rest } = this.state.get();
    this.state.set({ ...rest, phase, progress: noProgress });
    return stop;
  }

  #dropCheck(): void {
    this.#checked = undefined;
    const { check: _check, problem: _problem, ...rest } = this.state.get();
    this.state.set({ ...rest, phase: rest.phase === 'checked' ? 'open' : rest.phase });
  }

  #set(part: Partial<LedgerState>): void {
    this.state.set({ ...this.state.get(), ...part });
  }

  #end(problem: LedgerProblem): void {
    this.#set({ phase: 'ended', problem });
  }
}

/** Undefined when the file can't be read from the disk any more. */
async function bytesOf(content: Blob | string): Promise<Bytes | undefined> {
  if (typeof content === 'string') return utf8(content);
  try {
    return new Uint8Array(await content.arrayBuffer());
  } catch {
    // The browser says NotReadableError: moved, locked by another program, or a drive taken out.
    return undefined;
  }
}

const failureOf = ({ fileName, message }: FileOutcome): LedgerState['failures'] =>
  message === undefined ? [] : [{ fileName, message }];

const isTable = ({ kind }: LedgerProposal): boolean =>
  kind === 'list' || kind === 'book' || kind === 'roll';

/** Hidden sheets are listed and wait to be chosen (DOMAIN H3). */
const sheetOf = (proposal: LedgerProposal): LedgerSheet => ({
  proposal,
  decisions: {},
  isChosen: isTable(proposal) && !proposal.isHidden && proposal.dataRowCount > 0
});

function problemOf(error: LedgerClientError): LedgerProblem {
  return error.type === 'failed' ? { type: 'failed', code: `F-00 ${error.message}` } : error;
}

const withLines = (report: ImportReport, lines: ImportReport['lines']): ImportReport => ({
  ...report,
  lines: [...report.lines, ...lines]
});

function writtenOf(
  checked: CheckedLedger,
  plan: ImportPlan,
  entries: RecordPlan,
  decisions: WriteDecisions,
  unchosen: readonly LedgerSheet[]
): WrittenImport {
  const decided = decidedRows(checked.run, decisions);
  const open = checked.run.items.filter(
    (item) => item.type === 'probably-same' && !decided.has(item.id)
  );
  return {
    batchIds: [...plan.batchIds, ...entries.batchIds],
    created: plan.created.length + entries.newPeople.length,
    changed: plan.changed.length,
    places: plan.places,
    entries: entries.created,
    undecided: open.length,
    report: withLines(writtenReport(checked, decisions, unchosen), entries.lines),
    personIds: [...plan.created, ...plan.changed, ...entries.newPeople]
  };
}
