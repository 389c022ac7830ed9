/** Changes of a must-visit rule: a built-in one gets its record under its fixed id; what held before is kept. */
import { checkVisitRule } from '../../domain/visit-rule/rules';
import { builtInRule } from '../../domain/visit-rule/built-in';
import type { VisitRuleValues } from '../../domain/visit-rule/record';
import { ruleChange } from '../../domain/visit-rule/versions';
import { createRecordId, type RecordId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import type { FieldPatch, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { SaveError, SaveResult } from '../types';
import { invalid, parseValues } from './parse-values';

const withoutNulls = (values: FieldPatch): FieldPatch =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** A rule as the editor holds it, parsed and checked as if it were switched on. */
export function readRule(values: FieldPatch): Result<VisitRuleValues, SaveError> {
  const parsed = parseValues('visitRule', values, false);
  if (!parsed.ok) return parsed;
  const rule = withoutNulls({ ...parsed.value, enabled: true }) as VisitRuleValues;
  const refused = refusalOf(rule);
  return refused ? err(refused) : ok(rule);
}

function refusalOf(rule: VisitRuleValues): SaveError | undefined {
  const issues = checkVisitRule(rule);
  if (issues.length === 0) return undefined;
  const fields = Object.fromEntries(issues.map(({ field, message }) => [field, message]));
  return invalid(fields, issues.map(({ message }) => message).join('；'));
}

/** @param id undefined: a new rule of the community's own. */
export async function saveVisitRule(
  context: SessionContext,
  id: RecordId | undefined,
  values: FieldPatch
): Promise<SaveResult> {
  const parsed = parseValues('visitRule', values, false);
  if (!parsed.ok) return parsed;
  const row = id && context.replica.view.row('visitRule', id);
  const isStored = row !== undefined && !row.isDeleted;
  const before: VisitRuleValues | undefined = isStored ? row.values : id && builtInRule(id)?.config;
  const after = withoutNulls({ ...(before as FieldPatch | undefined), ...parsed.value });
  const refused = refusalOf(after as VisitRuleValues);
  if (refused) return err(refused);
  const patch = ruleChange(before, parsed.value, context.clock.today());
  const recordId = id ?? createRecordId(context.random);
  const created = withoutNulls({ ...(before as FieldPatch | undefined), ...patch });
  const changes: RecordChange[] = row
    ? [{ type: 'set', kind: 'visitRule', id: recordId, values: isStored ? patch : created }]
    : [{ type: 'create', kind: 'visitRule', id: recordId, values: created }];
  if (row?.isDeleted) changes.unshift({ type: 'undelete', kind: 'visitRule', id: recordId });
  const committed = await context.commit(changes);
  if (!committed.ok) return err({ type: 'commit', failure: committed.error });
  return ok({ id: recordId, receipt: committed.value });
}
