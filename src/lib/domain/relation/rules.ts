/** A relation is shown only when both people have a running basic consent (DOMAIN D2 "both consent"). */
import type { GatedPerson } from '../consent/gate';
import type { RecordId } from '../../kernel/ids';
import { ruleError, type RuleIssue } from '../rule-issue';
import type { RelationValues } from './record';

export function checkRelation(
  values: RelationValues,
  personOf: (id: RecordId) => GatedPerson | undefined
): readonly RuleIssue[] {
  const { first, second } = values;
  if (first === undefined) return [ruleError('first', '请选择成员')];
  if (second === undefined) return [ruleError('second', '请选择成员')];
  if (first === second) return [ruleError('second', '请选择另一位成员')];
  if (values.term === undefined) return [ruleError('term', '请选择称谓')];
  return canShowRelation(values, personOf)
    ? []
    : [ruleError('second', '双方都登记同意后才能登记关系')];
}

export function canShowRelation(
  values: RelationValues,
  personOf: (id: RecordId) => GatedPerson | undefined
): boolean {
  const { first, second } = values;
  if (first === undefined || second === undefined) return false;
  return personOf(first)?.state === 'valid' && personOf(second)?.state === 'valid';
}
