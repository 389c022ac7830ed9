/** Numbers with their measure words, for screens, tables and speech. */

const grouped = new Intl.NumberFormat('zh-CN');

/** 12345 → 12,345. */
export const formatNumber = (value: number): string => grouped.format(value);

export const people = (count: number): string => `${formatNumber(count)} 人`;
/** One person counted once per category, visit or meeting. */
export const personTimes = (count: number): string => `${formatNumber(count)} 人次`;
export const households = (count: number): string => `${formatNumber(count)} 户`;
export const entries = (count: number): string => `${formatNumber(count)} 条`;
/** What travels between devices is counted by saves: one of them may hold one field or fifty people of an import. */
export const changes = (count: number): string => `${formatNumber(count)} 次修改`;

/** I14: the one line that names people whose basis is not recorded yet. */
export const awaitingConsent = (count: number): string =>
  `待同意 ${formatNumber(count)} 人，未计入`;

/** Integer fen → 1,200 元 or 1,200.50 元. */
export function money(fen: number): string {
  const yuan = fen / 100;
  const digits = fen % 100 === 0 ? 0 : 2;
  return `${yuan.toLocaleString('zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: digits })} 元`;
}

/** Share of a whole with one decimal, or a dash where the whole is nothing. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`;
}

/** Bytes in the units of file managers: 820 字节, 12.4 KB, 3.1 MB, 9.8 GB. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
