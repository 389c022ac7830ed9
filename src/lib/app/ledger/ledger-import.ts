/** Joins reading (exchange, in a worker) with the book: what an import needs to know of it and what it writes. */
import { createLedgerClient } from '../../exchange/worker/ledger-client';
import type { SessionContext } from '../session/context';
import type { SessionParts } from '../session/session-parts';
import { createLedgerJob } from './ledger-job';
import { createPace } from './pace';
import type { LedgerImport } from './types';
import { undoImport, undoPreview } from './undo-import';

export function createLedgerImport(
  context: SessionContext,
  { replica, clock }: SessionParts
): LedgerImport {
  return {
    start: (sources) =>
      createLedgerJob(
        {
          context,
          importIds: context.deriveIds,
          isErased: (id) => replica.members().erasures.has(id),
          createClient: () => createLedgerClient(),
          pace: createPace(clock)
        },
        sources
      ),
    undoPreview: (batchIds) => undoPreview(context, batchIds),
    undoImport: (batchIds, alsoTouched) => undoImport(context, batchIds, alsoTouched)
  };
}
