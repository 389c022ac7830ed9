/**
 * Reads and understands ledgers off the page. Created by ledger-client.ts; it holds one job until the page
 * ends it. Nothing here reaches storage or the network.
 */
import { createWorkbookReader } from '../files/workbook-reader';
import { createLedgerJob, type LedgerJob } from '../ledger/job';
import type { FromWorker, LedgerAnswers, LedgerRequest, ToWorker } from './ledger-protocol';
import { takeApart } from './pieces';

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
}

// The project's library list has the page's globals; in a module worker `self` is this scope.
const scope = self as unknown as WorkerScope;
let job: LedgerJob | undefined;

async function answerTo(
  id: number,
  request: LedgerRequest
): Promise<LedgerAnswers[LedgerRequest['type']]> {
  switch (request.type) {
    case 'open':
      job = createLedgerJob(createWorkbookReader(), request.hints);
      return job.open(request.files, (done, total, fileName) =>
        scope.postMessage({ type: 'progress', id, done, total, fileName })
      );
    case 'understand':
      return job?.understand(request.sheetKey, request.decisions);
    case 'apply':
      return job?.apply(request.sheetKey, request.decisions);
    case 'rows':
      return job?.rowsAround(request.sheetKey, request.row, request.count) ?? [];
    case 'people':
      job?.addPeople(request.slice);
      return true;
    case 'compare':
      return job?.compare(request.input);
  }
}

scope.onmessage = ({ data: { id, request } }) => {
  answerTo(id, request).then(
    (answer) => {
      const { pieces, rest } = takeApart(answer);
      for (const piece of pieces) scope.postMessage({ type: 'piece', id, piece });
      scope.postMessage({ type: 'answer', id, value: rest });
    },
    (thrown: unknown) =>
      // The message of a fault, never a cell: errors of ours quote no content.
      scope.postMessage({
        type: 'failed',
        id,
        message: thrown instanceof Error ? thrown.name : 'Error'
      })
  );
};
