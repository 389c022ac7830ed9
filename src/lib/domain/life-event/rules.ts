/** Rules of an event at home: told, near in time, short-lived (DOMAIN D2 LifeEvent). */
import { addDays, type IsoDate } from '../../kernel/dates';
import { ruleError, type RuleIssue } from '../rule-issue';
import { defaultDeleteOn, type LifeEventValues } from './record';

/** A wedding is told some weeks ahead; what lies further off is not news yet. */
const aheadDays = 90;

export function checkLifeEvent(values: LifeEventValues, today: IsoDate): readonly RuleIssue[] {
  const { on, deleteOn } = values;
  if (on === undefined) return [];
  const issues: RuleIssue[] = [];
  if (on > addDays(today, aheadDays)) {
    issues.push(ruleError('on', '日期在三个月以后，请到时再登记'));
  }
  if (defaultDeleteOn(on) < today) {
    issues.push(ruleError('on', '已过去九十天以上，不再登记'));
  }
  if (deleteOn !== undefined && deleteOn < on) {
    issues.push(ruleError('deleteOn', '删除日在事情发生之前，请核对'));
  }
  if (deleteOn !== undefined && deleteOn > defaultDeleteOn(on)) {
    issues.push(ruleError('deleteOn', '最多保留到事情发生后九十天'));
  }
  return issues;
}
