/** What comes in within a moment is not worth a word on every page. Pure. */
import type { Arriving } from '../../app/sync/types';

const longEntries = 200;
const longBytes = 256 * 1024;

export const isLong = ({ total, bytes }: Arriving): boolean =>
  (total ?? 0) >= longEntries || (bytes?.total ?? 0) >= longBytes;
