/** What founding, unlocking and restoring all end in; open-session.ts makes a session of it. */
import type { Clock, Random } from '../../kernel/environment';
import type { SpaceId } from '../../kernel/ids';
import type { KeyRing } from '../../log/key-ring';
import type { SyncReplica } from '../../storage/replica';
import type { OpenVault } from '../../storage/vault/open-vault';
import type { DirectEndpoint } from '../../transports/direct/direct';
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
  /** Every epoch secret that this device holds, also those that came in since. */
  readonly ring: KeyRing;
  readonly clock: Clock;
  readonly random: Random;
  readonly page: Window & typeof globalThis;
  readonly database: AppDatabase;
  /** Origin and base path of the app, ending in a slash. */
  readonly appAddress: string;
  /** Told to the devices of colleagues. */
  readonly appVersion: string;
  /** Folders that were chosen in this page, by book, as long as the vault is open in it. */
  readonly folders: Map<SpaceId, FileSystemDirectoryHandle>;
  /** A connection over which this device was let in just now, by book (Y16). */
  readonly links: Map<SpaceId, DirectEndpoint>;
  /** A book that is not open has got its name: the list of books says another one now. */
  readonly onNamed: () => void;
  readonly onError: (thrown: unknown) => void;
}
