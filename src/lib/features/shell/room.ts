/** From when on a page warns that the browser's room runs out (DESIGN 4 "Quota"). Pure. */
import type { StorageState } from '../../app/types';

const nearlyFull = 0.8;

/** A browser that names no limit is not warned about. */
export const isNearlyFull = ({ usedBytes, quotaBytes }: StorageState): boolean =>
  quotaBytes > 0 && usedBytes / quotaBytes > nearlyFull;
