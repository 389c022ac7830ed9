/**
 * What the protocol needs of a replica, and nothing else: no database and no screen stands behind these types. The
 * replica gives its part in storage/log-port.ts; tests give others.
 */
import type { Bytes } from '../../kernel/bytes';
import type { DeviceId, SpaceId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import type { Carrier } from '../carrier';
import type { KeyId } from '../epoch-keys';
import type { FrontierChain } from '../frontier';
import type { MemberEntry } from '../member-entry';
import type { ResolvedMembers } from '../members';
import type { Segment } from '../segment';
import type { Wanted, WantedChain } from './messages';
import type { StatusContent } from './status';

export interface IngestReport {
  /** Entries that joined their chains, or brought parts that were absent here. */
  readonly added: number;
  readonly duplicates: number;
  /** Kept until what comes before them is here. */
  readonly waiting: number;
  /** Second branches of forked chains, kept aside as far as there is room. */
  readonly forked: number;
  /** Wrong signature, hash, space or form: dropped. */
  readonly rejected: number;
  /** Member entries that were not here. */
  readonly members: number;
}

/** The replica could not take something in: its own failure, by name. Nothing of the piece was kept. */
export interface PortFault {
  readonly type: 'storage';
  readonly reason: string;
}

/** Thrown by everything else of a port when the replica can't read. */
export class PortError extends Error {
  override readonly name = 'PortError';
  readonly fault: PortFault;

  constructor(reason: string) {
    super(reason);
    this.fault = { type: 'storage', reason };
  }
}

export interface HeldCarrier {
  readonly carrier: Carrier;
  readonly epoch: number;
  readonly keyId: KeyId;
}

export interface Carriers {
  /** Under which everything new leaves; null while this device lacks the key that its space uses now. */
  readonly current: HeldCarrier | null;
  /** Newest first, `current` before all. */
  readonly held: readonly HeldCarrier[];
}

export interface Contested {
  readonly absent: readonly WantedChain[];
  readonly held: readonly WantedChain[];
}

/**
 * `chains`: one after the other; the same runs give the same bytes at any time. `saves`: those of one device as they were
 * written, so that a reader gets what a save says of a record in all scopes together.
 */
export type ReadOrder = 'chains' | 'saves';

export interface LogPort {
  readonly spaceId: SpaceId;
  readonly appVersion: string;
  /** Device and incarnation that this replica writes as now. */
  self(): { readonly deviceId: DeviceId; readonly incarnation: number };
  members(): ResolvedMembers;
  memberEntries(): readonly MemberEntry[];
  carriers(): Promise<Carriers>;
  /** Digests cost a walk through all records: only when asked for. */
  status(options: { readonly withDigests: boolean }): Promise<StatusContent>;
  /** Signs with the key of `self`. */
  sign(message: Bytes): Promise<Bytes>;
  /**
   * Runs with parts of records whose orders of erasure turned out void: the parts that are absent here and those that are
   * not. Nothing costs nothing: as a rule there is no such record.
   */
  contested(): Promise<Contested>;
  /** Whether this very entry is in the chain's log or among its held branches. */
  holds(entry: FrontierChain): Promise<boolean>;
  /**
   * What was asked for, as far as it is here: member entries first, then chain by chain in rising order, without
   * parts that an order erased. Holds one segment at a time, by saves one a scope; what is written meanwhile may or
   * may not be in it.
   */
  read(wanted: Wanted, order?: ReadOrder): AsyncIterable<Segment>;
  /** Takes a segment in and is durable when it resolves. Repeats add nothing. */
  ingest(segment: Segment): Promise<Result<IngestReport, PortFault>>;
}
