/** What admission asks and answers (SPEC 7). */
import type { Hlc } from '../kernel/hlc';
import type { WriterSlot } from './field-key';

/** Who signed the part that holds the update. */
export interface Author {
  readonly slot: WriterSlot;
  /** The one client id registered for that device and incarnation. */
  readonly clientId: number;
  /** Stamp of the signed header; no value in the part may carry a later one. */
  readonly hlc?: Hlc;
}

/** Bounds per writer and record. Characters are UTF-16 units of canonical JSON. */
export interface AdmissionLimits {
  readonly updateBytes: number;
  /** Yjs clock of a writer: values written plus characters typed. */
  readonly ownClock: number;
  readonly ownKeys: number;
  readonly valueChars: number;
  readonly ownValueChars: number;
  readonly seenSlots: number;
}

export const defaultLimits: AdmissionLimits = {
  updateBytes: 65_536,
  ownClock: 200_000,
  ownKeys: 2_000,
  valueChars: 16_384,
  ownValueChars: 262_144,
  seenSlots: 1_024
};

export type AdmissionError =
  /** Comes after something of these clients that hasn't arrived; to be tried again when more is here. */
  | { readonly type: 'missing-deps'; readonly of: readonly number[] }
  /** Its first clock is held already: a duplicate, or another update under used clocks. Changes nothing. */
  | { readonly type: 'already-held' }
  | { readonly type: 'malformed'; readonly reason: string }
  | { readonly type: 'too-large'; readonly what: keyof AdmissionLimits }
  | { readonly type: 'foreign-client' }
  | { readonly type: 'foreign-key'; readonly key: string }
  | { readonly type: 'foreign-delete' }
  | { readonly type: 'bad-value'; readonly key: string; readonly reason: string };

export const malformed = (reason: string): AdmissionError => ({ type: 'malformed', reason });
