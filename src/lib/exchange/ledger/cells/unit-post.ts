/** 工作单位及职务 in one cell: two values where the cell shows where one ends, else the unit alone. */
import { bareHeaderKey } from '../header-text';

export interface UnitAndPost {
  readonly unit: string;
  readonly post?: string;
  /** Told by the ending of a unit, not by a separator. */
  readonly isGuess: boolean;
}

/** The header names both: 工作单位及职务, 单位职务, 单位、职务. */
export const isUnitAndPost = (header: string): boolean =>
  /单位(?:名称)?(?:及|和|与|、|-)?(?:现任|担任)?职务$/.test(bareHeaderKey(header));

const unitEnding =
  /^(.*(?:公司|集团|工厂|[^工]厂|学校|中学|小学|大学|学院|[一二三四五六七八九十\d]中|幼儿园|医院|银行|事务所|研究所|派出所|设计院|研究院|法院|检察院|[^当]局|中心|合作社|报社|商店|超市|协会|学会|商会|联合会|委员会|街道|社区|工作室|文化馆|图书馆|博物馆|出版社))([^，,、;；/]+)$/;
const post =
  /(?:长|主任|经理|总监|主管|主编|编辑|记者|教师|老师|教授|讲师|医师|医生|护士|工程师|会计师?|律师|研究员|研究馆员|馆员|技师|科员|职员|员工|干部|书记|主席|理事|董事|监事|代表|委员|顾问|助理|秘书|负责人|法人|创办人|创始人|合伙人|厨师|司机|工人|店主|老板|主播|退休|[^人]员)$/;

export function splitUnitPost(text: string): UnitAndPost {
  const cell = text.trim();
  const parts = cell.split(/[\s，,;；/]+/).filter(Boolean);
  const [first, ...rest] = parts;
  if (first !== undefined && rest.length > 0 && rest.every((part) => post.test(part))) {
    return { unit: first, post: rest.join('、'), isGuess: false };
  }
  const match = unitEnding.exec(cell);
  if (match?.[1] !== undefined && match[2] !== undefined && post.test(match[2])) {
    return { unit: match[1], post: match[2], isGuess: true };
  }
  return { unit: cell, isGuess: false };
}
