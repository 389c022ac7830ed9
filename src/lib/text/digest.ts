/** Words of 工作小结: the figures of a period as paragraphs for the yearly 总结 (DOMAIN I "text blocks"). */
export const digestWords = {
  title: '工作小结',
  detail: '年度小结、半年小结和工作总结要用的数字，写成几段话',
  intro:
    '选一个时段，数字就写成几段话。每个数字都能点开，看是哪些人、哪些记录。复制以后接着往下写。',
  running: '这个时段还没有结束，写的是到今天为止的数字。',
  copyInternal: '复制（内部使用）',
  copyOutside: '复制（对外）',
  copied: '已复制，粘贴到文档里接着写',
  copyFailed: '浏览器没有允许复制，请选中下面的文字自己复制',
  internalNote: '内部使用：数字如实，人数很少的项可能看得出是谁，不要发到群里。',
  outsideNote: '对外：人数少于 5 的项合并或不单列，看不出是谁。',
  headline: (place: string, period: string): string => `${place}${period}工作小结`,
  chapters: {
    register: '基本情况',
    visits: '走访慰问',
    matters: '接待、诉求和意见建议',
    activities: '活动',
    aid: '帮扶'
  },
  /** Said by the worker, not by figures. */
  rest: '特色做法、不足和下一步',
  restHint: '（请接着写）',
  nothing: '这个时段没有登记。',
  asOf: (day: string, place: string): string => `截至${day}，${place}在册并登记同意的成员 `,
  pending: '；另有待同意 ',
  pendingEnd: '，未计入',
  lastYear: '上年全年',
  yearEarlier: '上年同期',
  among: '按统战类别（一人多类，每类各计一次）：',
  bySex: '按性别：',
  byAge: '按年龄：',
  share: (percent: string, whole: string): string => `（占${whole} ${percent}）`
} as const;
