/**
 * I4: whether a log entry may be applied (SPEC M18–M20). It was authorised where it was made: by the member heads its
 * header names. What was written without knowledge of a removal or downgrade counts up to the cut. Held entries are
 * kept and listed; `adopt` admits them.
 */
import { chainKeyOf } from './chain';
import type { EntryHeader } from './entry-header';
import { canWrite } from './grant';
import type { EntryId, MemberEntryId } from './ids';
import type { Evaluation } from './member-authority';
import type { MemberDag } from './member-dag';
import type { Cut, DeviceRegistration, MemberPayload, Remove, SetRole } from './member-payload';
import type { Knows } from './member-standing';

export type HeldReason =
  /** The device, or this incarnation, is no registered one. */
  | 'unknown-device'
  /** The writer had no role for this kind, or not this scope, by what it knew. */
  | 'role'
  /** Written past the cut of a removal or downgrade. */
  | 'past-cut';

export type Judgement =
  | { readonly type: 'accepted' }
  | { readonly type: 'held'; readonly reason: HeldReason }
  /** Member entries that the writer knew are missing here. */
  | { readonly type: 'waiting'; readonly missing: readonly MemberEntryId[] };

const held = (reason: HeldReason): Judgement => ({ type: 'held', reason });
const accepted: Judgement = { type: 'accepted' };

export function judgeEntry(
  dag: MemberDag,
  evaluation: Evaluation,
  header: EntryHeader,
  id: EntryId
): Judgement {
  const missing = header.memberHeads.filter((head) => !dag.indexOf.has(head));
  if (missing.length > 0) return { type: 'waiting', missing };
  if (isAdopted(dag, evaluation, header, id)) return accepted;
  const knows = knownBy(dag, header.memberHeads);
  const { standing } = evaluation;
  const device = standing.registrationOf(header.deviceId, header.incarnation, knows);
  if (!device) return held('unknown-device');
  const grant = standing.grantOf(device.memberId, knows);
  const isActive = standing.isActive(header.deviceId, header.incarnation, knows);
  if (!grant || !isActive || !canWrite(grant, header.scope, header.kind)) return held('role');
  const cuts = closingCuts(dag, evaluation, header, device, knows);
  return cuts === undefined || isWithin(cuts, header, id) ? accepted : held('past-cut');
}

/** The entries that a set of heads stands for: the heads and all their ancestors. */
function knownBy(dag: MemberDag, heads: readonly MemberEntryId[]): Knows {
  const indexes = heads.flatMap((head) => dag.indexOf.get(head) ?? []);
  return (index) => indexes.some((head) => head === index || dag.isBefore(index, head));
}

function isAdopted(
  dag: MemberDag,
  evaluation: Evaluation,
  header: EntryHeader,
  id: EntryId
): boolean {
  const chain = chainKeyOf(header);
  return dag.entries.some(
    ({ payload }, index) =>
      payload.kind === 'adopt' &&
      evaluation.isValid[index] === true &&
      payload.ranges.some(
        (range) =>
          chainKeyOf(range) === chain &&
          range.from <= header.seq &&
          header.seq <= range.seq &&
          (header.seq < range.seq || range.id === id)
      )
  );
}

/**
 * Cuts that bind an entry: of the valid removals `now` and downgrades that its writer did not know, the earliest;
 * several concurrent ones join to the highest. undefined: nothing binds it (a departure alone doesn't).
 */
function closingCuts(
  dag: MemberDag,
  evaluation: Evaluation,
  header: EntryHeader,
  device: DeviceRegistration,
  knows: Knows
): readonly Cut[] | undefined {
  const closing = dag.entries.flatMap(({ payload }, index) =>
    evaluation.isValid[index] && !knows(index) && isClosing(payload, header, device)
      ? [{ index, cuts: payload.cuts }]
      : []
  );
  if (closing.length === 0) return undefined;
  const earliest = closing.filter((c) => !closing.some((o) => dag.isBefore(o.index, c.index)));
  return earliest.flatMap((c) => c.cuts);
}

function isClosing(
  payload: MemberPayload,
  header: EntryHeader,
  device: DeviceRegistration
): payload is Remove | SetRole {
  if (payload.kind === 'set-role') {
    return payload.memberId === device.memberId && !canWrite(payload, header.scope, header.kind);
  }
  if (payload.kind !== 'remove' || payload.mode !== 'now') return false;
  const { target } = payload;
  return target.type === 'member'
    ? target.memberId === device.memberId
    : target.deviceId === device.deviceId;
}

function isWithin(cuts: readonly Cut[], header: EntryHeader, id: EntryId): boolean {
  const chain = chainKeyOf(header);
  return cuts.some(
    (cut) =>
      chainKeyOf(cut) === chain &&
      (header.seq < cut.seq || (header.seq === cut.seq && id === cut.id))
  );
}
