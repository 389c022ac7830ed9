/**
 * Whether a stored value has the shape its field promises to screens, queries and rules. Not `parse`: words, codes and
 * lengths that a later or earlier build took stay visible; only what would break a reader is left out. Values of
 * peers come here unparsed.
 */
import type { AnyField, FieldInput } from './field';
import type { Json } from '../kernel/json';

/** Longest text a reader has to cope with, in UTF-16 units: well above every field's own limit. */
const maxText = 8_000;
/** Last instant a Date can hold, epoch milliseconds. */
const maxInstant = 8.64e15;

const isText = (value: Json): value is string =>
  typeof value === 'string' && value.length <= maxText;
const isCount = (value: Json, max: number): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max;

function member(value: Json, name: string): Json | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return Object.prototype.hasOwnProperty.call(value, name)
    ? (value as { readonly [key: string]: Json })[name]
    : undefined;
}

function hasTexts(value: Json, required: readonly string[], optional: readonly string[]): boolean {
  const isThere = (name: string): boolean => isText(member(value, name) ?? null);
  return (
    required.every(isThere) &&
    optional.every((name) => member(value, name) === undefined || isThere(name))
  );
}

/** One item of a list field, or the value of a single one. */
function fitsInput(field: AnyField, input: FieldInput, value: Json): boolean {
  switch (input.type) {
    case 'flag':
      return typeof value === 'boolean';
    case 'count':
    case 'decimal':
    case 'money':
      return isCount(value, Number.MAX_SAFE_INTEGER);
    case 'dateTime':
      return isCount(value, maxInstant);
    case 'phones':
      return hasTexts(value, ['number'], ['note']);
    case 'categories':
      return hasTexts(value, ['scheme', 'code'], ['source', 'on']);
    case 'steps':
      return hasTexts(value, ['on', 'text'], ['by']);
    case 'date':
    case 'partialDate':
    case 'internal':
      return field.parse(value).ok;
    default:
      return isText(value);
  }
}

const listInputs: readonly FieldInput['type'][] = [
  'codes',
  'tags',
  'refs',
  'phones',
  'categories',
  'steps'
];

/** True when readers can use the value as it is. */
export function fitsField(field: AnyField, value: Json): boolean {
  const { input } = field;
  if (!listInputs.includes(input.type)) return fitsInput(field, input, value);
  return Array.isArray(value) && value.every((item: Json) => fitsInput(field, input, item));
}

/** Of a list that merges item by item the fitting items, of all else the value or nothing. */
export function fittingPart(field: AnyField, value: Json): Json | undefined {
  if (field.cardinality !== 'many' || !Array.isArray(value) || field.input.type === 'internal') {
    return fitsField(field, value) ? value : undefined;
  }
  const { input } = field;
  const items = value.filter((item: Json) => fitsInput(field, input, item));
  return items.length > 0 ? items : undefined;
}
