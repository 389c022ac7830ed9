/** What cross-field rules find. An error keeps a record from being saved; a hint is shown beside the field. */
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
