/** Words of batch entry: one visit for many, a pasted list of names (issue 4 "Fast and at scale"). */
import { formatNumber } from './counts';

export const batchWords = {
  visitTitle: '批量记走访',
  visitDetail: '同一天、同样的慰问，走访了很多户：选好人，共同的内容填一次',
  attendanceTitle: '粘贴到会名单',
  open: '批量记走访',
  openAttendance: '粘贴名单',
  who: '走访了谁',
  listedAs: '名单上的人记为',
  whoAs: { invited: '谁应到会', signedUp: '谁报名了', attended: '谁到会了' },
  pasteLabel: '粘贴名单',
  pasteHint: '一行一个，或用顿号隔开；从表格里连电话、楼栋一起粘贴，同名的更好认',
  pasteTake: '对名单',
  building: '整栋楼',
  buildingHint: '加上这栋楼登记在册的人',
  takeBuilding: (people: number): string => `加上 ${formatNumber(people)} 人`,
  search: '再加一位',
  searchHint: '姓名、拼音、首字母或电话尾号',
  notFound: '没有找到',
  chosen: (people: number): string => `已选 ${formatNumber(people)} 人`,
  chosenList: '已选的人',
  nobody: '还没有选人。粘贴名单、选一栋楼，或者一位一位加。',
  remove: (name: string): string => `去掉${name}`,
  clear: '全部去掉',
  doubtsTitle: '同名的，请选是哪一位',
  whoIs: (name: string): string => `“${name}”是`,
  skip: '不选',
  unknownTitle: (count: number): string => `${formatNumber(count)} 个没有对上`,
  unknownHint: '人才库里没有这些名字，或写法不同。没有登记的人可以在“记一次走访”里只填户数、人数。',
  taken: (added: number, doubtful: number): string =>
    `对上 ${formatNumber(added)} 人` +
    (doubtful > 0 ? `，${formatNumber(doubtful)} 个同名待选` : ''),
  common: '共同的内容',
  commonHint: '每一户都这样记；慰问金是每户的数',
  notAgreed: (people: number): string => `其中 ${formatNumber(people)} 人还没有登记走访同意`,
  notAgreedText: '照常记下。但慰问品暂不显示，也不计入人次；登记走访同意之后才显示、计入。',
  plan: (people: number, visits: number): string =>
    people === visits
      ? `一共记 ${formatNumber(visits)} 次走访`
      : `${formatNumber(people)} 人，同一户的合在一起，一共记 ${formatNumber(visits)} 次走访`,
  planMoney: (sum: string): string => `慰问金合计 ${sum}`,
  saveVisits: (visits: number): string => `记 ${formatNumber(visits)} 次走访`,
  saveAttendance: (people: number): string => `记 ${formatNumber(people)} 人`,
  savedVisits: (visits: number): string => `已记下 ${formatNumber(visits)} 次走访`,
  savedAs: {
    invited: (people: number): string => `已记下应到 ${formatNumber(people)} 人`,
    signedUp: (people: number): string => `已记下 ${formatNumber(people)} 人报名`,
    attended: (people: number): string => `已记下 ${formatNumber(people)} 人到会`
  },
  nobodyYet: '先选人',
  gone: '（已不可见）',
  missing: '这场活动已不在，可能已被删除',
  back: '活动',
  hereAlready: (people: number): string =>
    `${formatNumber(people)} 人已经在这场活动的名单上，不会重复`
} as const;
