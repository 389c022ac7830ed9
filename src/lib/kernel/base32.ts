/**
 * Crockford base32 for what people pass on by hand: no I, L, O or U, so that nothing is mistaken for a digit. Every
 * character is in the alphanumeric set of QR codes, where it costs 5.5 bits.
 */
import type { Bytes } from './bytes';

export const base32Alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The value of an upper-case character, O read as 0 and I or L as 1; -1 for none. */
export function base32Digit(char: string): number {
  if (char === 'O') return 0;
  if (char === 'I' || char === 'L') return 1;
  return base32Alphabet.indexOf(char);
}

export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += base32Alphabet[(buffer >> (bits - 5)) & 31];
  }
  return bits === 0 ? text : text + base32Alphabet[(buffer << (5 - bits)) & 31];
}

/** Parses upper-case digits; undefined for a foreign character and for ends that toBase32 would not write. */
export function fromBase32(text: string): Bytes | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const char of text) {
    const digit = base32Digit(char);
    if (digit < 0) return undefined;
    buffer = ((buffer << 5) | digit) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (buffer >> bits) & 255;
  }
  const isCanonical = bits < 5 && (buffer & ((1 << bits) - 1)) === 0;
  return isCanonical ? bytes : undefined;
}
