/** 怎样同步: two questions, one way. Pure. */
export const syncWays = ['file', 'folder', 'relay', 'direct'] as const;
export type SyncWay = (typeof syncWays)[number];

export type Where = 'same' | 'apart';
export type Share = 'folder' | 'relay' | 'none';

/** undefined while a question is open that matters. What goes on by itself comes first; files go everywhere. */
export function adviseWay(
  where: string,
  share: string,
  canUseFolders: boolean
): SyncWay | undefined {
  if (share === 'relay') return 'relay';
  if (share === 'folder') return canUseFolders ? 'folder' : 'file';
  if (share !== 'none' || where === '') return undefined;
  return where === 'same' ? 'direct' : 'file';
}
