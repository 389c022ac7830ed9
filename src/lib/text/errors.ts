/**
 * Troubles in plain words (UX rule 7): what happened, what it means for the data, what to do next, and a
 * code for support. Codes are stable; they stand in reports and guides, so none is used again for another.
 */
export interface Trouble {
  readonly code: string;
  readonly title: string;
  /** What it means for the data. */
  readonly meaning: string;
  /** What to do next. */
  readonly next: string;
}

const trouble = (code: string, title: string, meaning: string, next: string): Trouble => ({
  code,
  title,
  meaning,
  next
});

export const troubles = {
  unknown: trouble(
    'A-00',
    '出了意外的问题',
    '已保存的内容不受影响。',
    '请重试；仍不行时，把编号告诉负责支持的同事。'
  ),

  saveFailed: trouble(
    'S-01',
    '没能保存',
    '刚才填写的内容还在屏幕上，没有丢失，但尚未写入本机。',
    '请点“重试”；仍不行时先不要关闭页面，把内容抄下来。'
  ),
  storageFull: trouble(
    'S-02',
    '本机存储空间已满',
    '之前已保存的内容都在；新的内容暂时存不进去。',
    '请清理磁盘空间，或先做一次备份，再重试。'
  ),
  storageClosed: trouble(
    'S-03',
    '浏览器断开了本机存储',
    '已保存的内容都在，刚才的操作没有写入。',
    '请点“重试”，或重新打开页面。'
  ),
  privateMode: trouble(
    'S-04',
    '当前是无痕（隐私）窗口',
    '关闭窗口后，这里写下的内容会被浏览器清掉。',
    '请换用普通窗口打开。'
  ),
  olderTab: trouble(
    'S-05',
    '另一个标签页还在用旧版本',
    '两个版本不能同时写入，已保存的内容不受影响。',
    '请关闭其他标签页，再点“重试”。'
  ),
  damagedPage: trouble(
    'S-06',
    '有一部分数据读不出来，正在由日志重建',
    '日志完好，内容不会丢失。',
    '请等候重建完成；若仍提示，请用备份恢复。'
  ),
  clockBehind: trouble(
    'S-07',
    '电脑时间可能不对',
    '时间比最近一条记录早一天以上，新记录的先后会乱。',
    '请先校准电脑时间。'
  ),
  quotaNear: trouble(
    'S-08',
    '存储空间快用完了',
    '已用八成以上；用完后将不能保存新内容。',
    '请清理磁盘空间，并做一次备份。'
  ),

  wrongPassphrase: trouble(
    'V-01',
    '口令不对',
    '数据没有变化。',
    '请检查大小写和输入法后再试；忘记口令时，用打印的恢复密钥。'
  ),
  wrongRecoveryKey: trouble('V-02', '恢复密钥不对', '数据没有变化。', '请逐组核对打印件上的字符。'),
  noCrypto: trouble(
    'V-03',
    '浏览器在这个地址不提供加密功能',
    '为了保护个人信息，没有加密就不能使用。',
    '请用 https 地址或本机地址打开。'
  ),

  fileUnreadable: trouble(
    'F-01',
    '这个文件打不开',
    '没有导入任何内容。',
    '请用表格软件打开后另存为 .xlsx，再试一次。'
  ),
  fileEncrypted: trouble(
    'F-02',
    '这个文件有打开密码',
    '没有导入任何内容。',
    '请在表格软件里去掉密码，另存后再试。'
  ),
  fileTooBig: trouble('F-03', '文件太大', '没有导入任何内容。', '请拆成几个文件，分几次导入。'),
  fileIsEt: trouble(
    'F-04',
    '这是 WPS 的 .et 文件',
    '没有导入任何内容。',
    '请在 WPS 里另存为 .xlsx，再试一次。'
  ),
  notABackup: trouble(
    'F-05',
    '这不是同心簿的备份文件',
    '数据没有变化。',
    '请选择扩展名正确、由“备份”生成的文件。'
  ),

  noPermission: trouble(
    'P-01',
    '您没有这项权限',
    '数据没有变化。',
    '请联系工作簿的负责人或管理员。'
  )
} as const satisfies Record<string, Trouble>;

export type TroubleName = keyof typeof troubles;
