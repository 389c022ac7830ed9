/** From anything (form, file, peer) to valid field values, with plain Chinese for what was refused. Pure. */
import type { Json } from '../kernel/json';
import {
  parseLocalDateTime,
  parseIsoDate,
  parsePartialDate,
  type IsoDate,
  type PartialDate
} from '../kernel/dates';
import { isRecordId, type RecordId } from '../kernel/ids';
import { err, ok, type Result } from '../kernel/result';
import type { CodeList } from './code-list';
import type { FieldError } from './field';
import { blockingWord, type WordContext } from './word-check';

export type Parsed<T> = Result<T, FieldError>;

export const fail = (type: FieldError['type'], message: string): Parsed<never> =>
  err({ type, message });
export const emptyValue = (): Parsed<never> => fail('empty', '还没有填写');

/** Length as people count it: by code points, so that rare characters count once. */
export const textLength = (text: string): number => [...text].length;

/** A typed text or a finite number as text; undefined for anything else, whose `toString` is never called. */
export const scalarText = (input: unknown): string | undefined =>
  typeof input === 'string' || (typeof input === 'number' && Number.isFinite(input))
    ? String(input)
    : undefined;

export interface TextRules {
  readonly maxLength: number;
  readonly multiline?: boolean;
  /** Where the words stand; `none` for names and addresses, which the word check would only misread. */
  readonly words: WordContext | 'none';
}

// Control characters other than line break and tab never belong to a text and break exports.

const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u2028\u2029\ufeff]/g;

/** Trims, drops control characters, folds line ends; a one-line text gets single blanks. */
export function tidyText(text: string, multiline = false): string {
  const plain = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(controls, '');
  return (multiline ? plain : plain.replace(/\s+/g, ' ')).trim();
}

export function parseText(input: unknown, rules: TextRules): Parsed<string> {
  if (input === null || input === undefined) return emptyValue();
  const raw = scalarText(input);
  if (raw === undefined) return fail('format', '这里应填文字');
  const text = tidyText(raw, rules.multiline);
  if (text === '') return emptyValue();
  const length = textLength(text);
  if (length > rules.maxLength) {
    return fail('too-long', `最多 ${rules.maxLength} 个字，现在是 ${length} 个字`);
  }
  const finding = rules.words === 'none' ? undefined : blockingWord(text, rules.words);
  return finding ? fail('word', finding.message) : ok(text);
}

const notInList = (text: string): string => `“${tidyText(text)}”不在列表中，请选择`;

export function parseCode(input: unknown, list: CodeList): Parsed<string> {
  if (input === null || input === undefined || input === '') return emptyValue();
  if (typeof input !== 'string' && typeof input !== 'number')
    return fail('format', '请从列表中选择');
  const text = String(input);
  if (text.trim() === '') return emptyValue();
  if (list.labelOf(text) !== undefined) return ok(text);
  const item = list.find(text);
  return item ? ok(item.code) : fail('unknown-code', notInList(text));
}

const listSeparators = /[、,\uff0c;\uff1b/\n|]+/;

/** An array as it stands, a text split at the usual separators. */
export function toItems(input: unknown): readonly unknown[] | undefined {
  if (input === null || input === undefined) return [];
  if (Array.isArray(input)) return input as readonly unknown[];
  if (typeof input === 'string') {
    return input
      .split(listSeparators)
      .map((part) => part.trim())
      .filter(Boolean);
  }
  return undefined;
}

/** Parses each item; the first refusal refuses the whole; equal items are kept once, in order. */
export function parseMany<T extends Json>(
  input: unknown,
  parseItem: (item: unknown) => Parsed<T>,
  keyOf: (item: T) => string
): Parsed<readonly T[]> {
  const items = toItems(input);
  if (!items) return fail('format', '格式不对');
  const byKey = new Map<string, T>();
  for (const item of items) {
    const parsed = parseItem(item);
    if (!parsed.ok) {
      if (parsed.error.type === 'empty') continue;
      return parsed;
    }
    const key = keyOf(parsed.value);
    if (!byKey.has(key)) byKey.set(key, parsed.value);
  }
  return byKey.size === 0 ? emptyValue() : ok([...byKey.values()]);
}

export function parsePartialDateInput(input: unknown): Parsed<PartialDate> {
  if (input === null || input === undefined || input === '') return emptyValue();
  const text = typeof input === 'string' ? input.normalize('NFKC').trim() : undefined;
  if (text === '') return emptyValue();
  const match = /^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?$/.exec(text ?? '');
  if (!match) return fail('format', '请写成 1968、1968-05 或 1968-05-12');
  const parts = match.slice(1).filter((part) => part !== undefined);
  const date = parsePartialDate(
    parts.map((part, index) => (index ? part.padStart(2, '0') : part)).join('-')
  );
  return date === undefined ? fail('range', '没有这一天，请核对') : ok(date);
}

export function parseDateInput(input: unknown): Parsed<IsoDate> {
  const partial = parsePartialDateInput(input);
  if (!partial.ok) return partial;
  const date = parseIsoDate(partial.value);
  return date === undefined ? fail('format', '请写出年、月、日') : ok(date);
}

/** An instant as epoch milliseconds. */
export function parseDateTimeInput(input: unknown): Parsed<number> {
  if (input === null || input === undefined || input === '') return emptyValue();
  const typed = typeof input === 'string' ? parseLocalDateTime(input) : input;
  const value = typeof typed === 'number' ? typed : NaN;
  return Number.isSafeInteger(value) && value >= 0 ? ok(value) : fail('format', '时间不对');
}

export const parseRef = (input: unknown): Parsed<RecordId> => {
  if (input === null || input === undefined || input === '') return emptyValue();
  if (isRecordId(input)) return ok(input);
  return fail('format', typeof input === 'string' ? notInList(input) : '请从列表中选择');
};

const yes = new Set(['是', '有', 'true', '1', '√', '✓', '✔', 'y', 'yes']);
const no = new Set(['否', '无', 'false', '0', '×', 'n', 'no']);

export function parseFlag(input: unknown): Parsed<boolean> {
  if (typeof input === 'boolean') return ok(input);
  if (input === null || input === undefined) return emptyValue();
  const text = scalarText(input)?.normalize('NFKC').trim().toLowerCase();
  if (text === undefined) return fail('format', '请填“是”或“否”');
  if (text === '') return emptyValue();
  if (yes.has(text)) return ok(true);
  return no.has(text) ? ok(false) : fail('format', '请填“是”或“否”');
}

/** A non-negative integer; digits with thousands separators are understood. */
export function parseCount(input: unknown, max: number): Parsed<number> {
  if (input === null || input === undefined || input === '') return emptyValue();
  const text = (scalarText(input) ?? '?').normalize('NFKC').replace(/[\s,]/g, '');
  if (text === '') return emptyValue();
  if (!/^\d{1,15}$/.test(text)) return fail('format', '请填不小于 0 的整数');
  const value = Number(text);
  return value <= max ? ok(value) : fail('range', `不能大于 ${max}`);
}

/** A number as typed (`85.5`) to an integer of its smallest step; a number is taken as stored. */
export function parseDecimal(input: unknown, max: number, decimals: number): Parsed<number> {
  if (input === null || input === undefined || input === '') return emptyValue();
  const unit = 10 ** decimals;
  const text = typeof input === 'string' ? input.normalize('NFKC').replace(/[\s,]/g, '') : '';
  if (typeof input === 'string' && text === '') return emptyValue();
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text);
  const stored =
    typeof input === 'number'
      ? input
      : match && (match[2] ?? '').length <= decimals
        ? Number(match[1]) * unit + Number((match[2] ?? '').padEnd(decimals, '0'))
        : NaN;
  if (!Number.isSafeInteger(stored) || stored < 0) {
    return fail('format', `请填不小于 0 的数，最多 ${decimals} 位小数`);
  }
  return stored <= max * unit ? ok(stored) : fail('range', `不能大于 ${max}`);
}

const maxFen = 100_000_000_00;

/** Yuan as typed (`500`, `¥1,200.50`, `500元`) to fen; a number is taken as fen, the stored form. */
export function parseMoney(input: unknown): Parsed<number> {
  if (input === null || input === undefined || input === '') return emptyValue();
  if (typeof input === 'number') {
    return Number.isSafeInteger(input) && input >= 0 && input <= maxFen
      ? ok(input)
      : fail('range', '金额不对');
  }
  const text = typeof input === 'string' ? input.normalize('NFKC').replace(/[\s,]/g, '') : '?';
  if (text === '') return emptyValue();
  const match = /^¥?(\d{1,9})(?:\.(\d{1,2}))?元?$/.exec(text);
  if (!match) return fail('format', '请填金额（元），最多两位小数');
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return fen <= maxFen ? ok(fen) : fail('range', '金额过大');
}
