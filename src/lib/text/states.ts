/** What the app says about the state of things (UX rules 4 and 11; 已保存 · 未同步 · 核对码 are fixed words). */
import { changes } from './counts';

export const states = {
  /** Means durable on this device, nothing less. */
  saved: '已保存',
  saving: '正在保存',
  saveFailed: '未能保存',
  unsynced: '未同步',
  checkCode: '核对码',
  busy: '请稍候',
  loading: '正在载入',
  readingYear: (year: number): string => `正在读取 ${year} 年的记录`,
  failed: '未能载入',
  locked: '已锁定',
  readOnly: '只读',
  draftKept: '草稿已保留',
  demonstration: '示例数据',
  noneYet: '暂无'
} as const;

/** 未同步 n 次修改: what others do not have yet. */
export const unsyncedCount = (count: number): string => `${states.unsynced} ${changes(count)}`;
