/** Rules of an attendance beyond its fields: one person or a number of people, never both. */
import { ruleError, type RuleIssue } from '../rule-issue';
import type { AttendanceValues } from './record';

export function checkAttendance({ person, count = 0 }: AttendanceValues): readonly RuleIssue[] {
  if (person === undefined && count === 0) {
    return [ruleError('person', '请选择成员，或填写未具名人数')];
  }
  return person !== undefined && count > 0
    ? [ruleError('count', '已选成员时不填未具名人数，请另记一条')]
    : [];
}
