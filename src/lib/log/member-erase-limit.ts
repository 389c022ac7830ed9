/**
 * The daily limit on erasures (SPEC M13): whether an order is within it follows from what its author knew, so orders
 * that arrive later change nothing. Stamps are the author's own word: a false one shows in the history and takes nobody else's right.
 */
import type { MemberId } from './ids';
import type { MemberDag } from './member-dag';
import type { EraseRecord } from './member-payload';
import { isMemberEntryOf, type MemberEntry } from './member-entry';
import type { Knows, Standing } from './member-standing';
import { canAdminister } from './roles';

const erasuresPerDay = 20;
const dayMs = 86_400_000;
/** A person's own records, as a rule; more count as further people. */
const recordsPerErasure = 50;

/** As how many erasures an order over so many records counts. */
export const erasuresOf = (records: number): number => Math.ceil(records / recordsPerErasure);

interface Counted {
  readonly index: number;
  readonly atMs: number;
  readonly erasures: number;
}

export interface EraseLimit {
  /** For valid orders, in the order of the DAG. */
  readonly accept: (index: number) => boolean;
  /** How many a member may still order at `nowMs`; without end while there is no other administrator. */
  readonly leftOf: (memberId: MemberId, nowMs: number) => number;
}

export function createEraseLimit(
  dag: MemberDag,
  standing: Standing,
  isValid: readonly boolean[]
): EraseLimit {
  const byDay = new Map<string, Counted[]>();
  const dayOf = (atMs: number): number => Math.floor(atMs / dayMs);
  const near = (memberId: MemberId, atMs: number): Counted[] =>
    [-1, 0, 1]
      .flatMap((offset) => byDay.get(`${memberId}${dayOf(atMs) + offset}`) ?? [])
      .filter((one) => Math.abs(one.atMs - atMs) < dayMs);
  const memberOf = (index: number): MemberId | undefined => {
    const author = dag.entries[index]?.author;
    return (
      author && standing.registrationOf(author.deviceId, author.incarnation, () => true)?.memberId
    );
  };
  const isSeconded = ({ payload }: MemberEntry<EraseRecord>, memberId: MemberId): boolean =>
    payload.seconds.some((id) => {
      const index = dag.indexOf.get(id) ?? -1;
      const order = dag.entries[index];
      if (!order || !isValid[index] || !isMemberEntryOf(order, 'erase-record')) return false;
      const isAlike = payload.recordIds.every((one) => order.payload.recordIds.includes(one));
      return isAlike && memberOf(index) !== memberId;
    });
  const hasAnother = (memberId: MemberId, knows: Knows): boolean =>
    standing.memberIds.some((one) => {
      const grant = one === memberId ? null : standing.grantOf(one, knows);
      return grant !== null && grant !== undefined && canAdminister(grant.role);
    });
  return {
    accept(index) {
      const entry = dag.entries[index];
      const memberId = memberOf(index);
      if (!entry || !isMemberEntryOf(entry, 'erase-record') || memberId === undefined) return true;
      const { atMs } = entry;
      const known = near(memberId, atMs).filter((one) => dag.isBefore(one.index, index));
      const own = erasuresOf(entry.payload.recordIds.length);
      const isWithin = sumOf(known) + own <= erasuresPerDay;
      const knows: Knows = (other) => dag.isBefore(other, index);
      if (!isWithin && !isSeconded(entry, memberId) && hasAnother(memberId, knows)) return false;
      const key = `${memberId}${dayOf(atMs)}`;
      byDay.set(key, [...(byDay.get(key) ?? []), { index, atMs, erasures: own }]);
      return true;
    },
    leftOf: (memberId, nowMs) =>
      hasAnother(memberId, () => true) ? erasuresPerDay - sumOf(near(memberId, nowMs)) : Infinity
  };
}

const sumOf = (orders: readonly Counted[]): number =>
  orders.reduce((sum, { erasures }) => sum + erasures, 0);
