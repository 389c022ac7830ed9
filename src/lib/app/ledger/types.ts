/** 导入台账 as screens see it; filled in by the import wizard's needs. */
import type { RecordId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import type { CommitFailure, CommitReceipt } from '../../storage/types';

export interface LedgerImport {
  /** Takes an import back: created records go to the 回收站, changed fields get their old values; touched ones stay unless named. */
  undoImport(
    batchId: RecordId,
    alsoTouched: readonly RecordId[]
  ): Promise<Result<CommitReceipt, CommitFailure>>;
}
