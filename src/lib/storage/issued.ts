/** What was issued again, and how it is told (merge M2.3, DESIGN 5 "Fork"). */
import { issueMark, type WriterSlot } from '../merge/field-key';
import type { Written } from '../merge/edit';
import { seenOf } from '../merge/stored-value';
import type { Candidate } from '../merge/values';

/** A stamp near the end of what a clock can say would leave no later ones. */
export const latestToFollow = Number.MAX_SAFE_INTEGER / 2;

/** A base counts as a value of each of its fields, beside a later one of its own. */
export const lastBy = (
  slot: WriterSlot | undefined,
  all: readonly Candidate[]
): Candidate | undefined => all.filter((one) => one.slot === slot).sort((a, b) => b.seq - a.seq)[0];

/** Whoever issues it names it in the vector. */
export const writtenAs = (one: Candidate): Written => ({
  hlc: one.hlc > latestToFollow ? undefined : one.hlc,
  seen: one.seen,
  mark: issueMark(one)
});

/** Here itself, or written again by who wrote one of these. */
export function isIssued(one: Candidate, candidates: readonly Candidate[]): boolean {
  const mark = issueMark(one);
  return candidates.some((other) =>
    other.slot === one.slot
      ? other.seq === one.seq && other.hlc === one.hlc
      : seenOf(other.seen, mark) > 0
  );
}

/**
 * Changed by who had seen it before the fork came out. That counts where no other branch has as many edits, and nobody claims more
 * than there are: rather a conflict too many.
 */
export const isSettled = (
  one: Candidate,
  candidates: readonly Candidate[],
  rivals: readonly Candidate[]
): boolean =>
  !rivals.some(({ seq, hlc }) => seq >= one.seq && hlc !== one.hlc) &&
  candidates.some(
    ({ slot, seen, hlc }) =>
      slot !== one.slot && seenOf(seen, one.slot) === one.seq && hlc >= one.hlc
  );
