/**
 * The contract of the storage layer: one replica of one space, on any ReplicaStore (memory or Dexie).
 * The signed log is the truth; rows are a projection of it. Nothing here knows a screen.
 */
import type { Bytes } from '../kernel/bytes';
import type { Json } from '../kernel/json';
import type { Hlc } from '../kernel/hlc';
import type { RecordId, SpaceId } from '../kernel/ids';
import type { Result } from '../kernel/result';
import type { Scope } from '../kernel/scope';
import type { RecordKind } from '../domain/field';
import type { RecordRow } from '../domain/record';

/** Domain values by field name: arrays for `many` fields, plain strings for `shared` texts; null clears a field. */
export type FieldPatch = Readonly<Record<string, Json>>;

/** What one save does to one record. */
export type RecordChange =
  | {
      readonly type: 'create';
      readonly kind: RecordKind;
      readonly id: RecordId;
      readonly values: FieldPatch;
    }
  | {
      readonly type: 'set';
      readonly kind: RecordKind;
      readonly id: RecordId;
      readonly values: FieldPatch;
    }
  | { readonly type: 'delete' | 'undelete'; readonly kind: RecordKind; readonly id: RecordId };

export interface CommitReceipt {
  readonly hlc: Hlc;
  readonly changedIds: readonly RecordId[];
  /** Undoes this commit when committed in turn; fields edited since are left out by `undo`. */
  readonly inverse: readonly RecordChange[];
  /** What the commit made of the fields that `inverse` names; `undo` compares with it. */
  readonly written: readonly RecordChange[];
  readonly entryCount: number;
}

/** Why this device only reads; the words for each stand in text/failures.ts. */
export type ReadOnlyReason =
  /** Nobody has admitted this device yet: after a restore by passphrase, or for a worker who is no member. */
  | 'not-admitted'
  | 'removed'
  /** The member's role does not write records. */
  | 'role'
  /** The change touches a scope that the member does not have. */
  | 'scope'
  /** The present key has not reached this device: an administrator's device grants it. */
  | 'no-key'
  /** The own chain was found ahead of this device: it was put back to an older state. */
  | 'outrun'
  /** An audit record is written once. */
  | 'written-once'
  /** More erasures a day than one administrator may order alone. */
  | 'erase-limit'
  /** The last worker of a machine stays. */
  | 'last-worker';

export type CommitFailure =
  | { readonly type: 'locked' }
  | { readonly type: 'read-only'; readonly reason: ReadOnlyReason }
  | { readonly type: 'quota' }
  | { readonly type: 'storage-lost'; readonly reason: string }
  | { readonly type: 'too-large'; readonly limit: number }
  | { readonly type: 'unknown-record'; readonly id: RecordId }
  | { readonly type: 'cancelled' };

export interface CommitOptions {
  /** Called between sealed entries with the number of changes sealed so far. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Cancels before the transaction starts; after that the commit is all or nothing. */
  readonly signal?: AbortSignal;
}

/** One step in a record's history, newest last. */
export interface HistoryStep {
  readonly atMs: number;
  readonly slot: string;
  readonly entryId: string;
  readonly kind: 'create' | 'set' | 'delete' | 'undelete';
  readonly changes: readonly {
    readonly field: string;
    readonly before: Json;
    readonly after: Json;
  }[];
}

/** Who wrote something, and when. */
export interface Hand {
  readonly atMs: number;
  /** Names the version within its conflict. */
  readonly slot: string;
  /** Who had written it first, where another device has written it again (SPEC S15). */
  readonly firstSlot?: string;
}

/** What one writer would have stand in a field; null: cleared. */
export interface FieldVersion extends Hand {
  readonly value: Json;
}

export interface FieldConflict {
  readonly type: 'field';
  readonly field: string;
  /** Different values, newest first; of a list the whole list. */
  readonly versions: readonly FieldVersion[];
  /** What stood there before all of them; null: nothing. Absent where that can't be told surely. */
  readonly before?: Json;
}

/** One deleted what another changed without knowing of it: the record shows. */
export interface DeletionConflict {
  readonly type: 'deletion';
  readonly deletions: readonly Hand[];
  /** Newest first; `field` is undefined for the record's creation, and `deleted` where it was restored. */
  readonly edits: readonly (Hand & { readonly field: string | undefined })[];
}

export type RecordConflict = FieldConflict | DeletionConflict;

export interface ViewChange {
  readonly kinds: ReadonlySet<RecordKind>;
  /** Empty: every row of the kinds is to be read anew, or for the first time. Without kinds: more years are open. */
  readonly ids: ReadonlySet<RecordId>;
  readonly source: 'local' | 'remote' | 'other-tab' | 'rebuild';
}

/**
 * Rows in memory. Arrays and rows are frozen by convention and replaced on change. Kinds that open later are sealed for
 * a moment after the replica was opened: what reads them waits for `isOpen`, and `onChange` tells when it is so.
 */
export interface RecordView {
  /**
   * Whether the rows of all these kinds may be asked for, all of them or those since a year; asking for a sealed kind
   * throws.
   */
  isOpen(kinds: readonly RecordKind[], since?: number): boolean;
  /** The year that is being read, while kinds are sealed. */
  readingYear(): number | undefined;
  /**
   * All rows of a kind, deleted and locked ones included; callers go through app/gate for people. With `since` at least
   * the rows of that year and later, and those without a date.
   */
  rows(kind: RecordKind, since?: number): readonly RecordRow[];
  row(kind: RecordKind, id: RecordId): RecordRow | undefined;
  /** What `searchKeyOf` of ReplicaDeps made of the row; kept in the pages so that unlocking is fast. */
  searchKey(kind: RecordKind, id: RecordId): string | undefined;
  /** Called after a commit or an ingest has become durable and memory holds it. */
  onChange(listener: (change: ViewChange) => void): () => void;
}

export interface DigestResult {
  readonly scope: Scope;
  /** 32 bytes over all merged records of the scope. */
  readonly digest: Bytes;
  readonly recordCount: number;
  readonly isComplete: boolean;
  readonly missing: readonly string[];
}

export interface Replica {
  readonly spaceId: SpaceId;
  /** This device's slot key: `deviceId.incarnation` in the form merge uses. */
  readonly slot: string;
  readonly view: RecordView;
  /** Resolves when the rows of every kind may be asked for. */
  whenOpen(): Promise<Result<void, CommitFailure>>;
  commit(
    changes: readonly RecordChange[],
    options?: CommitOptions
  ): Promise<Result<CommitReceipt, CommitFailure>>;
  /** Undoes a receipt: only fields whose value is still the one that commit wrote. */
  undo(receipt: CommitReceipt): Promise<Result<CommitReceipt, CommitFailure>>;
  history(kind: RecordKind, id: RecordId): Promise<readonly HistoryStep[]>;
  /** What waits in a record for a person to settle it. Fields of the metadata alone, internal ones included. */
  conflicts(kind: RecordKind, id: RecordId): Promise<readonly RecordConflict[]>;
  /** Hides at once, everywhere the order arrives. */
  lock(id: RecordId, reason: string): Promise<Result<void, CommitFailure>>;
  unlock(id: RecordId): Promise<Result<void, CommitFailure>>;
  /** Refused with `erase-limit` where one administrator has ordered as much as one may in a day. */
  mayErase(count: number): Result<void, CommitFailure>;
  /** Removes parts, states and rows; hashes stay in the headers (I7). */
  erase(ids: readonly RecordId[], reason: string): Promise<Result<void, CommitFailure>>;
  digest(scope: Scope): Promise<DigestResult>;
  /** Opaque sealed entries for peers, backup and tests; see log/. */
  exportLog(): AsyncIterable<Bytes>;
  /** Whether so much waits to be folded that opening would take longer for it. */
  isFoldDue(): boolean;
  /** Folds the overlay into packs and pages, other work in between; called when idle. */
  fold(): Promise<void>;
  /** Rebuilds every projection from the log; the result equals the incremental one (I2). */
  rebuild(onProgress?: (done: number, total: number) => void): Promise<void>;
  close(): Promise<void>;
}
