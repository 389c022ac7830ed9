/**
 * Reads values of others in Yjs's coding strictly, byte by byte: whatever comes out is plain JSON of bounded depth that
 * Yjs would write as the very bytes it was read from. So nothing has to be written again to be compared, as most parts
 * of a large book are such values. Whatever is not surely so ends in `isPlain` false; whoever gets that decodes in full.
 * Fields are `private` and not `#` for the reason of kernel/binary.
 */
import { fromUtf8 } from '../kernel/bytes';
import type { Json } from '../kernel/json';
import { maxDepth } from './stored-value';

/** First bytes of values, as lib0 numbers them. */
const tag = {
  object: 118,
  array: 117,
  text: 119,
  yes: 120,
  no: 121,
  float64: 123,
  float32: 124,
  integer: 125,
  nothing: 126
} as const;

/** Integers up to here are written as such, everything else as the shortest float that holds it. */
const maxInteger = 2 ** 31 - 1;
/** Longer texts are decoded by the browser, shorter ones of ASCII sooner here. */
const shortText = 32;

export class PlainReader {
  private readonly bytes: Uint8Array;
  private at: number;
  /** False once anything was met that is not surely plain; what is read after that means nothing. */
  isPlain = true;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  get position(): number {
    return this.at;
  }

  /** A value at a depth, as `isCleanJson` counts. */
  value(depth: number): Json {
    switch (this.byte()) {
      case tag.text:
        return this.text();
      case tag.integer:
        return this.integer();
      case tag.nothing:
        return null;
      case tag.yes:
        return true;
      case tag.no:
        return false;
      case tag.float64:
        return this.float(8);
      case tag.float32:
        return this.float(4);
      case tag.array:
        return this.array(depth);
      case tag.object:
        return this.object(depth);
      default:
        return this.fail(null);
    }
  }

  /** The number of members of an object that comes next. */
  objectSize(): number {
    return this.byte() === tag.object ? this.uint() : this.fail(0);
  }

  text(): string {
    const length = this.uint();
    const start = this.at;
    if (length > this.bytes.length - start) return this.fail('');
    this.at += length;
    return (length <= shortText ? this.ascii(start) : undefined) ?? this.utf8(start);
  }

  private byte(): number {
    return this.bytes[this.at++] ?? this.fail(0);
  }

  /** Up to 2^28, and in no more bytes than needed: nothing here is longer. */
  private uint(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return byte === 0 && shift > 0 ? this.fail(0) : value;
    }
    return this.fail(0);
  }

  private integer(): number {
    const first = this.byte();
    let value = first & 63;
    let scale = 64;
    for (let byte = first; byte > 127; scale *= 128) {
      byte = this.byte();
      value += (byte & 127) * scale;
      if (byte === 0 || value > maxInteger) return this.fail(0);
    }
    const isNegative = (first & 64) !== 0;
    if (isNegative && value === 0) return this.fail(0);
    return isNegative ? -value : value;
  }

  private float(length: 4 | 8): number {
    const start = this.at;
    this.at += length;
    if (this.at > this.bytes.length) return this.fail(0);
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + start, length);
    const value = length === 4 ? view.getFloat32(0) : view.getFloat64(0);
    const isShorter =
      (Number.isInteger(value) && Math.abs(value) <= maxInteger) ||
      (length === 8 && Math.fround(value) === value);
    return Number.isFinite(value) && !isShorter ? value : this.fail(0);
  }

  private array(depth: number): Json[] {
    const items: Json[] = [];
    if (depth >= maxDepth) return this.fail(items);
    for (let left = this.uint(); left > 0 && this.isPlain; left--)
      items.push(this.value(depth + 1));
    return items;
  }

  private object(depth: number): Record<string, Json> {
    const members: Record<string, Json> = {};
    if (depth >= maxDepth) return this.fail(members);
    for (let left = this.uint(); left > 0 && this.isPlain; left--) {
      const key = this.text();
      if (!isPlainKey(key) || hasOwn(members, key)) return this.fail(members);
      members[key] = this.value(depth + 1);
    }
    return members;
  }

  private ascii(start: number): string | undefined {
    let text = '';
    for (let i = start; i < this.at; i++) {
      const code = this.bytes[i] ?? 128;
      if (code > 127) return undefined;
      text += String.fromCharCode(code);
    }
    return text;
  }

  private utf8(start: number): string {
    try {
      return fromUtf8(this.bytes.subarray(start, this.at));
    } catch {
      // The decoder's only way to tell of bytes that are no UTF-8.
      return this.fail('');
    }
  }

  private fail<T>(value: T): T {
    this.isPlain = false;
    return value;
  }
}

const hasOwn = (object: object, key: string): boolean =>
  Object.prototype.hasOwnProperty.call(object, key);

/** Keys that look like a number come first in an object, wherever they stood; `__proto__` is none. */
const isPlainKey = (key: string): boolean => key !== '__proto__' && !/^[0-9]/.test(key);
