/** Words inside the shared components: fields, tables, dialogs, charts. */
export const kit = {
  required: '必填',
  optional: '选填',
  choose: '请选择',
  notChosen: '未选择',
  noMatch: '没有匹配的选项',
  openChoices: '展开选项',
  showMore: '显示更多',
  clearValue: '清空',
  showPassword: '显示口令',
  hidePassword: '隐藏口令',
  dismiss: '知道了',
  notices: '提示',
  errorCode: '编号',
  stepList: '步骤',
  progress: '进度',
  pageTabs: '分页',
  actionMenu: '操作菜单',
  searchHint: '姓名、拼音、首字母、电话尾号、楼栋',
  commandHint: '输入要找的人或要做的事',
  shortcut: '快捷键',
  noResult: '没有找到',
  yes: '是',
  no: '否',
  unknown: '不详'
} as const;

export const dateWords = {
  example: '例如 2026-11-23，也可写 20261123 或 11.23',
  partialExample: '可以只写年，例如 1968、1968-05',
  notUnderstood: '没有看懂这个日期，请写成 2026-11-23 的样子',
  time: '时间',
  openCalendar: '打开日历',
  previousMonth: '上个月',
  nextMonth: '下个月',
  today: '今天',
  yesterday: '昨天',
  precision: { y: '只知道年份', ym: '只知道年月', ymd: '完整日期' }
} as const;

export const phoneWords = {
  number: '号码',
  note: '备注',
  noteHint: '如：本人、子女、座机',
  add: '添加电话',
  remove: (index: number): string => `移除第 ${index} 个电话`,
  nth: (index: number): string => `电话 ${index}`,
  doubtful: '位数不像电话号码，请核对；照这样也能保存，会标“待核对”'
} as const;

export const fileWords = {
  drop: '也可以拖到这里',
  taken: (name: string): string => `已选：${name}`,
  another: '换一个文件'
} as const;

export const stepWords = {
  add: '添加一步',
  on: (index: number): string => `第 ${index} 步日期`,
  text: (index: number): string => `第 ${index} 步做了什么`,
  by: (index: number): string => `第 ${index} 步经办人`,
  nobody: '经办人（可不选）',
  remove: (index: number): string => `移除第 ${index} 步`
} as const;

export const tagWords = {
  hint: '输入后按回车添加',
  add: '添加',
  remove: (label: string): string => `移除“${label}”`,
  chosen: '已选'
} as const;

export const numberWords = {
  yuan: '元',
  moneyNotUnderstood: '请填写金额，例如 1200 或 1200.50',
  decimalNotUnderstood: (decimals: number): string => `请填写数字，最多 ${decimals} 位小数`,
  countNotUnderstood: (max: number): string => `请填写 0 到 ${max} 的整数`,
  more: '增加',
  less: '减少'
} as const;

export const textLength = (used: number, max: number): string => `${used} / ${max} 字`;
export const tooLong = (over: number): string => `超出 ${over} 字，请删减`;

export const maskWords = {
  masked: '已遮盖',
  reveal: (label: string): string => `查看${label}`,
  hide: (label: string): string => `遮盖${label}`,
  reason: '查看原因',
  reasonHint: '原因会记入使用记录',
  title: (label: string): string => `查看${label}的原因`
} as const;

export const tableWords = {
  selectAll: '全选',
  selectRow: (name: string): string => `选择 ${name}`,
  selected: (count: number): string => `已选 ${count} 条`,
  clearSelection: '取消选择',
  columns: '选择要显示的列',
  sortedBy: (label: string, ascending: boolean): string =>
    `已按${label}${ascending ? '升序' : '降序'}排列`,
  rowCount: (count: number): string => `共 ${count} 条`,
  reset: '恢复默认'
} as const;

export const chartWords = {
  place: '范围',
  period: '时段',
  source: '数据截至',
  asTable: '看表格',
  asChart: '看图',
  savePicture: '存为图片',
  copyPicture: '复制图片',
  item: '项目',
  total: '合计',
  open: (label: string, count: number): string => `打开“${label}”的名单，共 ${count}`,
  summary: (title: string, parts: string): string => `${title}。${parts}`
} as const;

export const signOffWords = {
  preparedBy: '编制人',
  reviewedBy: '审核人',
  approvedBy: '审批人',
  unit: '编制单位',
  date: '编制时间'
} as const;

/** A number stays on the line of its 步. */
export const stepOf = (index: number, total: number, label: string): string =>
  `第\u00a0${index}\u00a0步，共\u00a0${total}\u00a0步：${label}`;

export const progressCount = (done: number, total: number): string => `${done} / ${total}`;

export const choiceWords = {
  notInList: (text: string): string => `“${text}”没有对上列表里的一项，请从列表中选择`,
  emptyList: '还没有可选的。请先到这里添加：',
  inSettings: (page: string): string => `设置 · ${page}`,
  inRecords: (book: string): string => `记录 · ${book}`,
  moreMatches: (count: number): string => `还有 ${count} 项，请多输入几个字`,
  found: (count: number): string => `${count} 个选项`
} as const;
