/** A file that brings a request or an answer: frames of a join carrier one after the other, in canonical coding. */
import { BinaryWriter, decodeWith } from '../../kernel/binary';
import { equalBytes, utf8, type Bytes } from '../../kernel/bytes';
import { err, type Result } from '../../kernel/result';
import { maxCarried } from '../carrier';
import type { Malformed } from '../entry-header';

const magic = utf8('TXJOIN1\n');
const maxFrames = 256;

export type JoinFileFault = { readonly type: 'not-a-join-file' } | Malformed;

export const isJoinFile = (bytes: Uint8Array): boolean =>
  bytes.length >= magic.length && equalBytes(bytes.subarray(0, magic.length), magic);

export const encodeJoinFile = (frames: readonly Bytes[]): Bytes =>
  new BinaryWriter()
    .raw(magic)
    .list(frames, (w, frame) => w.bytes(frame))
    .finish();

export function decodeJoinFile(bytes: Uint8Array): Result<readonly Bytes[], JoinFileFault> {
  if (!isJoinFile(bytes)) return err({ type: 'not-a-join-file' });
  return decodeWith(bytes, (reader) => {
    reader.fixed(magic.length);
    return reader.list(maxFrames, (r) => r.bytes(maxCarried * 2));
  });
}
