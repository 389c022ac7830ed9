/** Cross-field rules of a visit (DOMAIN D2 Visit, F visit method). */
import { daysBetween, type IsoDate } from '../../kernel/dates';
import { ruleError, ruleHint, type RuleIssue } from '../rule-issue';
import type { VisitValues } from './record';

/** Whom it concerned: someone has to be named or counted. */
const hasSubject = (values: VisitValues): boolean =>
  (values.people?.length ?? 0) > 0 ||
  values.household !== undefined ||
  (values.unnamedHouseholds ?? 0) > 0 ||
  (values.unnamedPersons ?? 0) > 0;

function dateIssues(values: VisitValues, today: IsoDate): RuleIssue[] {
  const issues: RuleIssue[] = [];
  const { on, nextOn } = values;
  if (on === undefined) return [ruleError('on', '请填写走访日期')];
  if (on > today) issues.push(ruleError('on', '走访日期在今天之后，请核对'));
  else if (daysBetween(on, today) > 366 * 20) issues.push(ruleHint('on', '日期很早，请核对年份'));
  if (nextOn !== undefined && nextOn <= on) {
    issues.push(ruleError('nextOn', '下次约定要在本次走访之后'));
  }
  return issues;
}

export function checkVisit(values: VisitValues, today: IsoDate): readonly RuleIssue[] {
  const issues = dateIssues(values, today);
  if (!hasSubject(values))
    issues.push(ruleError('people', '请选择走访对象，或填写未具名户数、人数'));
  if (values.method === undefined) issues.push(ruleError('method', '请选择走访方式'));
  if (values.method === 'wechat' && values.content !== undefined && values.content !== '') {
    issues.push(ruleError('content', '微信问候只登记次数，不记聊天内容'));
  }
  if (values.festival !== undefined && !['festival', 'twoFestivals'].includes(values.cause ?? '')) {
    issues.push(ruleHint('cause', '已选节日，缘由一般为“传统节日”或“两节慰问”'));
  }
  return issues;
}

/**
 * Households and persons a visit counts for (户次, 人次): the named household or, without one, one household
 * per visit to people; unnamed ones are added.
 */
export function visitCounts(values: VisitValues): {
  readonly households: number;
  readonly persons: number;
} {
  const named = values.people?.length ?? 0;
  const household = values.household !== undefined || named > 0 ? 1 : 0;
  const unnamedHouseholds = values.unnamedHouseholds ?? 0;
  // 张三等12户 without a head count: at least one person per household was met.
  const unnamedPersons = values.unnamedPersons ?? unnamedHouseholds;
  const persons = named > 0 ? named : household;
  return { households: household + unnamedHouseholds, persons: persons + unnamedPersons };
}
