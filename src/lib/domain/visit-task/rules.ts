/** What may be decided about a task (DOMAIN E: 改期 with reason). */
import { addDays, type IsoDate } from '../../kernel/dates';
import { ruleError, type RuleIssue } from '../rule-issue';

/** A task put off longer than this is better declined, or agreed as 下次约定. */
export const postponeDays = 90;

export function checkPostponement(
  to: IsoDate,
  reason: string,
  today: IsoDate
): readonly RuleIssue[] {
  const issues: RuleIssue[] = [];
  if (to <= today) issues.push(ruleError('postponedTo', '请改到今天以后的日子'));
  if (to > addDays(today, postponeDays)) {
    issues.push(ruleError('postponedTo', '最多改到三个月以内'));
  }
  if (reason.trim() === '') issues.push(ruleError('postponeReason', '请写明改期的原因'));
  return issues;
}
