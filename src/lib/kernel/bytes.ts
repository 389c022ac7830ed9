/** Byte helpers without dependencies. All hex is lower case; base64url has no padding. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Bytes => encoder.encode(text);

let passing = new Uint8Array(4096);

/** The same bytes, where they lie until the next call: for what is hashed at once. */
export function passingUtf8(text: string): Uint8Array {
  // A UTF-16 unit takes three bytes at most.
  if (passing.length < text.length * 3) passing = new Uint8Array(text.length * 6);
  return passing.subarray(0, encoder.encodeInto(text, passing).written);
}

/** Decodes UTF-8; throws TypeError on malformed input. */
export const fromUtf8 = (bytes: Uint8Array): string => strictDecoder.decode(bytes);

const hexDigits = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hexDigits[byte];
  return text;
}

/** Parses lower-case hex of even length; undefined otherwise. */
export function fromHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const byte = (digitAt(text, 2 * i) << 4) | digitAt(text, 2 * i + 1);
    if (byte < 0) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

/** -1 for what is no lower-case hex digit: every id and hash is read by this. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = Math.min(4, bytes.length - i + 1);
    for (let d = 0; d < digits; d++) text += base64Alphabet[(group >> (18 - 6 * d)) & 63];
  }
  return text;
}

/** Parses canonical base64url without padding; undefined for anything toBase64Url would not write. */
export function fromBase64Url(text: string): Bytes | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const char of text) {
    const digit = base64Alphabet.indexOf(char);
    if (digit < 0) return undefined;
    buffer = ((buffer << 6) | digit) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 0xff;
    }
  }
  return toBase64Url(bytes) === text ? bytes : undefined;
}
