/**
 * Canonical binary coding (DESIGN 5): one value has exactly one encoding. Unsigned integers are minimal
 * LEB128 up to 2^53-1; byte strings and UTF-8 texts carry their length. A decoder built on BinaryReader
 * rejects what BinaryWriter would not itself write; it throws DecodeError, which codecs turn into a Result.
 * Fields are `private` and not `#`: for the oldest browsers the build turns every `#` into a look-up in a WeakMap, and
 * these are read and written byte by byte.
 */
import { fromUtf8, utf8, type Bytes } from './bytes';
import { err, ok, type Result } from './result';

/** Thrown inside a decoder on bytes that are not canonical, too long, or truncated. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/** Bytes that `uint` writes. */
export function uintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Buffers of writers that have finished: to be given memory costs the browser more than to fill it. */
const spare: Uint8Array[] = [];
const mostSpare = 4;
const largestSpare = 128 * 1024;
const noBuffer = new Uint8Array(0);

export class BinaryWriter {
  private buffer = spare.pop() ?? new Uint8Array(1024);
  private length = 0;

  u8(value: number): this {
    if (!Number.isInteger(value) || value < 0 || value > 255)
      throw new RangeError('u8 out of range');
    this.reserve(1);
    this.buffer[this.length++] = value;
    return this;
  }

  /** Unsigned integer up to Number.MAX_SAFE_INTEGER. */
  uint(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('uint out of range');
    this.reserve(8);
    while (value > 127) {
      this.buffer[this.length++] = (value % 128) | 128;
      value = Math.floor(value / 128);
    }
    this.buffer[this.length++] = value;
    return this;
  }

  bool(value: boolean): this {
    return this.u8(value ? 1 : 0);
  }

  /** Bytes of a length that both sides know. */
  fixed(bytes: Uint8Array, length: number): this {
    if (bytes.length !== length)
      throw new RangeError(`expected ${length} bytes, got ${bytes.length}`);
    return this.raw(bytes);
  }

  bytes(bytes: Uint8Array): this {
    return this.uint(bytes.length).raw(bytes);
  }

  /** ASCII, as ids and names of tables are, goes in byte by byte: the browser's encoder costs more than all else here. */
  text(text: string): this {
    const start = this.length;
    this.uint(text.length).reserve(text.length);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) {
        this.length = start;
        return this.bytes(utf8(text));
      }
      this.buffer[this.length++] = code;
    }
    return this;
  }

  list<T>(items: readonly T[], write: (writer: this, item: T) => unknown): this {
    this.uint(items.length);
    for (const item of items) write(this, item);
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  /** What was written; the writer is of no more use. */
  finish(): Bytes {
    const { buffer } = this;
    if (buffer === noBuffer) throw new RangeError('the writer has finished');
    const written = buffer.slice(0, this.length) as Bytes;
    [this.buffer, this.length] = [noBuffer, 0];
    if (spare.length < mostSpare && buffer.length <= largestSpare) spare.push(buffer);
    return written;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    if (this.buffer === noBuffer) throw new RangeError('the writer has finished');
    const grown = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count));
    grown.set(this.buffer);
    this.buffer = grown;
  }
}

export class BinaryReader {
  private readonly source: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.source = bytes;
  }

  get position(): number {
    return this.at;
  }

  get remaining(): number {
    return this.source.length - this.at;
  }

  u8(): number {
    const value = this.source[this.at];
    if (value === undefined) throw new DecodeError('truncated');
    this.at++;
    return value;
  }

  uint(max: number = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.u8();
      value += (byte & 127) * scale;
      if (!Number.isSafeInteger(value)) throw new DecodeError('integer too large');
      if (byte < 128) {
        if (byte === 0 && i > 0) throw new DecodeError('integer is not minimal');
        if (value > max) throw new DecodeError('integer above its cap');
        return value;
      }
      scale *= 128;
    }
    throw new DecodeError('integer too long');
  }

  bool(): boolean {
    const value = this.u8();
    if (value > 1) throw new DecodeError('boolean is not 0 or 1');
    return value === 1;
  }

  fixed(length: number): Bytes {
    return this.view(length).slice() as Bytes;
  }

  /** The next bytes where they lie: for what is looked at or passed over, and not kept. */
  view(length: number): Uint8Array {
    if (this.remaining < length) throw new DecodeError('truncated');
    const bytes = this.source.subarray(this.at, this.at + length);
    this.at += length;
    return bytes;
  }

  bytes(maxLength: number): Bytes {
    return this.fixed(this.uint(maxLength));
  }

  text(maxBytes: number): string {
    const raw = this.view(this.uint(maxBytes));
    try {
      return fromUtf8(raw);
    } catch {
      throw new DecodeError('text is not UTF-8');
    }
  }

  list<T>(maxLength: number, read: (reader: this) => T): T[] {
    const count = this.uint(maxLength);
    const items: T[] = [];
    for (let i = 0; i < count; i++) items.push(read(this));
    return items;
  }

  /** Refuses bytes after the value. */
  end(): void {
    if (this.remaining !== 0) throw new DecodeError('trailing bytes');
  }
}

/** Runs a decoder to the last byte; anything it throws as DecodeError becomes `malformed`. */
export function decodeWith<T>(
  bytes: Uint8Array,
  read: (reader: BinaryReader) => T
): Result<T, { readonly type: 'malformed'; readonly reason: string }> {
  try {
    const reader = new BinaryReader(bytes);
    const value = read(reader);
    reader.end();
    return ok(value);
  } catch (thrown) {
    if (thrown instanceof DecodeError) return err({ type: 'malformed', reason: thrown.message });
    throw thrown;
  }
}
