/** Names of the places (UX "Fixed words": tests and people rely on them). */
export const appName = '同心簿';

/** The name of a browser tab. Never a person's name: the browser keeps it in its history. */
export const titleOf = (page: string | undefined): string =>
  page === undefined ? appName : `${page} · ${appName}`;

export const nav = {
  today: '今日',
  people: '人才库',
  records: '记录',
  statistics: '统计',
  library: '资料',
  sync: '同步',
  settings: '设置',
  more: '更多',
  help: '帮助',
  /** Landmark and skip-link names for screen readers. */
  main: '主要栏目',
  skipToContent: '跳到正文',
  back: '返回'
} as const;
