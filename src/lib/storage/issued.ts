/** What was issued again, and how it is told (merge M2.3, DESIGN 5 "Fork"). */
import type { DeviceId } from '../kernel/ids';
import { issueMark, type WriterSlot } from '../merge/field-key';
import type { Written } from '../merge/edit';
import { seenOf } from '../merge/stored-value';
import type { Candidate } from '../merge/values';
import { parseSlot } from './slot';

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

/**
 * Whether a writer's marks count for somebody's values: their own device's do, and those of `issuers` (member-state.ts). Anybody
 * else who names a value of theirs says something untrue.
 */
export function countsFor(of: WriterSlot, by: WriterSlot, issuers: ReadonlySet<DeviceId>): boolean {
  const { deviceId } = parseSlot(by);
  return deviceId === parseSlot(of).deviceId || issuers.has(deviceId);
}

/** Here itself, or written again. */
export function isIssued(
  one: Candidate,
  candidates: readonly Candidate[],
  issuers: ReadonlySet<DeviceId>
): boolean {
  const mark = issueMark(one);
  return candidates.some((other) =>
    other.slot === one.slot
      ? other.seq === one.seq && other.hlc === one.hlc
      : seenOf(other.seen, mark) > 0 && countsFor(one.slot, other.slot, issuers)
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
