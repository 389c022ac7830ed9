/**
 * The one way to write a record: one transaction per edit, only keys of the writer's own slot, one sequence
 * number (SPEC 2).
 */
import type * as Y from 'yjs';
import { assert } from '../kernel/assert';
import type { Hlc } from '../kernel/hlc';
import { equalJson, type Json } from '../kernel/json';
import {
  baseKey,
  deletedKey,
  isFieldKey,
  isTextName,
  textPrefix,
  type FieldKey,
  type WriterSlot
} from './field-key';
import { canonicalUpdate, noWriter, rootName, type RecordDoc } from './record-doc';
import {
  cleanJson,
  maxSeq,
  seenOf,
  toWellFormed,
  type SeenVector,
  type StoredBase,
  type StoredValue
} from './stored-value';
import { diffText } from './text-diff';
import { haveConflict, maxSeqBySlot, readValues, survivorsOf, type RecordValues } from './values';

export type FieldOp =
  /** First of its edit, and only where the record holds no value of this slot yet. */
  | { readonly type: 'create'; readonly values: Readonly<Record<FieldKey, Json>> }
  /** null clears a register and removes a collection item. */
  | {
      readonly type: 'set';
      readonly key: FieldKey;
      readonly value: Json;
      /** Of a value that was written before, and is written again as it was: it settles what it saw then, and no more. */
      readonly written?: Written;
    }
  /** The whole new text; the smallest difference to the present one is written. */
  | {
      readonly type: 'text';
      readonly key: string;
      readonly text: string;
      /** Of words that were written before, and are written again in it: seen beside what is seen now. */
      readonly written?: Written;
    };

export interface Written {
  /** undefined: as it is written now. */
  readonly hlc: Hlc | undefined;
  readonly seen: SeenVector;
  /** Names it in the vector of who writes it again (field-key `issueMark`). */
  readonly mark?: WriterSlot;
}

/** What an edit puts under stored keys, and the whole new texts by name. */
interface EditPlan {
  readonly stored: ReadonlyMap<string, StoredBase | StoredValue>;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Writes the operations as one edit and returns its Yjs update (V1), or undefined when nothing changes: a
 * `set` to the value that stands undisputed and a `text` equal to the present one write nothing. A later
 * operation on a key takes the place of an earlier one. Each `set` sees, and so settles, all present values, unless it says
 * what it saw.
 * Throws on what only a programming error can cause (a bad key, a foreign slot, a value that is no JSON).
 */
export function edit(
  record: RecordDoc,
  slot: WriterSlot,
  ops: readonly FieldOp[],
  nextHlc: () => Hlc
): Uint8Array | undefined {
  assert(record.clientId !== noWriter, 'a record opened for reading is not edited');
  const plan = planEdit(record, slot, ops, nextHlc);
  if (plan.stored.size === 0) return undefined;
  const root = record.ydoc.getMap(rootName);
  const isFirstOfKeys = [...plan.stored.keys()].every((key) => !root.has(key));
  const update = captureUpdate(record, () => {
    plan.stored.forEach((value, key) => root.set(key, value));
    plan.texts.forEach((text, name) => replaceText(record.ydoc.getText(textPrefix + name), text));
  });
  // Only replaced values make a transaction's bytes differ from the canonical ones.
  return isFirstOfKeys ? update : canonicalUpdate(update);
}

function planEdit(
  record: RecordDoc,
  slot: WriterSlot,
  ops: readonly FieldOp[],
  nextHlc: () => Hlc
): EditPlan {
  const present = readValues(record);
  const seq = nextSeq(present, slot);
  const { created, sets, texts } = gatherOps(record, ops);
  const stored = new Map<string, StoredBase | StoredValue>();
  if (created !== undefined) {
    assert(seq === 1, 'a slot creates a record before it edits it');
    stored.set(`${baseKey}@${slot}`, { v: created, hlc: nextHlc(), seq });
  }
  for (const [key, { value, written }] of sets) {
    if (!written && isUndisputed(present, key, value)) continue;
    const all = seenBy(present, key, slot);
    const seen = written ? seenThen(present, key, slot, written, all) : all;
    stored.set(`${key}@${slot}`, { v: value, hlc: written?.hlc ?? nextHlc(), seq, seen });
  }
  for (const [name, { written }] of texts) {
    // The marker carries stamp and sequence of a text edit, which Y.Text itself doesn't know.
    const key = textPrefix + name;
    const seen = seenBy(present, key, slot);
    if (written) join(seen, seenOfOthers(present, slot, written));
    stored.set(`${key}@${slot}`, { v: null, hlc: written?.hlc ?? nextHlc(), seq, seen });
  }
  return { stored, texts: new Map([...texts].map(([name, { text }]) => [name, text])) };
}

interface GatheredOps {
  readonly created: Record<FieldKey, Json> | undefined;
  readonly sets: ReadonlyMap<FieldKey, { readonly value: Json; readonly written?: Written }>;
  readonly texts: ReadonlyMap<string, { readonly text: string; readonly written?: Written }>;
}

/** The last operation per key; a `set` beside its own `create` goes into the base. */
function gatherOps(record: RecordDoc, ops: readonly FieldOp[]): GatheredOps {
  let created: Record<FieldKey, Json> | undefined;
  const sets = new Map<FieldKey, { value: Json; written?: Written }>();
  const texts = new Map<string, { text: string; written?: Written }>();
  for (const [index, op] of ops.entries()) {
    if (op.type === 'create') {
      assert(index === 0, 'create comes first in its edit');
      created = baseFields(op.values);
    } else if (op.type === 'set') {
      assert(isFieldKey(op.key), `not a field key: ${op.key}`);
      const value = cleanJson(op.value);
      const isOfBase = created !== undefined && op.key !== deletedKey && !op.written;
      if (created !== undefined && isOfBase) created[op.key] = value;
      else sets.set(op.key, op.written ? { value, written: op.written } : { value });
    } else {
      assert(isTextName(op.key), `not a text name: ${op.key}`);
      const text = toWellFormed(op.text);
      texts.set(op.key, op.written ? { text, written: op.written } : { text });
    }
  }
  for (const [name, { text }] of texts) {
    if (record.ydoc.getText(textPrefix + name).toJSON() === text) texts.delete(name);
  }
  return { created, sets, texts };
}

/** The first values of a record as they are stored. */
export function baseFields(values: Readonly<Record<FieldKey, Json>>): Record<FieldKey, Json> {
  const fields: Record<FieldKey, Json> = {};
  for (const [key, value] of Object.entries(values)) {
    assert(isFieldKey(key) && key !== deletedKey, `not a field key of a base: ${key}`);
    fields[key] = cleanJson(value);
  }
  return fields;
}

function nextSeq(present: RecordValues, slot: WriterSlot): number {
  let highest = 0;
  for (const base of present.bases) if (base.slot === slot) highest = Math.max(highest, base.seq);
  for (const candidates of present.byField.values()) {
    for (const one of candidates) if (one.slot === slot) highest = Math.max(highest, one.seq);
  }
  assert(highest < maxSeq, 'sequence numbers are used up');
  return highest + 1;
}

/** A deletion looks at the whole record, any other value at its own field. */
function seenBy(present: RecordValues, key: FieldKey, slot: WriterSlot): Record<string, number> {
  const field = present.byField.get(key) ?? [];
  const looked = key === deletedKey ? [...present.byField.values()].flat() : field;
  const seen = maxSeqBySlot(looked);
  if (key === deletedKey) {
    for (const base of present.bases) seen[base.slot] = Math.max(seen[base.slot] ?? 0, base.seq);
  }
  // A slot's vectors only grow, whatever part of others' values is present here.
  for (const { seen: earlier } of field.filter((one) => one.slot === slot)) join(seen, earlier);
  return seen;
}

/** What was seen then, and what this slot itself has seen and written by now: `all` it would see now. */
function seenThen(
  present: RecordValues,
  key: FieldKey,
  slot: WriterSlot,
  written: Written,
  all: SeenVector
): SeenVector {
  const seen: Record<string, number> = seenOfOthers(present, slot, written);
  const field = present.byField.get(key) ?? [];
  for (const { seen: earlier } of field.filter((one) => one.slot === slot)) join(seen, earlier);
  const own = seenOf(all, slot);
  if (own > 0) seen[slot] = own;
  return seen;
}

/**
 * What a value was written with is its writer's word: it says nothing of the slot that writes now, and of a vector that is as long as
 * may be only what is here is kept.
 */
function seenOfOthers(
  present: RecordValues,
  slot: WriterSlot,
  written: Written
): Record<string, number> {
  const here = new Set(slotsIn(present));
  const all = Object.entries(written.seen).filter(([other]) => other !== slot);
  const kept = all.length < mostSeen ? all : all.filter(([other]) => here.has(other));
  const seen = Object.fromEntries(kept);
  if (written.mark) seen[written.mark] = 1;
  return seen;
}

const slotsIn = ({ byField, bases }: RecordValues): string[] => [
  ...bases.map(({ slot }) => slot),
  ...[...byField.values()].flat().map(({ slot }) => slot)
];

/** Well below what admission lets through (admission-error). */
const mostSeen = 512;

function join(seen: Record<string, number>, other: SeenVector): void {
  for (const slot of Object.keys(other)) seen[slot] = Math.max(seen[slot] ?? 0, other[slot] ?? 0);
}

function isUndisputed(present: RecordValues, key: FieldKey, value: Json): boolean {
  // A deletion is always written: it has to see what came since the last one.
  if (key === deletedKey) return false;
  const survivors = survivorsOf(present.byField.get(key) ?? []);
  const shown = survivors[0];
  if (shown === undefined) return value === null;
  return !haveConflict(survivors) && equalJson(shown.value, value);
}

function replaceText(text: Y.Text, after: string): void {
  for (const change of diffText(text.toJSON(), after)) {
    if (change.deleted > 0) text.delete(change.at, change.deleted);
    if (change.inserted !== '') text.insert(change.at, change.inserted);
  }
}

function captureUpdate(record: RecordDoc, write: () => void): Uint8Array {
  const { ydoc } = record;
  let captured: Uint8Array | undefined;
  const capture = (update: Uint8Array): void => {
    captured = update;
  };
  ydoc.on('update', capture);
  ydoc.clientID = record.clientId;
  try {
    ydoc.transact(write);
  } finally {
    ydoc.clientID = noWriter;
    ydoc.off('update', capture);
  }
  assert(captured !== undefined, 'an edit has an update');
  return captured;
}
