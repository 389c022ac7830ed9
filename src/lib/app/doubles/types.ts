/** 合并重复: pairs that may be one person, merging them, and taking a merge back. */
import type { DoublePair, ScanLevel } from '../../domain/doubles/scan';
import type { RecordId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import type { Watchable } from '../../kernel/watchable';
import type { CommitFailure, CommitReceipt } from '../../storage/types';
import type { GatedPerson, SaveResult } from '../types';

export type { DoublePair, ScanLevel };

/** Which of the two values of a field is kept; `both` for lists alone. */
export type FieldSide = 'first' | 'second' | 'both';

export interface MergeInput {
  /** The pair, in any order: the smaller id stands. */
  readonly ids: readonly [RecordId, RecordId];
  /** By field, of the pair as given. A field that is not named: lists together, else the value of the one that stands, else the other's. */
  readonly choices: Readonly<Record<string, FieldSide>>;
}

export interface MergeItem {
  /** The person as it stands. */
  readonly id: RecordId;
  readonly name: string;
  /** The record that was merged into another one of the person's. */
  readonly from: RecordId;
  readonly into: RecordId;
  /** When it was merged, epoch ms. */
  readonly at: number;
  /** Somebody had said that the two are not one person. */
  readonly wasToldApart: boolean;
}

/** A pair that is not proposed, because somebody said 不是同一人. */
export interface ToldApart {
  /** Of the people as they stand, the smaller one first. */
  readonly ids: readonly [RecordId, RecordId];
  readonly people: readonly [GatedPerson, GatedPerson];
}

/** Why a scan has no answer. */
export type ScanProblem = 'cancelled' | 'failed';

export interface Doubles {
  merge(input: MergeInput): Promise<SaveResult>;
  /** All merges that stand, latest first. */
  readonly merges: Watchable<readonly MergeItem[]>;
  /** In a worker; cancelled by the signal. */
  scan(level: ScanLevel, signal: AbortSignal): Promise<Result<readonly DoublePair[], ScanProblem>>;
  /** Takes a merge back at any time: the link goes, and the values it brought, as far as nobody has changed them since. */
  takeBack(from: RecordId, into: RecordId): Promise<Result<CommitReceipt, CommitFailure>>;
  /** 不是同一人: the pair is not proposed again, on any device. */
  tellApart(ids: readonly [RecordId, RecordId]): Promise<Result<CommitReceipt, CommitFailure>>;
  /** The pairs of whom that was said. */
  readonly toldApart: Watchable<readonly ToldApart[]>;
  /** Takes 不是同一人 back, on whichever device it was said. */
  tellSame(ids: readonly [RecordId, RecordId]): Promise<Result<CommitReceipt, CommitFailure>>;
  /** A pair that somebody chose, with what speaks for it and against it; undefined where they are one already, or one may not be seen. */
  compare(ids: readonly [RecordId, RecordId]): Watchable<DoublePair | undefined>;
  /** Whether the record holds what the person has not agreed to have registered. */
  keepsBack(id: RecordId): boolean;
}
