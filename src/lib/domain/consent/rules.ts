/** Rules for writing down a consent (PIPL 13–17, 29, 31). The gate judges again and more strictly (I14). */
import type { IsoDate, PartialDate } from '../../kernel/dates';
import { ruleError, ruleHint, type RuleIssue } from '../rule-issue';
import { needsGuardian } from './basis';
import { basicPurpose } from './purposes';
import type { ConsentValues } from './record';

function dateIssues(values: ConsentValues, today: IsoDate): RuleIssue[] {
  const { signedOn, expiresOn, withdrawnOn } = values;
  if (signedOn === undefined) return [ruleError('signedOn', '请填写签署日期')];
  const issues: RuleIssue[] = [];
  if (signedOn > today) issues.push(ruleError('signedOn', '签署日期在今天之后，请核对'));
  if (expiresOn !== undefined && expiresOn < signedOn) {
    issues.push(ruleError('expiresOn', '有效期在签署日期之前，请核对'));
  }
  if (withdrawnOn !== undefined && withdrawnOn > today) {
    issues.push(ruleError('withdrawnOn', '撤回日期在今天之后，请核对'));
  }
  return issues;
}

/**
 * @param birth of the person who agrees.
 * @param hasBasic the person has a running basic consent already.
 */
export function checkConsent(
  values: ConsentValues,
  birth: PartialDate | undefined,
  today: IsoDate,
  hasBasic = false
): readonly RuleIssue[] {
  const issues = dateIssues(values, today);
  const purposes = values.purposes ?? [];
  if (purposes.length === 0) issues.push(ruleError('purposes', '请勾选本人同意的事项'));
  else if (!hasBasic && !purposes.includes(basicPurpose) && values.withdrawnOn === undefined) {
    issues.push(ruleError('purposes', '其他事项以“登记基本信息并保持联系”为前提，请一并勾选'));
  }
  if (values.channel === undefined) issues.push(ruleError('channel', '请选择同意方式'));
  const isMinor = values.signedOn !== undefined && needsGuardian(birth, values.signedOn);
  if (isMinor && values.channel !== 'guardian') {
    issues.push(ruleError('channel', '未满十四周岁（或只知道年份、可能未满）须由监护人同意'));
  }
  if ((isMinor || values.channel === 'guardian') && (values.guardianName ?? '').trim() === '') {
    issues.push(ruleError('guardianName', '请填写监护人姓名'));
  }
  if (values.channel === 'paper' && (values.originalsAt ?? '').trim() === '') {
    issues.push(ruleHint('originalsAt', '请写明纸质原件存放处，以备查阅'));
  }
  return issues;
}
