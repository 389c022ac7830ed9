/** Words of 资料: 制度, 学习资料, their texts, versions and reading (DOMAIN S0-14, S1-05, S1-26). */
import { formatNumber } from './counts';

export const libraryWords = {
  title: '资料',
  intro:
    '这里放制度和学习资料，不写居民的姓名和情况。为了几处同时修改，打开过的资料不加密：锁定后屏幕上看不到，但仍留在这台设备里。',
  tabs: { regulation: '制度', studyMaterial: '学习资料', reading: '学习清单' },
  search: '搜索标题和正文',
  searchHint: '搜索标题和正文，几个词用空格隔开',
  add: { regulation: '新建制度', studyMaterial: '新建学习资料' },
  importFile: '导入文件',
  fromOutlines: '从常用制度开始',
  empty: {
    regulation: '还没有制度。可以从常用制度的提纲开始，先定一两项，做到了再添。',
    studyMaterial: '还没有学习资料。可以导入 .txt 或 .docx 文件，也可以粘贴文字。'
  },
  nothingFound: '没有找到。换个词，或到另一栏看看。',
  noText: '还没有正文',
  characters: (count: number): string => `${formatNumber(count)} 字`,
  versions: (count: number): string => `定稿 ${count} 次`,
  saved: '已保存',
  removed: (title: string): string => `“${title}”已移到回收站`,
  missing: '这份资料已不在，可能已被删除。',
  back: '返回资料',
  editDetails: '修改资料信息',
  print: '打印',
  remove: '删除',
  removeAsk: '删除这份资料？',
  removeText: '会移到回收站，正文和定稿一起保留，可以恢复。'
} as const;

export const outlineWords = {
  title: '从常用制度开始',
  hint: '只有标题和几个小标题，内容由你们自己写。制度不在多：先选一两项，做到了再添。',
  create: (count: number): string => (count === 0 ? '建立' : `建立 ${count} 项`),
  created: (count: number): string => `已建立 ${count} 项，状态是草稿`
} as const;

export const importWords = {
  title: '导入文件',
  choose: '选择文件',
  hint: '.txt 或 .docx，最大 20 MB；只取文字，不取图片和格式',
  kind: '放到哪一栏',
  name: '标题',
  tidy: '导入时整理文本',
  preview: '开头',
  autoNumbers: '文件里有 Word 自动编号，编号不是文字，没有带过来，请在正文里补上。',
  save: '导入',
  done: '已导入',
  problems: {
    'too-large': '文件太大，没有读。请删去图片，或拆成几个文件。',
    empty: '文件里没有文字。如果是扫描件，文字在图片里，读不出来。',
    'old-word': '这是旧的 .doc 格式。请用 Word 或 WPS 打开，另存为 .docx 再导入。',
    encrypted: '文件设了打开密码。请取消密码后另存再导入。',
    unknown: '这不是 .txt 或 .docx 文件，没有读。',
    damaged: '文件损坏或没有传完整，没有读。请重新拷贝，或另存一份再试。'
  }
} as const;

export const editorWords = {
  label: '正文',
  placeholder: '在这里写，或粘贴文字。标题用“一、”“（一）”“1.”开头，打印时自动排好。',
  state: { saved: '已保存', waiting: '正在输入', failed: '没有保存' },
  undo: '撤销',
  redo: '重做',
  tidy: '整理文本',
  find: '在文中查找',
  findCount: (at: number, count: number): string =>
    count === 0 ? '没有找到' : `第 ${at} 处，共 ${count} 处`,
  previous: '上一处',
  nextPlace: '下一处',
  headings: '目录',
  others: (names: string): string => `也在看：${names}`,
  refusedTitle: '这几个字没有写进去',
  refused: (names: string): string =>
    `“${names}”是人才库里成员的姓名。资料不加密，不写成员的姓名和情况。`,
  refusedReplace: '改成“某同志”',
  refusedKeep: '是普通词语，照写',
  refusedDrop: '不写了',
  stand: '某同志',
  tooLong: (limit: number): string =>
    `一份资料最多 ${formatNumber(limit)} 字，没有写进去。请拆成几份。`,
  namesInside: '正文里有成员的姓名',
  namesInsideText: (names: string): string =>
    `“${names}”现在是成员的姓名。请改掉；改好以前，这份资料不在本机留工作副本。`,
  words: '有些说法请再看看',
  readOnly: '您现在只能查看，不能修改。'
} as const;

export const tidyWords = {
  title: '整理文本',
  steps: {
    pinyin: '去掉字后面括号里的拼音',
    width: '统一全角和半角',
    spaces: '去掉字与字之间的空格',
    pages: '去掉混进句子的页码',
    lines: '接上断开的行'
  },
  count: (count: number): string => (count === 0 ? '没有' : `${formatNumber(count)} 处`),
  nothing: '没有要整理的地方。',
  before: '整理前',
  after: '整理后',
  doubts: '这些地方缺字，不能替你补，请对照原件：',
  apply: '按这样整理',
  done: '已整理，可以撤销'
} as const;

export const versionWords = {
  title: '定稿',
  empty: '还没有定稿。写好以后点“定稿”，把这一稿完整留下来。',
  make: '定稿',
  makeHint: '把现在的正文完整留下来，以后可以比较、恢复和打印。',
  made: '已定稿',
  compare: '与现在比较',
  compareTitle: (name: string): string => `${name} 与现在的正文`,
  restore: '恢复为草稿',
  restored: '已恢复到正文里，可以撤销',
  restoreAsk: (name: string): string => `用“${name}”换掉现在的正文？`,
  restoreText: '现在的正文会被换掉，可以撤销。',
  print: '打印这一稿',
  incomplete: '还没有收全，同步以后再看',
  same: '两稿没有不同。',
  added: '新增',
  removed: '删去'
} as const;

export const readingWords = {
  title: '阅读登记',
  hint: '工作人员学习时登记，不登记居民。集体学的选“哪次学习”，不用一个个记。',
  session: '哪次学习',
  noSession: '不是集体学习',
  reader: '阅读人',
  on: '日期',
  add: '登记',
  empty: '还没有人登记。',
  noWorkers: '先在设置里添加工作人员。',
  remove: (name: string): string => `删除${name}的登记`,
  yearLabel: '年份',
  year: (year: number): string => `${year} 年学习清单`,
  emptyYear: '这一年还没有列入学习计划的资料。在资料信息里填“列入学习计划的年份”。',
  material: '资料',
  readers: '谁读过',
  nobody: '还没有'
} as const;
