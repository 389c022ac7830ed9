/** One long text as a Yjs document with a single text root. Everything that touches Yjs structs stands here. */
import * as Y from 'yjs';
import type { Bytes } from '../../kernel/bytes';

const root = 'text';

/** Structs of one update; a book of laws typed by hand stays far below. */
const maxStructs = 200_000;
/** Characters of one client, deleted ones included: a client is one opening of a text. */
const maxClock = 20_000_000;

export type TextDoc = Y.Doc;

/** `gc` drops what was deleted: versions are kept apart, whole. `client`: another writer than one drawn by lot. */
export function createTextDoc(guid: string, client?: number): TextDoc {
  const doc = new Y.Doc({ guid, gc: true });
  if (client !== undefined) doc.clientID = client;
  return doc;
}

export const rootOf = (doc: TextDoc): Y.Text => doc.getText(root);

export const textOf = (doc: TextDoc): string => rootOf(doc).toJSON();

export interface TextEdit {
  /** UTF-16 offset in the text as it stands. */
  readonly at: number;
  readonly deleted: number;
  readonly inserted: string;
}

/** Long insertions in strokes, so that no struct is larger than what travels well. */
const stroke = 4_000;

export function editText(doc: TextDoc, edit: TextEdit, origin: unknown): void {
  doc.transact(() => {
    const text = rootOf(doc);
    if (edit.deleted > 0) text.delete(edit.at, edit.deleted);
    for (let from = 0; from < edit.inserted.length; from += stroke) {
      text.insert(edit.at + from, edit.inserted.slice(from, from + stroke));
    }
  }, origin);
}

/** A writer's share of an update: clocks from, up to and without. */
export interface ClockRange {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The clocks an update fills; undefined for bytes that are no update of such a text and nothing else:
 * plain characters under the one root, in their one form. Structs without content of their own would swallow what
 * another writes under their clocks. What comes from the log, from another tab or from the working copy is asked
 * before Yjs merges it.
 */
export function clocksOf(bytes: Uint8Array): readonly ClockRange[] | undefined {
  try {
    const { structs } = Y.decodeUpdate(bytes);
    if (structs.length > maxStructs || !structs.every(isPlainItem)) return undefined;
    const ranges: ClockRange[] = [];
    for (const struct of structs) {
      // A gap: an update from before others had arrived.
      if (struct instanceof Y.Skip) continue;
      const { client, clock: from } = struct.id;
      const to = from + struct.length;
      if (to > maxClock) return undefined;
      const last = ranges[ranges.length - 1];
      if (last?.client === client && last.to === from) ranges[ranges.length - 1] = { ...last, to };
      else ranges.push({ client, from, to });
    }
    return ranges;
  } catch {
    return undefined;
  }
}

function isPlainItem(struct: Y.Item | Y.GC | Y.Skip): boolean {
  if (!(struct instanceof Y.Item)) return struct instanceof Y.Skip;
  const isPlain =
    struct.content instanceof Y.ContentString || struct.content instanceof Y.ContentDeleted;
  // A struct without neighbours names its parent; the others inherit it from theirs.
  const parent: unknown = struct.parent;
  return isPlain && struct.parentSub === null && (parent === null || parent === root);
}

const isTextUpdate = (bytes: Uint8Array): boolean => clocksOf(bytes) !== undefined;

/** True when Yjs can merge all of these into a copy of the document, and write that out again. */
export function canMerge(doc: TextDoc, updates: readonly Uint8Array[]): boolean {
  const copy = createTextDoc(doc.guid);
  try {
    for (const update of [encodeWhole(doc), ...updates]) Y.applyUpdate(copy, update);
    return textOf(copy).length >= 0 && encodeWhole(copy).length > 0;
  } catch {
    // Bytes that contradict themselves: Yjs throws untyped errors, half way through.
    return false;
  } finally {
    copy.destroy();
  }
}

/** Merges an update; false when it is none, and then nothing changed. */
export function mergeUpdate(doc: TextDoc, bytes: Uint8Array, origin: unknown): boolean {
  if (!isTextUpdate(bytes)) return false;
  Y.applyUpdate(doc, bytes, origin);
  return true;
}

/** What `doc` has and `held` has not; undefined when nothing. */
export function missingIn(held: TextDoc, doc: TextDoc): Bytes | undefined {
  const all = Y.snapshot(doc);
  const isHeld =
    [...all.sv].every(([client, clock]) => Y.getState(held.store, client) >= clock) &&
    Y.equalSnapshots(Y.createSnapshot(Y.snapshot(held).ds, all.sv), all);
  if (isHeld) return undefined;
  return copied(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(held)));
}

export const encodeWhole = (doc: TextDoc): Bytes => copied(Y.encodeStateAsUpdate(doc));

const copied = (bytes: Uint8Array): Bytes => new Uint8Array(bytes);
