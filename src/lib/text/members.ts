/**
 * Words of 成员与设备, 分享同步链接 and 加入工作簿 (issue 3). Structural, because words know no other layer.
 * Longer than most files: all words of one place, in the order in which they are met.
 */
import { assertNever } from '../kernel/assert';
import type { Scope } from '../kernel/scope';
import { changes, formatNumber } from './counts';
import { failureText } from './failures';
import { describeVaultError } from './vault-troubles';

type RoleCode = 'owner' | 'admin' | 'editor' | 'viewer' | 'reports' | 'relay';

interface GrantWords {
  readonly role: RoleCode;
  readonly scopes: readonly Scope[];
}

/** What a person of each role will be able to do. */
export const roleWords: Readonly<
  Record<RoleCode, { readonly name: string; readonly can: string }>
> = {
  owner: { name: '负责人', can: '什么都能做，也能调整管理员' },
  admin: { name: '管理员', can: '能看能改全部内容，还能邀请、确认和移出同事' },
  editor: { name: '录入员', can: '能看能写，登记成员、走访、诉求、活动' },
  viewer: { name: '查看者', can: '只能看，不能改' },
  reports: { name: '统计', can: '只收得到报送的汇总数字，看不到任何一个人' },
  relay: { name: '中继', can: '只转送加密的内容，自己什么也看不到' }
};

export const scopeWords: Readonly<Record<Scope, string>> = {
  general: '一般资料',
  sensitive: '敏感资料',
  reports: '报送数字'
};

/** `录入员 · 一般资料、报送数字`; what a role always has is not said again. */
export function grantText({ role, scopes }: GrantWords): string {
  const { name } = roleWords[role];
  if (role !== 'editor' && role !== 'viewer') return name;
  return `${name} · ${scopes.map((scope) => scopeWords[scope]).join('、')}`;
}

/** The same for the person concerned, in a sentence. */
export function grantSentence({ role, scopes }: GrantWords): string {
  const { name, can } = roleWords[role];
  const isLimited = role === 'editor' || role === 'viewer';
  const limit = isLimited && !scopes.includes('sensitive') ? '，看不到敏感资料' : '';
  return `${name}：${can}${limit}。`;
}

/** What somebody who stands lower than before can do no more; `seen` is what new content still comes. */
const loweredTo: Readonly<Partial<Record<RoleCode, (seen: string) => string>>> = {
  admin: () => '以后不能再调整管理员。',
  editor: (seen) => `仍能看到和填写${seen}，但不能再邀请、确认和移出同事。`,
  viewer: (seen) => `仍能看到${seen}，但不能再填写。`,
  reports: () => '以后只收得到报送的汇总数字。'
};

/** What another grant means for the member, in sentences: a lower role, and content that no longer comes, are two things. */
export function grantChange(before: GrantWords | undefined, after: GrantWords): string {
  const ranks = Object.keys(roleWords);
  const isLower = before !== undefined && ranks.indexOf(after.role) > ranks.indexOf(before.role);
  const lost = (before?.scopes ?? []).filter((scope) => !after.scopes.includes(scope));
  const names = lost.map((scope) => scopeWords[scope]).join('、');
  const withheld = `${names}里新的内容不再给对方；以前已经到了对方设备上的收不回来。`;
  const seen = lost.length > 0 ? '其余新的内容' : '新的内容';
  const lowered = isLower ? loweredTo[after.role]?.(seen) : undefined;
  return [lost.length > 0 ? withheld : '', lowered ?? '', '对方下次同步后生效。'].join('');
}

export const inviteWords = {
  intro: '一条链接请一位同事。对方打开链接提出申请，您在电话里核对数字后确认，才算加入。',
  label: '请谁加入',
  labelHint: '只记在这台设备上，好认出是哪一条；链接里没有姓名',
  role: '让对方做什么',
  more: '还能看到',
  sensitive: '敏感资料',
  sensitiveHint: '身份证号、详细住址、健康、帮扶标签等',
  reports: '报送数字',
  reportsHint: '按期报给街道的汇总数字',
  valid: '链接的有效期',
  days: (count: number): string => `${count} 天`,
  withRelay: (address: string): string =>
    `链接里会带上中继的地址（${address}），对方不用再填；设备账号和口令要另外告诉对方。`,
  ownWithRelay: (address: string): string =>
    `链接里会带上中继的地址（${address}），那台设备上不用再填；设备账号和口令要另外填。`,
  make: '生成链接',
  made: '链接已生成',
  madeFor: (label: string): string => `给${label}的链接`,
  link: '同步链接',
  copyLink: '复制链接',
  copyText: '复制整段话',
  copied: '已复制',
  notCopied: '没能自动复制，请长按或全选文字自己复制。',
  qr: '同步链接的二维码',
  chatTitle: '聊天软件会存下这条链接',
  furtherTitle: (name: string): string => `给${name}添加一台设备`,
  furtherIntro:
    '在另一台设备的浏览器里打开这条链接。那台设备加入后，权限与现在一样，改动都记在同一个人名下。',
  ownTitle: '给自己添加一台设备',
  ownIntro:
    '在您的另一台设备的浏览器里打开这条链接。那台设备加入后，权限与这台一样，改动都记在您名下。',
  ownMadeFor: (label: string): string => `您的另一台设备（${label}）的链接`,
  furtherLabel: '是哪台设备',
  furtherLabelHint: '例如：手机、家里的电脑'
} as const;

/** What goes with a link, by whose hands it goes into: somebody else's, or the inviter's own. */
export const linkWords = {
  other: {
    qrHint: '对方在身边：请用手机相机扫这个码，不要用微信扫。',
    textHint: '对方不在身边：把这段话发过去。',
    onlyHere:
      '您的同心簿开在只有本机打得开的地址上。请对方在自己用的同心簿里点“加入工作簿”，再粘贴这条链接。',
    text: (link: string, until: string): string =>
      [
        '请您一起使用“同心簿”工作簿。',
        '1. 复制下面的链接，用手机或电脑自带的浏览器打开，不要在微信里直接点开：',
        link,
        '2. 按提示填写姓名、设好口令，会出现 20 个数字。',
        '3. 点“导出申请文件”发给我，再打电话把这 20 个数字念给我听，核对无误才能加入。',
        `链接在 ${until} 前有效，只给您一人用，请不要转发。`
      ].join('\n'),
    chat: '别人拿到它也只能提出申请，您没有核对数字、没有点确认，就进不来、什么也看不到。所以数字一定要在电话里或当面核对，不要用文字发。',
    next: '接下来：对方提出申请后，把“加入申请”文件发给您，您在“成员与设备”里导入并确认。'
  },
  own: {
    qrHint: '用您的另一台设备的相机扫这个码，不要用微信扫。',
    textHint: '那台设备扫不了码的，把这段话传过去。',
    onlyHere:
      '您的同心簿开在只有本机打得开的地址上。请在您的另一台设备上打开同心簿，点“加入工作簿”，再粘贴这条链接。',
    text: (link: string, until: string): string =>
      [
        '在您的另一台设备上加入“同心簿”工作簿：',
        '1. 复制下面的链接，用那台设备自带的浏览器打开，不要在微信里直接点开：',
        link,
        '2. 按提示填写姓名、设好口令，会出现 20 个数字。',
        '3. 点“导出申请文件”，把文件传回原来的设备导入；两块屏幕上的 20 个数字一样，再确认。',
        `链接在 ${until} 前有效，请不要转发。`
      ].join('\n'),
    chat: '别人拿到它也只能提出申请，您没有核对数字、没有点确认，就进不来、什么也看不到。所以一定要看着您的另一台设备核对数字。',
    next: '接下来：在您的另一台设备上提出申请，把“加入申请”文件传回来，在“成员与设备”里导入并确认。两台设备就在手边的，用直连更省事。'
  }
} as const;

export const joinWords = {
  linkLabel: '同步链接',
  linkHint: '把同事发来的链接粘贴到这里，连同前后的文字一起粘贴也可以',
  linkMissing: '请粘贴同步链接',
  found: '链接完整，加入后您是',
  /** Nothing of it stands in the link. */
  decidedThere: '链接有没有过期、撤销，这里看不出来，管理员确认时会看到。',
  relay: (address: string): string => `同步经过：${address}`,
  name: '您的姓名',
  nameHint: '同事看到的是这个名字，您的记录也写这个名字',
  passphraseHint:
    '至少 8 个字，可以是一句好记的话。忘记了就打不开，只能清除本机数据，请管理员重新邀请',
  submit: '申请加入',
  truth: '申请之后，要由管理员核对并确认，才能看到内容。',
  beside: '加入后，这台设备上就有两份工作簿，可以在左上角切换，互不相混。',
  demo: '现在打开的是示例。请先清除示例，再加入正式的工作簿。',
  locked: '这台设备上已有工作簿。请先打开它，打开后会接着加入。',
  alreadyMember: '这台设备已经在这份工作簿里了，不用再加入。',
  openIt: '打开这份工作簿',
  appleTitle: '要从主屏幕使用的，请先添加到主屏幕',
  appleText:
    'iPhone、iPad 上，主屏幕里的同心簿与浏览器里的不共用资料。请先点“分享 → 添加到主屏幕”，从主屏幕打开后选“加入工作簿”，再粘贴链接。链接现在还没有使用。'
} as const;

/** Somebody of another unit who may read people. */
export const outsideWords = {
  label: '对方是街道或别的单位的人',
  hint: '会在“使用记录”里记一条“对外提供”，工作簿的每位同事都看得到。',
  unit: '对方单位',
  missing: '请写明是哪个单位，会记入使用记录',
  purpose: (role: string): string => `加入工作簿（${role}），可以查看人员资料`
} as const;

export const waitingWords = {
  asked: (when: string): string => `${when}提出了申请，还没有得到确认。关掉页面也不会丢。`,
  willBe: (sentence: string): string => `加入后您是${sentence}`,
  digits: '把这 20 个数字念给管理员听',
  digitsHint:
    '请打电话或当面念，不要用文字发。管理员那边的数字一样，才说明没有人冒充。给自己添加设备的，把两块屏幕放在一起比就行。',
  code: '同时在线核对的 6 位数字',
  codeHint:
    '两台设备连着的时候，只核对这 6 位就够了。两边一样，就请管理员点确认；工作簿随后自动打开，请不要关掉这一页。',
  how: '怎样得到确认',
  stepGive: '把申请文件交给管理员',
  stepGiveHint: '用 U 盘、邮件或微信“文件传输”都可以，文件是加密的。',
  exportRequest: '导出申请文件',
  exported: (file: string): string => `已导出 ${file}，请交给管理员。`,
  stepCall: '打电话核对上面的数字',
  stepTake: '收到管理员发回的“加入答复”文件，在这里导入',
  stepTakeHint: '管理员还给了同步文件（.txb）的，可以一起选，加入以后自动导入。',
  answer: '加入答复文件（.txjoin）',
  chooseAnswer: '导入答复文件',
  blocked: '微信里不能下载文件，请换浏览器打开。',
  nothingNew: '这里面还没有给您的答复。',
  notYet:
    '同步文件先记下了，加入以后自动导入（请不要关掉这一页）。现在请导入管理员发回的“加入答复”文件。',
  notOurs: (names: string): string =>
    `${names}：不是同心簿的文件，没有收下。要导入的是管理员发回的“加入答复”文件（.txjoin）。`,
  folder: '有共享文件夹的，不用传文件',
  folderHint: '选单位共享盘里与同事同步用的那个文件夹，申请会放进去，答复也从那里取。',
  relay: '经中继，不用传文件',
  direct: '管理员就在旁边，用直连',
  leftAtRelay:
    '申请已经放到中继上。管理员确认以后，答复会自动取回，内容也从那里来；请不要关掉这一页。',
  chooseFolder: '选择共享文件夹',
  anotherFolder: '换一个文件夹',
  leftIn: (name: string): string =>
    `申请已经放进“${name}”。管理员确认以后，答复会自动从这里取回；请不要关掉这一页。`,
  look: '现在看看有没有答复',
  cancel: '取消申请',
  keep: '不取消',
  cancelAsk: '这台设备将不再等这份答复。以后想加入，要重新打开链接再申请一次。',
  others: '打开另一份工作簿'
} as const;

export const renameWords = {
  title: (member: string): string => `${member}的设备叫什么`,
  text: '起个好认的名字，例如“值班室电脑”。同事同步以后也看到新名字；谁写的记录不受影响。',
  thisDevice: '本机的名称',
  device: '设备的名称',
  registered: (name: string): string => `加入时叫“${name}”`,
  past: (when: string, by: string, name: string): string => `${when} ${by}改为“${name}”`,
  missing: '请填写设备的名称。',
  done: '设备已改名'
} as const;

export const membersWords = {
  title: '成员与设备',
  /** Of the own standing. */
  you: '您',
  thisDevice: '本机',
  present: (count: number): string => `成员 ${count} 位`,
  demo: '现在打开的是示例，不能请同事加入。请先清除示例，建立正式的工作簿。',
  devicesOf: (name: string): string => `${name}的设备`,
  menuOf: (name: string): string => `对${name}的操作`,
  deeds: {
    rename: '设备改名',
    grant: '调整权限',
    'add-device': '添加一台设备',
    'hand-over': '交接工作',
    remove: '移出'
  },
  noDevice: '现在没有设备',
  lacks: (count: number): string => `还有 ${changes(count)}没有送到`,
  oneOwner:
    '负责人只有一位。建议再有一位：先请同事加入，再在“成员与设备”里用“调整权限”把对方设为负责人。恢复密钥也请保管好。',
  former: '已移出的人',
  departing: '离岗收尾中：离开前写好的内容送到后照样收下',
  gone: '已移出，以前写的内容都保留',
  closeDeparture: '结束收尾',
  closeAsk: (name: string): string =>
    `到现在为止收到的${name}的内容都算数；以后再送到的先放在一边，由管理员决定收不收。`,
  closedDeparture: '已结束收尾',
  grantOf: (name: string): string => `调整${name}的权限`,
  granted: (name: string): string => `已调整${name}的权限`,
  removeOf: (name: string): string => `移出${name}`,
  handOverOf: (name: string): string => `交接${name}的工作`,
  lastSeen: (when: string): string => `最近的改动：${when}`,
  neverSeen: '还没有收到它的内容',
  joinAnother: '用同事的链接加入另一份工作簿',

  requests: '等待您确认的申请',
  fingerprint: '要核对的 20 个数字',
  madeFor: (label: string): string => `用的是您给“${label}”的链接`,
  requestOf: (name: string): string => `${name}申请加入`,
  ownRequestOf: (name: string): string => `您的另一台设备申请加入（${name}）`,
  requestFile: '同事发来的加入申请文件（.txjoin）',
  chooseRequest: '导入申请文件',
  noRequestFile:
    '这不是申请文件，没有改动任何内容。申请文件由对方在“等待确认”页导出，名字以“同心簿_加入申请”开头。',
  syncNotRequest: '这是同步文件，不是申请文件，没有改动任何内容。请到“同步”页导入。',
  /** In the names of answer files (app/members/join-file.ts). */
  answerName: '加入答复',
  answerNotRequest: '这是加入的答复，不是申请。请交给申请加入的人，由对方在“等待确认”页导入。',
  compare: '请对方在电话里把屏幕上的 20 个数字念一遍。每一组都一样，再确认。',
  ownCompare:
    '请把两块屏幕上的 20 个数字逐组比一比。每一组都一样，再确认；申请不是您自己提出的，请拒绝。',
  code: '双方同时在线时，也可以核对这 6 位数字：',
  willBe: (sentence: string): string => `加入后是${sentence}`,
  alsoWorker: '也是工作人员',
  alsoWorkerHint: '同时记到“工作人员”名单里：走访、诉求能选到这个人，以后离岗也能交接',
  admit: '数字一样，确认加入',
  decline: '拒绝',
  declineAsk: (name: string): string => `${name}的这次申请不再显示。链接还能用，除非您撤销它。`,
  declined: '已拒绝这次申请',
  earlierUses: (count: number): string =>
    `这条链接已经被用过 ${count} 次。可能是同一个人重做了一次，也可能链接到了别人手里，请问清楚。`,
  admitted: (name: string): string => `${name}已加入。请把答复文件发给对方。`,
  ownAdmitted: '您的另一台设备已加入。请把答复文件传到那台设备上导入。',
  admittedDirectly: (name: string): string =>
    `${name}已加入，答复和内容正在直连传过去。传完以前请不要关闭页面。`,
  direct: '同事就在旁边：用直连接收申请',
  answers: '答复还没有送到',
  answersHint:
    '已经确认，但新加入的设备还没有回音。请把答复文件交给那台设备导入，再到“同步”导出一份同步文件交过去（答复也会一起带上）。',
  toSync: '去同步导出内容',
  exportAnswer: (name: string): string => `导出给${name}的答复`,
  ownExportAnswer: '导出给您的另一台设备的答复',
  ownAnswerExported: (file: string): string => `已导出 ${file}，请传到您的另一台设备上导入。`,
  answerExported: (file: string, name: string): string => `已导出 ${file}，请交给${name}。`,
  noAnswer: '这份答复现在给不出来：邀请已撤销或过期。请重新邀请对方。',
  received: '收到一份加入申请，请核对数字',
  receivedKnown: '这份申请已经导入过了',
  opened: '加入的答复已收到，在左上角可以切换到那份工作簿',

  invitations: '还有效的邀请',
  noInvitations: '现在没有。点“分享同步链接”，请同事一起用这份工作簿。',
  noLabel: '没有记名字的邀请（在别的设备上生成）',
  until: (when: string): string => `有效期到 ${when}`,
  expired: '已过期',
  uses: (count: number): string => (count === 0 ? '还没有人用' : `已有 ${count} 台设备用它加入`),
  showLink: '再看链接',
  revoke: '撤销',
  revokeAsk: '撤销后，这条链接再也不能用来申请加入。已经加入的人不受影响。',
  revokeLosesAnswer: (names: string): string =>
    `注意：${names}还没有拿到答复，撤销后答复就给不出来了。`,
  revoked: '已撤销这条邀请',
  outlived: '该撤销的邀请',
  outlivedText:
    '这些链接还在外面：谁拿着都能再申请加入（要您确认才进得来）。没有别的用处，就一起撤销。',
  outlivedWhy: {
    used: '用它加入的设备已被移出',
    unused: '要用它加入的人已被移出',
    inviter: '发出它的人已被移出'
  },
  revokeCount: (count: number): string =>
    count === 1 ? '撤销这条邀请' : `撤销这 ${formatNumber(count)} 条邀请`,
  answerFirst: (names: string): string =>
    `${names}还没有拿到答复：先在上面“答复还没有送到”里导出答复，再撤销。`,
  ownDevice: '本人的另一台设备',
  secondUse: '不止一台设备用过它：如果不是您安排的，请撤销这条邀请，并移出不认识的设备。'
} as const;

type Removal = 'leftPost' | 'lost' | 'misuse';

/** 移出: what it does, and what no removal can do (DESIGN 5, 9). */
export const removalWords = {
  why: '为什么移出',
  reasons: {
    leftPost: { label: '离岗', detail: '调走、退休等正常离开，工作已经交接' },
    lost: { label: '设备丢失', detail: '电脑或手机丢了、卖了、坏了，人还在' },
    misuse: { label: '马上停用', detail: '口令泄露，或不该再看到内容' }
  },
  device: '哪一台',
  does: '会做到',
  doing: (reason: Removal): readonly string[] => [
    '从现在起换新的密钥，对方再拿到任何文件也打不开新内容。',
    reason === 'leftPost'
      ? '对方离开前写好、还没有送到的内容照样收下，直到您点“结束收尾”。'
      : '还没有送到的内容先放在一边，由您决定收不收。',
    reason === 'lost'
      ? '人还在名单里，可以再给一台新设备。'
      : '以前写的记录和署名都保留，待办的事请用“交接工作”转给别人。'
  ],
  doesNot: '做不到',
  notDoing: [
    '收不回那台设备上已经有的内容。设备还在的，请当面在“设置 → 清除本机全部数据”里清除。',
    '其他同事的设备要等下次同步才知道。'
  ],
  handOver: '先交接工作',
  confirm: '移出',
  deviceDone: '已停用那台设备',
  memberDone: (name: string): string => `已移出${name}`
} as const;

export const handOverWords = {
  intro: '把还没有办完的事交给接手的人。已经办过的走访、接待、记录仍写原来的人。',
  heir: '交给谁',
  giveGrant: (grant: string): string => `权限也交给对方：${grant}`,
  giveGrantHint: '对方现在的权限更大时不变',
  granted: (name: string, grant: string): string => `${name}现在也有“${grant}”的权限`,
  nothing: '没有要交接的，什么也没有改',
  from: '名下的事（“工作人员”名单里的姓名）',
  notListed: (name: string): string =>
    `“工作人员”名单里没有${name}，名下就没有登记过要办的事，可以只交权限。名单里写的是别的姓名的，请在这里选。`,
  to: '接手的人（“工作人员”名单里的姓名）',
  chooseTo: '请选接手的人，名单里没有的，先到“设置 → 工作人员”里添加。',
  noWork: '名下没有还在办的事。',
  work: '还在办的事',
  group: (label: string, count: number): string => `${label} ${count} 条`,
  moved: (count: number, name: string): string => `已把 ${count} 条交给${name}`,
  confirm: '交接'
} as const;

export const matterWords = {
  title: '需要处理',
  held: (name: string, count: number): string => `${name}在 ${count} 条记录里的改动还没有收进来`,
  heldSpan: (from: string, to: string): string =>
    from === to ? `写于${from}。` : `写于${from}到${to}。`,
  heldWhy:
    '是移出或调低权限之后才送到的，先放在一边。请问清楚是不是本人写的：是就收下；不是就不用管，一直放在一边，不会写进工作簿。',
  heldIn: (names: readonly string[], records: number): string =>
    names.length < records ? `在：${names.join('、')}等。` : `在：${names.join('、')}。`,
  adopt: '全部收下',
  adoptAsk: (name: string, count: number, issued: number): string =>
    `${name}在 ${count} 条记录里的改动会写进工作簿，${
      issued === 0 ? '署名不变' : `其中 ${issued} 条记录由您补写，记您的名`
    }。确认是本人写的再收下。`,
  adopted: '已收下',
  unconfirmed: (name: string): string => `${name}的设备要再确认一次`,
  unconfirmedWhy: '当时确认它的管理员已经被移出。您认识这台设备，就再确认一次。',
  confirm: '确认这台设备',
  confirmed: (name: string): string => `已确认${name}的设备`,
  fork: (name: string): string => `${name}的一台设备里有两份对不上的记录`,
  forkWhy:
    '多半是整机还原，或把浏览器资料复制到了另一台电脑。对不上的部分都留着，一条不少。请那台设备再同步一次，它会自己补写进来；已经不能用的，请移出那台设备，再点“全部收下”。',
  onTop: (name: string): string => `${name}有几处改动是接着对不上的记录写的`,
  onTopWhy:
    '同事的一台设备里有两份对不上的记录，接着它写的这几处也先放在一边，一条不少。请那台设备再同步一次，它会自己补写进来；已经不能用的，请移出那台设备，再点“全部收下”。',
  looking: '正在核对对不上的记录，请稍等，其他事可以先办。',
  ownKeys: '这台设备还没有拿到新的密钥',
  keys: (name: string): string => `${name}的设备还没有拿到新的密钥`,
  keysWhy: '与管理员的设备同步一次就会补上，在这之前看不到新的内容。'
} as const;

interface MembersFault {
  readonly type: string;
  readonly failure?: { readonly type: string };
}

const actFaults: Readonly<Record<string, string>> = {
  'not-allowed': '只有管理员和负责人能做这一步。',
  'above-own': '不能给出或改动比您自己更高的权限。',
  'not-found': '已经不在了，可能刚被别的管理员处理过。',
  'nothing-to-do': '没有需要改动的地方。',
  'last-owner': '这是最后一位负责人，不能移出或降低。请先让另一位同事担任负责人。',
  expired: '邀请已经过期。请重新邀请对方。',
  'wrong-proof': '这份申请不是用这条链接提出的，或者在路上被改动过。请让对方重新申请。',
  'no-seed': '邀请是在您成为管理员之前发出的。请发出邀请的同事来确认，或重新邀请。',
  'no-key': '这台设备还没有拿到新的密钥。请先与其他管理员同步一次。',
  'too-many': '一次处理的太多，请分几次做。',
  'bad-relay': '中继地址不对。',
  overtaken: '刚好有别的管理员在改动成员，请再试一次。'
};

/** Codes of one group, so that support can tell them apart from those of the vault. */
export function describeMembersError({ type, failure }: MembersFault): string {
  if (failure) return failureText(failure);
  return `${actFaults[type] ?? actFaults['overtaken']}（M-01 ${type}）`;
}

type LinkFaultWords =
  | { readonly type: 'no-link' }
  | { readonly type: 'damaged-link' }
  | { readonly type: 'newer-link' };

export function describeLinkFault({ type }: LinkFaultWords): string {
  switch (type) {
    case 'no-link':
      return '没有找到同步链接。请把同事发来的整段话复制过来。';
    case 'damaged-link':
      return '链接不完整，多半是复制时少了几个字。请重新复制整条链接。';
    case 'newer-link':
      return '这条链接来自更新的版本。请先更新同心簿，再打开它。';
    default:
      return assertNever(type);
  }
}

export function describeJoinError(
  error:
    | LinkFaultWords
    | Parameters<typeof describeVaultError>[0]
    | { readonly type: 'locked' }
    | { readonly type: 'already-member' }
): string {
  switch (error.type) {
    case 'no-link':
    case 'damaged-link':
    case 'newer-link':
      return describeLinkFault(error);
    case 'locked':
      return joinWords.locked;
    case 'already-member':
      return joinWords.alreadyMember;
    default:
      return describeVaultError(error);
  }
}

type JoinFaultWords =
  | { readonly type: 'not-for-us' }
  | { readonly type: 'damaged' }
  | { readonly type: 'other-device' }
  | { readonly type: 'not-admitted' }
  | { readonly type: 'broken-exchange' }
  | { readonly type: 'locked' }
  | { readonly type: 'storage'; readonly failure: { readonly type: string } };

type FolderFaultWords =
  | { readonly type: 'unreachable' }
  | { readonly type: 'denied' }
  | { readonly type: 'full' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed' };

export function describeFolderFault({ type }: FolderFaultWords): string {
  switch (type) {
    case 'unreachable':
      return '现在打不开这个文件夹，可能是共享盘没有连上。连上后再试，或改用文件。';
    case 'denied':
      return '没有选文件夹，或没有允许写入。可以再选一次，并在浏览器询问时点“允许”。';
    case 'full':
      return '这个文件夹所在的盘满了。请清理后再试，或改用文件。';
    case 'cancelled':
      return '已停止。可以再试一次，或改用文件。';
    case 'failed':
      return '读写这个文件夹时出了问题。请再试一次，或改用文件。';
    default:
      return assertNever(type);
  }
}

/** `side`: who reads it. */
export function describeJoinFault(fault: JoinFaultWords, side: 'joiner' | 'admin'): string {
  switch (fault.type) {
    case 'not-for-us':
      return side === 'joiner'
        ? '这不是给这台设备的答复，没有改动任何内容。请向管理员要给您的“加入答复”文件。'
        : '没有找到这份申请对应的邀请：可能已撤销或过期，或者是别的工作簿的。请重新邀请对方。';
    case 'damaged':
      return '这不是完整的加入文件。请让对方重新导出，再发一次。';
    case 'other-device':
      return '这份答复是给另一台设备的，不是给这一台的，没有改动任何内容。请把它交给用那台设备的人；给您的那一份，请向管理员要。';
    case 'not-admitted':
      return side === 'joiner'
        ? '按这份答复，这台设备不在成员里。请与管理员核对，再要一份最新的答复。'
        : '同一条链接的申请太多，没有收下。请撤销这条邀请，重新邀请。';
    case 'broken-exchange':
      return '在线核对没有成功。请改用文件，并核对 20 个数字。';
    case 'locked':
      return joinWords.locked;
    case 'storage':
      return failureText(fault.failure);
    default:
      return assertNever(fault);
  }
}
