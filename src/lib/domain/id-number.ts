/**
 * Resident identity numbers (DOMAIN F, H1-5): check of ISO 7064 MOD 11-2, the old form of 15 digits, and what
 * can be read from one. An unknown area code is never refused; a number damaged by Excel is told, never mended.
 */
import { daysInMonth, type PartialDate } from '../kernel/dates';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';

/** residence: 港澳台居民居住证 (areas 810000, 820000, 830000). */
export type IdNumberForm = 'resident' | 'residence-permit' | 'old-15';

export interface IdNumberFacts {
  /** Without blanks, with an upper-case X. */
  readonly number: string;
  readonly form: IdNumberForm;
  readonly birth: PartialDate;
  /** GB/T 2261.1: '1' male, '2' female. */
  readonly sex: '1' | '2';
}

export type IdNumberProblem =
  | { readonly type: 'empty' }
  | { readonly type: 'length'; readonly length: number }
  | { readonly type: 'characters' }
  | { readonly type: 'birth' }
  | { readonly type: 'check' }
  /** Excel kept 15 digits and wrote zeros for the rest: the last ones are gone for good. */
  | { readonly type: 'damaged' };

export type IdNumberReading =
  | { readonly ok: true; readonly value: IdNumberFacts }
  | { readonly ok: false; readonly error: IdNumberProblem };

/** The 18th character for 17 digits. */
export function idCheckCharacter(first17: string): string {
  let sum = 0;
  weights.forEach((weight, index) => (sum += weight * Number(first17[index])));
  return checkCharacters[sum % 11] ?? '';
}

/** Folds full width, strips blanks, a leading apostrophe and dashes, and raises x. */
export const tidyIdNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s'’‘`\-]/g, '')
    .toUpperCase();

function readBirth(digits: string): PartialDate | undefined {
  const year = Number(digits.slice(0, 4));
  const month = Number(digits.slice(4, 6));
  const day = Number(digits.slice(6, 8));
  if (year < 1880 || year > 2100 || month < 1 || month > 12) return undefined;
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}` as PartialDate;
}

const fail = (error: IdNumberProblem): IdNumberReading => ({ ok: false, error });
const sexOf = (digit: string | undefined): '1' | '2' => (Number(digit) % 2 === 1 ? '1' : '2');

/** Number cells of 16 digits and more cannot be exact: Excel keeps 15 significant digits (DOMAIN J Excel). */
const isDamaged = (number: string, isNumberCell: boolean): boolean =>
  (isNumberCell && number.length >= 16) || /E\+?\d+$/.test(number);

function readOld(number: string): IdNumberReading {
  const birth = readBirth(`19${number.slice(6, 12)}`);
  if (birth === undefined) return fail({ type: 'birth' });
  return { ok: true, value: { number, form: 'old-15', birth, sex: sexOf(number[14]) } };
}

/**
 * Reads an identity number.
 * @param isNumberCell the text comes from a numeric spreadsheet cell.
 */
export function readIdNumber(text: string, isNumberCell = false): IdNumberReading {
  const number = tidyIdNumber(text);
  if (number === '') return fail({ type: 'empty' });
  if (isDamaged(number, isNumberCell)) return fail({ type: 'damaged' });
  if (!/^\d*X?$/.test(number)) return fail({ type: 'characters' });
  if (/^\d{15}$/.test(number)) return readOld(number);
  if (number.length !== 18) return fail({ type: 'length', length: number.length });
  const birth = readBirth(number.slice(6, 14));
  if (idCheckCharacter(number.slice(0, 17)) !== number[17]) {
    return fail({
      type: number.endsWith('000') ? 'damaged' : birth === undefined ? 'birth' : 'check'
    });
  }
  if (birth === undefined) return fail({ type: 'birth' });
  const form = /^8[123]0000/.test(number) ? 'residence-permit' : 'resident';
  return { ok: true, value: { number, form, birth, sex: sexOf(number[16]) } };
}

/** The same number in its 18-digit form, for comparing old and new numbers of one person. */
export function idNumberKey(number: string): string {
  if (number.length !== 15) return number;
  const first17 = `${number.slice(0, 6)}19${number.slice(6)}`;
  return first17 + idCheckCharacter(first17);
}

/** Plain Chinese for the screen and the import report. */
export function idNumberMessage(problem: IdNumberProblem): string {
  switch (problem.type) {
    case 'empty':
      return '请填写证件号码';
    case 'length':
      return `身份证号应为 18 位或 15 位，现在是 ${problem.length} 位`;
    case 'characters':
      return '身份证号只能有数字，末位可以是 X';
    case 'birth':
      return '身份证号中的出生日期不存在，请核对';
    case 'check':
      return '身份证号校验不符，请对照证件核对';
    case 'damaged':
      return '末几位已被表格软件变成 0，无法还原，请对照证件重新填写';
  }
}

/** `9901**********0017` style: first four and last two stay. */
export const maskIdNumber = (number: string): string =>
  number.length <= 6
    ? '*'.repeat(number.length)
    : `${number.slice(0, 4)}${'*'.repeat(number.length - 6)}${number.slice(-2)}`;
