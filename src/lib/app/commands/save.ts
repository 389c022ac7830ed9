/** Creates or changes one record: parse by metadata, rules of the kind, derived values, one commit. */
import type { RecordKind } from '../../domain/field';
import { createRecordId, type RecordId } from '../../kernel/ids';
import { err, ok } from '../../kernel/result';
import type { FieldPatch, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { SaveResult } from '../types';
import { checkRules } from './check-rules';
import { parseValues } from './parse-values';
import { respectWithheld } from './withheld';

/** Values a new record starts with when the form leaves them open. */
const firstValues: Partial<Record<RecordKind, FieldPatch>> = { person: { status: 'active' } };

export async function saveRecord(
  context: SessionContext,
  kind: RecordKind,
  id: RecordId | undefined,
  values: FieldPatch
): Promise<SaveResult> {
  const isNew = id === undefined;
  const input = isNew ? { ...firstValues[kind], ...values } : values;
  const parsed = parseValues(kind, input, isNew);
  if (!parsed.ok) return parsed;
  const row = id === undefined ? undefined : context.replica.view.row(kind, id);
  const kept = respectWithheld(context, kind, row, parsed.value);
  if (!kept.ok) return kept;
  const broken = checkRules(kind, { ...row?.values, ...kept.value }, context);
  if (broken) return err(broken);
  const patch = await context.deriver.derive(kind, kept.value, isNew);
  const recordId = id ?? createRecordId(context.random);
  const change: RecordChange = {
    type: isNew ? 'create' : 'set',
    kind,
    id: recordId,
    values: patch
  };
  const committed = await context.commit([change]);
  if (!committed.ok) return err({ type: 'commit', failure: committed.error });
  return ok({ id: recordId, receipt: committed.value });
}
