/**
 * The values under stored keys (SPEC 2): `{v, hlc, seq, seen}`, and `{v, hlc, seq}` of a base. Parsing is for
 * bytes of others and never throws; `cleanJson` is for our own values, which must survive Yjs's coding
 * unchanged: no undefined members, no -0, no lone surrogates.
 */
import { assert } from '../kernel/assert';
import { isHlc, type Hlc } from '../kernel/hlc';
import type { Json } from '../kernel/json';
import { isFieldKey, isWriterSlot, type FieldKey, type WriterSlot } from './field-key';

/** Slot → highest sequence number that the writer had before it. */
export type SeenVector = Readonly<Record<string, number>>;

export interface StoredValue {
  readonly v: Json;
  readonly hlc: Hlc;
  /** Counts a slot's edits of this record, from 1; all values of one edit share it. */
  readonly seq: number;
  readonly seen: SeenVector;
}

export interface StoredBase {
  readonly v: Readonly<Record<FieldKey, Json>>;
  readonly hlc: Hlc;
  readonly seq: number;
}

/** Sequence numbers stay below 2^31, so that Yjs writes them as integers. */
export const maxSeq = 2 ** 31 - 1;
/** Levels of a field's value. */
export const maxDepth = 8;

const isSeq = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maxSeq;

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object') return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

const hasMembers = (value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean =>
  Object.keys(value).sort().join() === names.join();

/** True for plain JSON that equals its own coding, at most `maxDepth` levels deep. */
export function isCleanJson(value: unknown, depth = 0): value is Json {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return isWellFormed(value);
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (depth >= maxDepth) return false;
  if (Array.isArray(value)) return value.every((item) => isCleanJson(item, depth + 1));
  if (!isPlainObject(value)) return false;
  return Object.keys(value).every(
    (key) => key !== '__proto__' && isWellFormed(key) && isCleanJson(value[key], depth + 1)
  );
}

/** A fresh copy of our own value in its storable form; throws on what is not JSON or is too deep. */
export function cleanJson(value: Json): Json {
  const clean = copyJson(value);
  assert(isCleanJson(clean), 'a field value is plain JSON of bounded depth');
  return clean;
}

function copyJson(value: Json): Json {
  if (typeof value === 'string') return toWellFormed(value);
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map((item: Json) => copyJson(item));
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value as Readonly<Record<string, Json | undefined>>)) {
    assert(key !== '__proto__', 'a member may not be called __proto__');
    if (member !== undefined) copy[toWellFormed(key)] = copyJson(member);
  }
  return copy;
}

/** Lone surrogates have no UTF-8 form: Yjs would store U+FFFD and keep the surrogate in memory. */
export function toWellFormed(text: string): string {
  return isWellFormed(text)
    ? text
    : [...text].map((char) => (isSurrogate(char) ? '\ufffd' : char)).join('');
}

const isSurrogate = (char: string): boolean =>
  char.length === 1 && char >= '\ud800' && char <= '\udfff';

const anySurrogate = /[\ud800-\udfff]/;

export function isWellFormed(text: string): boolean {
  if (!anySurrogate.test(text)) return true;
  for (const char of text) if (isSurrogate(char)) return false;
  return true;
}

/** Reads `{v, hlc, seq, seen}`; undefined for anything else. */
export function parseStoredValue(value: unknown): StoredValue | undefined {
  if (!isPlainObject(value) || !hasMembers(value, ['hlc', 'seen', 'seq', 'v'])) return undefined;
  const { v, hlc, seq, seen } = value;
  if (!isHlc(hlc) || !isSeq(seq) || !isSeenVector(seen) || !isCleanJson(v)) return undefined;
  return { v, hlc, seq, seen };
}

/** Reads `{v: {key: value}, hlc, seq}`; undefined for anything else. */
export function parseStoredBase(value: unknown): StoredBase | undefined {
  if (!isPlainObject(value) || !hasMembers(value, ['hlc', 'seq', 'v'])) return undefined;
  const { v, hlc, seq } = value;
  if (!isHlc(hlc) || !isSeq(seq) || !isPlainObject(v)) return undefined;
  const values: Record<FieldKey, Json> = {};
  for (const [key, member] of Object.entries(v)) {
    if (!isFieldKey(key) || !isCleanJson(member)) return undefined;
    values[key] = member;
  }
  return { v: values, hlc, seq };
}

function isSeenVector(value: unknown): value is SeenVector {
  if (!isPlainObject(value)) return false;
  return Object.keys(value).every((slot) => isWriterSlot(slot) && isSeq(value[slot]));
}

export const seenOf = (seen: SeenVector, slot: WriterSlot): number => seen[slot] ?? 0;
