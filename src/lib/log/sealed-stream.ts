/**
 * A file of sealed frames (bundle, backup): prefix in clear, 32-byte salt, then frames of one flag byte, a length
 * (four bytes, big end first) and a box. The key is derived from a base key, the salt and the prefix, so a file's
 * frames fit no other file; a frame's nonce holds its place and whether it is the last. Cutting, repeating,
 * swapping or appending frames is therefore found (I5).
 */
import { assert } from '../kernel/assert';
import { concatBytes, utf8, type Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import { err, ok, type Result } from '../kernel/result';
import { counterNonce, importAeadKey, open, seal, tagLength, type AeadKey } from '../crypto/aead';
import { derive, type DerivationKey } from '../crypto/hkdf';
import { pad, unpad } from '../crypto/padding';
import { sha256Sync } from '../crypto/sha256';
import type { ByteSource } from './byte-source';

export interface Frame {
  readonly type: number;
  readonly content: Bytes;
  readonly isLast: boolean;
}

export type StreamFault =
  /** The file ends too early. */
  | { readonly type: 'truncated' }
  /** A frame does not open: other key, changed bytes, or frames moved. */
  | { readonly type: 'damaged'; readonly frame: number };

const saltLength = 32;
const frameHeaderLength = 5;
/** The largest frame is an archive's head: two frontiers at the caps of limits.ts take 12 MB, padded 15 MB. */
const maxBox = 16 * 1024 * 1024;
const purpose = utf8('tongxinbu/1/stream');

export interface StreamWriter {
  /** Prefix and salt: the first bytes of the file. */
  readonly start: Bytes;
  frame(type: number, content: Uint8Array, isLast: boolean): Promise<Bytes>;
}

export async function createStreamWriter(
  prefix: Bytes,
  base: DerivationKey,
  random: Random
): Promise<StreamWriter> {
  const salt = random.bytes(saltLength);
  const key = await streamKey(base, salt, prefix);
  let index = 0;
  return {
    start: concatBytes(prefix, salt),
    async frame(type, content, isLast) {
      const nonce = counterNonce(index++, isLast ? 1 : 0);
      const plaintext = pad(concatBytes(new Uint8Array([type]), content));
      const box = await seal(key, nonce, plaintext, purpose);
      assert(box.length <= maxBox, 'what is written can be read again');
      const header = new Uint8Array(frameHeaderLength);
      header[0] = isLast ? 1 : 0;
      new DataView(header.buffer).setUint32(1, box.length);
      return concatBytes(header, box);
    }
  };
}

/**
 * Yields frames in order; the last yield is a frame with isLast or a fault. Holds one frame in memory. Whether the source
 * may go on after the last frame is the caller's to say.
 */
export async function* readStream(
  source: ByteSource,
  prefix: Bytes,
  base: DerivationKey
): AsyncGenerator<Result<Frame, StreamFault>> {
  const salt = await source.take(saltLength);
  if (!salt) {
    yield err({ type: 'truncated' });
    return;
  }
  const key = await streamKey(base, salt, prefix);
  for (let index = 0; ; index++) {
    const frame = await readFrame(source, key, index);
    yield frame;
    if (!frame.ok || frame.value.isLast) return;
  }
}

/** Passes over a stream whose key is not here, after its prefix. False when it has no end. */
export async function skipStream(source: ByteSource): Promise<boolean> {
  if (!(await source.take(saltLength))) return false;
  for (;;) {
    const header = await source.take(frameHeaderLength);
    const flag = header?.[0] ?? 255;
    const length = header ? new DataView(header.buffer).getUint32(1) : 0;
    if (flag > 1 || length < tagLength || length > maxBox) return false;
    if (!(await source.take(length))) return false;
    if (flag === 1) return true;
  }
}

async function readFrame(
  source: ByteSource,
  key: AeadKey,
  index: number
): Promise<Result<Frame, StreamFault>> {
  const damaged = err({ type: 'damaged', frame: index } as const);
  const header = await source.take(frameHeaderLength);
  if (!header) return err({ type: 'truncated' });
  const flag = header[0] ?? 255;
  const length = new DataView(header.buffer).getUint32(1);
  if (flag > 1 || length < tagLength || length > maxBox) return damaged;
  const box = await source.take(length);
  if (!box) return err({ type: 'truncated' });
  const padded = await open(key, counterNonce(index, flag), box, purpose);
  const plaintext = padded && unpad(padded);
  if (!plaintext || plaintext.length === 0) return damaged;
  return ok({ type: plaintext[0] ?? 0, content: plaintext.slice(1), isLast: flag === 1 });
}

async function streamKey(base: DerivationKey, salt: Bytes, prefix: Bytes): Promise<AeadKey> {
  return importAeadKey(await derive(base, salt, concatBytes(purpose, sha256Sync(prefix)), 32));
}
