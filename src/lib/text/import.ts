/** Words of 导入台账, step by step. */
import { formatNumber } from './counts';

const count = (n: number, unit: string): string => `${formatNumber(n)} ${unit}`;

export const importWords = {
  title: '导入台账',
  detail: '人员名册、走访登记表等都能导入；新的人先登记为“待同意”，取得书面同意后再展开使用',
  steps: ['选文件', '工作表', '栏目', '疑问', '核对', '完成'],

  blockedTitle: '先保管好恢复密钥，再导入真实成员',
  blockedText: '忘记口令或换电脑时，只有打印的恢复密钥能打开数据。请先打印或抄写一份，再回来导入。',
  blockedAction: '去保管恢复密钥',

  chooseTitle: '选择台账文件',
  chooseText:
    '可一次选多个文件：.xls、.xlsx、.ods、.csv，WPS 和 Excel 保存的都行。文件只在本机读取，不会上传。',
  chooseFiles: '选择文件',
  dropHere: '也可以把文件拖到这里',
  limits: '每个文件不超过 50 MB、50,000 行、200 列。',
  pasteTitle: '或者粘贴单元格',
  pasteLabel: '从表格里复制后粘贴到这里',
  pasteHint: '连同表头一起复制',
  pasteRead: '读取粘贴的内容',
  pastedName: '粘贴的内容',
  noSecrets: '涉密名单、内部资料请勿导入。宗教信仰、婚姻、收入、健康等列会自动略过，不读入。',

  reading: (fileName: string): string => (fileName ? `正在读取：${fileName}` : '正在读取'),
  checking: '正在与工作簿核对',
  writing: '正在写入工作簿',
  cancelled: '已取消，没有写入任何内容。',
  timeout: '读取时间太长，已经停下，没有导入任何内容。请把文件拆小后再试。',
  failed: (code: string): string =>
    `读取时出了问题，没有导入任何内容。请把文件另存为 .xlsx 再试（${code}）。`,
  startOver: '重新选文件',
  unreadable: '这些文件没有读出来',

  sheetsTitle: '导入哪些工作表',
  sheetsHint: '是什么表、哪个社区，是从表头、标题、表名认出来的，请逐张确认。',
  noSheets: '没有可导入的工作表',
  rowCount: (rows: number): string => `${formatNumber(rows)} 行人员`,
  hidden: '隐藏的工作表',
  arrangements: { form: '登记表：标签旁边是内容', steps: '几行是一件，合成一条' },
  unknownSheet: '没有认出表头，请选这是什么表，或指定表头在哪几行',
  entryCount: (rows: number): string => `${formatNumber(rows)} 行记录`,
  tableIs: '这张表是',
  tableGuessed: '按表头认出，不对就改',
  tableChosen: '由您指定',
  peopleList: '人员名册',
  rollTable: '签到表',
  markLabel: '签到',
  year: (cells: number): string => `${formatNumber(cells)} 处日期没写年份，算哪一年`,
  yearFromTitle: '从标题或表名认出，不对就改',
  yearHint: '不填就一处一处地问',
  yearWrong: '请填四位年份，如 2026',
  defaultOf: (label: string): string => `没写${label}的，记为`,
  defaultHint: '只用于表上没写的行',
  defaultNone: '不填，这些行先不导入',
  tickHint: {
    isUnitedFront: '勾选的，报送和统计里算统战活动。这张表记的是普通社区活动，就去掉。'
  } as Readonly<Partial<Record<string, string>>>,
  emptySheet: '空表',
  importSheet: (name: string): string => `导入「${name}」`,
  community: '社区',
  communityFrom: {
    title: '从标题认出',
    sheet: '从工作表名认出',
    file: '从文件名认出',
    remembered: '和上次一样'
  },
  communityNone: '不写则不归入任何社区',
  headerFirst: '表头从第几行',
  headerLast: '到第几行',
  headerRange: (first: number, last: number): string =>
    first === last ? `表头在第 ${first} 行` : `表头在第 ${first}～${last} 行`,
  changeHeader: '改表头行',
  previewLabel: '表的前几行',
  previewRow: (row: number): string => `第 ${row} 行`,
  isHeader: '（表头）',
  notRead: '（不读入）',
  headerWrong: '请填正整数，起始行不能大于结束行',
  category: (rows: number): string => `${formatNumber(rows)} 行没写类别，统战类别记为`,
  categoryFrom: {
    title: (term: string): string => `从标题“${term}”认出，请确认；不对就改`,
    sheet: (term: string): string => `从工作表名“${term}”认出，请确认；不对就改`,
    file: (term: string): string => `从文件名“${term}”认出，请确认；不对就改`
  },
  categoryNone: '只填给没写类别的行；拿不准就先不填',
  categoryLeave: '先不填',

  columnsTitle: '每一列放到哪里',
  rollTitle: (activities: number): string => `签到表上的 ${formatNumber(activities)} 场活动`,
  rollColumnsHint: '每一列是一场活动，核对时对到活动记录上；不算个人的出勤率。',
  labelsTitle: '每个标签放到哪里',
  columnsHint: '每一列放到哪里已经认出来，不对就改。拿不准的已经标出。',
  columnGoesTo: (header: string): string => `“${header}”放到`,
  column: (letter: string): string => `${letter} 列`,
  noSamples: '（这一列没有内容）',
  notImported: '不导入',
  age: '年龄（只推出生年份，并标明）',
  orgLevels: { community: '所属社区', grid: '所属网格', building: '楼栋' },
  groupFields: '人才库栏目',
  groupOff: '还没启用的栏目（选中即启用）',
  groupOther: '其他',
  confidence: {
    sure: '确定',
    likely: '很可能',
    guess: '按内容猜的',
    doubtful: '请确认',
    none: '认不出'
  },
  droppedTitle: '不导入的列',
  droppedHint: '这些列的内容没有读入，也不会保存。',
  offTitle: (label: string): string => `“${label}”还没启用，这一列不导入`,
  enable: '启用并导入',
  enableTitle: (label: string): string => `启用“${label}”`,
  enableAsk: (purpose: string | undefined): string =>
    `整个工作簿都会多出这一栏。${
      purpose === undefined
        ? '这是要遮盖的重要个人信息，真的需要才登记。'
        : `这一栏须本人在同意书上单独勾选“${purpose}”；没有勾选的人，导入了也看不到、不能用。`
    }`,
  onlyBuilding: '只取楼栋',
  buildingOfAddress: '楼栋（从住址里认，不存住址）',

  doubtsTitle: '有疑问的地方',
  doubtsNone: '没有需要您回答的疑问。',
  doubtsHint: '都可以先不答：没有答的，照表上能确定的部分导入，其余留空，并写进报告。',
  termsTitle: '没见过的词',
  termsHint: '一个词只问一次，下次导入照您的回答办；选“留空”的词下次还会问。',
  termRemembered: '照上次的回答，不对就改',
  termCount: (count: number): string => `出现 ${formatNumber(count)} 次`,
  termLeave: '先不填',
  suggested: (label: string): string => `建议：${label}`,
  takeSuggestions: '全部采用建议',
  cellsTitle: '有疑问的单元格',
  cellAt: (sheet: string, row: number, column: string): string =>
    `${sheet} 第 ${row} 行 · ${column}`,
  written: '表上写的',
  cellLeave: '先留空',
  cellKeep: '先照能确定的部分导入',
  showMore: (left: number): string => `再看一些（还有 ${formatNumber(left)} 处）`,
  othersTitle: (count: number): string => `其他提示 ${formatNumber(count)} 处，不用回答`,

  checkTitle: '导入前核对',
  checkHint: '还没有写入任何内容。点开数字看名单，没问题再导入。',
  kinds: {
    new: '新增',
    same: '相同',
    changed: '有变化',
    gone: '文件中已没有',
    'probably-same': '可能是同一人',
    erased: '本人已要求清除',
    blocked: '不导入'
  },
  kindHints: {
    new: '人才库里还没有',
    same: '与人才库一致，不用动',
    changed: '勾选的栏目会更新',
    gone: '上次导入有、这次没有；只列出，不会删除',
    'probably-same': '请逐个选定；没选的先不导入',
    erased: '默认不导入，可逐个改',
    blocked: '在回收站或已撤回同意，不会再导入'
  },
  erasedHint:
    '这些人（或与他们同名、电话或出生年月也相同的人）要求清除过个人信息。只有本人又书面同意、或确认不是同一个人，才勾选；导入后先是“待同意”，要登记新的同意书。',
  bringBack: (name: string): string => `仍要导入 ${name}`,
  doubtLines: '有疑问',
  leftOutLines: '未导入的内容',
  doubtLinesHint: '照能确定的部分导入，其余留空',
  leftOutLinesHint: '留空或略过，逐条写明原因',
  noOne: '没有',
  before: '原来',
  after: '改为',
  hiddenBefore: '（待同意，不显示）',
  emptyBefore: '（空）',
  holds: {
    'edited-here': '和人才库里的不同，不勾选就保留人才库里的',
    'earlier-row': '和前面那一行不同，不勾选就保留前面那一行的',
    'not-in-row': '这一行自己没有写，是合并单元格或标题补的；确认本人属于这一类再勾选'
  },
  mergesNothing: '与已有的一致，没有要更新的栏目。',
  takeOver: (label: string): string => `用台账的${label}`,
  whoIs: (name: string): string => `“${name}”是`,
  undecided: '先不导入',
  isNew: '新的一人',
  isSame: (name: string, detail: string): string => `就是 ${name}${detail ? `（${detail}）` : ''}`,
  sameRemembered: '照上次的选择，不对就改',
  allNew: '都当新的一人',
  allSame: '都当同一人',
  placesTitle: '将新建的社区、网格、楼栋',
  nothingNew: '工作簿里都有了，没有要写入的内容',
  entriesTitle: '要登记的记录',
  entryTotals: (entries: number, needs: number, sum: string): string =>
    `新登记 ${count(entries, '条')}` +
    (sum === '' ? '' : `，金额合计 ${sum}`) +
    (needs > 0 ? `，另有诉求 ${count(needs, '件')}` : ''),
  entriesSame: (entries: number): string =>
    `${count(entries, '条')}工作簿里已经有了，不会重复登记。`,
  entriesBlocked: (entries: number): string =>
    `${count(entries, '条')}在回收站或已清除，不会再导入。`,
  entryStates: { new: '新登记', same: '已经有了', blocked: '不导入' },
  namesTitle: '表上的人是谁',
  namesHint: '同名的人请选定；没有选定的只计户数、人数，不记到任何人名下。同一个名字只问一次。',
  namesTakeOnly: '同名只有一人的，都选这个人',
  namesCertain: (people: number): string => `按电话或楼栋认出 ${formatNumber(people)} 人，不对就改`,
  nameUnknown: '人才库里没有这个名字',
  nameCounts: '不记名，只计数',
  nameNew: (name: string): string => `新的一人：${name}（待同意）`,
  rollsTitle: '签到表上的活动是哪一场',
  rollsHint: '日期和名称都对得上的已经选好，不对就改；没有选定的这一列不导入。',
  rollNone: '先不导入这一列',
  rollIs: (title: string): string => `签到表上的“${title}”是`,
  rollMarks: (people: number, already: number): string =>
    `${formatNumber(people)} 人` + (already > 0 ? `，另有 ${formatNumber(already)} 人已在册` : ''),
  rollUnknown: '没有对得上的活动，可先把活动记下来再导入',
  attendanceTotal: (times: number): string => `记名参加 ${formatNumber(times)} 人次`,
  importNow: (created: number, updated: number, entries = 0): string => {
    if (entries > 0) {
      const people = created + updated > 0 ? `，成员 ${count(created + updated, '人')}` : '';
      return `登记 ${count(entries, '条')}${people}`;
    }
    if (updated === 0) return `导入 ${formatNumber(created)} 人`;
    if (created === 0) return `更新 ${formatNumber(updated)} 人`;
    return `新增 ${formatNumber(created)} 人，更新 ${formatNumber(updated)} 人`;
  },
  finishSame: '完成',

  doneTitle: '导入完成',
  /** @param entries 走访 10 条、诉求 6 条, or nothing. */
  doneText: (created: number, changed: number, entries = ''): string => {
    const people = `新增 ${formatNumber(created)} 人，更新 ${formatNumber(changed)} 人。新增的成员都是“待同意”。`;
    if (entries === '') return people;
    return `登记了${entries}。${created + changed > 0 ? people : ''}`;
  },
  entriesOf: (label: string, entries: number): string => `${label} ${count(entries, '条')}`,
  doneNothing: '工作簿里都有了，没有写入任何内容。',
  undecidedText: (count: number): string =>
    `有 ${formatNumber(count)} 行可能是同一人、还没选定，没有导入。再导入一次这个文件就能接着选。`,
  nextConsent: '批量登记同意',
  nextPeople: '去人才库',
  nextRecords: '看记录',
  nextBackup: '去备份',
  backupRemind: '刚导入了名单，建议现在做一次备份。',
  notPersistent: '浏览器没有答应长期保留数据，更要记得备份。',
  undo: '撤销本次导入',
  undoAsk: '撤销以后，同一个文件可以重新导入。',
  undone: '已撤销本次导入',
  another: '再导入一个',

  reportTitle: '导入报告',
  reportTable: '逐条说明',
  reportHint:
    '报告里有表上的原话，只在这一页；离开后系统里只留行号、列号和条数。要留底请打印或导出。',
  reportPrint: '打印报告',
  reportExport: '导出报告',
  reportPurpose: '核对导入台账',
  reportHeads: ['情况', '位置', '列', '原来写的', '说明'],
  reportKinds: {
    doubt: '存疑',
    'left-out': '未导入',
    note: '说明',
    skipped: '跳过',
    'probably-same': '可能重复',
    blocked: '未导入',
    file: '文件'
  },
  reportEmpty: '没有需要说明的地方。',
  reportMore: (shown: number, all: number): string =>
    `这里显示前 ${formatNumber(shown)} 条，共 ${formatNumber(all)} 条；全部内容请导出。`,
  place: (fileName: string, sheetName: string, row?: number): string =>
    [fileName, sheetName, row === undefined ? '' : `第 ${row} 行`].filter(Boolean).join(' · '),
  internalMark: '内部使用',

  leaveTitle: '离开导入？',
  leaveText: '还没有导入，现在离开，刚才的选择不会保留。',
  leave: '离开'
} as const;

/** Taking an import back, on its own page and in 设置. */
export const undoWords = {
  does: (created: number, changed: number, entries: number): string =>
    [
      entries > 0 ? `登记的 ${formatNumber(entries)} 条记录移到回收站。` : '',
      created > 0 ? `新增的 ${formatNumber(created)} 人移到回收站。` : '',
      changed > 0 ? `更新过的 ${formatNumber(changed)} 人恢复导入前的内容。` : ''
    ].join('') || '没有可以直接撤销的内容。',
  touched: (count: number): string =>
    `另有 ${formatNumber(count)} 人或记录导入后有人动过，默认保留；勾选的也一并撤销：`,
  touches: {
    edited: '导入后改过',
    consent: '导入后登记过同意或撤回',
    visit: '导入后记过走访',
    family: '导入后登记过家庭或关系'
  },
  hidden: '（不可见的成员）'
} as const;
