/**
 * A record's first edit without a document: a creation is one item, so its update, which is its state too, and what it
 * shows follow from the values alone. Whatever `edit` would do with a `create` on an empty document, this does.
 */
import * as Y from 'yjs';
import { assert } from '../kernel/assert';
import { isHlc, type Hlc } from '../kernel/hlc';
import type { Json } from '../kernel/json';
import type { AdmissionLimits, Author } from './admission-error';
import { checkValues } from './admission-values';
import { baseFields } from './edit';
import {
  baseKey,
  deletedKey,
  isFieldKey,
  parseStoredKey,
  type FieldKey,
  type WriterSlot
} from './field-key';
import { PlainReader } from './plain-reader';
import { project, projectBase, type Policies, type RecordProjection } from './project';
import {
  encodeState,
  freeRecord,
  isClientId,
  openRecord,
  rootName,
  type RecordDoc
} from './record-doc';
import type { StoredBase } from './stored-value';
import type { RecordValues } from './values';

export interface CreatedRecord {
  readonly update: Uint8Array;
  readonly projection: RecordProjection;
}

interface Creation {
  readonly slot: WriterSlot;
  readonly clientId: number;
  readonly values: Readonly<Record<FieldKey, Json>>;
  readonly hlc: Hlc;
  readonly policies: Policies;
}

export function createRecord({ slot, clientId, values, hlc, policies }: Creation): CreatedRecord {
  const base = { v: baseFields(values), hlc, seq: 1 };
  return {
    update: encodeItem(clientId, `${baseKey}@${slot}`, base),
    projection: projectBase(slot, base, policies)
  };
}

/** A record that was created and never edited, as it came from its writer: as good as a document to read from. */
export interface CreatedDoc {
  readonly slot: WriterSlot;
  readonly base: StoredBase;
  /** Its update, which is its state too. */
  readonly state: Uint8Array;
}

/**
 * Reads an update of another device that is one creation and nothing else, on a record of which nothing is here.
 * undefined for everything else, and for whatever `admit` would refuse.
 */
export function readCreation(
  update: Uint8Array,
  author: Author,
  limits: AdmissionLimits
): CreatedDoc | undefined {
  const base = update.length > limits.updateBytes ? undefined : readBase(update, author);
  if (!base || !isWithin(base, update.length, author, limits)) return undefined;
  return { slot: author.slot, base, state: update };
}

/** The values of a creation in the one coding it has, around the values as `encodeItem` writes it. */
function readBase(update: Uint8Array, author: Author): StoredBase | undefined {
  const start = startOfCreation(author);
  if (!start.every((byte, i) => update[i] === byte)) return undefined;
  const reader = new PlainReader(update, start.length);
  const isObject = reader.objectSize() === 3 && reader.text() === 'v';
  const v: Record<FieldKey, Json> = {};
  for (let left = reader.objectSize(); left > 0 && isObject && reader.isPlain; left--) {
    const key = reader.text();
    if (!isFieldKey(key) || key === deletedKey || key in v) return undefined;
    v[key] = reader.value(0);
  }
  const hlc = reader.text() === 'hlc' ? reader.value(0) : null;
  const seq = reader.text() === 'seq' ? reader.value(0) : null;
  // Nothing is deleted, and nothing follows.
  const isEnd = update[reader.position] === 0 && reader.position === update.length - 1;
  return isObject && reader.isPlain && isEnd && isHlc(hlc) && seq === 1
    ? { v, hlc, seq }
    : undefined;
}

/** No value has more characters in JSON than that many times its bytes here. */
const charsPerByte = 6;

function isWithin(
  base: StoredBase,
  bytes: number,
  author: Author,
  limits: AdmissionLimits
): boolean {
  const isSmall = bytes * charsPerByte <= Math.min(limits.valueChars, limits.ownValueChars);
  // A field takes three bytes at least.
  if (isSmall && bytes <= limits.ownKeys * 3)
    return author.hlc === undefined || base.hlc <= author.hlc;
  const { slot } = author;
  const write = {
    storedKey: `${baseKey}@${slot}`,
    parsed: { type: 'base', slot },
    value: base,
    clock: 0
  } as const;
  return checkValues(noValues, [write], author, limits) === undefined;
}

/** An author's creations all begin alike. */
const starts = new WeakMap<Author, Uint8Array>();

function startOfCreation(author: Author): Uint8Array {
  const known = starts.get(author);
  if (known) return known;
  const { clientId, slot } = author;
  const start = beginItem(clientId, `${baseKey}@${slot}`).toUint8Array();
  starts.set(author, start);
  return start;
}

function onlyItemOf(update: Uint8Array): Y.Item | undefined {
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    const [item] = structs;
    const isAlone = structs.length === 1 && ds.clients.size === 0;
    return isAlone && item instanceof Y.Item ? item : undefined;
  } catch {
    // Yjs throws untyped errors on bytes that are no update.
    return undefined;
  }
}

const noValues: RecordValues = { byField: new Map(), bases: [] };

/** What can be read: a document, or a creation that needs none. */
export type MergedDoc = RecordDoc | CreatedDoc;

/** Reads a state that this device sealed: most records were created and never edited, and need no document. */
export const openMerged = (recordId: string, clientId: number, state: Uint8Array): MergedDoc =>
  createdStateOf(state) ?? openRecord(recordId, clientId, state);

/** A document to edit or to grow, with all that is in it. */
export const toRecordDoc = (recordId: string, clientId: number, doc?: MergedDoc): RecordDoc =>
  doc && !isCreatedDoc(doc) ? doc : openRecord(recordId, clientId, doc?.state);

export function freeMerged(doc: MergedDoc): void {
  if (!isCreatedDoc(doc)) freeRecord(doc);
}

function createdStateOf(state: Uint8Array): CreatedDoc | undefined {
  // One client with one struct: anything else need not be decoded to be told from a creation.
  const item = state[0] === 1 && state[1] === 1 ? onlyItemOf(state) : undefined;
  const { parentSub, content } = item ?? {};
  const parsed = parentSub ? parseStoredKey(parentSub) : undefined;
  if (parsed?.type !== 'base' || !(content instanceof Y.ContentAny)) return undefined;
  return { slot: parsed.slot, base: content.arr[0] as StoredBase, state };
}

export const isCreatedDoc = (doc: MergedDoc): doc is CreatedDoc => 'base' in doc;

export const projectMerged = (doc: MergedDoc, policies: Policies): RecordProjection =>
  isCreatedDoc(doc) ? projectBase(doc.slot, doc.base, policies) : project(doc, policies);

/** A first value of a record that was created and never edited; undefined of any other. */
export const createdValue = (doc: MergedDoc, key: FieldKey): Json | undefined =>
  isCreatedDoc(doc) ? doc.base.v[key] : undefined;

export const stateOf = (doc: MergedDoc): Uint8Array =>
  isCreatedDoc(doc) ? doc.state : encodeState(doc);

/** Bits of Yjs's first byte of an item: content of any kind, under a key of a map. */
const contentAny = 8;
const hasKey = 0x20;

/** One value under one key of the root map, as Yjs V1 writes it. */
function encodeItem(clientId: number, key: string, value: unknown): Uint8Array {
  const encoder = beginItem(clientId, key);
  encoder.writeAny(value);
  // Nothing is deleted.
  encoder.writeLen(0);
  return encoder.toUint8Array();
}

/** All that stands before the value. */
function beginItem(clientId: number, key: string): Y.UpdateEncoderV1 {
  assert(isClientId(clientId), 'a client id has 48 bits');
  const encoder = new Y.UpdateEncoderV1();
  // One client with one item from clock 0.
  encoder.writeLen(1);
  encoder.writeLen(1);
  encoder.writeClient(clientId);
  encoder.writeLen(0);
  encoder.writeInfo(contentAny | hasKey);
  encoder.writeParentInfo(true);
  encoder.writeString(rootName);
  encoder.writeString(key);
  encoder.writeLen(1);
  return encoder;
}
