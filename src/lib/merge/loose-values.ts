/**
 * Values of an update that builds on what never comes: they can't be merged, but say what its writer meant. Of a key that
 * its writer had written before, only the lost part says which it is.
 */
import * as Y from 'yjs';
import { parseStoredKey, type FieldKey, type WriterSlot } from './field-key';
import { parseStoredValue } from './stored-value';
import type { Candidate } from './values';

export function looseValues(
  update: Uint8Array,
  slot: WriterSlot
): readonly (readonly [FieldKey, Candidate])[] {
  return structsOf(update).flatMap((struct) => {
    if (!(struct instanceof Y.Item) || struct.parentSub === null) return [];
    const parsed = parseStoredKey(struct.parentSub);
    if (parsed?.type !== 'field' || parsed.slot !== slot) return [];
    const [content] = struct.content.getContent() as unknown[];
    const stored = parseStoredValue(content);
    if (!stored) return [];
    const { v: value, hlc, seq, seen } = stored;
    return [[parsed.key, { value, hlc, seq, slot, seen, position: 0 }] as const];
  });
}

function structsOf(update: Uint8Array): ReturnType<typeof Y.decodeUpdate>['structs'] {
  try {
    return Y.decodeUpdate(update).structs;
  } catch {
    return [];
  }
}
