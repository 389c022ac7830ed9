/** Words of 设置 · 必访规则. */
import { formatNumber } from './counts';

export const ruleWords = {
  intro:
    '到时候该走访谁，由这里的规则算出来，列在“今日”。只提醒同意走访的在册成员；节日只问候选择了它的人。规则改了，以前办完的不受影响。',
  unnamed: '空着的一条，由社区自己定',
  ownRule: '新规则',
  add: '添加规则',
  edit: (name: string): string => `修改${name}`,
  remove: (name: string): string => `删除${name}`,
  removed: (name: string): string => `已删除“${name}”，在回收站里`,
  notYet: '还没有写明何时走访',
  switchedOn: '已启用',
  switchedOff: '已停用',
  saved: '规则已改，从今天起按新的算',
  preview: '看看会有多少',
  reach: (people: number, visits: number): string =>
    visits === 0
      ? '按现在的名册，今后一年不会提醒任何人。'
      : `按现在的名册，今后一年约走访 ${formatNumber(people)} 人、${formatNumber(visits)} 次。`,
  versions: (count: number): string => `以前的 ${formatNumber(count)} 个版本`,
  until: (when: string): string => `${when}以前`,
  wasOff: '停用',
  and: '、',
  festivalsAll: '本人选择的各个节日',
  festivalBefore: (days: number): string => `节前 ${formatNumber(days)} 天起`,
  festivalAfter: (days: number): string => `节后 ${formatNumber(days)} 天内`,
  eventsAll: '家中大事',
  eventWithin: (days: number): string => `${formatNumber(days)} 天内`,
  dischargeWithin: (days: number): string => `出院 ${formatNumber(days)} 天内`,
  pairedCycle: '按结对商定的周期',
  season: (from: string, until: string): string => `每年${from}至${until}`,
  birthday: '生日当天，限愿意接受生日问候的人',
  onlyTags: (tags: string): string => `限本人提出的帮扶：${tags}`,
  onlyCategories: (names: string): string => `限${names}`,
  onlyAge: (age: number): string => `限 ${formatNumber(age)} 岁以上`,
  onlyPaired: '限有结对的成员',
  days: '节日日期',
  daysHint:
    '开斋节、古尔邦节按历法推算，前后可能差一天。当地公布后请填在这里；不填按推算的日子提醒。',
  dayLabel: (name: string, estimate: string): string => `${name}（推算为${estimate}）`,
  dayTooFar: '与推算的日子差得太多，请核对'
} as const;
