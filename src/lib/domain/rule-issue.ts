/** What cross-field rules find. An error keeps a record from being saved; a hint is shown beside the field. */
import type { IsoDate } from '../kernel/dates';

export interface RuleIssue {
  /** Field to show it at. */
  readonly field: string;
  readonly severity: 'error' | 'hint';
  /** Plain Chinese: what is wrong and what to do. */
  readonly message: string;
}

export const ruleError = (field: string, message: string): RuleIssue => ({
  field,
  severity: 'error',
  message
});

export const ruleHint = (field: string, message: string): RuleIssue => ({
  field,
  severity: 'hint',
  message
});

/** Work is written down when it was done, not before. */
export const notLater = (
  field: string,
  on: IsoDate | undefined,
  today: IsoDate
): readonly RuleIssue[] =>
  on !== undefined && on > today ? [ruleError(field, '日期在今天之后，请核对')] : [];
