/** What founding, unlocking and restoring share: the browser profile's vault, database and environment. */
import type { Clock, Random } from '../../kernel/environment';
import type { AppDatabase } from '../../storage/database';
import type { Vault } from '../../storage/vault/vault';
import type { DirectEndpoint } from '../../transports/direct/direct';
import type { SpaceId } from '../../kernel/ids';
import type { VaultStore } from '../../storage/vault/vault-store';

export interface SessionHost {
  readonly page: Window & typeof globalThis;
  readonly clock: Clock;
  readonly random: Random;
  readonly database: AppDatabase;
  readonly vault: Vault;
  readonly vaultStore: VaultStore;
  /** Origin and base path of the app, ending in a slash: what a sync link begins with. */
  readonly appAddress: string;
  /** Told to the devices of colleagues. */
  readonly appVersion: string;
  /** Folders that were chosen in this page, as long as the vault is open in it: a kept handle would lie in clear (Y7). */
  readonly folders: Map<SpaceId, FileSystemDirectoryHandle>;
  /** Connections over which this device was let in, for the book that opens next (Y16). */
  readonly links: Map<SpaceId, DirectEndpoint>;
  /** A book that is not open has got its name: the list of books says another one now. */
  readonly onNamed: () => void;
  readonly onError: (thrown: unknown) => void;
}
