/** Whose value it was, of one that was written again for somebody (SPEC S15). */
import { isIssueMark, isWriterSlot, issueMark, type WriterSlot } from '../merge/field-key';
import { seenOf } from '../merge/stored-value';
import type { Candidate } from '../merge/values';
import type { RecordId } from '../kernel/ids';
import type { Core } from './core';
import { touches } from './fork-paths';
import { slotOf } from './slot';
import type { RecordState } from './state-pack';

/** Edits of one writer in one record that are tried. */
const mostEdits = 256;

/**
 * A writer with parts of this record that are held, or undefined: it is the writer's own, or can't be told. The mark in its vector names
 * the first value by a hash (merge M2.3), so those writers' are tried; nobody can be named who never wrote what nothing shows.
 */
export function firstWriter(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  value: Pick<Candidate, 'slot' | 'hlc' | 'seen'>
): WriterSlot | undefined {
  if (!Object.keys(value.seen).some(isIssueMark)) return undefined;
  const slots = new Set<WriterSlot>();
  for (const { slot, status } of state?.touches ?? [])
    if (status === 'held' && isWriterSlot(slot)) slots.add(slot);
  for (const { reason, entry } of core.quarantine.values())
    if (reason === 'fork' && touches([entry], id)) slots.add(slotOf(entry.header));
  slots.delete(value.slot);
  for (let seq = 1; seq <= mostEdits; seq++) {
    for (const slot of slots)
      if (seenOf(value.seen, issueMark({ slot, seq, hlc: value.hlc })) > 0) return slot;
  }
  return undefined;
}
