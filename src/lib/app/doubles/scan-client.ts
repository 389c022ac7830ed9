/** The page's side of the scan: one worker a scan, ended with it or by its signal. */
import type { DoublePair } from '../../domain/doubles/scan';
import { err, ok, type Result } from '../../kernel/result';
import type { ScanQuestion } from './scan.worker';
import type { ScanProblem } from './types';

export type RunScan = (
  question: ScanQuestion,
  signal: AbortSignal
) => Promise<Result<readonly DoublePair[], ScanProblem>>;

export const scanInWorker: RunScan = (question, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve(err('cancelled'));
    // The bundler recognises exactly this expression.
    const worker = new Worker(new URL('./scan.worker.ts', import.meta.url), { type: 'module' });
    const end = (result: Result<readonly DoublePair[], ScanProblem>): void => {
      worker.terminate();
      signal.removeEventListener('abort', cancel);
      resolve(result);
    };
    const cancel = (): void => end(err('cancelled'));
    signal.addEventListener('abort', cancel);
    worker.onmessage = ({ data }: MessageEvent<readonly DoublePair[]>) => end(ok(data));
    worker.onerror = () => end(err('failed'));
    worker.postMessage(question);
  });
