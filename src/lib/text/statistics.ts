/** Words of 统计: figures, what is taken to a meeting, and the plain-text sentence (DOMAIN I, J "WeChat"). */
import { formatNumber } from './counts';

export const statisticsWords = {
  title: '统计',
  register: '人才库结构',
  visits: '走访慰问',
  work: '活动、志愿和帮扶',
  place: '范围',
  wholeBook: '全部社区',
  period: '时段',
  upToNow: '截至今日在册',
  item: '项目',
  total: '合计',
  heads: '人数',
  headsHint: '不重复',
  mentions: '人次',
  mentionsHint: '一人多类，每类各计一次',
  share: '占总人口',
  perHouseholds: '每百户',
  ofPopulation: (count: number): string => `总人口 ${formatNumber(count)} 人`,
  ofHouseholds: (count: number): string => `总户数 ${formatNumber(count)} 户`,
  perHundred: (rate: string): string => `${rate} 人`,
  pendingLine: (count: number): string => `待同意 ${formatNumber(count)} 人，未计入`,
  asideLine: (label: string, count: number, unit: string): string =>
    `${label} ${formatNumber(count)} ${unit}`,
  asideNotCounted: (label: string, count: number, unit: string): string =>
    `${label} ${formatNumber(count)} ${unit}，未计入`,
  empty: '这一项还没有可以统计的。本人的同意登记了、这一项填了，才会有数字。',
  nobodyCounted: '还没有登记本人的同意，所以没有数字。照签好的同意书登记了，这里就有图表。',
  registerConsents: '批量登记同意',
  emptyVisits: '这个时段没有走访。',
  emptyPeriod: '这个时段没有记录。',
  emptyWork: {
    hours: '这个时段没有记志愿服务的时长。在活动里记到会的人各几小时，或在服务登记簿里填写。'
  } as Readonly<Partial<Record<string, string>>>,
  openList: (label: string, text: string): string => `打开“${label}”的名单，共 ${text}`,
  noName: '（未具名）',
  hiddenPeople: (count: number): string => `另 ${count} 位`,
  nobody: '没有人',
  searchList: '在这份名单中查找',
  noHit: '没有找到，换个写法试试。',

  takeAway: '带去开会',
  takeTitle: '带出这张图表',
  audience: '给谁用',
  internal: '内部使用',
  internalHint: '数字如实',
  outside: '对外',
  outsideHint: '少于 5 的项并入其他项，看不出是谁',
  onlyTwelve: '对外请用十二类分类：两种分类一起给出，合并的数字会被推算出来。',
  purpose: '用途',
  purposeHint: '导出和打印要填，会记入使用记录，例如：街道季度会议',
  purposeMissing: '请写明用途，会记入使用记录',
  audienceMissing: '请选择给谁用',
  picture: '存为图片',
  copyPicture: '复制图片',
  sheet: '导出',
  print: '打印',
  sentence: '复制成一段文字',
  go: '继续',
  saved: '已存好',
  copied: '已复制',
  copyFailed: '浏览器没有允许复制，请改用“存为图片”',
  pictureFailed: '图片没有做出来，请重试',
  blocked: '微信里不能下载，请在系统浏览器中打开',
  sentenceReady: '可以粘贴的一段文字',
  sentenceOutside: '不含个人信息，可以直接发到工作群',
  sentenceInternal: '数字如实，人数很少的项可能看得出是谁：只在内部使用，不要发到群里',

  merged: '其他（合并）',
  mergedNote: (labels: string): string => `“其他（合并）”包括：${labels}。合并的项不能打开名单。`,
  fewer: '少于 5',
  withheld: '人数太少，为保护个人信息，这张图表不对外提供。',
  chart: '看图',
  table: '看表格'
} as const;

/** `截至…，…` then the items, as staff type it into a work group. */
export function figureSentence(input: {
  readonly date: string;
  readonly place: string;
  readonly period: string | undefined;
  readonly title: string;
  readonly totals: readonly string[];
  readonly items: readonly string[];
  readonly notes: readonly string[];
}): string {
  const when = input.period === undefined ? '' : `${input.period}，`;
  const totals = input.totals.length > 0 ? `共 ${input.totals.join('、')}` : '';
  const items = input.items.length > 0 ? `：${input.items.join('，')}` : '';
  const notes = input.notes.map((note) => `${note.replace(/。$/, '')}。`).join('');
  return `截至${input.date}，${when}${input.place}${input.title}${totals}${items}。${notes}`;
}
