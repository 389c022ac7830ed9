/** Rules of a reception beyond its fields (S1-26 承诺服务). */
import { localDate, type IsoDate } from '../../kernel/dates';
import { notLater, ruleError, type RuleIssue } from '../rule-issue';
import type { ReceptionValues } from './record';

export function checkReception(
  { at, promiseBy }: ReceptionValues,
  today: IsoDate
): readonly RuleIssue[] {
  if (at === undefined) return [];
  const on = localDate(at);
  return [
    ...notLater('at', on, today),
    ...(promiseBy !== undefined && promiseBy < on
      ? [ruleError('promiseBy', '承诺时限早于接待日期，请核对')]
      : [])
  ];
}
