/** Rules between the fields of a must-visit rule (DOMAIN E). */
import { ruleError, type RuleIssue } from '../rule-issue';
import type { VisitRuleValues } from './record';

export function checkVisitRule(values: VisitRuleValues): readonly RuleIssue[] {
  const { name, enabled = false, triggers = [], cycle, isPaired } = values;
  const { seasonFrom, seasonUntil } = values;
  const issues: RuleIssue[] = [];
  if (enabled && (name ?? '') === '') issues.push(ruleError('name', '启用前请给规则起个名称'));
  if (enabled && triggers.length === 0) issues.push(ruleError('triggers', '启用前请选择何时走访'));
  if (triggers.includes('interval') && cycle === undefined && !isPaired) {
    issues.push(ruleError('cycle', '请选择间隔'));
  }
  if (triggers.includes('season') && (seasonFrom === undefined || seasonUntil === undefined)) {
    issues.push(ruleError('seasonFrom', '请填写每年从哪天到哪天'));
  }
  return issues;
}
