/**
 * Telephone numbers as ledgers write them (DOMAIN F phone, H1-7): several in a cell, notes in brackets,
 * extensions, six-digit short numbers. A number that is too short or too long is kept as seen and marked; what holds
 * no number comes back as `rest` (I12).
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

/** A whole number, or five to twenty digits that somebody wrote for one: kept as seen, to be checked. */
export function phoneAsSeen(text: string): string | undefined {
  const whole = normalisePhone(text);
  if (whole !== undefined) return whole;
  const digits = tidyNumber(text.normalize('NFKC').trim()).replace(/[()]/g, '');
  return /^\d{5,20}$/.test(digits) ? digits : undefined;
}

/** No known form, or a short number that begins like a mobile cut off: right perhaps, but to be checked. */
export function isDoubtfulPhone(number: string): boolean {
  const kind = phoneKind(number);
  return kind === undefined || (kind === 'short' && /^1[3-9]/.test(number));
}

/** The same of what somebody typed; false while it is no number at all. */
export function isDoubtfulTyping(text: string): boolean {
  const number = phoneAsSeen(text);
  return number !== undefined && isDoubtfulPhone(number);
}

/** Stands with a doubtful number wherever it is written out. */
const phoneDoubt = '待核对';

const notePattern = /^(.*?)\(([^()]*\D[^()]*)\)\s*$/;
const prefixPattern = /^([\p{Script=Han}A-Za-z]{1,8})[:\s]*(?=[+\d(])/u;
const suffixPattern = /(?<=\d)\s*([\p{Script=Han}]{1,8})$/u;
const plainLabel = /^(?:本人|手机|电话|座机|联系电话|tel)$/i;

/** @param read how a bare number is read: whole numbers only, or as seen. */
function parsePiece(
  piece: string,
  read: (text: string) => string | undefined = normalisePhone
): Phone | undefined {
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
    if (!plainLabel.test(prefix[1])) notes.push(prefix[1]);
  }
  let number = read(rest);
  if (number === undefined) {
    const suffix = suffixPattern.exec(rest);
    if (suffix?.[1] === undefined) return undefined;
    number = read(rest.slice(0, suffix.index));
    notes.push(suffix[1]);
  }
  if (number === undefined) return undefined;
  const note = notes
    .join(' ')
    .replace(/\s*待核对$/, '')
    .trim();
  return note === '' ? { number } : { number, note };
}

/** `(女儿13900020004)` is a number of its own; an area code, an extension or a date in brackets is none. */
function openBrackets(text: string): string {
  return text.replace(/\(([^()]*)\)/g, (whole: string, inner: string) => {
    const digits = /\d(?:[\s-]?\d){4,}/.exec(inner)?.[0];
    const isOwn =
      digits !== undefined &&
      !/(?:19|20)\d{2}[-.年]/.test(inner) &&
      parsePiece(inner) !== undefined;
    return isOwn ? `;${inner};` : whole;
  });
}

const mobileIn = /(?<!\d)1[3-9](?:[\s-]?\d){9}(?!\d)/g;

/** Several mobiles written without a separator: 手机154…女儿154…, 154…女儿154…妻子, or digits in one run. */
function splitMobiles(piece: string): string[] {
  const run = piece.replace(/[\s-]/g, '');
  if (/^(?:1[3-9]\d{9}){2,}$/.test(run)) return run.match(/\d{11}/g) ?? [piece];
  const numbers = [...piece.matchAll(mobileIn)];
  if (numbers.length < 2) return [piece];
  const between: string[] = [];
  let at = 0;
  for (const match of numbers) {
    between.push(piece.slice(at, match.index));
    at = match.index + match[0].length;
  }
  const tail = piece.slice(at);
  const words = [...between, tail].map((text) =>
    text.replace(/^[\s和或及与另]+|[\s和或及与另]+$/g, '')
  );
  // Words stand behind their numbers only where the cell begins with a number and ends with words.
  const isBehind = words[0] === '' && words[words.length - 1] !== '';
  return numbers.map(([number], index) =>
    isBehind ? `${number}${words[index + 1] ?? ''}` : `${words[index] ?? ''}${number}`
  );
}

/** Splits at separators; a blank separates only when both sides are whole numbers. */
function splitCell(text: string): string[] {
  const pieces = openBrackets(text)
    .split(/[;,、/|\n\r\t]+/)
    .map((piece) => piece.trim());
  return pieces.filter(Boolean).flatMap((piece) => {
    if (parsePiece(piece)) return [piece];
    const parts = piece.split(/\s+/);
    const areNumbers = parts.length > 1 && parts.every((part) => parsePiece(part));
    return areNumbers ? parts : splitMobiles(piece);
  });
}

/** Reads a cell or a form input; equal numbers are kept once. */
export function parsePhoneCell(text: string): PhoneCell {
  const phones: Phone[] = [];
  const rest: string[] = [];
  for (const piece of splitCell(text.normalize('NFKC').trim())) {
    const phone = parsePiece(piece) ?? parsePiece(piece, phoneAsSeen);
    if (!phone) rest.push(piece);
    else if (!phones.some((known) => known.number === phone.number)) phones.push(phone);
  }
  return { phones, rest };
}

export function formatPhone({ number, note }: Phone): string {
  const words = [note, isDoubtfulPhone(number) ? phoneDoubt : undefined].filter(Boolean).join(' ');
  return words === '' ? number : `${number}(${words})`;
}

/** `154****0001`: the first three and the last four digits; shorter numbers keep the last two. */
export function maskPhone(phone: Phone): string {
  const digits = phone.number;
  if (digits.length < 8) return `${'*'.repeat(Math.max(0, digits.length - 2))}${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}${'*'.repeat(digits.length - 7)}${digits.slice(-4)}`;
}
