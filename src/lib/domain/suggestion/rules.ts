/** Rules of a suggestion beyond its fields (S2-24). */
import type { IsoDate } from '../../kernel/dates';
import { notLater, ruleError, type RuleIssue } from '../rule-issue';
import type { SuggestionValues } from './record';

const answered: ReadonlySet<string> = new Set(['answered', 'published', 'checked']);

export function checkSuggestion(
  { raisedOn, reply, status = '' }: SuggestionValues,
  today: IsoDate
): readonly RuleIssue[] {
  const issues: RuleIssue[] = [...notLater('raisedOn', raisedOn, today)];
  if (answered.has(status) && !reply) issues.push(ruleError('reply', '答复之后才能转到这一步'));
  return issues;
}
