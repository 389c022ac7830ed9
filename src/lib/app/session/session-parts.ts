/** What founding, unlocking and restoring all end in; open-session.ts makes a session of it. */
import type { Clock, Random } from '../../kernel/environment';
import type { SyncReplica } from '../../storage/replica';
import type { OpenVault } from '../../storage/vault/open-vault';
import type { AppDatabase } from '../../storage/database';
import type { Vault } from '../../storage/vault/vault';
import type { Members } from './members';
import type { SpaceEntry } from './space-book';

export interface SessionParts {
  readonly vault: Vault;
  readonly open: OpenVault;
  readonly space: SpaceEntry;
  readonly members: Members;
  readonly replica: SyncReplica;
  readonly clock: Clock;
  readonly random: Random;
  readonly page: Window & typeof globalThis;
  readonly database: AppDatabase;
  readonly onError: (thrown: unknown) => void;
}
