/** Parsers of the structured values of a person: phones, identity numbers, categories. Pure. */
import { ok } from '../kernel/result';
import { categoryKey, categoryTerm, parseCategoryKey, type PersonCategory } from './categories';
import { readCategoryTerm, splitCategoryCell } from './category-terms';
import {
  emptyValue,
  fail,
  parseMany,
  parsePartialDateInput,
  parseText,
  tidyText,
  type Parsed
} from './field-parsers';
import { idNumberMessage, readIdNumber } from './id-number';
import { parsePhoneCell, phoneAsSeen, type Phone } from './phone';

const isObject = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

function parsePhoneItem(input: unknown): Parsed<Phone> {
  if (!isObject(input)) return fail('format', '电话格式不对');
  const number = typeof input['number'] === 'string' ? phoneAsSeen(input['number']) : undefined;
  if (number === undefined) return fail('format', '电话号码不对，请核对位数');
  const note = parseText(input['note'], { maxLength: 20, words: 'person' });
  if (note.ok) return ok({ number, note: note.value });
  return note.error.type === 'empty' ? ok({ number }) : note;
}

/** A cell with several numbers, or items that were parsed before. */
export function parsePhones(input: unknown): Parsed<readonly Phone[]> {
  if (typeof input === 'string' || typeof input === 'number') {
    const { phones, rest } = parsePhoneCell(String(input));
    if (rest.length > 0) return fail('format', `“${rest.join('、')}”不像电话号码，请核对`);
    return parseMany(phones, parsePhoneItem, (phone) => phone.number);
  }
  return parseMany(input, parsePhoneItem, (phone) => phone.number);
}

export function parseIdNumberInput(input: unknown): Parsed<string> {
  if (input === null || input === undefined) return emptyValue();
  if (typeof input !== 'string') return fail('format', '证件号码请按文字填写');
  const text = input
    .normalize('NFKC')
    .replace(/[\s'’‘`]/g, '')
    .toUpperCase();
  if (text === '') return emptyValue();
  // Passports and travel permits have letters in front or fewer digits; only their shape is checked.
  if (/^(?=.*\d)[A-Z]{1,3}[A-Z0-9]{5,17}$/.test(text) || /^\d{8,10}$/.test(text)) return ok(text);
  const reading = readIdNumber(text);
  return reading.ok ? ok(reading.value.number) : fail('format', idNumberMessage(reading.error));
}

function parseCategoryItem(input: unknown): Parsed<PersonCategory> {
  if (typeof input === 'string') {
    const known = parseCategoryKey(input.trim());
    if (known) return ok(known);
    const reading = readCategoryTerm(input);
    const [first] = reading.type === 'known' ? reading.categories : [];
    if (first) return ok(first);
    const reason =
      reading.type === 'ask' ? reading.reason : `不认识类别“${tidyText(input)}”，请选择`;
    return fail('unknown-code', reason);
  }
  if (!isObject(input)) return fail('format', '类别格式不对');
  const { scheme, code } = input;
  if (
    (scheme !== 'U12' && scheme !== 'L15') ||
    typeof code !== 'string' ||
    !categoryTerm(scheme, code)
  ) {
    return fail('unknown-code', '请从类别列表中选择');
  }
  const source = parseText(input['source'], { maxLength: 60, words: 'person' });
  if (!source.ok && source.error.type !== 'empty') return source;
  const on = parsePartialDateInput(input['on']);
  if (!on.ok && on.error.type !== 'empty') return on;
  return ok({
    scheme,
    code,
    ...(source.ok ? { source: source.value } : {}),
    ...(on.ok ? { on: on.value } : {})
  });
}

export const parseCategories = (input: unknown): Parsed<readonly PersonCategory[]> =>
  parseMany(
    typeof input === 'string' ? splitCategoryCell(input) : input,
    parseCategoryItem,
    categoryKey
  );
