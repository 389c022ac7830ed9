/** Orders about records and settings (SPEC M12–M14), read off the valid entries. */
import type { RecordId } from '../kernel/ids';
import { isAuditId } from './audit-id';
import type { MemberEntryId } from './ids';
import type { MemberDag } from './member-dag';
import { createEraseLimit, type EraseLimit } from './member-erase-limit';
import type { Standing } from './member-standing';

export interface ResolvedOrders {
  readonly policy: ReadonlyMap<number, number>;
  readonly locks: ReadonlyMap<RecordId, readonly MemberEntryId[]>;
  readonly erasures: ReadonlyMap<RecordId, readonly MemberEntryId[]>;
  /** Orders beyond their author's daily limit: not carried out until another administrator orders the same. */
  readonly pendingErasures: ReadonlyMap<RecordId, readonly MemberEntryId[]>;
  /** How many a member may still order (member-erase-limit.ts). */
  readonly erasuresLeftOf: EraseLimit['leftOf'];
}

export function resolveOrders(
  dag: MemberDag,
  standing: Standing,
  isValid: readonly boolean[]
): ResolvedOrders {
  const limit = createEraseLimit(dag, standing, isValid);
  const pendingErasures = new Map<RecordId, MemberEntryId[]>();
  const policy = new Map<number, number>();
  const locks = new Map<RecordId, MemberEntryId[]>();
  const lifted = new Set<string>();
  const erasures = new Map<RecordId, MemberEntryId[]>();
  dag.entries.forEach(({ id, payload }, index) => {
    if (!isValid[index]) return;
    switch (payload.kind) {
      case 'found':
        for (const { key, value } of payload.policy) policy.set(key, value);
        return;
      case 'policy':
        // The DAG's order puts an entry after all it knew; of concurrent ones the later in that order holds.
        for (const { key, value } of payload.settings) policy.set(key, value);
        return;
      case 'lock-record':
        for (const recordId of payload.recordIds) {
          if (payload.lifts.length === 0) append(locks, recordId, id);
          for (const order of payload.lifts) lifted.add(`${recordId}${order}`);
        }
        return;
      case 'erase-record': {
        const orders = limit.accept(index) ? erasures : pendingErasures;
        for (const recordId of payload.recordIds) append(orders, recordId, id);
        return;
      }
      default:
        return;
    }
  });
  for (const [recordId, orders] of locks) {
    const left = orders.filter((order) => !lifted.has(`${recordId}${order}`));
    if (left.length > 0) locks.set(recordId, left);
    else locks.delete(recordId);
  }
  return { policy, locks, erasures, pendingErasures, erasuresLeftOf: limit.leftOf };
}

function append(map: Map<RecordId, MemberEntryId[]>, recordId: RecordId, id: MemberEntryId): void {
  // What was exported or disclosed stays on record: no order hides or removes an audit.
  if (isAuditId(recordId)) return;
  const known = map.get(recordId);
  if (known) known.push(id);
  else map.set(recordId, [id]);
}
