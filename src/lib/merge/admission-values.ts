/**
 * The values of an untrusted update (SPEC 7.7): shape, sequence, and a `seen` that grows and never claims the
 * author's own future. Only the author's own earlier values count, so order of arrival doesn't.
 */
import { canonicalJson } from '../kernel/json';
import type { AdmissionError, AdmissionLimits, Author } from './admission-error';
import type { MapWrite } from './admission-structs';
import { deletedKey, textPrefix, type FieldKey, type WriterSlot } from './field-key';
import {
  parseStoredBase,
  parseStoredValue,
  seenOf,
  type SeenVector,
  type StoredBase,
  type StoredValue
} from './stored-value';
import type { RecordValues } from './values';

interface OwnValue {
  readonly seq: number;
  readonly seen: SeenVector;
  readonly chars: number;
}

/** The author's side of the record while its update is gone through in order. */
interface OwnSide {
  readonly slot: WriterSlot;
  readonly latest: Map<FieldKey, OwnValue>;
  /** Highest sequence number held before the update. */
  readonly heldSeq: number;
  /** Of the edit that is being gone through, and of the one before it. */
  editSeq: number;
  seqBefore: number;
}

/** Goes through an update's values in order; undefined when all are as an honest writer writes them. */
export function checkValues(
  present: RecordValues,
  writes: readonly MapWrite[],
  author: Author,
  limits: AdmissionLimits
): AdmissionError | undefined {
  if (writes.length === 0) return { type: 'malformed', reason: 'no value' };
  const own = ownSideOf(present, author.slot);
  for (const write of writes) {
    const reason = checkWrite(write, own, writes.length, author);
    if (reason !== undefined) return { type: 'bad-value', key: write.storedKey, reason };
  }
  return checkGrowth(own, limits);
}

function ownSideOf({ byField, bases }: RecordValues, slot: WriterSlot): OwnSide {
  const latest = new Map<FieldKey, OwnValue>();
  let heldSeq = 0;
  for (const base of bases) if (base.slot === slot) heldSeq = Math.max(heldSeq, base.seq);
  for (const [key, candidates] of byField) {
    for (const one of candidates) {
      if (one.slot !== slot || one.seq < (latest.get(key)?.seq ?? 0)) continue;
      latest.set(key, { seq: one.seq, seen: one.seen, chars: canonicalJson(one.value).length });
      heldSeq = Math.max(heldSeq, one.seq);
    }
  }
  return { slot, latest, heldSeq, editSeq: heldSeq, seqBefore: heldSeq };
}

function checkWrite(
  write: MapWrite,
  own: OwnSide,
  count: number,
  author: Author
): string | undefined {
  const value =
    write.parsed.type === 'base' ? parseStoredBase(write.value) : parseStoredValue(write.value);
  if (value === undefined) return 'not of the stored shape';
  if (author.hlc !== undefined && value.hlc > author.hlc) return 'a stamp after its entry';
  // Several edits may be joined in one update, but none without a value.
  if (value.seq <= own.heldSeq || value.seq > own.heldSeq + count) return 'sequence out of line';
  if (value.seq < own.editSeq) return 'sequence runs backwards';
  if (value.seq > own.editSeq) {
    own.seqBefore = own.editSeq;
    own.editSeq = value.seq;
  }
  if (write.parsed.type === 'base') return 'seen' in value ? 'not a base' : takeBase(value, own);
  return 'seen' in value ? takeValue(write.parsed.key, value, own) : 'not a value';
}

function takeBase(base: StoredBase, own: OwnSide): string | undefined {
  if (base.seq !== 1 || own.latest.size > 0) return 'a base comes first';
  for (const [key, value] of Object.entries(base.v)) {
    if (key === deletedKey) return 'a base is no deletion';
    own.latest.set(key, { seq: base.seq, seen: {}, chars: canonicalJson(value).length });
  }
  return undefined;
}

function takeValue(key: FieldKey, value: StoredValue, own: OwnSide): string | undefined {
  const { v, seq, seen } = value;
  const earlier = own.latest.get(key);
  if (earlier !== undefined && seq <= earlier.seq) return 'one edit writes a key once';
  const ownSeen = key === deletedKey ? own.seqBefore : (earlier?.seq ?? 0);
  if (seenOf(seen, own.slot) !== ownSeen) return 'a wrong claim of what its own slot wrote';
  for (const [slot, before] of Object.entries(earlier?.seen ?? {})) {
    if ((seen[slot] ?? 0) < before) return 'what was seen can not shrink';
  }
  if (key.startsWith(textPrefix) && v !== null) return 'a marker holds no value';
  if (key === deletedKey && typeof v !== 'boolean' && v !== null) return 'deleted is yes or no';
  own.latest.set(key, { seq, seen, chars: canonicalJson(v).length });
  return undefined;
}

function checkGrowth(own: OwnSide, limits: AdmissionLimits): AdmissionError | undefined {
  let chars = 0;
  if (own.latest.size > limits.ownKeys) return { type: 'too-large', what: 'ownKeys' };
  for (const value of own.latest.values()) {
    chars += value.chars;
    if (value.chars > limits.valueChars) return { type: 'too-large', what: 'valueChars' };
    if (Object.keys(value.seen).length > limits.seenSlots)
      return { type: 'too-large', what: 'seenSlots' };
  }
  return chars > limits.ownValueChars ? { type: 'too-large', what: 'ownValueChars' } : undefined;
}
