/** Words of roll call, sign-in sheet, study sessions and what an activity leads to. */
import { formatNumber } from './counts';

export const activityWords = {
  came: '到会',
  rollTitle: '点名',
  signUpTitle: '报名',
  signInTitle: '签到表',
  back: '返回活动',
  gone: '这次活动已不在，可能已被删除',
  expected: (count: number): string => `应到 ${formatNumber(count)} 人`,
  present: (count: number): string => `实到 ${formatNumber(count)} 人`,
  noRoll: '没有逐个点名。',
  unnamed: (count: number): string => `其中未具名 ${formatNumber(count)} 人`,
  signedUpCount: (count: number): string => `报名 ${formatNumber(count)} 人`,
  excusedCount: (count: number): string => `请假 ${formatNumber(count)} 人`,
  tapHint: '点一下记为到会，再点一下取消。没有网络也能点。',
  signUpHint: '活动还没到日子：点一下记为报名，到了当天在这里点名。',
  emptyRoll: '还没有名单。活动选了联谊组就会列出组员，也可以在上面查找添加。',
  add: '添加成员',
  addHint: '姓名、拼音、首字母或电话尾号',
  notFound: '人才库里没有找到，可以记在来宾人数里。',
  here: '到',
  guests: '来宾',
  guestsHint: '不在人才库的人，只记人数',
  finish: '点名完毕，记下实到',
  finished: (count: number): string => `实到 ${formatNumber(count)} 人已记下`,
  undoOf: (name: string): string => `撤销：${name}`,
  excuse: (name: string): string => `${name}请假`,
  excuseShort: '请假',
  call: (name: string, number: string): string => `打电话给${name} ${number}`,
  signInPurpose: '活动签到',
  signInMark: '内部使用',
  number: '序号',
  name: '姓名',
  signature: '签名',
  note: '备注',

  followUp: '结论办理',
  toNeed: '转为诉求',
  toTarget: '列入目标任务',
  needMade: '已转为诉求',
  targetMade: '已列入目标任务',
  openNeed: '看诉求',
  openTarget: '看目标任务',

  series: '系列',
  seriesCount: (count: number): string => `这个系列共 ${formatNumber(count)} 场`,
  repeat: '再办几场',
  repeatTitle: '再办几场',
  repeatHint: '主题、地点和主持照抄，人数和纪要留空。',
  step: '间隔',
  steps: {
    week: '每周',
    fortnight: '每两周',
    month: '每月',
    twoMonths: '每两个月',
    quarter: '每季度'
  },
  times: '场数',
  timesUnit: '场',
  preview: '日期',
  addVoice: '登记意见建议',
  groupMeetings: '本组活动',
  repeatMade: (count: number): string => `已安排 ${formatNumber(count)} 场`
} as const;

/** What a study session read. */
export const studyWords = {
  title: '学了什么',
  material: '从资料里选',
  add: '加上这份',
  added: (title: string): string => `已记下学习“${title}”`,
  removed: (title: string): string => `不再记“${title}”`,
  readBy: (names: string): string => `${names}读过`,
  chooseFirst: '请先选一份资料',
  noMaterials: '“资料”里还没有制度和学习资料，放进去以后这里就能选。',
  toLibrary: '去资料'
} as const;

/** Hours that were given at an activity; of the activity, never a rate of a person. */
export const volunteerWords = {
  title: '志愿服务时长',
  unit: '小时',
  none: '还没有记时长。',
  total: (hours: string): string => `这次一共 ${hours}`,
  unnamed: (count: number): string => `未具名 ${formatNumber(count)} 人`,
  each: '到会的人每人几小时',
  eachHint: (count: number): string =>
    `一次记给还没有时长的 ${formatNumber(count)} 人；个别不同的再点开名字改`,
  give: '记下',
  given: (count: number): string => `已记下 ${formatNumber(count)} 人的时长`,
  howMany: '请填写几小时，如 2 或 1.5',
  year: (year: string): string => `看 ${year} 年合计`
} as const;
