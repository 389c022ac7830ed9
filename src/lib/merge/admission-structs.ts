/**
 * Reads an untrusted update without applying it (SPEC 7.1–7.4): canonical bytes, one client, exact clocks, and
 * only two kinds of struct: a value under a key of the author's slot, and text typed into a text root.
 */
import * as Y from 'yjs';
import { equalBytes } from '../kernel/bytes';
import { err, ok, type Result } from '../kernel/result';
import {
  malformed,
  type AdmissionError,
  type AdmissionLimits,
  type Author
} from './admission-error';
import { parseStoredKey, isTextName, textPrefix, type StoredKey } from './field-key';
import { canonicalUpdate, rootName, type RecordDoc } from './record-doc';

interface Id {
  readonly client: number;
  readonly clock: number;
}

/** One value the update puts under one of its author's keys. */
export interface MapWrite {
  readonly storedKey: string;
  readonly parsed: StoredKey;
  readonly value: unknown;
  readonly clock: number;
}

export interface DeletedRange {
  readonly clock: number;
  readonly len: number;
}

export interface DecodedUpdate {
  readonly writes: readonly MapWrite[];
  readonly typed: readonly Y.Item[];
  /** Client → deleted ranges of clocks. */
  readonly deletes: ReadonlyMap<
    number,
    readonly { readonly clock: number; readonly len: number }[]
  >;
}

export function decodeStrictly(
  record: RecordDoc,
  update: Uint8Array,
  author: Author,
  limits: AdmissionLimits
): Result<DecodedUpdate, AdmissionError> {
  if (update.length > limits.updateBytes) return err({ type: 'too-large', what: 'updateBytes' });
  const decoded = decodeCanonical(update);
  if (decoded === undefined) return err(malformed('not a canonical update'));
  const clockFailure = checkClocks(record, decoded.structs, author, limits);
  if (clockFailure !== undefined) return err(clockFailure);
  return sortStructs(record, decoded, author);
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;

/** Refuses trailing bytes, doubled sections and every other second way to write the same. */
function decodeCanonical(update: Uint8Array): Decoded | undefined {
  try {
    if (!equalBytes(canonicalUpdate(update), update)) return undefined;
    return Y.decodeUpdate(update);
  } catch {
    return undefined;
  }
}

function checkClocks(
  record: RecordDoc,
  structs: Decoded['structs'],
  author: Author,
  limits: AdmissionLimits
): AdmissionError | undefined {
  const first = structs[0];
  if (first === undefined) return malformed('no struct');
  if (structs.some((struct) => struct.id.client !== author.clientId))
    return { type: 'foreign-client' };
  const held = Y.getState(record.ydoc.store, author.clientId);
  if (first.id.clock > held) return { type: 'missing-deps', of: [author.clientId] };
  if (first.id.clock < held) return { type: 'already-held' };
  let expected = held;
  for (const { id, length } of structs) {
    if (id.clock !== expected || length < 1) return malformed('clocks do not continue');
    expected += length;
  }
  return expected > limits.ownClock ? { type: 'too-large', what: 'ownClock' } : undefined;
}

function sortStructs(
  record: RecordDoc,
  decoded: Decoded,
  author: Author
): Result<DecodedUpdate, AdmissionError> {
  const writes: MapWrite[] = [];
  const typed: Y.Item[] = [];
  const present = presentIds(record);
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item)) return err(malformed('a struct is no item'));
    if (struct.content instanceof Y.ContentString) {
      if (!isTypedText(struct)) return err(malformed('text outside a text'));
      typed.push(struct);
    } else {
      const write = readWrite(struct, present, author);
      if (!write.ok) return write;
      writes.push(write.value);
      present.set(write.value.storedKey, struct.id);
    }
  }
  return ok({ writes, typed, deletes: decoded.ds.clients });
}

/** Stored key → id of its present value, whoever wrote it. */
function presentIds(record: RecordDoc): Map<string, Id> {
  const ids = new Map<string, Id>();
  record.ydoc.getMap(rootName)._map.forEach((item, key) => ids.set(key, item.id));
  return ids;
}

function isTypedText(item: Y.Item): boolean {
  if (item.parentSub !== null) return false;
  if (item.parent === null) return true;
  // Before integration a root's name stands where the type will be.
  const parent: unknown = item.parent;
  return typeof parent === 'string' && isTextRoot(parent);
}

export const isTextRoot = (root: string): boolean =>
  root.startsWith(textPrefix) && isTextName(root.slice(textPrefix.length));

/** A key's first value names map and key; a later one names only the value it follows. */
function readWrite(
  item: Y.Item,
  present: ReadonlyMap<string, Id>,
  author: Author
): Result<MapWrite, AdmissionError> {
  const { content, id, origin } = item;
  if (!(content instanceof Y.ContentAny) || content.arr.length !== 1)
    return err(malformed('content'));
  if (item.rightOrigin !== null) return err(malformed('a value stands before another'));
  const storedKey = origin === null ? firstKeyOf(item) : followedKey(origin, present);
  if (storedKey === undefined) return err(malformed('a value under no key'));
  const parsed = parseStoredKey(storedKey);
  if (parsed === undefined || parsed.slot !== author.slot) {
    return err({ type: 'foreign-key', key: storedKey.slice(0, 80) });
  }
  if (origin === null && present.has(storedKey)) return err(malformed('a key begins twice'));
  return ok({ storedKey, parsed, value: content.arr[0] as unknown, clock: id.clock });
}

function firstKeyOf(item: Y.Item): string | undefined {
  const parent: unknown = item.parent;
  return parent === rootName ? (item.parentSub ?? undefined) : undefined;
}

function followedKey(origin: Id, present: ReadonlyMap<string, Id>): string | undefined {
  for (const [key, id] of present) {
    if (id.clock === origin.clock && id.client === origin.client) return key;
  }
  return undefined;
}
