/** Words of needs and suggestions on their way, of the intake form, and of the board by state. */
import { formatNumber } from './counts';

interface MoveWords {
  readonly label: string;
  readonly note: string;
  readonly done: string;
}

const note = '补充说明（可不填）';

export const needMoveWords: Readonly<Record<string, MoveWords>> = {
  accept: { label: '受理', note, done: '已受理' },
  step: { label: '记一步', note: '做了什么', done: '这一步已记下' },
  answer: { label: '答复', note: '怎么答复的', done: '答复已记下' },
  close: { label: '办结', note: '办理结果', done: '已办结，30 天后提醒回头看' },
  recheck: { label: '回头看', note: '回头看结果', done: '回头看已记下' },
  handOver: { label: '交给同事', note, done: '已交接，等待对方签收' },
  transfer: { label: '转办', note: '转给哪个部门、怎么说的', done: '已记为转办' },
  withdraw: { label: '本人撤回', note, done: '已记为本人撤回' },
  reopen: { label: '重新办理', note: '为什么重新办理', done: '已重新办理' }
};

export const suggestionMoveWords: Readonly<Record<string, MoveWords>> = {
  assign: { label: '交办', note, done: '已交办' },
  step: { label: '记一步', note: '做了什么', done: '这一步已记下' },
  reply: { label: '答复', note: '答复内容', done: '答复已记下' },
  feedback: { label: '反馈本人', note, done: '已记下向提出人的反馈' },
  publish: { label: '公开', note: '在哪里公开（可不填）', done: '已记为公开' },
  check: { label: '核查', note: '核查的情况', done: '核查已记下' },
  reopen: { label: '重新办理', note: '为什么重新办理', done: '已重新办理' }
};

export const needWords = {
  handling: '办理',
  receive: '签收',
  received: '已签收，由您办理',
  waiting: (name: string): string => `已交给 ${name}，等待签收`,
  worker: '交给哪位同事',
  noWorkers: '还没有登记别的同事，请先在“设置 → 工作人员”中登记',
  satisfaction: '满意度',
  adoptedHint: '这条建议被采纳了',
  withheld: '登记本人同意后才能写办理经过和结果',
  registerConsent: (name: string): string => `登记 ${name} 的同意`,
  more: (title: string): string => `更多：${title}`,
  moveOf: (move: string, title: string): string => `${move}：${title}`,
  promised: (when: string): string => `答应 ${when} 前办好`,
  promisedLate: (when: string): string => `答应 ${when} 办好，已过`,
  recheck: (when: string): string => `${when} 回头看`,
  recheckLate: (when: string): string => `该回头看：${when}`,
  fromReception: (on: string): string => `来自 ${on} 的接待`,
  unnamed: '未留姓名',

  board: '看办理进度',
  boardTitle: (book: string): string => `${book} · 办理进度`,
  boardEmpty: '这一步没有要办的',
  boardMore: (count: number): string => `还有 ${formatNumber(count)} 条，到簿册里看`,
  handledBy: (name: string): string => `承办：${name}`,

  intakeTitle: '登记接待',
  intakeSection: '接待',
  intakeNext: '这件事怎么办',
  intakeNextHint: '一张表办到底：转出的诉求或意见建议会一起登记好',
  outcomes: {
    answer: '当场答复，不用再办',
    need: '转为诉求，接着办',
    suggestion: '转为意见建议'
  },
  outcomeMissing: '请选择这件事怎么办',
  answerHint: '当场答复了什么，请一并写在事由里',
  subject: '建议的主题',
  intakeSaved: '接待已记下',
  intakeNeed: '接待已记下，诉求已登记',
  intakeSuggestion: '接待已记下，意见建议已登记',
  turnNeed: '转为诉求',
  turnSuggestion: '转为意见建议',

  concerns: '反映事项',
  concernsHint: '每一项可以转成一件诉求，接着办',
  turnConcern: (concern: string): string => `转为诉求：${concern}`,
  turned: '诉求已登记',

  due: '答应的事和回头看',
  still: '好久没有动静的事',
  stillFor: (label: string, days: number): string => `${label}，${days} 天没有新进展`,
  look: '去办理'
} as const;

/** Applications for help, step by step (S3-19). */
export const aidWords = {
  title: '办到哪一步',
  hint: '点一下，按今天记一步；日期、经过可以在“修改”里改',
  none: '还没有记进度',
  stands: (label: string): string => `现在：${label}`,
  take: (label: string): string => `记为${label}`,
  later: '跳到后面',
  taken: (label: string): string => `已记为${label}`
} as const;

/** Who may help with a need, and what they did (S3-06, S1-25). */
export const helpWords = {
  offers: '登记过愿意提供这类服务的，可以请来帮忙',
  keep: '已请来帮忙',
  keptToday: '今天已记下',
  keepOf: (name: string): string => `已请${name}帮忙`,
  kept: (name: string, entries: number): string =>
    entries > 1 ? `已记下${name}的服务，提供和接受各一条` : `已记下${name}的服务`,
  given: '为这件事提供的服务'
} as const;
