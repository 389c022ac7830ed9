/** Names of the files that bring requests and answers. */
import type { Bytes } from '../../kernel/bytes';
import { encodeJoinFile } from '../../log/join/join-file';
import type { JoinFile } from './types';

/** The joiner's own name stands in no file name: it may lie on a shared stick. */
export const joinFileOf = (
  kind: '加入申请' | '加入答复',
  day: string,
  frames: readonly Bytes[]
): JoinFile => ({
  fileName: `同心簿_${kind}_${day}.txjoin`,
  bytes: new Blob([encodeJoinFile(frames)], { type: 'application/octet-stream' })
});
