/** What a replica is made of: everything it does not decide itself comes in here (STYLE law 7). */
import type { AeadKey } from '../crypto/aead';
import type { SigningKey } from '../crypto/sign';
import type { RecordRow } from '../domain/record';
import type { Clock, Random } from '../kernel/environment';
import type { DeviceId, RecordId, SpaceId } from '../kernel/ids';
import type { MemberEntryId } from '../log/ids';
import type { KeyRing } from '../log/key-ring';
import type { RecordRegistry } from './projector';
import type { ReplicaStore } from './store';

export interface ReplicaKeys {
  /** Seals everything at rest; held by the vault. */
  readonly storageKey: AeadKey;
  /** Epoch secrets of the scopes this device may read. */
  readonly ring: KeyRing;
  /** Private half of the key that is registered for deviceId and incarnation. */
  readonly signingKey: SigningKey;
}

/** Told to the other tabs of this profile after a write. */
export interface TabMessage {
  readonly spaceId: SpaceId;
  readonly ids: readonly RecordId[];
}

export interface TabChannel {
  post(message: TabMessage): void;
  /** Returns stop. */
  onMessage(listener: (message: TabMessage) => void): () => void;
}

export interface ReplicaDeps {
  readonly store: ReplicaStore;
  readonly spaceId: SpaceId;
  readonly deviceId: DeviceId;
  /** From 1. */
  readonly incarnation: number;
  readonly keys: ReplicaKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly registry: RecordRegistry;
  /** Heads of the member log as this device knows it; at least one. */
  readonly memberHeads: () => readonly MemberEntryId[];
  /** Search key of a row, kept with it in the view pages. */
  readonly searchKeyOf?: (row: RecordRow) => string | undefined;
  /** Runs work while no other tab writes (Web Locks); without it this is the only tab. */
  readonly exclusively?: <T>(work: () => Promise<T>) => Promise<T>;
  readonly channel?: TabChannel;
  /** Lets the page breathe between slices of work; a macrotask. */
  readonly yieldNow?: () => Promise<void>;
  /** One sink for errors of listeners and background work. */
  readonly onError?: (thrown: unknown) => void;
}
