/** 导入台账 as screens see it. The words of reading, mapping and dry run are exchange's own types. */
import type { RecordId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import type { CommitFailure, CommitReceipt } from '../../storage/types';

export interface LedgerImport {
  /** People of an import that somebody changed afterwards. */
  touchedSince(batchId: RecordId): Promise<readonly RecordId[]>;
  /** Takes an import back; people touched since stay unless named. */
  undoImport(
    batchId: RecordId,
    alsoTouched: readonly RecordId[]
  ): Promise<Result<CommitReceipt, CommitFailure>>;
}
