/**
 * Words of consent: registering, the paper form, withdrawing, expiry, erasing. Plain enough to read out to the
 * person (UX rule 9). Labels of the purposes are the domain's; here stands what each means in a sentence.
 */
export const consentWords = {
  title: '登记同意',
  titleOf: (name: string): string => `登记 ${name} 的同意`,
  how: '签署情况',
  dueLink: '到期与清除',
  intro:
    '把本人已经在纸上签好的同意书登记进来。只登记确实签了的人和确实勾选的事项；没有签的请先打印同意书。',
  who: '哪些人签了同意书',
  whoHint: '只列出待同意和已到期的成员，默认一个都不选',
  searchLabel: '在名单中查找',
  pendingCount: (count: number): string => `待登记 ${count} 人`,
  chosen: (count: number): string => `已选 ${count} 人`,
  chooseShown: (count: number): string => `选中列出的 ${count} 人`,
  clear: '全部取消',
  showAll: '也列出已同意的成员（续签、补充事项）',
  nobody: '没有待登记同意的成员。',
  toPeople: '看人才库',
  noHit: '没有找到，换个写法试试。',
  purposes: '本人同意的事项',
  purposesHint: '照同意书上的勾选登记，没有勾的不要选',
  channel: '同意方式',
  guardianName: '监护人姓名',
  guardianHint: '未满十四周岁须由监护人同意',
  signedOn: '签署日期',
  expiresOn: '有效期至',
  expiresHint: '当天仍有效；不填为长期',
  originalsAt: '原件存放处',
  originalsHint: '如：社区办公室二号柜 2026 同意书夹',
  save: (count: number): string => `登记 ${count} 人的同意`,
  saved: (count: number): string => `已登记 ${count} 人的同意`,
  saving: '正在登记',
  needPeople: '请先勾选签了同意书的成员',
  needPurposes: '请勾选本人同意的事项',
  needDate: '请填写日期，例如 2026-11-23',
  needChannel: '请选择同意方式',
  errorTitle: '还不能登记',
  printForm: '打印同意书',
  printBlank: '打印空白同意书',
  printChosen: (count: number): string => `还没签的：打印这 ${count} 人的同意书`,
  expiring: '即将到期',
  due: '待清除名单',
  back: '返回',
  backToPerson: '返回成员',
  present: '现有的同意',
  presentHint: '新登记的会加在这些之上；已有的事项要延长，请照新签的同意书一并勾选',
  signedAt: (date: string): string => `${date} 签署`,
  until: (date: string): string => `有效期至 ${date}`,
  unlimited: '长期有效',
  originalsLie: (place: string): string => `原件在${place}`
} as const;

/** What each purpose means, one sentence the person can follow. */
export const purposeMeanings: Readonly<Record<string, string>> = {
  register:
    '登记姓名、性别、出生年月、民族、籍贯、联系方式、所住小区楼栋、学历与工作、特长和愿意参加的服务，用于社区与您保持联系。其他事项都以这一项为前提。',
  visit: '社区工作人员上门、电话或以其他方式走访慰问，并记录日期、方式和您愿意记下的内容。',
  identity: '登记统战类别、政治面貌、党派职务和台港澳侨关系等，属于敏感个人信息。',
  idNumber: '登记证件类型和号码，仅在办理您委托的事项需要时使用，平时遮盖显示。',
  address: '登记到门牌的详细住址，用于上门走访和递送物品，平时遮盖显示。',
  clergy: '仅登记公开担任的宗教教职，不登记个人信仰，属于敏感个人信息。',
  greeting: '在您自己选择的节日向您问候；所选节日可能反映习俗，按敏感个人信息保护。',
  care: '登记无障碍需要、健康服务意愿和您自己提出的困难帮扶，不记病情，属于敏感个人信息。',
  publish: '在工作总结、简报等材料中写出您的姓名。',
  share: '把您的信息提供给街道，用于统战工作的联系和服务。'
};

export const paperForm = {
  title: '个人信息收集使用同意书',
  copies: ['（社区留存联）', '（本人留存联）'],
  forPerson: '本人姓名',
  unit: '收集使用单位',
  intro: (unit: string): string =>
    `${unit || '本社区居委会'}为开展统战联系服务工作，请您阅读以下说明。是否同意由您自愿决定，不同意不影响您享受社区的任何服务。`,
  purposesTitle: '一、用途与内容（同意哪一项，请在方框内打“√”）',
  separate: '标有“单独同意”的事项涉及敏感个人信息或向他人提供，须逐项单独勾选。',
  separateMark: '（单独同意）',
  keepTitle: '二、保存方式与期限',
  keep: (years: number, days: number): string =>
    `信息加密保存在社区的工作设备上，仅限负责此项工作的人员使用。同意的有效期为签署之日起 ${years} 年，到期前会征求您是否续签；未续签或您撤回同意后，先停止使用，${days} 天后清除。`,
  rightsTitle: '三、您的权利',
  rights:
    '您可以随时查阅、复制、更正、补充、删除您的信息，也可以随时撤回全部或部分同意，撤回与同意同样方便；撤回不影响撤回前已进行的工作。我们不会把您的信息用于上述以外的用途。',
  contact: (contact: string): string => `联系人及电话：${contact || '＿＿＿＿＿＿＿＿＿＿＿＿'}`,
  declare: '我已阅读并理解以上说明，自愿同意上面打“√”的事项。',
  sign: '本人签字',
  guardian: '监护人签字（未满十四周岁）',
  date: '日期',
  staff: '经办人',
  version: (version: string): string => `文本版本 ${version}`,
  print: '打印（一式两份）',
  prefilled: (name: string): string => `已填好姓名：${name}`,
  blank: '空白同意书',
  noContact: '设置里还没有填写“个人信息联系人及电话”，打印后请手工补写。'
} as const;

export const withdrawWords = {
  title: (name: string): string => `${name} 撤回同意`,
  text: '撤回和同意一样方便。全部撤回后，该成员在所有地方立即不再显示，保留期过后清除。',
  all: '撤回全部同意',
  some: '只撤回部分事项',
  someLabel: '要撤回的事项',
  someAction: (count: number): string => `撤回这 ${count} 项`,
  doneAll: (name: string): string => `已撤回 ${name} 的全部同意，资料不再显示`,
  doneSome: (count: number): string => `已撤回 ${count} 项同意`,
  pendingText: '该成员还没有登记同意。记下本人不同意后，联系卡也不再显示，保留期过后清除。',
  pendingTitle: (name: string): string => `${name} 不同意登记`,
  pendingAction: '记下本人不同意',
  donePending: (name: string): string => `已记下 ${name} 不同意，联系卡不再显示`
} as const;

export const dueWords = {
  title: '到期与清除',
  detail: '同意快到期的、建议清除的和刚撤回的，都在这里。',
  tabs: { expiring: '即将到期', due: '建议清除', withdrawn: '已撤回' },
  expiringNone: '最近两个月内没有到期的同意。',
  expiringAt: (date: string): string => `${date} 到期`,
  renew: '续签登记',
  dueNone: '现在没有需要清除的。',
  dueSince: (date: string): string => `${date} 起建议清除`,
  erase: '清除个人信息',
  withdrawnNone: '没有保留期内的撤回。',
  withdrawnText: '按规定不再显示是谁。点错了可以在保留期内恢复；确属本人撤回的，到期请清除。',
  withdrawnLine: (on: string, at: string, due: string): string =>
    `${on} 撤回${at === '' ? '' : `（${at} 记下）`}，${due} 起清除`,
  hiddenPerson: '已撤回同意的一位成员',
  mistaken: '点错了，恢复',
  mistakenTitle: '恢复这位成员？',
  mistakenText:
    '只用于更正误操作。如果本人确实撤回了同意，请不要恢复；需要重新登记时请本人再签一份同意书。',
  mistakenDone: '已恢复，该成员重新显示'
} as const;

export const eraseWords = {
  title: '清除个人信息',
  titleOf: (name: string): string => `清除 ${name} 的个人信息`,
  hidden: '清除一位成员的个人信息',
  intro: '清除后无法恢复，请核对以下内容。',
  goesTitle: '会清除',
  goes: ['登记的全部个人信息和变更记录', '同意记录、户与关系中的姓名', '走访记录中的姓名'],
  goesContent: '只走访这一位的，内容和反映事项一并清除',
  staysTitle: '会保留',
  stays: [
    '走访的次数、日期和慰问金额，只作为一位未具名的人计数',
    '“清除过一次”的使用记录，不含姓名',
    '本人要求清除或撤回的，留几个看不出是谁的比对码，免得下一份台账又带回来；可到“设置 → 导入记录”删除'
  ],
  leftTitle: '已经带出去的',
  leftNone: '没有导出、打印过含这位成员的名单，也没有对外提供过。',
  leftIntro: '以下文件曾带出，需要另行收回或销毁：',
  leftLine: (date: string, action: string, purpose: string): string =>
    `${date} ${action}，用途：${purpose}`,
  leftNote: '其他设备同步后也会清除；此前的备份文件里仍有旧内容，请一并处理。',
  reason: '清除原因',
  reasons: {
    request: '本人要求清除',
    withdrawn: '撤回同意后到期',
    'no-basis': '没有取得同意'
  },
  confirm: '我已核对，确认清除',
  action: '清除，无法恢复',
  done: '已清除，只留下计数',
  failed: '没能清除，内容都还在',
  early: (date: string): string => `保留期到 ${date}。本人要求时可以提前清除。`
} as const;
