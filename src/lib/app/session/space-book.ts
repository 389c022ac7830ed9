/** The sealed list of spaces on this device, with the epoch secrets each one opens (DESIGN 4, 5). */
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../../kernel/bytes';
import { isSpaceId, type DeviceId, type SpaceId } from '../../kernel/ids';
import { epochSecretOf, type EpochSecret, type KeyStream } from '../../log/epoch-keys';
import { DamagedRowError, type OpenVault } from '../../storage/vault/open-vault';
import type { VaultWrite } from '../../storage/vault/vault-store';

export interface SpaceEntry {
  readonly id: SpaceId;
  readonly name: string;
  readonly isDemo: boolean;
  readonly secrets: readonly EpochSecret[];
  readonly isRecoveryConfirmed: boolean;
  readonly lastBackupAtMs?: number;
  /** Set when it is chosen: the latest opens at unlock. */
  readonly lastUsedAtMs?: number;
  /** Address of the relay that the link named. */
  readonly relayHint?: string;
  /** Requests of workers of this machine, unanswered. */
  readonly pending?: readonly PendingJoin[];
}

/** A request to join: what is needed to show it again and to take the answer in. */
export interface PendingJoin {
  readonly deviceId: DeviceId;
  /** The link's code, with the seed: sealed here like everything else. */
  readonly link: string;
  /** The signed request, base64url. */
  readonly request: string;
  readonly askedAtMs: number;
}

/** Nothing of the space is here but the request. */
export const isWaiting = ({ secrets }: SpaceEntry): boolean => secrets.length === 0;

export const pendingOf = ({ pending }: SpaceEntry, deviceId: DeviceId): PendingJoin | undefined =>
  pending?.find((one) => one.deviceId === deviceId);

export const withoutPending = (entry: SpaceEntry, deviceId: DeviceId): SpaceEntry => ({
  ...entry,
  pending: (entry.pending ?? []).filter((one) => one.deviceId !== deviceId)
});

interface StoredSecret {
  readonly stream: KeyStream;
  readonly epoch: number;
  readonly secret: string;
}

type StoredSpace = Omit<SpaceEntry, 'secrets'> & { readonly secrets: readonly StoredSecret[] };

const rowName = 'spaces';

const toStored = (entry: SpaceEntry): StoredSpace => ({
  ...entry,
  secrets: entry.secrets.map(({ stream, epoch, secret }) => ({
    stream,
    epoch,
    secret: toBase64Url(secret)
  }))
});

function fromStored(stored: StoredSpace): SpaceEntry | undefined {
  if (!isSpaceId(stored.id)) return undefined;
  const secrets = stored.secrets.flatMap(({ stream, epoch, secret }) => {
    const bytes = fromBase64Url(secret);
    return bytes ? [epochSecretOf(stream, epoch, bytes)] : [];
  });
  return { ...stored, secrets };
}

/** Empty when nothing was founded yet. The row was sealed here: its shape is trusted once it opens. */
export async function readSpaces(vault: OpenVault): Promise<readonly SpaceEntry[]> {
  const bytes = await vault.open('meta', rowName);
  if (!bytes) return [];
  const stored = JSON.parse(fromUtf8(bytes)) as readonly StoredSpace[];
  return stored.flatMap((space) => fromStored(space) ?? []);
}

/**
 * The space that this worker used last; of those with nothing but a request the own ones only. undefined when there is none, or
 * the row was tampered with.
 */
export async function readLastSpace(vault: OpenVault): Promise<SpaceEntry | undefined> {
  try {
    const spaces = (await readSpaces(vault)).filter(
      (space) => !isWaiting(space) || pendingOf(space, vault.deviceId)
    );
    const usedAt = ({ lastUsedAtMs = 0 }: SpaceEntry): number => lastUsedAtMs;
    return spaces.sort((a, b) => usedAt(b) - usedAt(a))[0];
  } catch (thrown) {
    if (thrown instanceof DamagedRowError) return undefined;
    throw thrown;
  }
}

export const sealSpaces = (vault: OpenVault, spaces: readonly SpaceEntry[]): Promise<VaultWrite> =>
  vault.seal('meta', rowName, utf8(JSON.stringify(spaces.map(toStored))));

/** Changes one entry of the list, with `more` in the same step; read again first, and no other tab writes meanwhile. */
export const updateSpace = (
  vault: OpenVault,
  id: SpaceId,
  change: (entry: SpaceEntry) => SpaceEntry,
  more: readonly VaultWrite[] = []
): Promise<void> =>
  vault.exclusively(async () => {
    const spaces = await readSpaces(vault);
    // A space that is being founded or restored is written by that, last of all.
    if (!spaces.some((entry) => entry.id === id) && more.length === 0) return;
    const changed = spaces.map((entry) => (entry.id === id ? change(entry) : entry));
    await vault.write([await sealSpaces(vault, changed), ...more]);
  });
