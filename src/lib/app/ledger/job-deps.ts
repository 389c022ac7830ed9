/** What a ledger job works with. Made once per session in ledger-import.ts. */
import type { LedgerClient } from '../../exchange/worker/ledger-client';
import type { RecordId } from '../../kernel/ids';
import type { SessionContext } from '../session/context';
import type { ImportIds } from './import-ids';
import type { Pace } from './pace';

export interface JobDeps {
  readonly context: SessionContext;
  readonly importIds: ImportIds;
  /** True for records whose erasure was ordered: they never come back. */
  readonly isErased: (id: RecordId) => boolean;
  readonly createClient: () => LedgerClient;
  readonly pace: Pace;
}
