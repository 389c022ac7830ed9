/** Words of 今日 (UX rule 1). */
import { formatNumber } from './counts';

export const todayWords = {
  title: '今日',
  pending: (count: number): string => `待同意 ${formatNumber(count)} 人`,
  pendingText: (expired: number): string =>
    `在册、还没登记同意书${expired > 0 ? `，或同意书已到期（${formatNumber(expired)} 人）` : ''}。登记之前只能看到联系卡，也不计入统计。`,
  seeThem: '看名单',
  registerConsents: '批量登记同意',
  activities: '今天的活动',
  agreed: '约好的走访',
  agreedNone: '没有到期的约定。走访时写下“下次约定”，到日子会在这里提醒。',
  due: (when: string): string => `约在 ${when}`,
  overdue: (when: string): string => `已过 ${when}`,
  unnamed: '未具名的走访对象',
  done: '记下这次走访',
  changeDate: '改日期',
  newDate: '改约到',
  clearDate: '不再约',
  changeDateOf: (name: string): string => `改日期：${name}`,
  dateMoved: (name: string, day: string): string => `和 ${name} 的约定改到 ${day}`,
  dateCleared: (name: string): string => `不再约：${name}`,
  expiring: '快到期的同意',
  expiresOn: (when: string): string => `${when}到期`,
  erasures: '该清除的个人信息',
  erasuresText: '保存期限已到，请核对后清除；清除前可先打印“一人一档”。',
  erasureDue: (when: string): string => `${when}到期`,
  look: '去处理',
  changes: '最近的变化',
  noChanges: '最近七天没有变化。',
  backupNever: '还没有备份过',
  backupNeverText: '台账已经在这台设备上了。做一次备份，存到 U 盘或共享文件夹，设备坏了也不怕。',
  backupOld: (days: number): string => `上次备份是 ${days} 天前`,
  backupOldText: (changes: number): string =>
    `之后有 ${formatNumber(changes)} 条新内容只在这台设备上。`,
  backupAge: (when: string): string => `上次备份：${when}`,
  backupNone: '尚未备份',
  allSaved: '全部已保存在本机',
  welcome: '工作簿是空的，从这里开始',
  welcomeText: '手里有台账就先导入；没有也可以一位一位新增，或者先记一次走访。',
  importHint: '把花名册拖进来，.xls、.xlsx、.csv 都行，拿不准的逐个问您',
  personHint: '一位一位登记，姓名就够开头',
  visitHint: '走访回来记一笔，只要半分钟',
  more: (count: number): string => `还有 ${formatNumber(count)} 项`
} as const;

/** The one reminder a day: a count, nothing about anyone. */
export const reminderWords = {
  told: (due: number): string => `今日有 ${due} 件走访到期`,
  title: '每天提醒一次',
  hint: '有走访到期时，由浏览器弹出一条，只有件数，没有姓名。同心簿开着、但您在看别的窗口时才提醒；浏览器关着或工作簿锁着时提醒不了。',
  barred: '浏览器不许本站发通知。要改，请在地址栏左边的图标里允许“通知”。',
  absent: '这个浏览器不能发通知。'
} as const;

/** Particulars that are to be looked through with the person again (S1-04). */
export const reviewWords = {
  title: (count: number): string => `该核对资料的成员 ${count} 人`,
  text: (months: number): string =>
    `超过 ${months} 个月没有与本人核对过。电话或见面时问一声有没有变化，改好再记；周期在“设置 → 工作簿资料”里改。`,
  last: (when: string): string => `上次核对 ${when}`,
  never: '登记以后还没有核对过',
  review: '今天核对过了',
  reviewOf: (name: string): string => `今天与${name}核对过了`,
  done: (name: string): string => `${name}：已记为今天核对`
} as const;
