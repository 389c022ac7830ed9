/** Backup as screens see it (DESIGN 5 "Backup"): one sealed file, proved by a trial restore before it counts. */
import type { Result } from '../../kernel/result';
import type { Watchable } from '../../kernel/watchable';
import type { CommitFailure } from '../../storage/types';

export interface BackupState {
  readonly lastAtMs: number | undefined;
  readonly changesSince: number;
  /** Name of the chosen folder for automatic copies, where the browser can. */
  readonly folderName: string | undefined;
  readonly canChooseFolder: boolean;
}

export interface BackupFile {
  readonly fileName: string;
  readonly bytes: Blob;
  readonly recordCount: number;
  /** 核对码 of the general scope, for comparison after a restore. */
  readonly checkCode: string;
}

export type BackupError =
  | { readonly type: 'trial-failed'; readonly code: string }
  | { readonly type: 'no-passphrase' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'storage'; readonly failure: CommitFailure };

export interface BackupService {
  readonly state: Watchable<BackupState>;
  /** Seals the log under the passphrase and the recovery key, then opens it again as a trial. */
  create(
    passphrase: string,
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal
  ): Promise<Result<BackupFile, BackupError>>;
  /** Called once the file has been handed to the worker (download, share or folder). */
  markSaved(file: BackupFile): Promise<void>;
  chooseFolder(): Promise<Result<void, { readonly type: 'unsupported' | 'denied' }>>;
  forgetFolder(): Promise<void>;
}
