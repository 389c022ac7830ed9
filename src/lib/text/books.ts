/** Words of 记录: the index of the books, one book, one record and its form. Labels of fields come from the metadata. */
import { formatNumber } from './counts';

export const booksWords = {
  title: '记录',
  intro: '一件事记在一本簿册里，统计、总结和导出都从这里来。',
  usual: '常用簿册',
  others: '更多簿册',
  othersHint: '用得少的簿册；登记过的会排到上面。',
  openBook: (book: string): string => `打开${book}`,
  count: (count: number): string => (count === 0 ? '还没有登记' : `${formatNumber(count)} 条`),
  shown: (shown: number, all: number): string =>
    shown === all
      ? `共 ${formatNumber(all)} 条`
      : `${formatNumber(shown)} 条，共 ${formatNumber(all)} 条`,
  add: (label: string): string => `登记${label}`,
  empty: (book: string): string => `${book}还没有内容。登记的每一条都能查、能改、能打印。`,
  emptyFilter: '这些条件下没有记录。',
  unknown: '没有这本簿册',
  more: '更多操作',
  bin: '回收站',
  back: (book: string): string => `返回${book}`,

  period: '时间',
  allPeriods: '全部时间',
  year: (year: string): string => `${year}年`,
  month: (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`,
  person: (name: string): string => `只看：${name}`,
  all: '全部',
  search: '在簿册中查找',
  clearFilters: '清除条件',
  filters: (count: number): string => (count === 0 ? '筛选' : `筛选（${formatNumber(count)}）`),
  select: '多选',
  selectDone: '完成多选',
  people: '成员',
  hidden: (count: number): string => `另 ${count} 位`,
  closed: '登记本人同意后显示',
  totals: '合计',

  gone: '这条记录已不在，可能已被删除',
  history: '变更记录',
  details: '内容',
  nothing: '（未填）',

  newTitle: (label: string): string => `登记${label}`,
  editTitle: (title: string): string => `修改 ${title}`,
  saved: (label: string): string => `${label}已记下`,
  changed: '已修改',
  removed: (count: number): string => (count === 1 ? '已移到回收站' : `${count} 条已移到回收站`),
  tick: (label: string): string => `勾选“${label}”`,
  untick: (label: string): string => `去掉“${label}”`,
  ticked: (label: string, count: number): string => `${formatNumber(count)} 条已勾选“${label}”`,
  unticked: (label: string, count: number): string => `${formatNumber(count)} 条已去掉“${label}”`,
  problems: '还有几处要改',
  seldom: (labels: string): string => `不常填的：${labels}`,
  closedFields: (labels: string): string =>
    `有成员还没有登记相应的同意，${labels}暂不显示，也不在这里修改`,
  peopleFixed: '有成员已不可见，会照原样保留',
  peopleHint: '输入姓名、拼音、首字母或电话尾号',
  awaiting: '待同意',
  household: (name: string): string => `${name}一户`,

  exportAll: '导出全部台账',
  exportAllTitle: '统战工作台账',
  exportingAll: '正在整理台账',
  exportTitle: (book: string): string => `导出${book}`,
  printTitle: (book: string): string => `打印${book}`,
  exported: '已导出',
  exportBlocked: '微信里不能下载，请在系统浏览器中打开',
  internal: '内部使用',
  rowNumber: '序号',
  unitLine: (unit: string): string => `填报单位：${unit}`,
  countLine: (count: number): string => `共 ${formatNumber(count)} 条`,
  purposeLine: (purpose: string): string => `用途：${purpose}`
} as const;

export const purposeWords = {
  label: '用途',
  hint: '例如：报街道、年底总结、上墙公示前核对',
  missing: '请写明用途，会记入使用记录'
} as const;
