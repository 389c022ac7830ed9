/** Whose value it was, of one that was written again for somebody (SPEC S15). */
import { isIssueMark, isWriterSlot, issueMark, type WriterSlot } from '../merge/field-key';
import { seenOf } from '../merge/stored-value';
import type { Candidate } from '../merge/values';
import type { Core } from './core';

/** Edits of one writer in one record that are tried. */
const mostEdits = 256;

/**
 * Another writer of this book; undefined where it is the writer's own, or can't be told. The mark in its vector names the first value by
 * a hash (merge M2.3), so everybody's are tried.
 */
export function firstWriter(core: Core, value: Candidate): WriterSlot | undefined {
  if (!Object.keys(value.seen).some(isIssueMark)) return undefined;
  const all = new Set<string>([...core.heads.chains.values()].map(({ slot }) => slot));
  const slots = [...all].filter(isWriterSlot).filter((slot) => slot !== value.slot);
  for (let seq = 1; seq <= mostEdits; seq++) {
    for (const slot of slots)
      if (seenOf(value.seen, issueMark({ slot, seq, hlc: value.hlc })) > 0) return slot;
  }
  return undefined;
}
