/**
 * 导入台账 as screens see it: one job from files to a written import. The words of reading, mapping and dry run
 * are exchange's own types, passed on here. A job writes nothing until `write`, and then all or nothing (I11).
 */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import type { Watchable } from '../../kernel/watchable';
import type { RecordKind } from '../../domain/field';
import type { ImportedKind } from '../../domain/import-books';
import type { Json } from '../../kernel/json';
import type { DifferenceHold, DryRunDecisions } from '../../exchange/ledger/dry-run-types';
import type { ImportReport } from '../../exchange/ledger/report';
import type { BookKind, LedgerDecisions, LedgerProposal } from '../../exchange/ledger/types';
import type { CommitFailure, CommitReceipt } from '../../storage/types';

export type {
  BookKind,
  ColumnProposal,
  ColumnTarget,
  Confidence,
  Finding,
  FindingChoice,
  LedgerDecisions,
  LedgerProposal,
  TermQuestion
} from '../../exchange/ledger/types';
export type { DryRunDecisions } from '../../exchange/ledger/dry-run-types';
export type { ImportReport, ReportLine } from '../../exchange/ledger/report';

export interface LedgerImport {
  /** Reads files (or pasted cells) in a worker; the job tells how far it is. */
  start(sources: readonly LedgerSource[]): LedgerJob;
  /** What taking imports back would do; writes nothing. */
  undoPreview(batchIds: readonly RecordId[]): Promise<UndoPreview>;
  /** Takes imports back in one step; people touched since stay unless named. */
  undoImport(
    batchIds: readonly RecordId[],
    alsoTouched: readonly RecordId[]
  ): Promise<Result<CommitReceipt, CommitFailure>>;
}

/** Why somebody of an import stays: what was done with the person since. */
export type Touch = 'edited' | 'consent' | 'visit' | 'family';

export interface UndoPreview {
  /** Entries of books that would go to the 回收站. */
  readonly entries: number;
  /** People who would go to the 回收站, and people who would get their old values back. */
  readonly created: number;
  readonly changed: number;
  /** People and entries that stay unless they are named. */
  readonly touched: readonly {
    readonly kind: RecordKind;
    readonly id: RecordId;
    readonly touch: Touch;
  }[];
}

export interface LedgerSource {
  readonly name: string;
  /** A file, or the text of pasted cells. */
  readonly content: Blob | string;
}

export interface LedgerJob {
  readonly state: Watchable<LedgerState>;
  /** Replaces what was decided about a sheet and understands it again; a finished check is dropped. */
  decide(sheetKey: string, decisions: LedgerDecisions): Promise<void>;
  choose(sheetKey: string, isChosen: boolean): void;
  /** Switches an optional field on; written together with the import. */
  enableField(field: string): void;
  /** Cells of some rows as written, without those of excluded columns. `row` counts from 1. */
  rows(
    sheetKey: string,
    row: number,
    count: number
  ): Promise<readonly (readonly string[])[] | undefined>;
  /** Compares the chosen sheets with the book; writes nothing. */
  check(): Promise<void>;
  /** One commit of everything that was checked. */
  write(decisions: WriteDecisions): Promise<void>;
  /** Stops what is under way: reading ends the job, a check or a write goes back a step. */
  cancel(): void;
  /** Ends the worker and forgets what was read. */
  close(): void;
}

export type LedgerPhase =
  'reading' | 'open' | 'checking' | 'checked' | 'writing' | 'written' | 'ended';

/** Replaced, never changed. */
export interface LedgerState {
  readonly phase: LedgerPhase;
  readonly progress: { readonly done: number; readonly total: number; readonly fileName: string };
  /** Files that could not be read, with a plain answer what to do. */
  readonly failures: readonly { readonly fileName: string; readonly message: string }[];
  readonly sheets: readonly LedgerSheet[];
  readonly enabledFields: ReadonlySet<string>;
  readonly check?: LedgerCheck;
  readonly written?: WrittenImport;
  /** Why the job ended or a write failed. */
  readonly problem?: LedgerProblem;
}

export type LedgerProblem =
  | { readonly type: 'cancelled' }
  | { readonly type: 'timeout' }
  | { readonly type: 'failed'; readonly code: string }
  | { readonly type: 'commit'; readonly failure: CommitFailure };

export interface LedgerSheet {
  readonly proposal: LedgerProposal;
  readonly decisions: LedgerDecisions;
  readonly isChosen: boolean;
}

/** What was ticked in the dry run of people, and who the names of a book's table are. */
export interface WriteDecisions extends DryRunDecisions {
  readonly names?: readonly { readonly key: string; readonly is: NameAnswer }[];
  /** Which activities the columns of sign-in matrices are. */
  readonly rolls?: readonly { readonly key: string; readonly is: RollAnswer }[];
}

/** An activity of the book or of the same import, or none: then the column stays out. */
export type RollAnswer = RecordId | 'none';

/** Somebody of the register, somebody to be made 待同意, or nobody: then the name only counts. */
export type NameAnswer = RecordId | 'new' | 'count';

export type RecordState = 'new' | 'same' | 'blocked';

/** One entry of a book's table. */
export interface RecordLine {
  readonly id: RecordId;
  readonly state: RecordState;
  readonly kind: BookKind;
  /** Whom it is about, as written. */
  readonly about: string;
  readonly values: Readonly<Record<string, Json>>;
  /** Needs that would grow out of it. */
  readonly needs: number;
  readonly place: string;
}

/** A name in new entries, asked once for all of them. */
export interface NameQuestion {
  readonly key: string;
  readonly name: string;
  /** What the table says beside the name. */
  readonly detail: string;
  readonly count: number;
  /** Certain by telephone or building; chosen until somebody says otherwise. */
  readonly matched?: RecordId;
  /** People of that name whom the gate shows. */
  readonly candidates: readonly {
    readonly id: RecordId;
    readonly name: string;
    readonly detail: string;
  }[];
  readonly canBeNew: boolean;
}

/** One activity of a sign-in matrix. */
export interface RollQuestion {
  readonly key: string;
  readonly title: string;
  readonly on: IsoDate | undefined;
  readonly place: string;
  /** Certain by day and title; chosen until somebody says otherwise. */
  readonly matched?: RecordId;
  readonly candidates: readonly { readonly id: RecordId; readonly label: string }[];
  /** Keys of the names that have a mark and are not on the roll yet. */
  readonly names: readonly string[];
  /** How many are on the roll already. */
  readonly already: number;
}

export interface RecordsCheck {
  readonly lines: readonly RecordLine[];
  readonly counts: Readonly<Record<RecordState, number>>;
  readonly rolls: readonly RollQuestion[];
  /** Who is named among those who came, by new activities of forms and tables. */
  readonly named: readonly { readonly activity: RecordId; readonly name: string }[];
  readonly names: readonly NameQuestion[];
}

export type CheckKind =
  'new' | 'same' | 'changed' | 'gone' | 'probably-same' | 'blocked' | 'erased';

/** One line of the check, in words; values of people here have passed the consent gate (I14). */
export interface CheckLine {
  readonly key: string;
  readonly kind: CheckKind;
  readonly name: string;
  /** Short facts that tell namesakes apart. */
  readonly detail: string;
  readonly place: string;
  readonly id: RecordId;
  readonly rowKey: string;
  readonly sheetKey: string;
  readonly differences: readonly CheckDifference[];
  readonly candidates: readonly CheckCandidate[];
  /** The candidate that an earlier import was told it is. */
  readonly remembered?: RecordId;
  readonly reason: string;
}

export interface CheckDifference {
  readonly id: RecordId;
  readonly field: string;
  readonly label: string;
  /** Undefined where the consent gate hides it. */
  readonly before: string | undefined;
  readonly after: string;
  readonly hold?: DifferenceHold;
}

export interface CheckCandidate {
  readonly id: RecordId;
  readonly name: string;
  readonly detail: string;
  /** What merging the row into this person would change. */
  readonly differences: readonly CheckDifference[];
}

export interface LedgerCheck {
  /** Where tables of books are among the sheets. */
  readonly records?: RecordsCheck;
  readonly lines: readonly CheckLine[];
  readonly counts: Readonly<Record<CheckKind, number>>;
  /** Communities, grids and buildings that would be made, as paths in words. */
  readonly places: readonly string[];
  readonly report: ImportReport;
  /** Dropped columns, by sheet. */
  readonly dropped: readonly {
    readonly sheet: string;
    readonly header: string;
    readonly reason: string;
  }[];
}

export interface WrittenImport {
  /** Empty when there was nothing to write. */
  readonly batchIds: readonly RecordId[];
  readonly created: number;
  readonly changed: number;
  readonly places: number;
  /** Entries of books by kind. */
  readonly entries: Readonly<Partial<Record<ImportedKind, number>>>;
  /** Rows that wait for a decision or were left out. */
  readonly undecided: number;
  readonly report: ImportReport;
  readonly personIds: readonly RecordId[];
}
