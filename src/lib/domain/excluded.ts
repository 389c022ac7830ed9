/**
 * Columns that an import never takes (DOMAIN B-7, G "drop" rows), with the reason for the report. A dropped
 * column's values are not read into anything: not the log, not the report (I12 names the column only).
 */
import { normaliseTerm } from './code-list';

export interface ExcludedColumn {
  /** Row of DOMAIN B or G. */
  readonly rule: string;
  /** Plain Chinese, for the report: why the column stays out. */
  readonly reason: string;
}

interface ExcludedGroup extends ExcludedColumn {
  readonly headers: readonly string[];
  /** A header that contains one of these is excluded too. */
  readonly parts?: readonly string[];
}

const groups: readonly ExcludedGroup[] = [
  {
    rule: 'B-1',
    reason: '不登记对个人思想、表现的评价',
    headers: [
      '思想动态',
      '近期动态',
      '政治表现',
      '现实表现',
      '思想状况',
      '一贯表现',
      '主要表现',
      '表现情况'
    ],
    parts: ['思想动态', '思想状况', '政治表现', '现实表现', '思想表现', '政治态度', '思想倾向']
  },
  {
    rule: 'B-2',
    reason: '不登记考察培养、政审情况',
    headers: ['政审情况', '培养对象', '考察情况', '培养考察情况', '推荐意见'],
    parts: ['政审', '培养对象', '考察对象']
  },
  {
    rule: 'B-3',
    reason: '不对人分级、分色、评星',
    headers: [
      '重点人',
      '重点人员',
      '是否重点',
      '重点对象',
      '关注等级',
      '风险等级',
      '等级',
      '星级',
      '颜色',
      '分级',
      '类别等级',
      '关注级别'
    ],
    parts: ['重点人', '重点对象', '风险等级', '关注等级', '管控']
  },
  {
    rule: 'B-4',
    reason: '不登记信访、稳控情况；本人提出的事项请登记为诉求',
    headers: ['信访情况', '上访情况', '是否上访', '稳定情况', '不稳定因素', '矛盾纠纷', '信访'],
    parts: ['信访', '上访', '不稳定', '稳控', '维稳']
  },
  {
    rule: 'B-5',
    reason: '不登记与治安、轨迹有关的情况',
    headers: [
      '前科',
      '违法犯罪',
      '违法犯罪记录',
      '出入记录',
      '行踪',
      '轨迹',
      '社区矫正',
      '刑满释放'
    ],
    parts: ['前科', '犯罪', '轨迹', '矫正', '刑满', '刑释', '吸毒', '涉毒', '涉邪']
  },
  {
    rule: 'B-6',
    reason: '不给人打分、排名',
    headers: ['评分', '得分', '打分', '排名', '评价等级', '考核等次', '评级', '综合评价'],
    parts: ['评分', '评级', '打分']
  },
  {
    rule: 'B-7',
    reason: '与联谊服务无关的敏感信息，不导入',
    headers: [
      '健康状况',
      '身体状况',
      '病史',
      '患病情况',
      '婚姻状况',
      '婚姻',
      '婚否',
      '工资',
      '收入',
      '月收入',
      '年收入',
      '家庭收入',
      '兵役状况',
      '兵役',
      '特殊人群',
      '社保编号',
      '社保号',
      '医保卡号',
      '医保号',
      '退休金',
      '养老金',
      '低保金',
      '银行卡号',
      '银行账号',
      '开户行',
      '血型',
      '残疾证号',
      '资金实力',
      '个人资产',
      '车牌号'
    ],
    parts: [
      '特殊人群',
      '工资',
      '收入',
      '社保',
      '医保',
      '婚姻',
      '婚否',
      '兵役',
      '银行',
      '病史',
      '退休金',
      '低保金',
      '精神病',
      '健康状况',
      '疾病'
    ]
  },
  {
    rule: 'B-8',
    reason: '不询问、不登记个人信仰',
    headers: [
      '宗教信仰',
      '信仰',
      '信教情况',
      '是否信教',
      '法名',
      '教名',
      '经名',
      '宗教场所',
      '所属教派',
      '教派',
      '信仰宗教',
      '宗教'
    ],
    parts: ['宗教信仰', '信仰', '信教', '法名', '教派', '宗教场所']
  },
  {
    rule: 'B-9',
    reason: '不保存人像、指纹和证件影像',
    headers: [
      '照片',
      '相片',
      '一寸照',
      '头像',
      '指纹',
      '人脸',
      '身份证照片',
      '身份证复印件',
      '身份证正面',
      '身份证反面'
    ],
    parts: ['照片', '相片', '指纹', '人脸', '复印件', '扫描件']
  },
  {
    rule: 'G',
    reason: '户籍情况与联谊服务无关，不导入',
    headers: [
      '户籍地址',
      '户籍所在地',
      '户口所在地',
      '原居住地',
      '户口类别',
      '户籍',
      '户籍地',
      '户口性质',
      '户籍性质',
      '户别'
    ],
    parts: ['户籍', '户口所在', '户口类别', '户口性质']
  }
];

/** Blanks and marks of obligation out, as for every header (DOMAIN G). */
const headerKey = (header: string): string => normaliseTerm(header).replace(/[*※:]/g, '');
const withoutRemarks = (key: string): string => key.replace(/\([^()]*\)/g, '');

/** Why a column must stay out, or undefined when its header says nothing against it. */
export function findExcludedColumn(header: string): ExcludedColumn | undefined {
  const whole = headerKey(header);
  const bare = withoutRemarks(whole);
  for (const { rule, reason, headers, parts = [] } of groups) {
    const isExcluded =
      headers.includes(whole) ||
      headers.includes(bare) ||
      parts.some((part) => whole.includes(part));
    if (isExcluded) return { rule, reason };
  }
  return undefined;
}

/** All excluded headers, for the manual and for tests. */
export const excludedHeaders: readonly string[] = groups.flatMap((group) => group.headers);
