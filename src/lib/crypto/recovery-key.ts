/**
 * The printed recovery key: 256 random bits as 13 groups of five characters, `AAAAA-BBBBB-…`. Each group is four
 * Crockford base32 digits and a check digit over them and the group's place, so that a typing error, two swapped
 * characters or two swapped groups are found and the group is named. 52 digits carry 260 bits; the last four are
 * a checksum of the whole key.
 */
import { base32Alphabet, base32Digit } from '../kernel/base32';
import type { Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import { err, ok, type Result } from '../kernel/result';
import { sha256Sync } from './sha256';

export const recoveryKeyLength = 32;
const groupCount = 13;
const digitsPerGroup = 4;
const charsPerGroup = digitsPerGroup + 1;

/** `group` counts from 1. */
export type RecoveryKeyError =
  | { readonly type: 'length'; readonly expected: number; readonly got: number }
  | { readonly type: 'group'; readonly group: number }
  | { readonly type: 'checksum' };

export const createRecoveryKey = (random: Random): Bytes => random.bytes(recoveryKeyLength);

/** 13 groups of five characters joined by hyphens. */
export function printRecoveryKey(key: Uint8Array): string {
  const digits = keyToDigits(key);
  const groups: string[] = [];
  for (let g = 0; g < groupCount; g++) {
    const group = digits.slice(g * digitsPerGroup, (g + 1) * digitsPerGroup);
    groups.push([...group, checkDigit(group, g)].map((d) => base32Alphabet[d] ?? '').join(''));
  }
  return groups.join('-');
}

/** Takes lower case, full-width characters, any separators, O for 0 and I or L for 1. */
export function parseRecoveryKey(text: string): Result<Bytes, RecoveryKeyError> {
  const pieces = text
    .normalize('NFKC')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((p) => p !== '');
  const joined = pieces.join('');
  if (joined.length !== groupCount * charsPerGroup) {
    return err(lengthError(pieces, joined.length));
  }
  const digits: number[] = [];
  for (let g = 0; g < groupCount; g++) {
    const chars = joined.slice(g * charsPerGroup, (g + 1) * charsPerGroup);
    const group = [...chars].map(base32Digit);
    const data = group.slice(0, digitsPerGroup);
    if (group.includes(-1) || group[digitsPerGroup] !== checkDigit(data, g)) {
      return err({ type: 'group', group: g + 1 });
    }
    digits.push(...data);
  }
  const key = digitsToKey(digits);
  return (digits[digits.length - 1] ?? 0) % 16 === checksum(key)
    ? ok(key)
    : err({ type: 'checksum' });
}

/** When the separators stand where they should but one, the group of a wrong length is known. */
function lengthError(pieces: readonly string[], got: number): RecoveryKeyError {
  const wrong = pieces.findIndex((piece) => piece.length !== charsPerGroup);
  if (pieces.length === groupCount && wrong >= 0) return { type: 'group', group: wrong + 1 };
  return { type: 'length', expected: groupCount * charsPerGroup, got };
}

/** Sum of digit · a^(i+1) in GF(32): finds every single wrong digit and every swap of two. */
function checkDigit(group: readonly number[], place: number): number {
  let check = 0;
  let weight = 1;
  for (const digit of [...group, place]) {
    weight = multiply(weight, 2);
    check ^= multiply(weight, digit);
  }
  return check;
}

/** Product in GF(2^5) modulo x^5 + x^2 + 1. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit++) {
    if (b & (1 << bit)) product ^= a << bit;
  }
  for (let bit = 9; bit >= 5; bit--) {
    if (product & (1 << bit)) product ^= 0b100101 << (bit - 5);
  }
  return product;
}

const checksum = (key: Uint8Array): number => (sha256Sync(key)[0] ?? 0) >> 4;

function keyToDigits(key: Uint8Array): number[] {
  let value = 0n;
  for (const byte of key) value = (value << 8n) | BigInt(byte);
  value = (value << 4n) | BigInt(checksum(key));
  const digits: number[] = [];
  for (let i = 0; i < groupCount * digitsPerGroup; i++) {
    digits.unshift(Number(value & 31n));
    value >>= 5n;
  }
  return digits;
}

function digitsToKey(digits: readonly number[]): Bytes {
  let value = 0n;
  for (const digit of digits) value = (value << 5n) | BigInt(digit);
  value >>= 4n;
  const key = new Uint8Array(recoveryKeyLength);
  for (let i = recoveryKeyLength - 1; i >= 0; i--) {
    key[i] = Number(value & 255n);
    value >>= 8n;
  }
  return key;
}
