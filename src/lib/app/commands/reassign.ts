/** 交接: open work of one worker becomes another's, in one commit with one undo. Authorship stays in the history. */
import type { VisitRuleValues } from '../../domain/visit-rule/record';
import { ruleChange } from '../../domain/visit-rule/versions';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { Result } from '../../kernel/result';
import type { CommitFailure, CommitReceipt, FieldPatch, RecordChange } from '../../storage/types';
import type { WorkRef } from '../members/types';
import type { SessionContext } from '../session/context';

/** References that no longer name the leaver are left alone. The leaver's record names the successor. */
export function reassignWork(
  context: SessionContext,
  from: RecordId,
  to: RecordId,
  refs: readonly WorkRef[]
): Promise<Result<CommitReceipt, CommitFailure>> {
  const changes = refs.flatMap((ref) => changeOf(context, from, to, ref) ?? []);
  return context.commit([
    ...changes,
    { type: 'set', kind: 'worker', id: from, values: { handoverTo: to } }
  ]);
}

function changeOf(
  { replica, clock }: SessionContext,
  from: RecordId,
  to: RecordId,
  { kind, id, field }: WorkRef
): RecordChange | undefined {
  const row = replica.view.row(kind, id);
  if (!row || row.isDeleted || row.isLocked) return undefined;
  const present: Json | undefined = (row.values as Readonly<Record<string, Json>>)[field];
  const next = nextOf(present, from, to);
  if (next === undefined) return undefined;
  const patch: FieldPatch = { [field]: next };
  // A rule keeps what held before.
  const values =
    kind === 'visitRule' ? ruleChange(row.values as VisitRuleValues, patch, clock.today()) : patch;
  return { type: 'set', kind, id, values };
}

function nextOf(present: Json | undefined, from: RecordId, to: RecordId): Json | undefined {
  if (present === from) return to;
  if (!Array.isArray(present)) return undefined;
  const ids = present as readonly Json[];
  return ids.includes(from) ? [...new Set(ids.map((id) => (id === from ? to : id)))] : undefined;
}
