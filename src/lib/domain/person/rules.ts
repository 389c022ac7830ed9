/** Cross-field rules of a person (DOMAIN D1). Values have been parsed by their fields before. */
import type { IsoDate, PartialDate } from '../../kernel/dates';
import { parties } from '../code-lists/party';
import { readIdNumber } from '../id-number';
import { ruleError, ruleHint, type RuleIssue } from '../rule-issue';
import type { PersonValues } from './record';

/** True when the partial date is surely after the day. */
export const isAfter = (date: PartialDate, day: IsoDate): boolean =>
  String(date) > day.slice(0, date.length);

/** Whether two dates of different precision can be the same day. */
export const agree = (a: PartialDate, b: PartialDate): boolean => {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) === b.slice(0, length);
};

function statusIssues(values: PersonValues, today: IsoDate): RuleIssue[] {
  const { status = 'active', statusOn } = values;
  if (status !== 'active' && statusOn === undefined) {
    return [ruleError('statusOn', '迁出、去世或退出请填写日期，只知道年份也可以')];
  }
  return statusOn !== undefined && isAfter(statusOn, today)
    ? [ruleError('statusOn', '日期在今天之后，请核对')]
    : [];
}

function birthIssues(values: PersonValues, today: IsoDate): RuleIssue[] {
  const { birth } = values;
  if (birth === undefined) return [];
  if (isAfter(birth, today)) return [ruleError('birth', '出生日期在今天之后，请核对')];
  if (Number(today.slice(0, 4)) - Number(birth.slice(0, 4)) > 120) {
    return [ruleHint('birth', '年龄超过 120 岁，请核对年份')];
  }
  return [];
}

/** An id number of another birth or sex is told, never used to overwrite what was written (I12). */
function idNumberIssues(values: PersonValues): RuleIssue[] {
  const { idNo, idType = '1', birth, sex } = values;
  if (idNo === undefined || !['1', '2', '3'].includes(idType)) return [];
  const reading = readIdNumber(idNo);
  if (!reading.ok) return [ruleHint('idNo', '号码不像身份证号，请核对证件类型')];
  const issues: RuleIssue[] = [];
  if (birth !== undefined && !agree(birth, reading.value.birth)) {
    issues.push(ruleHint('birth', '与证件号码中的出生日期不一致，请核对'));
  }
  if ((sex === '1' || sex === '2') && sex !== reading.value.sex) {
    issues.push(ruleHint('sex', '与证件号码中的性别不一致，请核对'));
  }
  return issues;
}

function partyIssues(values: PersonValues): RuleIssue[] {
  const { affiliation, partyPost, joinedOn } = values;
  const isMember =
    ['01', '02', '03'].includes(affiliation ?? '') ||
    parties.some((party) => party.code === affiliation);
  if (isMember || affiliation === undefined) return [];
  return [
    ...(partyPost === undefined ? [] : [ruleHint('partyPost', '已填党派职务，请核对政治面貌')]),
    ...(joinedOn === undefined ? [] : [ruleHint('joinedOn', '已填加入党派时间，请核对政治面貌')])
  ];
}

export function checkPerson(values: PersonValues, today: IsoDate): readonly RuleIssue[] {
  const issues: RuleIssue[] = [];
  if (values.name === undefined) issues.push(ruleError('name', '请填写姓名'));
  const isClergy = (values.categories ?? []).some((category) => category.code === '05');
  if (values.clergyPost !== undefined && !isClergy) {
    issues.push(ruleHint('clergyPost', '宗教教职只登记宗教界人士公开担任的职务'));
  }
  return [
    ...issues,
    ...statusIssues(values, today),
    ...birthIssues(values, today),
    ...idNumberIssues(values),
    ...partyIssues(values)
  ];
}
