/** Rules of aid beyond its fields (S3-18…20): whom an application is for, steps that have happened, what comes next. Pure. */
import type { IsoDate } from '../../kernel/dates';
import { notLater, ruleError, type RuleIssue } from '../rule-issue';
import type { AidValues } from './record';

export function checkAid(values: AidValues, today: IsoDate): readonly RuleIssue[] {
  const { on, type, household, people = [], steps = [], status, result } = values;
  const issues: RuleIssue[] = [...notLater('on', on, today)];
  if (steps.some((step) => step.on > today)) {
    issues.push(ruleError('steps', '办理经过里有今天以后的日期，请核对'));
  }
  // Where steps are followed somebody has to be meant: 低保 is counted by household.
  if (type === 'allowance' && status !== undefined && household === undefined && !people.length) {
    issues.push(ruleError('household', '请选择申请的户；还没有建户的，可以先选本人'));
  }
  if (status === 'closed' && !result) {
    issues.push(ruleError('result', '结束要写明结果，如：未获批、本人撤回'));
  }
  return issues;
}

const order = ['applied', 'visited', 'verified', 'decided', 'paid'] as const;

/** Statuses a click may lead to, the next one first; none once the matter has ended. */
export function nextStatuses({ status }: Pick<AidValues, 'status'>): readonly string[] {
  if (status === 'closed' || status === 'paid') return [];
  return order.slice(order.findIndex((each) => each === status) + 1);
}
