/** Words of work that is kept and not applied, for every page: those of its own screen stand in members.ts. */
export const heldWords = {
  /** On the device that wrote it. */
  own: (count: number): string => `您在 ${count} 条记录里的改动还没有收进工作簿`,
  ownWhy:
    '是权限调整或移出之后写的，先放在一边，没有丢，但现在看不到。请管理员在“设置 → 成员与设备”里收下。',
  of: (names: readonly string[]): string => `${names.join('、')}的改动等您决定收不收`,
  ofText: '是移出或调低权限之后才送到的，还没有写进工作簿。',
  look: '去看看'
} as const;
