/**
 * A place where many put objects and nobody is told what the others do: a folder, a relay. It may answer late, twice, with
 * old or damaged bytes, or forget; nothing above it relies on more than that most of it works most of the time.
 */
import type { Bytes } from '../../kernel/bytes';

export interface MediumObject {
  /** Routing tag of the carrier key, hex: objects of one space and epoch lie together. */
  readonly tag: string;
  readonly name: string;
  /** Where it lies, unlike for any two objects of the medium. What stands before the tag is the place of one writer. */
  readonly path: string;
  /** Whether this device may replace and remove it. */
  readonly isWritable: boolean;
  /** Differs when other bytes have been put there; may stay empty for names without `indexSuffix`, which are written once. */
  readonly version: string;
}

export interface ObjectMedium {
  /** How long others' entries may lie there nowhere before this device puts them there. */
  readonly graceMs: number;
  /** How long an index may stay that says nothing new but that others' entries have arrived here. */
  readonly acknowledgeMs: number;
  /** A removed object leaves its name behind, so that few names are better than many. */
  readonly reusesNames: boolean;
  /** Objects under these tags, of every writer. */
  list(tags: readonly string[]): Promise<readonly MediumObject[]>;
  /** undefined when it is gone or larger than any object of ours. */
  read(object: MediumObject): Promise<Bytes | undefined>;
  /** In place of what this device put under that name before. */
  put(tag: string, name: string, bytes: Bytes): Promise<void>;
  /** Also what is gone already, and what this device may not remove. */
  remove(object: MediumObject): Promise<void>;
}

export type MediumFault =
  /** Not there now: a drive that is not plugged in, a server that does not answer. */
  | { readonly type: 'unreachable' }
  /** Permission or access rights are missing. */
  | { readonly type: 'denied' }
  | { readonly type: 'full' }
  /** Stopped by the person; what was taken in before stays. */
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly reason: string };

/** Thrown by every medium. */
export class MediumError extends Error {
  override readonly name = 'MediumError';
  readonly fault: MediumFault;

  constructor(fault: MediumFault) {
    super(fault.type === 'failed' ? `${fault.type}: ${fault.reason}` : fault.type);
    this.fault = fault;
  }
}

/** The largest sealed segment or index with its padding. */
export const maxObject = 2 * 1024 * 1024;

/** What ends the names of objects that are written over. */
export const indexSuffix = '-index';
