/** What page and worker say to each other while a ledger is read. Plain data only. */
import type { DryRun } from '../ledger/dry-run-types';
import type { CompareInput, FileOutcome, JobFile, PeopleSlice } from '../ledger/job';
import type { LedgerDecisions, LedgerHints, LedgerProposal, ParsedLedger } from '../ledger/types';
import type { Piece } from './pieces';

export type LedgerRequest =
  | { readonly type: 'open'; readonly files: readonly JobFile[]; readonly hints: LedgerHints }
  | { readonly type: 'understand'; readonly sheetKey: string; readonly decisions: LedgerDecisions }
  | { readonly type: 'apply'; readonly sheetKey: string; readonly decisions: LedgerDecisions }
  | {
      readonly type: 'rows';
      readonly sheetKey: string;
      readonly row: number;
      readonly count: number;
    }
  | { readonly type: 'people'; readonly slice: PeopleSlice }
  | { readonly type: 'compare'; readonly input: CompareInput };

/** What each request is answered with. */
export interface LedgerAnswers {
  readonly open: readonly FileOutcome[];
  readonly understand: LedgerProposal | undefined;
  readonly apply: ParsedLedger | undefined;
  readonly rows: readonly (readonly string[])[];
  /** Taken. */
  readonly people: true;
  /** Undefined when nothing was opened. */
  readonly compare: DryRun | undefined;
}

export interface ToWorker {
  readonly id: number;
  readonly request: LedgerRequest;
}

export type FromWorker =
  | { readonly type: 'piece'; readonly id: number; readonly piece: Piece }
  /** Without the lists that went ahead of it. */
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly value: LedgerAnswers[LedgerRequest['type']];
    }
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly done: number;
      readonly total: number;
      readonly fileName: string;
    }
  /** The request threw: a fault of ours, never of a file. */
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
