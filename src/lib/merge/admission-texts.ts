/**
 * Text in an untrusted update (SPEC 7.6), looked at on the scratch document that applied it: typed characters
 * stand in a text root between neighbours of the same text in their order, and every text touched has the
 * marker that carries the edit's stamp.
 */
import * as Y from 'yjs';
import { malformed, type AdmissionError } from './admission-error';
import { itemsInRange, rootOf } from './admission-deletes';
import { isTextRoot, type DecodedUpdate } from './admission-structs';
import type { RecordDoc } from './record-doc';

export function checkTexts(scratch: RecordDoc, decoded: DecodedUpdate): AdmissionError | undefined {
  const touched = new Set<string>();
  const places = new Map<string, ReadonlyMap<Y.Item, number>>();
  for (const { id, origin, rightOrigin } of decoded.typed) {
    const item = Y.getItem(scratch.ydoc.store, id);
    const root = rootOf(item);
    if (root === undefined || !isTextRoot(root) || item.parentSub !== null) {
      return malformed('text outside a text');
    }
    touched.add(root);
    const order = places.get(root) ?? placesIn(item);
    places.set(root, order);
    if (!isBetween(scratch, order, origin, rightOrigin)) return malformed('text between strangers');
  }
  for (const root of deletedTexts(scratch, decoded)) touched.add(root);
  return checkMarkers(touched, decoded);
}

/** Every item of the text that holds this one → its place. */
function placesIn(item: Y.Item): ReadonlyMap<Y.Item, number> {
  const places = new Map<Y.Item, number>();
  let at = item.parent instanceof Y.AbstractType ? item.parent._start : null;
  for (; at !== null; at = at.right) places.set(at, places.size);
  return places;
}

/** YATA converges only for neighbours that were in one list in this order. */
function isBetween(
  scratch: RecordDoc,
  places: ReadonlyMap<Y.Item, number>,
  origin: Y.ID | null,
  rightOrigin: Y.ID | null
): boolean {
  const left = placeOf(scratch, places, origin);
  const right = placeOf(scratch, places, rightOrigin);
  if (left === undefined || right === undefined) return false;
  if (origin === null || rightOrigin === null) return true;
  return left === right ? origin.clock < rightOrigin.clock : left < right;
}

/** -1 stands for the edge of the text, undefined for a place outside it. */
function placeOf(
  scratch: RecordDoc,
  places: ReadonlyMap<Y.Item, number>,
  id: Y.ID | null
): number | undefined {
  return id === null ? -1 : places.get(Y.getItem(scratch.ydoc.store, id));
}

function deletedTexts(scratch: RecordDoc, decoded: DecodedUpdate): Set<string> {
  const roots = new Set<string>();
  for (const [client, ranges] of decoded.deletes) {
    for (const range of ranges) {
      for (const item of itemsInRange(scratch, client, range)) {
        const root = rootOf(item);
        if (root !== undefined && isTextRoot(root)) roots.add(root);
      }
    }
  }
  return roots;
}

function checkMarkers(
  touched: ReadonlySet<string>,
  decoded: DecodedUpdate
): AdmissionError | undefined {
  const marked = new Set<string>();
  for (const { parsed } of decoded.writes) if (parsed.type === 'text') marked.add(parsed.key);
  for (const key of touched) {
    if (!marked.has(key))
      return { type: 'bad-value', key, reason: 'a text edit without its marker' };
  }
  return undefined;
}
