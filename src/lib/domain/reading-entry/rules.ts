/** Rules of a reading beyond its fields: a worker read it, or a session did. */
import { ruleError, type RuleIssue } from '../rule-issue';
import type { ReadingEntryValues } from './record';

export const checkReadingEntry = ({
  reader,
  activity
}: ReadingEntryValues): readonly RuleIssue[] =>
  reader === undefined && activity === undefined
    ? [ruleError('reader', '请选择阅读人，或选择在哪次学习活动上学的')]
    : [];
