/** What the acceptance suite sees of a way of travel: devices visit it one after another, and something may go wrong. */
import type { Bytes } from '../../../src/lib/kernel/bytes';
import type { SeededRandom } from '../replica/seeded-random';
import type { PartyDevice } from './party';

/** What a way needs of a device. */
export type WayDevice = Pick<PartyDevice, 'name' | 'clock' | 'port'>;

export interface WayParty {
  readonly random: SeededRandom;
  readonly devices: readonly WayDevice[];
}

/** What a medium does to bytes on their way; null loses them. */
export type Fault = (bytes: Bytes) => Bytes | null;

export interface WayRun {
  /** One device gives what it has and takes what is there, as one 立即同步 does. */
  visit(device: WayDevice): Promise<void>;
  /** Meddles with everything read from now on; undefined stops it. */
  setFault(fault: Fault | undefined): void;
  /** Everything that lies on the medium or has gone over it since the last call of `forget`. */
  seen(): Promise<readonly Bytes[]>;
  close(): Promise<void>;
}

/** Ways that store: the medium as a whole can be put back, lost in part or wiped. */
export interface StoredRun extends WayRun {
  image(): Promise<unknown>;
  putBack(image: unknown): Promise<void>;
  wipe(): Promise<void>;
  /** Loses or exchanges objects at random. */
  shake(random: SeededRandom): Promise<void>;
}

export interface Way {
  readonly name: string;
  open(party: WayParty): Promise<WayRun | StoredRun>;
}

export const isStored = (run: WayRun | StoredRun): run is StoredRun => 'putBack' in run;
