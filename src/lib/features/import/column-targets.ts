/** Where a column may go, drawn from the field metadata; as the values of a select. */
import type { BookKind, ColumnTarget } from '../../app/ledger/types';
import { bookColumns, bookFieldLabel } from '../../domain/import-books';
import { consentPurposes } from '../../domain/consent/purposes';
import { personRecord } from '../../domain/person/record';
import type { AnyField } from '../../domain/field';
import { importWords } from '../../text/import';

const importable = new Set([
  'text',
  'code',
  'codes',
  'tags',
  'categories',
  'partialDate',
  'date',
  'phones',
  'idNumber'
]);

/** Set by rules, never by a column. */
const internal = new Set(['pinyinKey', 'status', 'source', 'printedNo']);

const fields: ReadonlyMap<string, AnyField> = new Map(Object.entries(personRecord.fields));

/** @param book of whose table it is a column; a list of people without one. */
export const fieldLabel = (field: string, book?: BookKind): string =>
  book ? bookFieldLabel(book, field) : (fields.get(field)?.label ?? field);

/** What a person must tick before a field may be kept; undefined where the general consent is enough. */
export function separateConsent(name: string): string | undefined {
  const consent = fields.get(name)?.consent;
  if (consent === undefined || consent === 'none' || consent === 'register') return undefined;
  return consentPurposes.labelOf(consent) ?? consent;
}

/** Switching such a field on is asked first: it holds for the whole book. */
export const isDelicate = (name: string): boolean =>
  fields.get(name)?.scope === 'sensitive' || separateConsent(name) !== undefined;

export interface TargetOption {
  readonly value: string;
  readonly label: string;
}

const importableFields = [...fields].filter(
  ([name, field]) => importable.has(field.input.type) && !internal.has(name)
);

export const fieldOptions = (
  isOn: (field: string) => boolean
): { readonly on: readonly TargetOption[]; readonly off: readonly TargetOption[] } => {
  const options = importableFields.map(([name, field]) => ({
    name,
    option: { value: `field:${name}`, label: field.label }
  }));
  return {
    on: options.filter(({ name }) => isOn(name)).map(({ option }) => option),
    off: options.filter(({ name }) => !isOn(name)).map(({ option }) => option)
  };
};

/** Columns of a book's table: nothing in it is switched on or off. */
export const bookOptions = (book: BookKind): readonly TargetOption[] =>
  [...bookColumns(book).values()].map(({ name, label }) => ({ value: `field:${name}`, label }));

export const otherOptions: readonly TargetOption[] = [
  { value: 'org:community', label: importWords.orgLevels.community },
  { value: 'org:grid', label: importWords.orgLevels.grid },
  { value: 'org:building', label: importWords.orgLevels.building },
  { value: 'building-of-address', label: importWords.buildingOfAddress },
  { value: 'age', label: importWords.age }
];

export const ignoreValue = 'ignore';

export function targetToValue(target: ColumnTarget): string {
  switch (target.type) {
    case 'field':
      return `field:${target.field}`;
    case 'org':
      return `org:${target.level}`;
    case 'age':
    case 'building-of-address':
      return target.type;
    case 'ignore':
    case 'excluded':
    case 'not-enabled':
      return ignoreValue;
  }
}

export function valueToTarget(value: string): ColumnTarget {
  const [type, name = ''] = value.split(':');
  if (type === 'field') return { type, field: name };
  if (type === 'org' && (name === 'community' || name === 'grid' || name === 'building')) {
    return { type, level: name };
  }
  if (type === 'age' || type === 'building-of-address') return { type };
  return { type: 'ignore', reason: 'known' };
}
