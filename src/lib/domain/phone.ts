/**
 * Telephone numbers as ledgers write them (DOMAIN F phone, H1-7): several in a cell, notes in brackets,
 * extensions, six-digit short numbers. Nothing is dropped: what is not understood comes back as `rest` (I12).
 */
export type Phone = {
  /** Digits of a mobile; `0571-88880001` or `0571-88880001转2` for a landline; digits of a short number. */
  readonly number: string;
  /** Whose number it is or when to ring, as written: 儿子, 晚上打. */
  readonly note?: string;
};

export type PhoneKind = 'mobile' | 'landline' | 'short';

export interface PhoneCell {
  readonly phones: readonly Phone[];
  /** Pieces that are no telephone number. */
  readonly rest: readonly string[];
}

const mobilePattern = /^1[3-9]\d{9}$/;
const landlinePattern = /^(0\d{2,3})-?(\d{7,8})(?:转(\d{1,6}))?$/;
const localPattern = /^\d{7,8}(?:转\d{1,6})?$/;
const shortPattern = /^\d{5,6}$/;

/** What a normalised number is; undefined when it is none. */
export function phoneKind(number: string): PhoneKind | undefined {
  if (mobilePattern.test(number)) return 'mobile';
  if (landlinePattern.test(number) || localPattern.test(number)) return 'landline';
  return shortPattern.test(number) ? 'short' : undefined;
}

/** Bare separators of one number, taken out; an extension is written 转. */
function tidyNumber(text: string): string {
  return text
    .replace(/^(?:\+|00)86[-\s]*(?=[10])/, '')
    .replace(/^86(?=1[3-9]\d{9}$)/, '')
    .replace(/(?:转分机|分机|转|ext\.?|#|x)/i, '转')
    .replace(/[\s\-—–－·.]/g, '');
}

/** One number in its stored form, or undefined. */
export function normalisePhone(text: string): string | undefined {
  const plain = tidyNumber(text.normalize('NFKC').trim()).replace(/[()]/g, '');
  if (mobilePattern.test(plain) || localPattern.test(plain) || shortPattern.test(plain))
    return plain;
  // Area codes of two digits (010, 02x) go with eight digits; the others have three.
  const match = /^(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})(?:转(\d{1,6}))?$/.exec(plain);
  if (!match) return undefined;
  return `${match[1]}-${match[2]}${match[3] === undefined ? '' : `转${match[3]}`}`;
}

const notePattern = /^(.*?)\(([^()]*\D[^()]*)\)\s*$/;
const prefixPattern = /^([\p{Script=Han}A-Za-z]{1,8})[:\s]*(?=[+\d(])/u;
const suffixPattern = /(?<=\d)\s*([\p{Script=Han}]{1,8})$/u;

function parsePiece(piece: string): Phone | undefined {
  let rest = piece.trim();
  const notes: string[] = [];
  const bracket = notePattern.exec(rest);
  if (bracket?.[1] !== undefined && bracket[2] !== undefined) {
    rest = bracket[1].trim();
    notes.push(bracket[2].trim());
  }
  const prefix = prefixPattern.exec(rest);
  if (prefix?.[1] !== undefined) {
    rest = rest.slice(prefix[0].length);
    if (!/^(?:手机|电话|座机|联系电话|tel)$/i.test(prefix[1])) notes.push(prefix[1]);
  }
  let number = normalisePhone(rest);
  if (number === undefined) {
    const suffix = suffixPattern.exec(rest);
    if (suffix?.[1] === undefined) return undefined;
    number = normalisePhone(rest.slice(0, suffix.index));
    notes.push(suffix[1]);
  }
  if (number === undefined) return undefined;
  return notes.length > 0 ? { number, note: notes.join(' ') } : { number };
}

/** Splits at separators; a blank separates only when both sides are whole numbers. */
function splitCell(text: string): string[] {
  const pieces = text.split(/[;,、/|\n\r\t]+/).map((piece) => piece.trim());
  return pieces.filter(Boolean).flatMap((piece) => {
    if (parsePiece(piece)) return [piece];
    const parts = piece.split(/\s+/);
    return parts.length > 1 && parts.every((part) => parsePiece(part)) ? parts : [piece];
  });
}

/** Reads a cell or a form input; equal numbers are kept once. */
export function parsePhoneCell(text: string): PhoneCell {
  const phones: Phone[] = [];
  const rest: string[] = [];
  for (const piece of splitCell(text.normalize('NFKC').trim())) {
    const phone = parsePiece(piece);
    if (!phone) rest.push(piece);
    else if (!phones.some((known) => known.number === phone.number)) phones.push(phone);
  }
  return { phones, rest };
}

export const formatPhone = (phone: Phone): string =>
  phone.note === undefined ? phone.number : `${phone.number}(${phone.note})`;

/** `154****0001`: the first three and the last four digits; shorter numbers keep the last two. */
export function maskPhone(phone: Phone): string {
  const digits = phone.number;
  if (digits.length < 8) return `${'*'.repeat(Math.max(0, digits.length - 2))}${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}${'*'.repeat(digits.length - 7)}${digits.slice(-4)}`;
}
