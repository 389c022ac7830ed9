/**
 * Names inside a record (SPEC 1): fields, collection items, texts, and the slots that write them.
 * A stored key is `<field>@<slot>`; neither half can hold an `@`, so the pair is unambiguous.
 */
import { assert } from '../kernel/assert';
import type { Brand } from '../kernel/brand';
import { fromHex, toBase64Url, toHex } from '../kernel/bytes';
import type { Hlc } from '../kernel/hlc';
import type { DeviceId } from '../kernel/ids';
import { canonicalJson, type Json } from '../kernel/json';
import { hashOfText } from './content-hash';

/** A register `name`, a collection item `mobile/<itemId>`, or the marker `t/<text>` of a free text. */
export type FieldKey = string;

/** One writer: 22 base64url characters of the device id, a dot, the incarnation in decimal. */
export type WriterSlot = Brand<string, 'WriterSlot'>;

/** Holds all first values of a record; no field may be called so. */
export const baseKey = 'base';
/** The register whose `true` deletes the record (SPEC 5). */
export const deletedKey = 'deleted';
/** Before a text's name: its Y.Text root and its marker field. */
export const textPrefix = 't/';

const namePattern = /^[a-z][A-Za-z0-9]{0,39}$/;
const fieldPattern = /^[a-z][A-Za-z0-9]{0,39}(\/[A-Za-z0-9_-]{1,64})?$/;
const slotPattern = /^[A-Za-z0-9_-]{21}[AQgw]\.(0|[1-9][0-9]{0,8})$/;
const itemIdLength = 12;

/** The slot of a device's incarnation: the shortest form that can't mean another one. */
export function createWriterSlot(deviceId: DeviceId, incarnation: number): WriterSlot {
  const bytes = fromHex(deviceId);
  assert(bytes?.length === 16, 'a device id has 16 bytes');
  const slot = `${toBase64Url(bytes)}.${incarnation}`;
  assert(isWriterSlot(slot), 'an incarnation is a whole number below 10^9');
  return slot;
}

/**
 * Names one written value in the vector of whoever wrote it again. No writer has such a name: incarnations begin at 1. A sequence
 * number alone would not do, as two branches of one writer have the same ones.
 */
export function issueMark(value: {
  readonly slot: WriterSlot;
  readonly seq: number;
  readonly hlc: Hlc;
}): WriterSlot {
  const hash = hashOfText(`${value.slot} ${value.seq} ${value.hlc}`);
  return createWriterSlot(toHex(hash.slice(0, 16)) as DeviceId, 0);
}

export const isIssueMark = (name: string): name is WriterSlot =>
  isWriterSlot(name) && name.endsWith('.0');

export const isWriterSlot = (text: string): text is WriterSlot => slotPattern.test(text);

/** True for a register or collection item that `set` and `create` may write. */
export const isFieldKey = (key: string): boolean =>
  fieldPattern.test(key) && key !== baseKey && !key.startsWith(textPrefix);

export const isTextName = (name: string): boolean => namePattern.test(name);

/** `mobile` of `mobile/4f…`; undefined for a register. */
export function collectionOf(key: FieldKey): string | undefined {
  const at = key.indexOf('/');
  return at < 0 ? undefined : key.slice(0, at);
}

/** First 12 hex digits of SHA-256 of the canonical JSON: equal items added on two devices meet. */
export const itemIdOf = (value: Json): string =>
  toHex(hashOfText(canonicalJson(value))).slice(0, itemIdLength);

/** The key under which a collection holds this value. */
export const itemKeyOf = (collection: string, value: Json): FieldKey =>
  `${collection}/${itemIdOf(value)}`;

/** What stands under a stored key, or undefined when the key is none of ours. */
export type StoredKey =
  | { readonly type: 'base'; readonly slot: WriterSlot }
  | { readonly type: 'field' | 'text'; readonly key: FieldKey; readonly slot: WriterSlot };

export function parseStoredKey(text: string): StoredKey | undefined {
  const at = text.indexOf('@');
  const key = text.slice(0, at);
  const slot = text.slice(at + 1);
  if (at < 1 || !isWriterSlot(slot)) return undefined;
  if (key === baseKey) return { type: 'base', slot };
  if (isFieldKey(key)) return { type: 'field', key, slot };
  const isText = key.startsWith(textPrefix) && isTextName(key.slice(textPrefix.length));
  return isText ? { type: 'text', key, slot } : undefined;
}
