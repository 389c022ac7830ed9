/**
 * A record's first edit without a document: a creation is one item, so its update, which is its state too, and what it
 * shows follow from the values alone. Whatever `edit` would do with a `create` on an empty document, this does.
 */
import * as Y from 'yjs';
import { assert } from '../kernel/assert';
import type { Hlc } from '../kernel/hlc';
import type { Json } from '../kernel/json';
import { baseFields } from './edit';
import { baseKey, type FieldKey, type WriterSlot } from './field-key';
import { projectValues, type Policies, type RecordProjection } from './project';
import { isClientId, rootName } from './record-doc';
import { createdValues } from './values';

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
