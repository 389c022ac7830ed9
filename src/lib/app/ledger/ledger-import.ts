/** Joins reading (exchange, in a worker) with the book: what an import needs to know of it and what it writes. */
import type { SessionContext } from '../session/context';
import type { LedgerImport } from './types';
import { touchedSince, undoImport } from './undo-import';

export function createLedgerImport(context: SessionContext): LedgerImport {
  return {
    touchedSince: (batchId) => touchedSince(context, batchId),
    undoImport: (batchId, alsoTouched) => undoImport(context, batchId, alsoTouched)
  };
}
