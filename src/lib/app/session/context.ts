/** What commands and queries of one open session share. Made in open-session.ts. */
import type { Clock, Random } from '../../kernel/environment';
import type { Result } from '../../kernel/result';
import type {
  CommitFailure,
  CommitOptions,
  CommitReceipt,
  RecordChange,
  Replica
} from '../../storage/types';
import type { OpenConflicts } from '../conflicts/open-conflicts';
import type { Deriver } from '../commands/derive';
import type { ImportIds } from '../ledger/import-ids';
import type { PeopleIndex } from '../queries/people-index';
import type { SpaceSettings } from '../types';

export interface SessionContext {
  readonly replica: Replica;
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
