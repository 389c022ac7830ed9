/**
 * The delete set of an untrusted update (SPEC 7.5), looked at on the scratch document that applied it: a writer
 * deletes its own replaced values, and characters in texts, whoever typed them.
 */
import * as Y from 'yjs';
import { malformed, type AdmissionError, type Author } from './admission-error';
import {
  isTextRoot,
  type DecodedUpdate,
  type DeletedRange,
  type MapWrite
} from './admission-structs';
import { rootName, type RecordDoc } from './record-doc';

/** Call only when nothing is pending: every range then exists. */
export function checkDeletes(
  scratch: RecordDoc,
  decoded: DecodedUpdate,
  author: Author
): AdmissionError | undefined {
  for (const [client, ranges] of decoded.deletes) {
    for (const range of ranges) {
      if (range.len < 1) return malformed('an empty deletion');
      for (const item of itemsInRange(scratch, client, range)) {
        const root = rootOf(item);
        if (root === undefined) return malformed('a deletion of nothing');
        if (isTextRoot(root)) continue;
        if (client !== author.clientId) return { type: 'foreign-delete' };
      }
    }
  }
  return undefined;
}

/** No key of the record may be left without its value: values are replaced, never deleted. */
export function checkOwnKeysStand(
  scratch: RecordDoc,
  writes: readonly MapWrite[]
): AdmissionError | undefined {
  const present = scratch.ydoc.getMap(rootName)._map;
  const lastClocks = new Map(writes.map(({ storedKey, clock }) => [storedKey, clock]));
  for (const [key, item] of present) {
    const written = lastClocks.get(key);
    if (item.deleted || (written !== undefined && item.id.clock !== written)) {
      return { type: 'bad-value', key, reason: 'a key without its value' };
    }
  }
  return undefined;
}

export function itemsInRange(
  record: RecordDoc,
  client: number,
  range: DeletedRange
): (Y.Item | Y.GC)[] {
  const structs = record.ydoc.store.clients.get(client) ?? [];
  const end = range.clock + range.len;
  const found: (Y.Item | Y.GC)[] = [];
  for (let i = Y.findIndexSS(structs, range.clock); i < structs.length; i++) {
    const struct = structs[i];
    if (struct === undefined || struct.id.clock >= end) break;
    found.push(struct);
  }
  return found;
}

/** Name of the root type an item stands in; undefined for anything nested, collected or lost. */
export function rootOf(item: Y.Item | Y.GC): string | undefined {
  if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType)) return undefined;
  return item.parent._item === null ? Y.findRootTypeKey(item.parent) : undefined;
}
