/**
 * Words of the register 人才库: list, person, form, 回收站. Labels of fields come from the domain.
 * Longer than most files: all words of one place, in the order in which they are met.
 */
import { formatNumber } from './counts';

export const people = {
  title: '人才库',
  count: (shown: number, all: number): string =>
    shown === all ? `共 ${all} 人` : `${shown} 人（名册共 ${all} 人）`,
  /** Without a filter: who moved away or died is left out. */
  countPresent: (shown: number, all: number): string =>
    shown === all ? `共 ${all} 人` : `在册 ${shown} 人（名册共 ${all} 人，含迁出、去世等）`,
  pending: (count: number, expired: number): string =>
    `其中待同意 ${count} 人${expired > 0 ? `（含已到期 ${expired} 人）` : ''}，只显示联系卡，不计入统计`,
  awaited: '这份工作簿的内容还没有收到。收到以后，成员会自动列在这里，不用重新导入台账。',
  empty: '人才库还是空的。导入现有台账，或先登记一位成员；导入后再补登记书面同意。',
  nobody: '没有符合条件的成员。可以去掉一项筛选，或换个写法搜索。',
  showEveryone: '看全部成员',
  /** The usual list leaves out who moved away, died or left. */
  onlyGone: (count: number): string => `在册成员里没有；迁出、去世或退出的里有 ${count} 人。`,
  goneFound: (count: number): string => `另有 ${count} 人已迁出、去世或退出`,
  showGone: '也列出来',
  clearFilters: '清除筛选',
  searchLabel: '在人才库中搜索',
  list: '成员名单',
  bin: '回收站',
  doubles: '合并重复',
  consent: '登记同意',
  more: '更多',
  selectMode: '选择',
  selectDone: '完成选择',
  open: (name: string): string => `打开 ${name}`,
  unnamed: '（未填姓名）',
  chosenDetail: '从名单中选一位成员，这里显示详情。'
} as const;

export const sortWords = {
  label: '排序',
  stroke: '姓氏笔画',
  pinyin: '拼音',
  registered: '登记日期',
  contact: '最近联系',
  age: '年龄',
  newestFirst: '登记日期（新的在前）',
  longestFirst: '最近联系（最久的在前）',
  relevance: '按匹配程度'
} as const;

export const columnWords = {
  name: '姓名',
  age: '年龄',
  consent: '同意状态',
  registered: '登记日期',
  contact: '最近联系',
  missing: '待补充',
  ageOf: (years: number): string => `${years}岁`,
  never: '未联系',
  none: '—',
  placeDropped: '类别等敏感信息不与楼栋、网格、住址同列，已去掉相冲突的列。'
} as const;

export const consentStateWords = {
  valid: '已同意',
  pending: '待同意',
  expired: '已到期',
  withdrawn: '已撤回'
} as const;

export const filterWords = {
  title: '筛选',
  titleWith: (count: number): string => `筛选（${count}）`,
  category: '统战类别',
  scheme: '分类口径',
  schemes: { U12: '十二类', L15: '十五类' },
  headcount: (counted: number, mentions: number): string => `${counted} 人，${mentions} 人次`,
  unmapped: (count: number): string => `另有 ${count} 人的类别不能唯一对应到本口径`,
  sex: '性别',
  age: '年龄段',
  ageUnknown: '年龄不详',
  place: '所在',
  community: '社区',
  grid: '网格',
  building: '楼栋',
  consent: '同意状态',
  contact: '最近联系',
  contacts: {
    within30: '30天内',
    within90: '31–90天',
    within365: '91天–1年',
    longer: '1年以上',
    never: '未联系过'
  },
  complete: '资料',
  incomplete: '只看有待补充项的',
  status: '在册情况',
  remove: (label: string): string => `去掉“${label}”`,
  refusedTitle: '这两项不能一起筛选',
  refused: (added: string, against: string): string => `“${added}”和“${against}”不能一起筛选`,
  apply: (count: number): string => `看 ${count} 人`
} as const;

export const bulkWords = {
  selected: (count: number): string => `已选 ${count} 人`,
  consent: '批量登记同意',
  merge: '合并成一条',
  removed: (count: number): string => `已把 ${count} 人移到回收站`,
  removeAsk: (count: number): string => `把选中的 ${count} 人移到回收站？可以随时恢复。`,
  removeTitle: '移到回收站',
  restored: '已恢复'
} as const;

export const savedWords = {
  menu: '名单',
  use: (people: number): string => `用这份名单（${formatNumber(people)} 人）`,
  toActivity: '列入一场活动的应到…',
  toActivityTitle: (name: string, people: number): string =>
    `把“${name}”的 ${formatNumber(people)} 人列入应到`,
  whichActivity: '列入哪一场？下一步还可以增减，确认后才记下。',
  noActivity: '没有今天或以后的活动。先新建活动，再回来列入。',
  consentForms: '打印同意书',
  save: '把现在的筛选存为名单…',
  manage: '管理名单…',
  saveTitle: '存为名单',
  name: '名单名称',
  nameHint: '存下的是筛选条件，不是某些人：以后打开时按当时的登记重新筛选。同事也能用。',
  nameMissing: '请写一个名称，如“重阳节走访”',
  taken: '已有同名的名单，请换一个名称',
  needFilter: '请先选筛选条件，再存为名单',
  saved: (name: string): string => `已存为名单“${name}”`,
  manageTitle: '管理名单',
  empty: '还没有名单。先用“筛选”选出一些人，再存为名单。',
  deleted: (name: string): string => `已删除名单“${name}”，名册中的人不受影响`
} as const;

export const paperWords = {
  exportTitle: '导出名单',
  printTitle: '打印名单',
  scopeLine: (count: number): string => `共 ${count} 人`,
  columns: '列',
  columnsHint: '只列出已启用、本人同意登记的内容',
  purpose: '用途',
  purposeHint: '会记入使用记录，并写在文件上，如：中秋慰问联系',
  purposeMissing: '请写明用途',
  audience: '给谁用',
  internal: '内部使用',
  outside: '对外',
  outsideNote: (left: number): string =>
    left === 0
      ? '只包含同意“向街道提供”的成员。'
      : `只包含同意“向街道提供”的成员，另有 ${left} 人不会列入。`,
  fullPhones: '电话显示完整号码',
  fullPhonesHint: '默认遮盖中间几位，确有需要才显示',
  fullIds: '证件号码显示完整号码',
  nobody: '没有人可以列入',
  columnMissing: '请至少选一列',
  make: '生成文件',
  toPrint: '预览并打印',
  saved: (name: string): string => `已生成 ${name}`,
  blocked: '微信里不能保存文件，请在系统浏览器中打开后再导出。',
  tableTitle: '统战人才库名单',
  pendingNote: (count: number): string => `待同意 ${count} 人，仅列联系卡`,
  unitLine: (unit: string): string => `填报单位：${unit}`,
  dateLine: (date: string): string => `日期：${date}`,
  countLine: (count: number): string => `人数：${count}`,
  purposeLine: (purpose: string): string => `用途：${purpose}`,
  serial: '序号'
} as const;

export const personWords = {
  back: '人才库',
  edit: '修改',
  gone: '看不到这位成员',
  goneText: '可能已撤回同意、移到回收站或已清除。撤回同意后立即不再显示。',
  goneBin: '打开回收站',
  goneDue: '打开待清除名单',
  age: (years: number, isExact: boolean): string => (isExact ? `${years}岁` : `约${years}岁`),
  validUntil: (date: string): string => `同意有效期至 ${date}`,
  expiredOn: (date: string): string => `同意已于 ${date} 到期`,
  eraseOn: (date: string): string => `${date} 起将建议清除`,
  cardTitle: '联系卡',
  cardPending:
    '还没有登记本人的书面同意，所以这里只显示联系卡，便于您联系本人说明情况。登记同意后，其他资料会照本人同意的事项显示。',
  cardExpired: '本人的同意已经到期，所以这里只显示联系卡。续签登记后，其他资料会恢复显示。',
  registerConsent: '登记同意',
  renewConsent: '续签或补充同意',
  call: (number: string): string => `打电话 ${number}`,
  withdrawConsent: '撤回同意',
  refuseConsent: '记下不同意',
  printFile: '打印一人一档',
  erase: '清除个人信息',
  changeStatus: '迁出、去世、退出',
  notGranted: (count: number): string => `另有 ${count} 项本人未同意登记，不显示`,
  details: '资料',
  timeline: '往来',
  history: '变更记录',
  tabs: '成员资料分页',
  reasons: ['走访慰问联系', '协助办理事项', '核对资料', '本人要求查看'],
  revealFailed: '没能记下查看原因，因此没有显示。请重试。',
  noTimeline: '还没有往来记录。走访、同意、登记都会出现在这里。',
  removed: (name: string): string => `已把 ${name} 移到回收站`
} as const;

export const statusWords = {
  title: '在册情况',
  kind: '情况',
  date: '日期',
  dateHint: '只知道年份或年月也可以',
  saved: (name: string): string => `已更新 ${name} 的在册情况`,
  note: {
    movedOut: '迁出的成员不再计入统计，资料保留到核对后清除。',
    deceased: '去世后不再走访和问候；亲属可要求查阅、更正、删除。',
    left: '退出表示本人不再参加，资料会按保留期清除。'
  }
} as const;

export const familyWords = {
  title: '户与关系',
  household: '户',
  members: '同户成员',
  noHousehold: '还没有登记同户成员',
  addHousehold: '登记户',
  savedHousehold: '已保存户',
  savedRelation: '已添加关系',
  editHousehold: '修改户',
  memberHint: '输入姓名、拼音或首字母，选择同住的成员',
  contact: '联系人',
  relations: '关系',
  noRelations: '还没有登记亲友关系',
  addRelation: '添加关系',
  other: '另一位成员',
  otherHint: '双方都登记同意后才能登记关系',
  term: (name: string): string => `对方是${name}的`,
  of: (term: string, name: string): string => `${term}：${name}`,
  removeRelation: (name: string): string => `移除与${name}的关系`,
  removed: '已移除这条关系',
  needsBoth: '本人登记同意后才能登记户与关系。'
} as const;

const maskedText = '（已遮盖）';
const longestOnButton = 12;

/** A long text stands in full beside the button. */
function restoredText(value: string): string {
  if (value === maskedText) return `原来的值${maskedText}`;
  const letters = [...value];
  return letters.length <= longestOnButton
    ? `“${value}”`
    : `“${letters.slice(0, longestOnButton).join('')}…”`;
}

export const historyWords = {
  none: '还没有变更',
  create: '登记',
  set: '修改',
  delete: '移到回收站',
  undelete: '从回收站恢复',
  became: (after: string): string => `→ ${after}`,
  blank: '空',
  hidden: '（未同意登记，不显示）',
  masked: maskedText,
  /** Stands beside the earlier value. */
  restore: (value: string): string => `改回${restoredText(value)}`,
  restoreOf: (field: string, value: string): string => `把${field}改回${restoredText(value)}`,
  restored: (field: string): string => `${field}已改回`
} as const;

export const formWords = {
  newTitle: '新增成员',
  editTitle: (name: string): string => `修改 ${name}`,
  editTab: '修改成员',
  sections: '跳到哪一部分',
  newIntro:
    '先登记联系所需的几项。取得本人书面同意并登记后，学历工作、统战身份等资料才可以填写和显示。',
  pendingIntro: '本人的同意还没有登记，目前只能修改联系卡。',
  hiddenSections: '登记同意后可填写',
  notGranted: (purpose: string): string => `需本人同意“${purpose}”后才能填写`,
  registerConsent: '登记同意',
  replace: '重新填写',
  openCovered: '打开修改',
  masked: (text: string): string => `现有内容已遮盖：${text}`,
  draftRestored: '已恢复上次没有保存的内容',
  draftText: '这是本机加密保存的草稿。核对后请保存，或清空重填。',
  discard: '放弃草稿',
  duplicateTitle: '可能已经登记过',
  errorTitle: (count: number): string => `有 ${count} 处需要修改`,
  hintTitle: '请核对',
  saved: (name: string): string => `已保存 ${name}`,
  saveAndConsent: '保存并登记同意',
  readingHint: '列表按此排序；多音字读错时可在此改正',
  reading: '姓名读音',
  addBuilding: '楼栋在“设置 → 组织网络”中维护'
} as const;

/** What is kept without consent. */
export const withheldWords = {
  drop: (count: number): string => `删去本人未同意的 ${count} 项`,
  ask: (labels: string): string =>
    `将从资料里删去：${labels}。可以撤销。以前的写法还在加密的变更记录里，谁也看不到；连它也要清掉的，用“清除个人信息”。`,
  confirm: '删去',
  done: (name: string, count: number): string => `已删去${name}未同意的 ${count} 项`
} as const;

export const binWords = {
  title: '回收站',
  detail: '删除的内容先放在这里，可以恢复；成员也可以在这里彻底清除。',
  empty: '回收站是空的。',
  restore: '恢复',
  restoreOf: (title: string): string => `恢复 ${title}`,
  erase: '清除个人信息',
  deletedAt: (when: string, by: string): string => `${when} ${by} 删除`,
  hiddenName: '一位成员',
  restored: (title: string): string => `已恢复 ${title}`,
  restoreMany: (count: number): string => `恢复选中的 ${count} 条`,
  restoredMany: (count: number): string => `已恢复 ${count} 条`
} as const;

export const fileWords = {
  title: '个人信息登记情况（一人一档）',
  intro: '以下是本社区登记的、与本人有关的全部信息，供本人查阅、核对。',
  agreed: '现在同意的事项',
  /** Kept and not shown: the paper would otherwise say that it is everything. */
  withheld: (labels: string): string =>
    `另外还存着您没有同意或已经撤回同意的：${labels}。平时不显示、不使用，您可以要求删去。`,
  visits: '走访与联系',
  uses: '使用与提供记录',
  relations: '户与关系',
  none: '无',
  rights: (contact: string): string =>
    `您可以随时要求查阅、复制、更正、补充或删除这些信息，也可以撤回同意；撤回不影响此前已进行的工作，也不影响您享受社区服务。联系：${contact || '社区居委会'}。`,
  receipt: '本人签收',
  receiptDate: '日期',
  purposeDefault: '本人查阅',
  prepare: '准备打印'
} as const;
