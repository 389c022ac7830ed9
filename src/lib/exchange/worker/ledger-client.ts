/**
 * The page's side of the ledger worker: requests as promises, progress, cancel and a time limit. Cancelling and
 * running out of time end the worker, so no half state is left anywhere (UX rule 11).
 */
import { err, ok, type Result } from '../../kernel/result';
import type { CompareInput, JobFile, PeopleSlice } from '../ledger/job';
import type { LedgerDecisions, LedgerHints } from '../ledger/types';
import type { FromWorker, LedgerAnswers, LedgerRequest, ToWorker } from './ledger-protocol';
import { putTogether, type Piece } from './pieces';

/** Why nothing came back. `failed` carries the name of a fault for support. */
export type LedgerClientError =
  | { readonly type: 'cancelled' }
  | { readonly type: 'timeout' }
  | { readonly type: 'failed'; readonly message: string };

export type LedgerAnswer<Type extends LedgerRequest['type']> = Promise<
  Result<LedgerAnswers[Type], LedgerClientError>
>;

export interface LedgerProgress {
  readonly done: number;
  readonly total: number;
  readonly fileName: string;
}

export interface LedgerClient {
  open(
    files: readonly JobFile[],
    hints: LedgerHints,
    onProgress?: (progress: LedgerProgress) => void
  ): LedgerAnswer<'open'>;
  understand(sheetKey: string, decisions: LedgerDecisions): LedgerAnswer<'understand'>;
  apply(sheetKey: string, decisions: LedgerDecisions): LedgerAnswer<'apply'>;
  rows(sheetKey: string, row: number, count: number): LedgerAnswer<'rows'>;
  people(slice: PeopleSlice): LedgerAnswer<'people'>;
  compare(input: CompareInput): LedgerAnswer<'compare'>;
  /** Ends the worker; open requests answer `cancelled`. */
  cancel(): void;
}

/** The part of a Worker that the client uses; tests hand in their own. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface LedgerClientOptions {
  readonly createWorker?: () => WorkerLike;
  /** Longest wait for one request without any progress, in milliseconds. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 120_000;

const createModuleWorker = (): WorkerLike =>
  // The bundler recognises exactly this expression.
  new Worker(new URL('./ledger.worker.ts', import.meta.url), { type: 'module' });

interface Waiting {
  readonly settle: (
    result: Result<never, LedgerClientError> | { ok: true; value: unknown }
  ) => void;
  readonly onProgress?: ((progress: LedgerProgress) => void) | undefined;
  /** What of the answer is here. */
  readonly pieces: Piece[];
  timer: ReturnType<typeof setTimeout>;
}

export function createLedgerClient(options: LedgerClientOptions = {}): LedgerClient {
  const worker = (options.createWorker ?? createModuleWorker)();
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: LedgerClientError | undefined;

  const end = (error: LedgerClientError): void => {
    ended ??= error;
    worker.terminate();
    for (const [id, { settle, timer }] of [...waiting]) {
      clearTimeout(timer);
      waiting.delete(id);
      settle(err(error));
    }
  };
  const startTimer = (): ReturnType<typeof setTimeout> =>
    setTimeout(() => end({ type: 'timeout' }), timeoutMs);

  worker.onmessage = ({ data }) => {
    const entry = waiting.get(data.id);
    if (!entry) return;
    clearTimeout(entry.timer);
    if (data.type === 'piece') {
      entry.timer = startTimer();
      entry.pieces.push(data.piece);
      return;
    }
    if (data.type === 'progress') {
      entry.timer = startTimer();
      entry.onProgress?.({ done: data.done, total: data.total, fileName: data.fileName });
      return;
    }
    waiting.delete(data.id);
    entry.settle(
      data.type === 'answer'
        ? ok(putTogether(data.value, entry.pieces))
        : err({ type: 'failed', message: data.message })
    );
  };
  worker.onerror = (event) => end({ type: 'failed', message: event.message });

  const request = <Type extends LedgerRequest['type']>(
    message: LedgerRequest & { readonly type: Type },
    onProgress?: (progress: LedgerProgress) => void
  ): LedgerAnswer<Type> =>
    new Promise((resolve) => {
      if (ended) {
        resolve(err(ended));
        return;
      }
      const id = ++lastId;
      // The worker answers a request of one type with the answer of that type (LedgerAnswers).
      const settle = resolve as Waiting['settle'];
      waiting.set(id, { settle, onProgress, pieces: [], timer: startTimer() });
      worker.postMessage({ id, request: message });
    });

  return {
    open: (files, hints, onProgress) => request({ type: 'open', files, hints }, onProgress),
    understand: (sheetKey, decisions) => request({ type: 'understand', sheetKey, decisions }),
    apply: (sheetKey, decisions) => request({ type: 'apply', sheetKey, decisions }),
    rows: (sheetKey, row, count) => request({ type: 'rows', sheetKey, row, count }),
    people: (slice) => request({ type: 'people', slice }),
    compare: (input) => request({ type: 'compare', input }),
    cancel: () => end({ type: 'cancelled' })
  };
}
