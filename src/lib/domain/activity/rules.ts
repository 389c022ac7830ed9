/** Rules of an activity beyond its fields (DOMAIN D2 Event). A day to come is a plan; what came of it is told afterwards. */
import type { IsoDate } from '../../kernel/dates';
import { ruleError, ruleHint, type RuleIssue } from '../rule-issue';
import type { ActivityValues } from './record';

export function checkActivity(
  { on, actual, expected, minutes }: ActivityValues,
  today: IsoDate
): readonly RuleIssue[] {
  const issues: RuleIssue[] = [];
  if (on !== undefined && on > today) {
    if (actual !== undefined) issues.push(ruleError('actual', '活动还没到日子，实到人数以后再填'));
    if (minutes !== undefined && minutes !== '') {
      issues.push(ruleError('minutes', '活动还没到日子，纪要以后再写'));
    }
  }
  if (actual !== undefined && expected !== undefined && actual > expected) {
    issues.push(ruleHint('actual', '实到多于应到，请核对'));
  }
  return issues;
}
