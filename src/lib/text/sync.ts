/**
 * Words of 同步: how the book travels between devices, and how one sees that both have the same.
 * Longer than most files: all words of one place, in the order in which they are met.
 */
import { changes, entries, fileSize, formatNumber } from './counts';
import { stepOf } from './kit';

export const syncWords = {
  title: '同步',
  detail: (when: string): string => `上次成功：${when}`,
  never: '还没有同步过',

  /** One sentence, and what to do. */
  alone: '只有这一台设备',
  aloneText:
    '工作簿只在这里，请定期备份。要和同事一起用，或者再加一台自己的设备，请先分享同步链接，让对方加入。',
  /** Below `removedTitle`. */
  removedUnsent: (count: number): string =>
    `新的内容不再收，也不再送；以前收到的还能查看。您写的还有 ${changes(count)}没送到别的设备：请在下面导出同步文件，交给管理员，收不收由管理员决定。`,
  removedNothing:
    '新的内容不再收，也不再送；以前收到的还能查看。您写的都已送到。如有疑问，请联系负责人。',
  mismatch: '核对码对不上',
  mismatchText:
    '同样的记录，两台设备算出的核对码不同。记录本身没有丢，请打开“核对码”页，重新整理一遍。',
  synced: '已同步',
  syncedText: '您在这台设备上写的都已送到，核对码和别的设备一致。',
  behind: (devices: number): string => `还有 ${formatNumber(devices)} 台设备没有收齐`,
  behindText:
    '您写的都已送到至少一台设备。没有收齐的列在下面：文件夹或中继开着会自动送到，用别的办法请再送一次。',
  delivered: '已送到，还没有核对',
  deliveredText: '您写的都已送到别的设备；等对方再同步一次，双方的核对码就能比对。',
  missing: (count: number): string => `还有 ${changes(count)}没有收到`,
  missingText: '别的设备上有，这里还没有。请再同步一次，或向对方要一份同步文件。',
  unsynced: (count: number): string => `还有 ${changes(count)}没送到别的设备`,
  unsyncedText: '每保存一次算一次。已经保存在本机，不会丢；选一种办法送出去，对方才看得到。',

  onWayText:
    '每保存一次算一次。已经保存在本机，不会丢。文件夹或中继开着，会自动送出去；对方也同步一次，才算送到。',
  noWord: '还没有和别的设备同步过',
  noWordText: '请对方给一份同步文件，在这里导入；或者选大家都用的文件夹、中继。',

  peers: '别的设备',
  peerOf: (member: string, device: string): string =>
    member === device ? member : `${member} · ${device}`,
  heard: (when: string): string => `${when}有消息`,
  unheard: '还没有消息',
  lacks: (theirs: number, ours: number, areMembersEqual: boolean): string =>
    [theirs > 0 ? `对方缺 ${changes(theirs)}` : '', ours > 0 ? `这里缺 ${changes(ours)}` : '']
      .filter(Boolean)
      .join('，') || (areMembersEqual ? '双方一样多' : '记录一样多，成员变动还没送到'),
  next: {
    meet: '下一步：互相给一份同步文件，或者用同一个共享文件夹。不再使用的设备，请到“成员与设备”移出。',
    give: '下一步：把这里的新内容送过去。',
    take: '下一步：向对方要新内容。',
    none: '不用做什么。'
  },
  peerMismatch: '核对码不同',
  clock: (ms: number): string =>
    `对方的电脑时间${ms > 0 ? '快' : '慢'}了约 ${span(Math.abs(ms))}，内容不受影响，请提醒对方校准。`,
  exportFor: (member: string): string => `导出给${member}的文件`,

  nowDone: (received: number, offered: number): string =>
    `这次收到 ${changes(received)}，送出 ${changes(offered)}。`,
  stepOf: (step: number, what: string): string => stepOf(step, 3, what),
  steps: { take: '收别人送来的内容', give: '送出这里的新内容', check: '比对核对码' },
  noWay: '没有打开的文件夹或中继，请用文件，分三步：导出、交给对方、导入对方给的文件。',

  waysTitle: '怎样同步',
  /** To whoever has found one. */
  otherWay: '想换一种办法',
  where: '两台设备在哪里？',
  whereSame: '就在旁边，或同一个网络里',
  whereApart: '不在一处',
  share: '有没有大家都能打开的地方？',
  shareFolder: '有共享盘、网盘文件夹或同一个 U 盘',
  shareRelay: '单位搭了中继服务器',
  shareNone: '都没有',
  useThis: (way: string): string => `用“${way}”`,
  advice: {
    file: '用文件最稳妥：导出一个文件，用微信、邮件或 U 盘交给对方，对方导入；再换过来做一次。',
    folder: '用共享文件夹最省事：各台设备选同一个文件夹，以后自动收发。',
    relay: '用中继最及时：填一次地址和口令，以后有网就自动收发。',
    direct: '两台设备面对面就能直连：互相扫一次码，不经过任何服务器。'
  },
  ways: { file: '文件', folder: '文件夹', relay: '中继', direct: '直连' },

  openCheck: '看核对码',
  erasures: '清除的执行情况',
  erased: (count: number, done: number, devices: number): string =>
    `${formatNumber(count)} 条清除：已在 ${done}/${devices} 台设备执行`,
  erasuresText: '清除命令随同步带到每台设备；还没同步过的设备，收到后才会清除。'
} as const;

const span = (ms: number): string => {
  const hours = ms / 3_600_000;
  if (hours < 1) return `${Math.round(ms / 60_000)} 分钟`;
  if (hours < 48) return `${Math.round(hours)} 小时`;
  return `${Math.round(hours / 24)} 天`;
};

export const syncFileWords = {
  removedFiles: '仍要导出同步文件',
  /** Two steps where nothing comes in any more. */
  exportTitle: (steps: number): string => stepOf(1, steps, '导出同步文件'),
  exportText: '文件是加密的，只有这本工作簿的设备打得开，可以放心用微信、邮件或 U 盘转交。',
  to: '给谁',
  everyone: '所有设备（全部内容）',
  oneDevice: (device: string, lacks: number, lacksMembers: boolean): string => {
    if (lacks > 0) return `${device}（只带对方缺的 ${changes(lacks)}）`;
    return lacksMembers ? `${device}（只带成员变动）` : `${device}（对方已经齐了）`;
  },
  size: '每个文件最大',
  sizeHint: '聊天软件常限制大小；分成几个时，先后、重复都不要紧。',
  sizes: { none: '不限', mb20: '20 MB', mb5: '5 MB', mb1: '1 MB' },
  make: '导出同步文件',
  making: (bytes: number): string => `正在导出，已写 ${fileSize(bytes)}`,
  made: (count: number): string => `已导出 ${count} 个文件`,
  save: '再存一次',
  handTitle: (steps: number): string => stepOf(2, steps, '交给对方'),
  handText:
    '对方在“同步”页导入这个文件。没有密钥的人打不开，也看不到姓名；文件名只有工作簿名称和日期。',
  send: '用其他应用发送',
  sendRefused: '这个浏览器不让直接发送这种文件，请用刚才存下的文件转发。',
  blocked: '微信里不能下载文件，请用浏览器打开本页再导出。',
  takeTitle: stepOf(3, 3, '导入对方给的文件'),
  takenTitle: '给这台设备的文件',
  takeText: '选一个或几个文件，也可以把文件拖到本页任何地方。重复导入不会出错。',
  choose: '选择文件',
  drop: '放开鼠标，导入文件',
  /** Its own name is not kept: it could be a person's. */
  shared: (number: number, ending: string): string => `转来的文件${number}${ending}`,
  received: (count: number): string => (count > 0 ? `收到 ${changes(count)}` : '没有新内容'),
  stopped: '已停下，已经收到的都保留了；再导入一次就接着收。',
  answer: '请再导出一份给对方，对方才知道您收到了。',
  file: (name: string, what: string): string => `${name}：${what}`,
  intoBook: (book: string): string => `已收进“${book}”，`,
  from: (name: string): string => `来自 ${name}，`,
  new: (count: number): string => (count > 0 ? `新的 ${changes(count)}` : '没有新的修改'),
  repeated: (count: number): string => `已有的 ${changes(count)}`,
  waiting: (count: number): string => `${changes(count)}要等另一个文件`,
  rejected: (count: number): string => `${changes(count)}不合规矩，没有收`,
  receipt: (name: string): string => `${name} 的回执，以后导出给它只带它缺的`,
  confirmJoin: '去确认',
  joinRequest: '有人申请加入，请到“成员与设备”确认',
  joinKnown: '加入用的文件，没有新内容',
  joinDone: '加入的答复已收到',
  /** As the menu of books calls it. */
  joinOpened: (book: string): string => `加入的答复已收到，在左上角可以切换到“${book}”`,
  other: '不是同心簿的同步文件，没有改动任何内容',
  receiptText: '把回执交给对方，对方就知道您已经有什么，导出时可以只带您缺的。回执里没有任何记录。',
  makeReceipt: '导出回执',
  receiptMade: (file: string): string => `已导出 ${file}，请交给对方。`,
  faults: {
    'not-ours': '不是这本工作簿的文件，或是这台设备被移出之后的文件',
    cancelled: '已停下，前面的部分已收下；再导入一次就接着收',
    'removed-here': '这台设备已停用：已被移出工作簿，以后的内容收不到，以前收到的还能查看',
    newer: '由新版本的同心簿导出，请先更新',
    truncated: '文件不完整，前面的部分已收下；请让对方重新发一次',
    damaged: '文件有损坏，完好的部分已收下；请让对方重新发一次',
    storage: '本机没能存下，请检查磁盘空间后再导入一次',
    former: '来自已被移出的设备，没有采用',
    'not-trusted': '认不出是谁的回执，没有采用',
    'not-for-us':
      '加入用的文件，这台设备用不上，没有改动任何内容。已经加入的不用管它；别人的申请请交给发邀请的管理员（过期的要重新邀请），别人的答复请交给那个人',
    'not-admitted': '同一条链接的申请太多，没有收下。请撤销这条邀请，重新邀请',
    'broken-exchange': '加入的步骤乱了，请换一种办法重新开始',
    other: '没能读出来，没有改动任何内容'
  },
  exportFaults: {
    'no-key': '这台设备还没有收到最新的密钥。请先导入对方的文件，再导出。',
    'unknown-device': '还没有这台设备的消息，请选“所有设备”。',
    cancelled: '已停下，没有导出。',
    storage: '本机没能读出来，请重试；仍不行请重新打开页面。'
  }
} as const;

/** While something comes in, over whatever way. */
export const arrivingWords = {
  received: (received: number, total: number | undefined): string =>
    total === undefined
      ? ['正在收', ...(received > 0 ? [`已收 ${changes(received)}`] : [])].join('，')
      : `正在收，已收 ${formatNumber(received)} / 共 ${changes(Math.max(received, total))}`,
  bytes: (done: number, total: number): string => `${fileSize(done)} / ${fileSize(total)}`,
  /** What is here can be worked with. */
  usable: (people: number): string =>
    `人员已到 ${formatNumber(people)} 人，可以开始用；其余的还在收，不用等。`,
  /** Nobody is here yet. */
  soon: '内容一边收一边能看，不用守在这一页。',
  stop: '停下',
  open: '看进度'
} as const;

/** The books of this device beside the open one. */
export const otherSpacesWords = {
  title: (count: number): string => `另外 ${formatNumber(count)} 份工作簿`,
  never: '还没有同步过',
  last: (when: string): string => `上次同步 ${when}`,
  received: (count: number): string => (count > 0 ? `收到 ${changes(count)}` : '没有新内容'),
  running: '正在同步',
  noWay: '没有设好文件夹或中继',
  unopened: '没能打开，请切换到这份工作簿看看。',
  progress: '正在逐份同步',
  visit: '逐份同步',
  useFolder: '给没设好的选一个文件夹',
  wayless:
    '没设好的工作簿不会自动同步。各社区用同一个共享文件夹的，在这里选一次就行；否则在“同步”页导入对方的文件，不用切换，会收进它该去的那一份。',
  denied: '没有选文件夹，或没有允许写入。什么都没有改动。'
} as const;

/** Shared by the folder and the relay. */
export const wayWords = {
  idle: '开着，有新内容会自动收发。',
  next: (when: string): string => `下次自动同步：${when}`,
  report: (received: number, offered: number): string =>
    `上次收到 ${changes(received)}，送出 ${changes(offered)}。`,
  lacking: (count: number): string =>
    `还有 ${changes(count)}在别的设备上、这里没找到，等对方再同步一次。`,
  rejected: (count: number): string => `有 ${changes(count)}不合规矩，没有收。`,
  readOnly: '这台设备还没有最新的密钥，这次只收不送；收到密钥后会自动送出。',
  last: (when: string): string => `上次成功：${when}`,
  faults: {
    unreachable: '现在连不上。请看看网络通不通，共享盘、U 盘还在不在；连上后会自动再试。',
    denied: '没有得到允许。',
    full: '那里的空间满了，没有送出去；已经收到的都保留。请腾出空间后再同步。',
    cancelled: '已停下，收到的都保留；到时间会再同步。',
    failed: '没有成功，已经收到的都保留；稍后会自动再试。',
    storage: '本机没能存下，请检查磁盘空间；锁定的工作簿请先打开。'
  }
} as const;

export const folderWords = {
  intro:
    '各台设备选同一个文件夹：单位共享盘、网盘的同步文件夹、同一个 U 盘都可以。里面只有加密的文件，请不要改动它们。',
  choose: '选择文件夹',
  again: (name: string): string => `继续用“${name}”`,
  againText: (name: string): string =>
    `上次用的是“${name}”。为了安全，每次打开页面后，浏览器都要您再选一次这个文件夹。`,
  another: '换一个文件夹',
  using: (name: string): string => `正在用文件夹“${name}”`,
  forget: '不再使用',
  missing:
    '这个浏览器不能直接读写文件夹。请改用文件，效果一样；或换用新版 Edge、Chrome、360 极速模式。',
  toFile: '改用文件',
  denied: '没有选文件夹，或没有允许写入。什么都没有改动，可以再选一次，并在浏览器询问时点“允许”。'
} as const;

export const relayWords = {
  intro:
    '中继是街道或区里的一台服务器，只转交加密的内容，看不到姓名和记录。以下四项向搭建中继的人要。',
  url: '地址',
  urlHint: '以 wss:// 开头',
  room: '房间',
  carrier: '设备账号',
  password: '口令',
  connect: '连接',
  using: (url: string): string => `正在用中继 ${url}`,
  forget: '断开并忘记',
  badAddress: '地址要以 wss:// 开头，例如 wss://服务器名:端口',
  badName: '房间和设备账号只能用小写字母、数字和短横线，请照原样填写。',
  denied: '账号或口令不对，或没有权限。请核对后重新填写。'
} as const;

type RelayFault = keyof typeof wayWords.faults | 'bad-address' | 'bad-name';

export function relayFaultWords(type: RelayFault): string {
  if (type === 'bad-address') return relayWords.badAddress;
  if (type === 'bad-name') return relayWords.badName;
  return type === 'denied' ? relayWords.denied : wayWords.faults[type];
}

export const directWords = {
  intro:
    '两台设备面对面时用：互相看一次码，内容就直接传过去，不经过任何服务器。两台设备要在同一个网络里，例如连着同一个无线网。',
  introHost:
    '不用传文件：请对方打开链接、提出申请，在“等待确认”页的“直连”里和您互相看一次码，申请就直接送到这里。两台设备要连着同一个无线网。',
  introGuest:
    '不用传文件，也不经过任何服务器：请管理员打开“成员与设备”或“同步”里的直连，两台设备互相看一次码。两台设备要连着同一个无线网。',
  first: '我先出码',
  second: '对方先出码，我来看',
  showOffer: stepOf(1, 3, '让对方看这个码'),
  showOfferText: '对方在“直连”里点“对方先出码，我来看”，扫这个码；也可以复制文字发过去。',
  takeAnswer: stepOf(2, 3, '看对方回的码'),
  takeOffer: stepOf(1, 3, '看对方的码'),
  showAnswer: stepOf(2, 3, '让对方看这个码'),
  showAnswerText: '对方扫了这个码，就会连上。请不要关闭本页。',
  lastStep: stepOf(3, 3, '传送'),
  /** A request to join has come, or has gone over. */
  asked: '已连上，申请送到了',
  askedText: {
    sync: '请到“成员与设备”和对方核对数字，一样才确认。确认以后，答复和内容自动传过去；传完以前，两台设备都不要关闭页面。',
    members:
      '申请就列在本页上方，请和对方核对数字，一样才确认。确认以后，答复和内容自动传过去；传完以前，两台设备都不要关闭页面。',
    waiting:
      '请和管理员核对本页上方的 6 位数字，等对方点确认。确认以后，工作簿自动打开，内容接着传过来；传完以前，两台设备都不要关闭页面。'
  },
  toConfirm: '去核对并确认',
  qrLabel: '直连用的二维码',
  codeLabel: '直连码',
  copied: '已复制',
  copyFailed: '没能复制，请选中文字后手动复制',
  paste: '把对方的码粘贴到这里',
  pasteHint: '整段粘贴即可，前后多出的文字不要紧',
  use: '使用这个码',
  picture: '从图片里读码',
  camera: '用摄像头扫码',
  cameraStop: '关闭摄像头',
  cameraView: '摄像头画面',
  noPicture: '这个文件不是图片，或打不开。',
  noCodeInPicture: '图片里没有找到二维码，请拍清楚一些，或复制文字粘贴。',
  cameras: {
    'no-camera': '没有找到摄像头，请用图片或粘贴文字。',
    'not-allowed': '没有允许使用摄像头，请用图片或粘贴文字。',
    busy: '摄像头正被别的程序使用，请用图片或粘贴文字。'
  },
  progress: {
    gathering: '正在准备',
    waiting: '等对方看码',
    connecting: '正在连接',
    asking: '等待确认',
    proving: '正在确认对方的身份',
    open: '已连上',
    exchanging: '正在传送'
  },
  count: (of: { received: number; toReceive: number; sent: number; toSend: number }): string =>
    [
      `已收 ${formatNumber(of.received)} / 共 ${changes(Math.max(of.received, of.toReceive))}`,
      `已送 ${formatNumber(of.sent)} / 共 ${changes(Math.max(of.sent, of.toSend))}`
    ].join('，'),
  done: (from: string | undefined): string => (from ? `已和 ${from} 的设备同步` : '已同步'),
  doneText: (received: number, sent: number): string =>
    received + sent === 0
      ? '两边本来就一样，没有要传的。'
      : `收到 ${changes(received)}，送出 ${changes(sent)}。`,
  notLevel: '有的内容双方都没有找到，等另一台设备再同步一次。',
  over: '这次没有连成',
  restart: '重新开始',
  disconnect: '断开',
  disconnected: '已断开',
  toFile: '改用文件',
  faults: {
    'no-code': '没有认出直连码，请整段复制。',
    'damaged-code': '码不完整或有错字，请重新扫或复制。',
    'newer-code': '对方的版本更新，请先更新这台设备的同心簿。',
    'own-code': '这是您自己的码，请贴对方的。',
    'wrong-kind-offer': '这是回码，现在要看的是对方先出的那个码。',
    'wrong-kind-answer':
      '这是对方先出的码；两台设备都选了“我先出码”，请其中一台改选“对方先出码，我来看”。',
    'other-offer': '这个回码对应的是另一次直连，请让对方看现在屏幕上的码。',
    'wrong-space':
      '对方打开的是另一本工作簿；如果对方是在等待加入，也可能是链接已经过期或撤销，或者您不是管理员，不能在这台设备上确认。',
    'both-waiting': '对方也在等待确认，接纳不了您。请和管理员的设备直连。',
    'no-webrtc': '这个浏览器不支持直连，或被单位的设置关掉了。',
    'no-candidates': '这台设备没有连上任何网络。请连上同一个无线网再试。',
    refused: '浏览器没有接受这个码，请重新开始。',
    'mdns-blocked':
      '没能找到对方：浏览器隐藏了设备地址，而这个网络不转告。可以让两台设备连同一个手机热点再试。',
    timeout: '没能连上：两台设备可能不在同一个网络，或中间有防火墙。',
    'not-proved': '对方证明不了自己的身份，已经断开。请确认看的是本人手里的码。',
    newer: '对方的版本更新，请先更新这台设备的同心簿。',
    silent: '对方没有回应。',
    closed: '连接断了。已经收到的都保留，重新出码就接着传。',
    cancelled: '已停下，收到的都保留。',
    'not-ours': '对方的设备不在这本工作簿里，或已被移出。',
    dishonest: '对方发来的内容不合规矩，已经断开；没有采用。',
    storage: '本机没能存下，请检查磁盘空间。',
    'not-let-in': '这份申请没有得到确认：您拒绝了它，链接已经撤销或过期，或同一条链接的申请太多。',
    'broken-exchange': '在线核对没有成功，已经断开。请重新开始；再不成，就用文件，核对 20 个数字。',
    'no-standing': '这台设备还没有被接纳，请先用文件同步。'
  },
  /** Said otherwise to who waits to be let in. */
  guestFaults: {
    'wrong-space': '对方打开的不是您要加入的那本工作簿。',
    closed: '连接断了。您的申请还在，重新出码可以再来一次。',
    cancelled: '已停下，您的申请还在。'
  },
  fileAdvice: '文件总能送到，不依赖网络。'
} as const;

export const checkWords = {
  title: '核对码',
  detail: '两台设备的核对码相同，内容就完全一样',
  intro: '可以在电话里念给对方听，或看下面的自动比对。',
  own: '这台设备',
  scopes: { general: '一般内容', sensitive: '敏感内容', reports: '统计报送' },
  records: (count: number): string => entries(count),
  incomplete: '有内容还没收齐，现在的码不能用来核对',
  peers: '和别的设备比对',
  noPeers: '还没有别的设备的消息。同步一次之后，这里会自动比对。',
  heard: (when: string): string => `对方的码是${when}收到的，之后双方再改，要再同步一次才比得准。`,
  /** Not yet to be relied on: the one who said it has not heard everything. */
  sameCode: '码相同，再同步一次就能确认一致',
  verdicts: {
    match: '一致',
    mismatch: '不一致',
    'not-held': '有一方没有这一类的权限，不用比',
    'not-comparable': '双方内容还不一样多，同步后再比',
    incomplete: '有一方还没收齐，收齐后再比'
  },
  theirs: (code: string): string => `对方：${code}`,
  alarm: '核对码不一致',
  alarmText:
    '两台设备的记录一样多，整理出来的结果却不同。记录没有丢。请点“重新整理”，由记录从头整理一遍，再自动比对；对方也请做一次。',
  rebuild: '重新整理',
  rebuilding: '正在重新整理',
  rebuilt: '已重新整理，并重新比对。'
} as const;
