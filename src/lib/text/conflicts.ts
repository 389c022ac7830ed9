/** Words of 待确认的不同写法 (UX rules 5, 7 and 8). */
import { formatNumber } from './counts';

export const conflictWords = {
  title: '待确认的不同写法',
  detail: '两个人没有连上的时候改了同一处。请核对后选定一种，其他设备会跟着改过来。',
  none: '没有待确认的不同写法。',
  noneHere: '这一条没有待确认的不同写法了。',
  seeAll: '看全部',
  open: '看这一条',
  hiddenName: '一条记录',
  by: (name: string, when: string, isThisDevice: boolean): string =>
    `${name} · ${when} · ${isThisDevice ? '本机' : '另一台设备'}`,
  againBy: (name: string, when: string, by: string): string => `${name} · ${when} · 由${by}补写`,
  before: (value: string): string => `原来是：${value}`,
  beforeEmpty: '原来没有填',
  present: '现在显示的',
  cleared: '（清空了）',
  keep: '用这个',
  keepOf: (label: string, value: string): string => `${label}用“${value}”`,
  join: '都要',
  joinOf: (label: string): string => `${label}都要`,
  write: '写成别的',
  writeOf: (label: string): string => `${label}写成别的`,
  inForm: '到修改页填写',
  writeTitle: (label: string): string => `${label}应该是`,
  strictest: '涉及本人同意的，已按最严的一种执行。本人重新同意的，请另外登记新的同意。',
  confirm: '知道了',
  confirmOf: (label: string): string => `${label}按最严的一种执行，知道了`,
  settled: (label: string): string => `已确认${label}`,
  deletionLabel: '删除',
  deletedBy: (name: string, when: string, isThisDevice: boolean): string =>
    `${name} 在${isThisDevice ? '本机' : '别的设备上'}删除了它（${when}）`,
  deletedAgain: (name: string, when: string, by: string): string =>
    `${name} 删除了它（${when}，由${by}补写）`,
  editedBy: (name: string, when: string, isThisDevice: boolean, what: string): string =>
    `${name} 当时不知道，在${isThisDevice ? '本机' : '别的设备上'}${what}（${when}）`,
  editedAgain: (name: string, when: string, by: string, what: string): string =>
    `${name} 当时不知道，${what}（${when}，由${by}补写）`,
  edited: (labels: string): string => (labels === '' ? '改过它' : `改了${labels}`),
  created: '又登记了一次',
  restored: '恢复了它',
  stillShown: '所以它还在。请选定：',
  keepRecord: '保留',
  deleteRecord: '删除，移到回收站',
  kept: (title: string): string => `已保留 ${title}`,
  deleted: (title: string): string => `已把 ${title} 移到回收站`,
  /** On the record itself. */
  mark: '有不同写法待确认',
  markText: (labels: string): string => `${labels}：两边都改过，现在显示的是较新的一种。`,
  markDeleted: '有人在别的设备上删除了这一条，同时又有人改过它。',
  look: '去确认',
  /** In 今日. */
  today: (count: number): string => `待确认的不同写法 ${formatNumber(count)} 条`
} as const;
