/** Words of 设置 and 备份. Longer than most files: all words of one place, page by page. */
import { formatNumber } from './counts';

export const settings = {
  title: '设置',
  groups: { book: '工作簿', safety: '同事、安全与备份', device: '这台设备' },
  saved: '已保存',
  pages: {
    space: { title: '工作簿资料', detail: '名称、填报单位、编制人，以及各项期限' },
    fields: { title: '栏目', detail: '哪些栏目要登记，哪些不登记' },
    org: { title: '组织网络', detail: '社区、网格、楼栋，总人口与总户数' },
    rules: { title: '必访规则', detail: '什么时候该走访谁，节日的日期' },
    staff: { title: '工作人员', detail: '走访人、联络员和签字的人' },
    members: { title: '成员与设备', detail: '请同事加入，谁能看、谁能改，用哪些设备' },
    workers: { title: '使用者与口令', detail: '谁在这台设备上用，口令和恢复密钥' },
    backup: { title: '备份', detail: '存一份加密的备份文件' },
    audit: { title: '使用记录', detail: '导出、打印和查看遮盖内容，都记在这里' },
    bin: { title: '回收站', detail: '删除的成员、走访等，可以恢复' },
    imports: { title: '导入记录', detail: '每次导入的台账，可以撤销' },
    display: { title: '显示', detail: '浅色或深色，文字大小，每天提醒' },
    install: { title: '安装到桌面', detail: '像普通软件一样从桌面打开' },
    about: { title: '关于同心簿', detail: '版本、隐私、存储空间、诊断文件' },
    wipe: { title: '清除本机全部数据', detail: '换机或停用时使用' }
  },
  cannotWrite: '您现在只能查看这一页，不能修改。'
} as const;

export type SettingsPage = keyof typeof settings.pages;

export const spaceWords = {
  names: '名称与单位',
  namesHint: '印在报表、台账和同意书上。',
  signers: '签字的人',
  signersHint: '每份打印件末尾都有编制人、审核人、审批人。',
  limits: '期限',
  limitsHint: '到期只提醒，清除由人确认。',
  limitHints: {
    retentionDays: '撤回同意后保留这些天，到期提醒清除',
    pendingDays: '导入后一直没有登记同意的人，满这些天提醒清除',
    autoLockMinutes: '这么久没有操作就锁定；填 0 表示不自动锁定',
    reviewMonths: '多久与本人核对一次资料',
    consentYears: '登记同意时，有效期默认这么多年'
  } as Readonly<Record<string, string>>
} as const;

export const fieldWords = {
  intro:
    '只登记工作真正需要的内容。关闭一个栏目后，不再显示、填写和导入；以前登记的内容仍保存着，重新打开就能看到。',
  optional: '可选栏目',
  optionalHint: '默认关闭，需要时再打开。',
  standard: '常用栏目',
  standardHint: '默认打开，用不到的可以关掉。',
  classes: {
    P: '不涉及个人',
    C1: '一般个人信息',
    C2: '重要个人信息，显示时遮盖',
    C3: '敏感个人信息'
  },
  basic: '本人同意登记即可',
  separate: (purpose: string): string => `须本人单独勾选“${purpose}”`
} as const;

export const orgWords = {
  empty: '还没有组织。导入台账时会提出缺少的社区和楼栋，也可以在这里添加。',
  add: '添加组织',
  edit: (name: string): string => `修改${name}`,
  remove: (name: string): string => `删除${name}`,
  removed: (name: string): string => `已删除“${name}”，在回收站里`,
  population: '总人口',
  households: '总户数',
  noSize: '未填人口户数',
  orphans: '没有上级',
  sizeHint: '统计里的“占总人口”和“每百户”，用的就是这里的总人口与总户数。'
} as const;

export const staffWords = {
  empty: '还没有工作人员。',
  add: '添加工作人员',
  edit: (name: string): string => `修改${name}`,
  remove: (name: string): string => `删除${name}`,
  removed: (name: string): string => `已删除“${name}”，在回收站里`,
  note: '这里是工作上的名单。要让同事用自己的口令打开本机，请到“使用者与口令”。'
} as const;

export const workersWords = {
  list: '本机使用者',
  listHint: '每人一个口令，历史记录写各自的名字。',
  current: '正在使用',
  hasPassphrase: '有口令',
  noPassphrase: '没有口令，记录写“自报”',
  selfReportedHint: '“自报”是说：没有口令，姓名由本人自己填，没有核对过。',
  switchHint: '换人会锁定本机，未写完的内容按人保留。',
  add: '添加使用者',
  addHint: '新使用者能看到本工作簿的全部内容。请让本人亲自输入口令。',
  name: '姓名',
  alsoStaff: '也是工作人员，会去走访',
  alsoStaffHint: '同时记到“工作人员”名单里，走访就记在本人名下',
  isListed: '“工作人员”名单里已有这个姓名，走访会记在本人名下。',
  added: (name: string): string => `已添加 ${name}`,
  remove: (name: string): string => `移除${name}`,
  removeTitle: '移除使用者',
  removeAsk: (name: string): string =>
    `${name} 将不能再从本机打开，本机上未写完的草稿也打不开了；已保存的记录都留着。`,
  removed: (name: string): string => `已移除 ${name}`,
  change: '修改口令',
  set: '设置口令',
  setHint: '现在没有口令：能打开这台设备的人就能看到全部内容。建议现在设置。',
  current_: '现在的口令',
  changed: '口令已更新，下次打开时使用',
  recovery: '恢复密钥',
  recoveryDone:
    '建立工作簿时的恢复密钥已经确认保管好。忘记口令、换电脑、打开备份都用它。用同步链接加入的设备没有恢复密钥，忘记口令时请管理员重新邀请。',
  recoveryOnce: '为了安全，屏幕上不再显示，请用当时打印或抄写的那一份。',
  recoveryPending: '还没有确认。请打印或抄写，并输入其中一组。',
  recoveryShow: '显示恢复密钥',
  admitTitle: '用恢复密钥确认本机',
  admitWhy: '这份工作簿是用备份时的口令恢复的，现在只能查看。输入打印的恢复密钥后就可以修改。',
  admit: '确认本机',
  admitted: '本机已确认，可以修改了'
} as const;

export const backupWords = {
  intro: '备份是一份加密文件，别人捡到也打不开。请存到移动硬盘或单位共享盘，不要只放在这台设备上。',
  last: '上次备份',
  never: '还没有备份过',
  changes: (count: number): string => (count === 0 ? '之后没有改动' : `之后改动了 ${count} 条`),
  due: '该备份了',
  dueText: '电脑坏了、浏览器数据被清理时，只有备份能找回来。',
  make: '做一次备份',
  passphrase: '备份口令',
  passphraseHint: '至少 8 个字，可以与打开同心簿的口令相同。打印的恢复密钥也能打开这份备份',
  writing: '正在写入备份',
  trying: '正在试着恢复，核对是否完整',
  cancelled: '已取消，没有生成备份。',
  done: '备份完成',
  doneText: '已试着完整恢复过一次，内容一致。',
  file: '文件名',
  records: '记录条数',
  codeHint: '恢复后核对码相同，说明一条不少。请抄在登记本上。',
  saveAgain: '再存一份',
  another: '重新备份',
  notSavedTitle: '备份文件还没有存下来',
  blocked: '微信里不能下载文件。请点右上角“…”，选“在浏览器打开”，在浏览器里重新备份。',
  cancelledSave: '您取消了保存，请再存一次。',
  failed:
    '备份没有通过检查，不能使用。已保存的内容不受影响，请再试一次；仍不行时导出诊断文件联系支持。',
  folderFailed: '文件已下载，但没能写进选定的文件夹。请重新选择文件夹。',
  folder: '自动留存副本',
  folderHint:
    '选一个文件夹（移动硬盘、共享盘），每次备份会另存一份，保留最近 10 份。关闭页面后需要重新选择。',
  choose: '选择文件夹',
  chosen: (name: string): string => `正在留存到“${name}”`,
  forget: '不再留存',
  unsupported: '这个浏览器不能自动写入文件夹。请把下载的备份文件手动复制一份。',
  contains: '备份里有什么',
  inside: [
    '全部成员、同意、走访等记录和修改历史',
    '组织网络、工作人员和设置',
    '使用记录、导入记录、回收站'
  ],
  outside: ['打开本机的口令', '未写完的草稿', '显示大小、深浅色等本机设置'],
  insideTitle: '有',
  outsideTitle: '没有',
  restore: '怎样恢复',
  restoreText:
    '在新的电脑或浏览器里打开同心簿，选“恢复备份”，用备份口令或打印的恢复密钥打开。用恢复密钥打开后可以直接修改；用备份口令打开的先只能查看，输入恢复密钥后才能修改。'
} as const;

/** What an entry of 使用记录 was for, and who got it where it left the house for another unit. */
export const auditPurpose = (of: {
  readonly purpose?: string;
  readonly recipient?: string;
}): string =>
  [of.recipient === undefined ? '' : `提供给${of.recipient}`, of.purpose ?? '']
    .filter(Boolean)
    .join('，');

export const auditWords = {
  empty: '还没有使用记录。导出、打印、查看遮盖内容时会自动记下。',
  intro: '记录只增不改，任何人不能删除。',
  at: '时间',
  by: '操作人',
  purpose: '用途',
  people: '涉及成员',
  marker: '编号',
  fields: '内容',
  action: '操作',
  count: (count: number): string => `涉及 ${count} 人`,
  hidden: (count: number): string => `另有 ${count} 人不可见`,
  print: '打印使用记录'
} as const;

export const importWords = {
  empty: '还没有导入过台账。',
  undo: '撤销这次导入',
  undoTitle: '撤销导入',
  undone: '已撤销导入',
  marksTitle: '要求清除过的人',
  marksText: (count: number): string =>
    `为了不让下一份台账把要求清除的人带回来，这里留有 ${formatNumber(count)} 个比对码。比对码看不出是谁；导入时对上了，会列出来，默认不导入。`,
  marksClear: '删除比对码',
  marksClearAsk: '删除后，再导入的台账里有这些人，会当作新的成员导入。',
  marksCleared: '已删除比对码',
  entries: (count: number): string => `登记 ${formatNumber(count)} 条`,
  counts: {
    created: '新增',
    updated: '更新',
    same: '相同'
  } as Readonly<Record<string, string>>
} as const;

export const displayWords = {
  theme: '深浅色',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  size: '文字大小',
  sizes: { 16: '小', 18: '标准', 20: '大', 22: '较大', 24: '特大' },
  sample: '和平里社区走访登记：3 月 5 日上午上门，本人在家。'
} as const;

export const installWords = {
  installed: '正在以独立窗口运行，已经安装好了。',
  offer: '安装后桌面上有图标，双击就能打开，断网也能用。',
  install: '安装',
  done: '正在安装',
  manual: '没有“安装”按钮时',
  ways: [
    {
      where: '电脑上的谷歌浏览器、微软 Edge',
      how: '点地址栏右端的安装图标；或点右上角菜单，找“安装同心簿”或“创建快捷方式”。'
    },
    {
      where: '360、QQ、搜狗等浏览器',
      how: '先确认是“极速模式”。把浏览器窗口缩小，按住地址栏左边的小图标拖到桌面，桌面上就有快捷方式。'
    },
    { where: '安卓手机', how: '在浏览器菜单里选“添加到主屏幕”或“安装应用”。' },
    { where: '苹果手机、平板', how: '用 Safari 打开，点“分享”，选“添加到主屏幕”。' }
  ],
  bookmark: '数据保存在这个浏览器里。换一个浏览器打开，看到的是空的工作簿，并不是数据丢了。'
} as const;

export const aboutWords = {
  version: '版本',
  update: '检查更新',
  upToDate: '已检查；有新版本时，页面上方会提示',
  updateReady: '有新版本，请在页面上方选择“立即更新”',
  offline: '断网使用',
  offlineReady: '已存好，断网也能打开',
  offlineNot: '还没有存好，请联网再打开一次',
  connection: '网络',
  online: '已联网',
  isOffline: '未联网，不影响使用',
  storage: '本机存储',
  used: (used: string, quota: string): string => `已用 ${used}，浏览器最多给 ${quota}`,
  usedOnly: (used: string): string => `已用 ${used}`,
  persistent: '浏览器答应长期保存',
  notPersistent: '浏览器没有答应长期保存：磁盘紧张时可能被清理，请按时备份',
  ask: '请求长期保存',
  askGranted: '浏览器已答应长期保存',
  askRefused: '浏览器暂时没有答应。常用几天或安装到桌面后再试，并请按时备份。',
  privacy: '隐私说明',
  diagnostics: '诊断文件',
  diagnosticsHint: '请人帮忙时用。只有版本、数量和错误编号，没有任何人的信息，可以先看再发。',
  look: '查看内容',
  download: '下载诊断文件',
  copy: '复制内容',
  copied: '已复制',
  notCopied: '没能复制，请选中上面的内容手动复制',
  fileName: '同心簿诊断.txt',
  licences: '开源组件',
  licencesHint: '同心簿以 Apache-2.0 许可开源，使用了下列组件。',
  licencesFull: '许可全文'
} as const;

export const privacyPoints = [
  {
    title: '存在哪里',
    text: '全部内容只存在这台设备的这个浏览器里，没有服务器，不上传，不统计，不联网也能用。'
  },
  {
    title: '怎样保护',
    text: '设了口令后，锁定时磁盘上只有加密内容，不含个人信息的“资料”除外。没有设口令，磁盘就没有任何保护。'
  },
  {
    title: '看谁的资料',
    text: '登记了本人书面同意，才显示相应的内容；没有登记的只显示联系卡，不计入统计。'
  },
  {
    title: '本人的权利',
    text: '本人可以查阅、更正、撤回同意，要求清除。撤回当即生效，清除后本机不能再打开。'
  },
  {
    title: '不收集什么',
    text: '不登记信仰、观点、评价、收入、婚姻、病情、信访、犯罪记录、照片、指纹和位置，导入时自动略去。'
  },
  {
    title: '离开本机的',
    text: '导出和打印要写明用途，并记入使用记录。已经导出的文件、打印的纸、以前的备份，清除时管不到，需要另行收回。'
  },
  { title: '管不到的', text: '打开着没锁的电脑、没有口令的电脑、拍屏幕的人。离开时请点“锁定”。' },
  { title: '不能录什么', text: '国家秘密、工作秘密。涉密信息不上网，上网信息不涉密。' }
] as const;

export const wipeWords = {
  intro: '将删除这个浏览器里的全部工作簿、使用者和草稿，不能撤销。备份文件不受影响。',
  lastBackup: '上次备份',
  makeBackup: '先去备份',
  begin: '我要清除',
  understood: '我知道清除后只能用备份恢复',
  typeName: (name: string): string => `请输入工作簿名称“${name}”`,
  confirm: '清除全部数据',
  back: '不清除了'
} as const;
