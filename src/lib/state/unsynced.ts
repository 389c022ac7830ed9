/** 未同步 beside 已保存: nothing where there is nobody to synchronise with any more, or while it is not known. */
import type { SyncView } from '../app/sync/types';

export const unsyncedOf = (view: SyncView | undefined): number =>
  view === undefined || view.trust === 'alone' || view.trust === 'removed' ? 0 : view.unsynced;
