/** Creates or changes records: parse by metadata, rules of the kind, derived values, one commit. */
import type { RecordKind } from '../../domain/field';
import { createRecordId, type RecordId } from '../../kernel/ids';
import { definitionOf } from '../../domain/registry';
import { err, ok, type Result } from '../../kernel/result';
import type { FieldPatch, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { SaveError, SaveManyResult, SaveResult } from '../types';
import { checkRules } from './check-rules';
import { parseValues } from './parse-values';
import { respectWithheld } from './withheld';

/** Values a new record starts with when the form leaves them open. */
const firstValues: Partial<Record<RecordKind, FieldPatch>> = { person: { status: 'active' } };

export interface RecordInput {
  /** undefined makes a new record. */
  readonly id: RecordId | undefined;
  readonly values: FieldPatch;
  /** What a new record follows from: the same click made twice, here or on two devices, is one record. */
  readonly once?: readonly string[];
}

/** What the id of a record follows from, where it follows from its values. */
export function identityKey(kind: RecordKind, values: FieldPatch): string | undefined {
  const parts = definitionOf(kind).identity?.map((name) => values[name] ?? null);
  return parts && !parts.includes(null) ? JSON.stringify([kind, ...parts]) : undefined;
}

/** The id of a new record that follows from its values, or from what it is made of; undefined where ids are random. */
async function identityOf(
  context: SessionContext,
  kind: RecordKind,
  values: FieldPatch,
  once: readonly string[] | undefined
): Promise<RecordId | undefined> {
  const key = once ? JSON.stringify([kind, 'once', ...once]) : identityKey(kind, values);
  return key === undefined ? undefined : (await context.deriveIds([key])).get(key);
}

/** What a save writes, once fields and rules agree. */
export async function changesOf(
  context: SessionContext,
  kind: RecordKind,
  { id, values, once }: RecordInput
): Promise<
  Result<{ readonly id: RecordId; readonly changes: readonly RecordChange[] }, SaveError>
> {
  const input = id === undefined ? { ...firstValues[kind], ...values } : values;
  const parsed = parseValues(kind, input, id === undefined);
  if (!parsed.ok) return parsed;
  const known = id ?? (await identityOf(context, kind, parsed.value, once));
  const row = known === undefined ? undefined : context.replica.view.row(kind, known);
  const kept = respectWithheld(context, kind, row, parsed.value);
  if (!kept.ok) return kept;
  const broken = checkRules(kind, { ...row?.values, ...kept.value }, context);
  if (broken) return err(broken);
  const patch = await context.deriver.derive(kind, kept.value, id === undefined);
  const recordId = known ?? createRecordId(context.random);
  const isNew = id === undefined && row === undefined;
  const write: RecordChange = {
    type: isNew ? 'create' : 'set',
    kind,
    id: recordId,
    values: patch
  };
  const isBack = id === undefined && row?.isDeleted;
  return ok({
    id: recordId,
    changes: isBack ? [{ type: 'undelete', kind, id: recordId }, write] : [write]
  });
}

export async function saveRecord(
  context: SessionContext,
  kind: RecordKind,
  id: RecordId | undefined,
  values: FieldPatch
): Promise<SaveResult> {
  const made = await changesOf(context, kind, { id, values });
  if (!made.ok) return made;
  const committed = await context.commit(made.value.changes);
  if (!committed.ok) return err({ type: 'commit', failure: committed.error });
  return ok({ id: made.value.id, receipt: committed.value });
}

/** All or none, in one commit and one undo; a refusal says which record it is about. */
export async function saveRecords(
  context: SessionContext,
  kind: RecordKind,
  records: readonly RecordInput[]
): Promise<SaveManyResult> {
  const ids: RecordId[] = [];
  const changes: RecordChange[] = [];
  for (const [index, record] of records.entries()) {
    const made = await changesOf(context, kind, record);
    if (!made.ok) return err({ index, error: made.error });
    ids.push(made.value.id);
    changes.push(...made.value.changes);
  }
  const committed = await context.commit(changes);
  if (!committed.ok) {
    return err({ index: undefined, error: { type: 'commit', failure: committed.error } });
  }
  return ok({ ids, receipt: committed.value });
}
