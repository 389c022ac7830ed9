/**
 * State packs: the merged documents of several records in one sealed value of at most about 64 kB. Each record
 * carries its documents by scope, their digests, and every (chain, seq) that touched it, so that history and
 * erasure find entries without an index.
 */
import type { RecordKind } from '../domain/field';
import { BinaryReader, BinaryWriter, DecodeError } from '../kernel/binary';
import { equalBytes, fromHex, toHex, type Bytes } from '../kernel/bytes';
import type { RecordId } from '../kernel/ids';
import { scopeCode, scopeOfCode, type Scope } from '../kernel/scope';
import { assert } from '../kernel/assert';

/**
 * `applied`: the part is in the documents. `waiting`: it builds on what is not here, or can't be opened.
 * `held`: past a cut, in a fork, without authority, or refused by merge.
 */
export type TouchStatus = 'applied' | 'waiting' | 'held';
const statuses = ['applied', 'waiting', 'held'] as const;

/** An entry that holds a part of the record. */
export interface Touch {
  readonly slot: string;
  readonly scope: Scope;
  readonly seq: number;
  readonly status: TouchStatus;
}

/** The canonical order of touches. */
export function compareTouches(a: Omit<Touch, 'status'>, b: Omit<Touch, 'status'>): number {
  if (a.slot !== b.slot) return a.slot < b.slot ? -1 : 1;
  return scopeCode[a.scope] - scopeCode[b.scope] || a.seq - b.seq;
}

/** One scope's document of a record, as merge encodes it. */
export interface ScopedDoc {
  readonly scope: Scope;
  readonly state: Bytes;
  /** Digest of the merged content, 32 bytes. */
  readonly hash: Bytes;
}

export interface RecordState {
  readonly id: RecordId;
  /** `unknown` until the entry that creates the record has arrived. */
  readonly kind: RecordKind | UnknownKind;
  /** Sorted by scope code. */
  readonly docs: readonly ScopedDoc[];
  /** Sorted by slot, scope and seq. */
  readonly touches: readonly Touch[];
}

export type UnknownKind = 'unknown';

export const packTarget = 60_000;
const hashLength = 32;

/** Foresees what a record adds to a pack, in bytes. */
export const stateSize = (record: RecordState): number =>
  40 + record.docs.reduce((sum, doc) => sum + doc.state.length + 40, 0) + record.touches.length * 5;

export function encodePack(records: readonly RecordState[]): Bytes {
  const slots = [...new Set(records.flatMap(({ touches }) => touches.map(({ slot }) => slot)))];
  const indexBySlot = new Map(slots.map((slot, index) => [slot, index]));
  const writer = new BinaryWriter().list(slots, (inner, slot) => inner.text(slot));
  writer.list(records, (inner, record) => {
    inner.fixed(idBytes(record.id), 16).bytes(encodeRecord(record, indexBySlot));
  });
  return writer.finish();
}

function encodeRecord(record: RecordState, indexBySlot: ReadonlyMap<string, number>): Bytes {
  const writer = new BinaryWriter().text(record.kind);
  writer.list(record.docs, (inner, doc) =>
    inner.u8(scopeCode[doc.scope]).bytes(doc.state).fixed(doc.hash, hashLength)
  );
  writer.list(record.touches, (inner, touch) =>
    inner
      .uint(indexBySlot.get(touch.slot) ?? 0)
      .u8(scopeCode[touch.scope] * 4 + statuses.indexOf(touch.status))
      .uint(touch.seq)
  );
  return writer.finish();
}

/** All records of a pack, however large: hostile writers can make a record grow. Throws DecodeError on bytes that are no pack. */
export function decodePack(bytes: Bytes): RecordState[] {
  return readPack(bytes);
}

/** One record of a pack, skipping over the others. */
export function findInPack(bytes: Bytes, id: RecordId): RecordState | undefined {
  return readPack(bytes, idBytes(id))[0];
}

function readPack(bytes: Bytes, wanted?: Bytes): RecordState[] {
  const reader = new BinaryReader(bytes);
  const slots = reader.list(bytes.length, (inner) => inner.text(200));
  const found: RecordState[] = [];
  for (let left = reader.uint(bytes.length); left > 0; left--) {
    const id = reader.view(16);
    const body = reader.view(reader.uint(bytes.length));
    if (wanted && !equalBytes(id, wanted)) continue;
    found.push(decodeRecord(toHex(id) as RecordId, body, slots));
  }
  reader.end();
  return found;
}

function decodeRecord(id: RecordId, body: Uint8Array, slots: readonly string[]): RecordState {
  const reader = new BinaryReader(body);
  const kind = reader.text(100) as RecordKind;
  const docs = reader.list(3, (inner) => ({
    scope: readScope(inner.u8()),
    state: inner.bytes(body.length),
    hash: inner.fixed(hashLength)
  }));
  const touches = reader.list(body.length, (inner) => {
    const slot = slots[inner.uint()];
    const code = inner.u8();
    if (slot === undefined) throw new DecodeError('unknown slot');
    const status = statuses[code & 3];
    if (status === undefined) throw new DecodeError('unknown status');
    return { slot, scope: readScope(code >> 2), status, seq: inner.uint() };
  });
  reader.end();
  return { id, kind, docs, touches };
}

function readScope(code: number): Scope {
  const scope = scopeOfCode(code);
  if (scope === undefined) throw new DecodeError('unknown scope');
  return scope;
}

function idBytes(id: RecordId): Bytes {
  const bytes = fromHex(id);
  assert(bytes?.length === 16, 'a record id has 16 bytes');
  return bytes;
}
