/** Words of 制度执行 (cadence lights, year calendar) and 三级网络. Lights are of the organisation, never of a person. */
import { formatNumber } from './counts';

export const cadenceWords = {
  title: '制度执行',
  detail: (year: string): string => `${year}年会议和活动：已开、已排、还差什么`,
  link: '制度执行：会议活动差哪些',
  lights: {
    met: '今年已够',
    planned: '已排上',
    open: '还早',
    soon: '该排了',
    behind: '已过期',
    counted: '只计次数'
  },
  meetings: '会议活动',
  groups: '联谊组、兴趣小组',
  noGroups: '还没有联谊组。登记以后，这里按活动周期提醒。',
  addGroup: '登记联谊组',
  perYear: (least: number, usual: number | undefined): string =>
    usual === undefined ? `每年不少于 ${least} 次` : `每年 ${least}–${usual} 次`,
  every: (months: number): string => (months === 1 ? '每月一次' : `每 ${months} 个月一次`),
  counted: '不定期',
  study: '学习',
  gathering: '活动',
  groupLine: (group: string, what: string): string => `${group} ${what}`,
  rule: '要求',
  state: '情况',
  held: '已开',
  planned: '已排',
  nextDue: '下一次最迟',
  count: (count: number): string => `${formatNumber(count)} 次`,
  tick: (day: string): string => `✔ ${day}`,
  item: '项目',
  heldOn: '已开日期',
  sheet: (year: string): string => `${year}年制度执行表`,
  purpose: '制度执行情况',
  arrange: '安排一次',
  arrangeOf: (what: string): string => `安排一次${what}`,
  arranged: (what: string, on: string): string => `${what}已安排在${on}`,
  calendar: '全年日历',
  month: (month: number): string => `${month}月`,
  nothing: '无活动',
  ahead: '未到'
} as const;

export const networkWords = {
  title: '三级网络',
  detail: '街道、社区、网格、楼栋，谁负责，走访到了哪里',
  link: '三级网络：楼栋、联络员和覆盖',
  empty: '还没有组织网络。先在设置里登记街道、社区和楼栋。',
  setUp: '登记组织网络',
  head: '负责人',
  liaisons: '联络员',
  noLiaison: '没有联络员',
  term: (from: string, until: string): string => `任期 ${from}–${until}`,
  termFrom: (from: string): string => `${from}起任`,
  termUntil: (until: string): string => `任期到${until}`,
  population: (people: number, households: number): string =>
    [
      people > 0 ? `${formatNumber(people)} 人` : '',
      households > 0 ? `${formatNumber(households)} 户` : ''
    ]
      .filter(Boolean)
      .join(' '),
  people: (count: number): string => `成员 ${formatNumber(count)} 人`,
  never: (count: number): string => `还没走访过 ${formatNumber(count)} 人`,
  last: (on: string): string => `最近走访 ${on}`,
  name: '名称',
  level: '级别',
  inhabitants: '总人口',
  households: '总户数',
  members: '成员',
  notVisited: '还没走访过',
  lastVisit: '最近走访',
  purpose: '三级网络图',
  withoutLiaison: (count: number): string => `${formatNumber(count)} 栋楼没有联络员`
} as const;
