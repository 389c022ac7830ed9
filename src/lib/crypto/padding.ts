/**
 * Size classes (DESIGN 5): what is sealed is first filled up, so that a sealed length tells a class only.
 * Classes are 64 · 2^k and the three quarters between two of them: 64, 80, 96, 112, 128, 160 … (at most 25 % more).
 * Padded = content + 0x80 + zeros. Unpadding accepts only what padding writes.
 */
import type { Bytes } from '../kernel/bytes';

const smallestClass = 64;
const mark = 0x80;

/** Length after padding of a content of `length` bytes. */
export function paddedLength(length: number): number {
  const needed = length + 1;
  let base = smallestClass;
  while (base * 2 <= needed) base *= 2;
  if (needed <= base) return base;
  const step = base / 4;
  return base + Math.ceil((needed - base) / step) * step;
}

export function pad(content: Uint8Array): Bytes {
  const padded = new Uint8Array(paddedLength(content.length));
  padded.set(content);
  padded[content.length] = mark;
  return padded;
}

/** The content, or undefined for bytes that pad would not have written. */
export function unpad(padded: Bytes): Bytes | undefined {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  if (end < 0 || padded[end] !== mark || paddedLength(end) !== padded.length) return undefined;
  return padded.slice(0, end);
}
