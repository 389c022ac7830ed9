/**
 * What this machine alone knows of synchronising one space: the newest signed word of every other device, and what came of it.
 * Sealed in the vault. Other tabs are told when it changes.
 */
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../../kernel/bytes';
import type { DeviceId, SpaceId } from '../../kernel/ids';
import {
  decodeSignedStatus,
  encodeSignedStatus,
  isNewerStatus,
  type SignedStatus
} from '../../log/protocol/status';
import type { RelaySettings } from '../../transports/relay/session';
import type { OpenVault } from '../../storage/vault/open-vault';
import type { WayPlace, WayVisit } from './way-visits';

export interface Word {
  readonly signed: SignedStatus;
  /** Epoch milliseconds, by this device's clock. */
  readonly heardMs: number;
}

export interface SyncState {
  /** One of each device and incarnation. */
  readonly words: readonly Word[];
  readonly lastSuccessMs?: number;
  readonly folderSuccessMs?: number;
  readonly folderName?: string;
  readonly relaySuccessMs?: number;
  readonly relay?: RelaySettings;
  /** When another device first showed the same 核对码 at the same log. */
  readonly verifiedMs?: number;
  /** Devices that showed another one. */
  readonly mismatched: readonly DeviceId[];
}

interface StoredState extends Omit<SyncState, 'words'> {
  readonly words: readonly { readonly signed: string; readonly heardMs: number }[];
}

export interface SyncNotes {
  read(): Promise<SyncState>;
  /** Read, changed and written with no other tab between. */
  update(change: (state: SyncState) => SyncState): Promise<void>;
  stop(): void;
}

const nothing: SyncState = { words: [], mismatched: [] };

const rowOf = (spaceId: SpaceId): string => `sync/${spaceId}`;

export async function readSyncState(
  vault: Pick<OpenVault, 'open'>,
  spaceId: SpaceId
): Promise<SyncState> {
  const bytes = await vault.open('meta', rowOf(spaceId));
  if (!bytes) return nothing;
  const stored = JSON.parse(fromUtf8(bytes)) as StoredState;
  return { ...stored, words: stored.words.flatMap(readWord) };
}

export function createSyncNotes(
  vault: Pick<OpenVault, 'open' | 'seal' | 'write' | 'exclusively'>,
  spaceId: SpaceId,
  page: Window & typeof globalThis,
  onChange: () => void
): SyncNotes {
  const row = rowOf(spaceId);
  const channel = new page.BroadcastChannel(`tongxinbu/${row}`);
  channel.addEventListener('message', onChange);
  let isStopped = false;
  const read = (): Promise<SyncState> => readSyncState(vault, spaceId);
  return {
    read,
    async update(change) {
      await vault.exclusively(async () => {
        const next = change(await read());
        const words = next.words.map(({ signed, heardMs }) => ({
          signed: toBase64Url(encodeSignedStatus(signed)),
          heardMs
        }));
        const bytes = utf8(JSON.stringify({ ...next, words }));
        await vault.write([await vault.seal('meta', row, bytes)]);
      });
      // What was written while the book was being closed is read at its next opening.
      if (isStopped) return;
      channel.postMessage('changed');
      onChange();
    },
    stop() {
      isStopped = true;
      channel.removeEventListener('message', onChange);
      channel.close();
    }
  };
}

/** Words of a later form are asked for again by the next meeting. */
function readWord({ signed, heardMs }: StoredState['words'][number]): Word[] {
  const bytes = fromBase64Url(signed);
  const decoded = bytes && decodeSignedStatus(bytes);
  return decoded?.ok ? [{ signed: decoded.value, heardMs }] : [];
}

/** Words that a way has proved take the places of older ones of the same device and incarnation. */
export function withWords(
  state: SyncState,
  heard: readonly SignedStatus[],
  heardMs: number
): SyncState {
  let words = state.words;
  for (const signed of heard) {
    const known = words.find((word) => isOfSameLife(word.signed, signed));
    if (known && !isNewerStatus(signed.status, known.signed.status)) continue;
    words = [...words.filter((word) => word !== known), { signed, heardMs }];
  }
  return { ...state, words };
}

/** What a visit of a shared medium has brought. */
export function withVisit(
  state: SyncState,
  kind: WayPlace['kind'],
  { words, isDone }: WayVisit,
  nowMs: number
): SyncState {
  const heard = withWords(state, words, nowMs);
  if (!isDone) return heard;
  const success = kind === 'folder' ? { folderSuccessMs: nowMs } : { relaySuccessMs: nowMs };
  return { ...heard, lastSuccessMs: nowMs, ...success };
}

const isOfSameLife = ({ status: a }: SignedStatus, { status: b }: SignedStatus): boolean =>
  a.deviceId === b.deviceId && a.incarnation === b.incarnation;
