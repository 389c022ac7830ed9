/** Rules of a need beyond its fields (DOMAIN F status; S2-04 回头看). */
import type { IsoDate } from '../../kernel/dates';
import { notLater, ruleError, type RuleIssue } from '../rule-issue';
import type { NeedValues } from './record';

/** Statuses in which the matter has ended with a result. */
const closed: ReadonlySet<string> = new Set(['resolved', 'rechecked']);

export function checkNeed(values: NeedValues, today: IsoDate): readonly RuleIssue[] {
  const { raisedOn, closedOn, recheckOn, status = '' } = values;
  const issues: RuleIssue[] = [
    ...notLater('raisedOn', raisedOn, today),
    ...notLater('closedOn', closedOn, today)
  ];
  if (closed.has(status)) {
    if (!values.result) issues.push(ruleError('result', '办结要写明办理结果'));
    if (closedOn === undefined) issues.push(ruleError('closedOn', '请填写办结日期'));
  }
  if (status === 'rechecked' && !values.recheckResult) {
    issues.push(ruleError('recheckResult', '请填写回头看结果'));
  }
  if (raisedOn !== undefined && closedOn !== undefined && closedOn < raisedOn) {
    issues.push(ruleError('closedOn', '办结日期早于登记日期，请核对'));
  }
  if (closedOn !== undefined && recheckOn !== undefined && recheckOn < closedOn) {
    issues.push(ruleError('recheckOn', '回头看日期早于办结日期，请核对'));
  }
  return issues;
}
