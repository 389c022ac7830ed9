/** What a replica is made of: everything it does not decide itself comes in here (STYLE law 7). */
import type { AeadKey } from '../crypto/aead';
import type { AgreementKey } from '../crypto/agree';
import type { SigningKey } from '../crypto/sign';
import type { RecordRow } from '../domain/record';
import type { Clock, Random } from '../kernel/environment';
import type { DeviceId, RecordId, SpaceId } from '../kernel/ids';
import type { DeviceRegistration } from '../log/member-payload';
import type { EpochSecret } from '../log/epoch-keys';
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
  /** Opens epoch keys that are sealed to this device; without it the ring stays as it was given (a trial restore). */
  readonly agreementKey?: AgreementKey;
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

/** Private keys of one incarnation of this device. */
export interface IncarnationKeys {
  readonly signingKey: SigningKey;
  readonly agreementKey?: AgreementKey;
}

export interface RenewedDevice extends IncarnationKeys {
  readonly registration: DeviceRegistration;
}

export interface ReplicaDeps {
  readonly store: ReplicaStore;
  readonly spaceId: SpaceId;
  readonly deviceId: DeviceId;
  /** From 1; `keys` are its own. A later one that `keysOf` has keys for is taken instead. */
  readonly incarnation: number;
  readonly keys: ReplicaKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly registry: RecordRegistry;
  /** Search key of a row, kept with it in the view pages. */
  readonly searchKeyOf?: (row: RecordRow) => string | undefined;
  /** Runs work while no other tab writes (Web Locks); without it this is the only tab. */
  readonly exclusively?: <T>(work: () => Promise<T>) => Promise<T>;
  readonly channel?: TabChannel;
  /** Lets the page breathe between slices of work; `nextTask` unless a test has no page to spare. */
  readonly yieldNow?: () => Promise<void>;
  /** Called when records were erased, so that drafts about them go too. */
  readonly onErased?: (ids: readonly RecordId[]) => void;
  /** Keeps the secrets of the ring for the next opening; called when member entries brought new ones. */
  readonly onSecrets?: (secrets: readonly EpochSecret[]) => Promise<void>;
  /**
   * Makes the keys of this device's next incarnation, durably, before it resolves; called with the present registration
   * when its own chain was found ahead or forked (DESIGN 5 "Fork"). Without it, or where it has none to give, the replica
   * is read-only then.
   */
  readonly renewDevice?: (
    present: DeviceRegistration,
    next: number
  ) => Promise<RenewedDevice | undefined>;
  /** Keys of the own incarnations, also those that `renewDevice` has kept at an earlier opening or in another tab, by what they are
   * registered with. */
  readonly keysOf?: (registration: DeviceRegistration) => Promise<IncarnationKeys | undefined>;
  /** One sink for errors of listeners and background work. */
  readonly onError?: (thrown: unknown) => void;
}
