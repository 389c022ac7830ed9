/**
 * A record's first edit without a document: a creation is one item, so its update, which is its state too, and what it
 * shows follow from the values alone. Whatever `edit` would do with a `create` on an empty document, this does.
 */
import * as Y from 'yjs';
import { assert } from '../kernel/assert';
import type { Hlc } from '../kernel/hlc';
import type { Json } from '../kernel/json';
import { equalBytes } from '../kernel/bytes';
import type { AdmissionLimits, Author } from './admission-error';
import { checkValues } from './admission-values';
import { baseFields } from './edit';
import { baseKey, parseStoredKey, type FieldKey, type WriterSlot } from './field-key';
import { project, projectValues, type Policies, type RecordProjection } from './project';
import { encodeState, isClientId, rootName, type RecordDoc } from './record-doc';
import type { StoredBase } from './stored-value';
import { createdValues, type RecordValues } from './values';

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
    projection: projectValues(createdValues(slot, base), policies, () => '')
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
  const item = update.length > limits.updateBytes ? undefined : onlyItemOf(update);
  if (!item || !isFirstValue(item, author)) return undefined;
  const { parentSub: key, content } = item;
  if (key === null || !(content instanceof Y.ContentAny) || content.arr.length !== 1)
    return undefined;
  const parsed = parseStoredKey(key);
  if (parsed?.type !== 'base' || parsed.slot !== author.slot) return undefined;
  const value = content.arr[0] as unknown;
  if (checkValues(noValues, [{ storedKey: key, parsed, value, clock: 0 }], author, limits))
    return undefined;
  // One value has one coding: what could be written in another way is not taken.
  if (!equalBytes(encodeItem(author.clientId, key, value), update)) return undefined;
  return { slot: author.slot, base: value as StoredBase, state: update };
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

function isFirstValue({ id, origin, rightOrigin, parent }: Y.Item, author: Author): boolean {
  const isFirst = id.client === author.clientId && id.clock === 0;
  // Before integration a root's name stands where the type will be.
  return isFirst && origin === null && rightOrigin === null && (parent as unknown) === rootName;
}

const noValues: RecordValues = { byField: new Map(), bases: [] };

/** What can be read: a document, or a creation that needs none. */
export type MergedDoc = RecordDoc | CreatedDoc;

export const isCreatedDoc = (doc: MergedDoc): doc is CreatedDoc => 'base' in doc;

export const projectMerged = (doc: MergedDoc, policies: Policies): RecordProjection =>
  isCreatedDoc(doc)
    ? projectValues(createdValues(doc.slot, doc.base), policies, () => '')
    : project(doc, policies);

export const stateOf = (doc: MergedDoc): Uint8Array =>
  isCreatedDoc(doc) ? doc.state : encodeState(doc);

/** Bits of Yjs's first byte of an item: content of any kind, under a key of a map. */
const contentAny = 8;
const hasKey = 0x20;

/** One value under one key of the root map, as Yjs V1 writes it. */
function encodeItem(clientId: number, key: string, value: unknown): Uint8Array {
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
  encoder.writeAny(value);
  // Nothing is deleted.
  encoder.writeLen(0);
  return encoder.toUint8Array();
}
