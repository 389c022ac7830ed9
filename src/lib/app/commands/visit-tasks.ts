/**
 * What people decide about must-visits: 本人谢绝, 改期, and taking either back. One record an occasion, under an id
 * that follows from rule, person and occasion, so that devices that decide apart meet in it (DESIGN 3).
 */
import { checkPostponement } from '../../domain/visit-task/rules';
import type { VisitTaskRow } from '../../domain/visit-task/record';
import type { IsoDate } from '../../kernel/dates';
import { err, ok } from '../../kernel/result';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { FieldPatch, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { SaveResult, TaskRef } from '../types';
import { invalid, parseValues } from './parse-values';

const recordsOf = (context: SessionContext, { personId, occasion }: TaskRef) =>
  (context.replica.view.rows('visitTask') as readonly VisitTaskRow[]).filter(
    ({ values }) => values.person === personId && values.occasion === occasion
  );

async function idOf(context: SessionContext, task: TaskRef): Promise<RecordId> {
  const key = JSON.stringify(['visitTask', task.ruleId, task.personId, task.occasion]);
  const ids = await context.deriveIds([key]);
  return ids.get(key) as RecordId;
}

async function commit(
  context: SessionContext,
  id: RecordId,
  changes: readonly RecordChange[]
): Promise<SaveResult> {
  const committed = await context.commit(changes);
  if (!committed.ok) return err({ type: 'commit', failure: committed.error });
  return ok({ id, receipt: committed.value });
}

/** Writes a decision: into the record of this occasion if there is one, else into a new one. */
async function decide(
  context: SessionContext,
  task: TaskRef,
  values: Readonly<Record<string, Json>>
): Promise<SaveResult> {
  const [present] = recordsOf(context, task);
  const known = { rule: task.ruleId, person: task.personId, occasion: task.occasion };
  const parsed = parseValues('visitTask', present ? values : { ...known, ...values }, !present);
  if (!parsed.ok) return parsed;
  const patch: FieldPatch = parsed.value;
  if (!present) {
    const id = await idOf(context, task);
    return commit(context, id, [{ type: 'create', kind: 'visitTask', id, values: patch }]);
  }
  const { id, isDeleted } = present;
  const changes: RecordChange[] = [{ type: 'set', kind: 'visitTask', id, values: patch }];
  if (isDeleted) changes.unshift({ type: 'undelete', kind: 'visitTask', id });
  return commit(context, id, changes);
}

/** 本人谢绝: said today; a new date that was agreed before is void. */
export const declineTask = (
  context: SessionContext,
  task: TaskRef,
  reason: string
): Promise<SaveResult> =>
  decide(context, task, {
    declinedOn: context.clock.today(),
    declineReason: reason,
    postponedTo: null,
    postponeReason: null
  });

export async function postponeTask(
  context: SessionContext,
  task: TaskRef,
  to: string,
  reason: string
): Promise<SaveResult> {
  const parsed = parseValues('visitTask', { postponedTo: to, postponeReason: reason }, false);
  if (!parsed.ok) return parsed;
  const { postponedTo } = parsed.value;
  if (typeof postponedTo !== 'string') {
    return err(invalid({ postponedTo: '请填写改到哪一天' }, '请填写改到哪一天'));
  }
  const issues = checkPostponement(postponedTo as IsoDate, reason, context.clock.today());
  if (issues.length > 0) {
    const fields = Object.fromEntries(issues.map(({ field, message }) => [field, message]));
    return err(invalid(fields, issues.map(({ message }) => message).join('；')));
  }
  return decide(context, task, { postponedTo, postponeReason: reason });
}

/** Takes every decision on the occasion back, whichever rule it was made under. */
export async function reopenTask(context: SessionContext, task: TaskRef): Promise<SaveResult> {
  const rows = recordsOf(context, task);
  const [first] = rows;
  if (!first) return err(invalid({}, '这项走访没有谢绝或改期'));
  const values: FieldPatch = {
    declinedOn: null,
    declineReason: null,
    postponedTo: null,
    postponeReason: null,
    doneBy: null
  };
  const changes = rows.map(({ id }): RecordChange => ({
    type: 'set',
    kind: 'visitTask',
    id,
    values
  }));
  return commit(context, first.id, changes);
}
