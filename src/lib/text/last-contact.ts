/** Words of 走访覆盖: dates and counts, never a rank. */
import { formatNumber } from './counts';

export const contactWords = {
  title: '走访覆盖',
  detail: '在册并同意走访的成员；只有日期和人数，不排名、不打分',
  link: '走访覆盖：谁很久没有去过',
  tabs: {
    people: '按人',
    households: '按户',
    places: '按楼栋',
    liaisons: '按联系人',
    rules: '按规则'
  },
  never: (count: number): string => `还没有走访过 ${formatNumber(count)} 人`,
  seen: (count: number): string => `走访过 ${formatNumber(count)} 人，很久没去的在前`,
  nobody: '没有同意走访的在册成员。',
  all: '看全部成员',
  only: (what: string): string => `只看：${what}`,
  name: '姓名',
  building: '楼栋',
  lastOn: '最近一次走访',
  notYet: '还没有',
  household: (name: string): string => `${name}一户`,
  noHouseholds: '还没有登记户。',
  community: '社区',
  people: '成员',
  neverShort: '还没走访过',
  none: '没有登记',
  liaison: '联系人（本社区）',
  paired: '结对',
  countPeople: (count: number): string => `${formatNumber(count)} 人`,
  rule: '规则',
  rulesHint: '前后各一个季度内的走访任务。',
  noRules: '这段时间没有走访任务。',
  done: '已走访',
  open: '待走访',
  overdue: '其中过期',
  declined: '本人谢绝',
  missed: '未走访',
  due: '期限',
  state: '情况',
  showMore: (count: number): string => `再显示 ${formatNumber(count)} 行`
} as const;
