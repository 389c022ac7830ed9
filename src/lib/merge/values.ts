/**
 * The multi-value registers of a record (SPEC 2): which stored values belong to a field, and which of them
 * survive. A base counts as a value of each field it holds.
 */
import type { Hlc } from '../kernel/hlc';
import { equalJson, type Json } from '../kernel/json';
import { parseStoredKey, type FieldKey, type WriterSlot } from './field-key';
import { rootName, type RecordDoc } from './record-doc';
import { seenOf, type SeenVector, type StoredBase, type StoredValue } from './stored-value';

/** One slot's value of one field, with all that decides about it. */
export interface Candidate {
  readonly value: Json;
  readonly hlc: Hlc;
  readonly seq: number;
  readonly slot: WriterSlot;
  readonly seen: SeenVector;
  /** Place of the field inside a base; 0 for a value of its own. Keeps the order of first items. */
  readonly position: number;
}

export interface RecordValues {
  /** Registers, collection items and the marker fields `t/<name>` of texts. */
  readonly byField: ReadonlyMap<FieldKey, readonly Candidate[]>;
  /** Stamps of the bases: when and by whom the record was created. */
  readonly bases: readonly { readonly hlc: Hlc; readonly slot: WriterSlot; readonly seq: number }[];
}

const emptySeen: SeenVector = {};

/** Gathers what the document holds. Only admitted bytes reach it, so shapes are trusted here. */
export function readValues(record: RecordDoc): RecordValues {
  const byField = new Map<FieldKey, Candidate[]>();
  const bases: { hlc: Hlc; slot: WriterSlot; seq: number }[] = [];
  const add = (key: FieldKey, candidate: Candidate): void => {
    const present = byField.get(key);
    if (present) present.push(candidate);
    else byField.set(key, [candidate]);
  };
  record.ydoc.getMap(rootName).forEach((stored, storedKey) => {
    const parsed = parseStoredKey(storedKey);
    if (parsed === undefined) return;
    const { slot } = parsed;
    if (parsed.type === 'base') {
      const base = stored as StoredBase;
      bases.push({ hlc: base.hlc, slot, seq: base.seq });
      for (const [key, candidate] of candidatesOf(slot, base)) add(key, candidate);
    } else {
      const { v, hlc, seq, seen } = stored as StoredValue;
      add(parsed.key, { value: v, hlc, seq, slot, seen, position: 0 });
    }
  });
  return { byField, bases };
}

/** A base as a value of each field it holds. */
export const candidatesOf = (
  slot: WriterSlot,
  { v, hlc, seq }: StoredBase
): (readonly [FieldKey, Candidate])[] =>
  Object.keys(v).map((key, position) => [
    key,
    { value: v[key] ?? null, hlc, seq, slot, seen: emptySeen, position }
  ]);

/**
 * Honest writers never see each other's values mutually. When both claim to, one of them lies about the
 * future, so neither silences the other: both stay, as a visible conflict.
 */
function isSupersededBy(one: Candidate, other: Candidate): boolean {
  if (seenOf(other.seen, one.slot) < one.seq) return false;
  return one.slot === other.slot || seenOf(one.seen, other.slot) < other.seq;
}

/** The values no other value has seen, newest stamp first (tie: greater slot). Never empty for a non-empty field. */
export function survivorsOf(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length === 1) return candidates;
  const survivors = candidates.filter(
    (one) => !candidates.some((other) => other !== one && isSupersededBy(one, other))
  );
  // A ring of false claims could leave none: then all stand.
  return [...(survivors.length > 0 ? survivors : candidates)].sort(compareNewestFirst);
}

function compareNewestFirst(a: Candidate, b: Candidate): number {
  if (a.hlc !== b.hlc) return b.hlc - a.hlc;
  if (a.slot !== b.slot) return a.slot < b.slot ? 1 : -1;
  return b.seq - a.seq;
}

/**
 * What stood in a field before its survivors were written: the value up to which all of them had looked (SPEC M3.6).
 * Undefined where that can't be told surely: `writes` lack one they had seen, it was in dispute itself, or one of them
 * created the record apart from the others.
 */
export function valueBefore(
  writes: readonly Candidate[],
  bases: RecordValues['bases']
): { readonly value: Json } | undefined {
  const survivors = survivorsOf(writes);
  const isOfBase = ({ slot, seq }: Candidate): boolean =>
    bases.some((base) => base.slot === slot && base.seq === seq);
  if (survivors.some(isOfBase)) return undefined;
  const common: Candidate[] = [];
  for (const slot of new Set(survivors.flatMap(({ seen }) => Object.keys(seen) as WriterSlot[]))) {
    const seq = Math.min(
      ...survivors.map((one) => (one.slot === slot ? one.seq - 1 : seenOf(one.seen, slot)))
    );
    if (seq === 0) continue;
    const write = writes.find((one) => one.slot === slot && one.seq === seq);
    if (!write) return undefined;
    common.push(write);
  }
  const before = survivorsOf(common);
  return haveConflict(before) ? undefined : { value: before[0]?.value ?? null };
}

/** Several survivors are a conflict only where they differ in value. */
export function haveConflict(survivors: readonly { readonly value: Json }[]): boolean {
  const first = survivors[0];
  return (
    first !== undefined &&
    survivors.some((other) => other !== first && !equalJson(other.value, first.value))
  );
}

/** Slot → highest sequence number, over these values. */
export function maxSeqBySlot(candidates: Iterable<Candidate>): Record<string, number> {
  const highest: Record<string, number> = {};
  for (const { slot, seq } of candidates) highest[slot] = Math.max(highest[slot] ?? 0, seq);
  return highest;
}
