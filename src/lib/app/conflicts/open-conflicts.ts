/** The open conflicts of a record as they are stored, with those whose settlement was taken back in this session. */
import { deletionConflict } from '../../domain/conflicts';
import type { RecordKind } from '../../domain/field';
import type { RecordId } from '../../kernel/ids';
import { createSource, type Source } from '../../kernel/watchable';
import type { CommitReceipt, RecordConflict, Replica } from '../../storage/types';

/** A conflict whose settlement was taken back: the log holds one value by now, so the others are remembered here. */
export interface ReopenedConflict {
  readonly kind: RecordKind;
  readonly id: RecordId;
  readonly conflict: RecordConflict;
}

export const conflictName = (conflict: RecordConflict): string =>
  conflict.type === 'field' ? conflict.field : deletionConflict;

export interface OpenConflicts {
  readonly reopened: Source<readonly ReopenedConflict[]>;
  readonly of: (kind: RecordKind, id: RecordId) => Promise<readonly RecordConflict[]>;
  /** Says which conflict a commit has settled. */
  readonly settled: (receipt: CommitReceipt, settled: ReopenedConflict) => void;
  /** A commit was taken back: what it had settled is open again. */
  readonly undone: (receipt: CommitReceipt) => void;
}

export function createOpenConflicts(replica: Pick<Replica, 'conflicts'>): OpenConflicts {
  const reopened = createSource<readonly ReopenedConflict[]>([]);
  const byReceipt = new WeakMap<CommitReceipt, ReopenedConflict>();
  const without = ({ id, conflict }: ReopenedConflict): readonly ReopenedConflict[] =>
    reopened
      .get()
      .filter((each) => each.id !== id || conflictName(each.conflict) !== conflictName(conflict));
  return {
    reopened,
    async of(kind, id) {
      const stored = await replica.conflicts(kind, id);
      const names = new Set(stored.map(conflictName));
      const others = reopened
        .get()
        .filter((each) => each.id === id && !names.has(conflictName(each.conflict)));
      return [...stored, ...others.map(({ conflict }) => conflict)];
    },
    settled(receipt, settled) {
      byReceipt.set(receipt, settled);
      reopened.set(without(settled));
    },
    undone(receipt) {
      const settled = byReceipt.get(receipt);
      if (settled) reopened.set([...without(settled), settled]);
    }
  };
}
