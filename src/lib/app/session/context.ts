/** What commands and queries of one open session share. Made in open-session.ts. */
import type { Clock, Random } from '../../kernel/environment';
import type { Result } from '../../kernel/result';
import type {
  CommitFailure,
  CommitOptions,
  CommitReceipt,
  RecordChange
} from '../../storage/types';
import type { OpenConflicts } from '../conflicts/open-conflicts';
import type { MergedReplica } from '../doubles/merged-view';
import type { Deriver } from '../commands/derive';
import type { ImportIds } from '../ledger/import-ids';
import type { PeopleIndex } from '../queries/people-index';
import type { SpaceSettings } from '../types';

export interface SessionContext {
  /** Its view shows people whose records were merged as one. */
  readonly replica: MergedReplica;
  readonly people: PeopleIndex;
  readonly deriver: Deriver;
  /** Ids and fingerprints that only members of the space can make, the same on all their devices. */
  readonly deriveIds: ImportIds;
  readonly openConflicts: OpenConflicts;
  readonly clock: Clock;
  readonly random: Random;
  /** Name of the worker, as history and papers show it. */
  readonly workerName: string;
  readonly settings: () => SpaceSettings;
  /** The one way to write: commits and keeps the save state. */
  readonly commit: (
    changes: readonly RecordChange[],
    options?: CommitOptions
  ) => Promise<Result<CommitReceipt, CommitFailure>>;
  /** Runs a replica act other than a commit (erase, lock) under the same save state. */
  readonly act: <T>(
    work: () => Promise<Result<T, CommitFailure>>
  ) => Promise<Result<T, CommitFailure>>;
}
