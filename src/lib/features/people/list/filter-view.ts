/** The parts of a filter as choices and as removable chips. Pure: labels from the domain, words from text. */
import type { Queries, RecordRow } from '../../../app/types';
import { ageBands, unknownAgeBand } from '../../../domain/age-band';
import { categoryLabel, parseCategoryKey } from '../../../domain/categories';
import type { AnyField } from '../../../domain/field';
import { codeFields, consentStateCodes, lastContactCodes } from '../../../domain/filter-params';
import type { PersonFilter } from '../../../domain/filters';
import type { PersonField } from '../../../domain/person/record';
import { consentStateWords, filterWords } from '../../../text/people';
import type { Option } from '../../../ui/form/field';
import { fieldOf } from './person-fields';

export interface Chip {
  readonly id: string;
  readonly label: string;
  /** The filter without it. */
  readonly change: Partial<PersonFilter>;
}

export const ageOptions: readonly Option[] = [
  ...ageBands.map(({ code, label }) => ({ value: code, label })),
  { value: unknownAgeBand, label: filterWords.ageUnknown }
];

export const consentOptions: readonly Option[] = consentStateCodes.map((code) => ({
  value: code,
  label: consentStateWords[code]
}));

export const contactOptions: readonly Option[] = lastContactCodes.map((code) => ({
  value: code,
  label: filterWords.contacts[code]
}));

/** Places of one level for a choice, by name. */
export function placeOptions(nodes: readonly RecordRow[], level: string): readonly Option[] {
  return nodes
    .filter((node) => (node.values as { level?: string }).level === level)
    .map((node) => ({
      value: node.id,
      label: (node.values as { name?: string }).name ?? ''
    }))
    .sort((a, b) => a.label.localeCompare(b.label, 'zh-CN', { numeric: true }));
}

type ListPart =
  | 'categories'
  | 'ageBands'
  | 'buildings'
  | 'grids'
  | 'communities'
  | 'consentStates'
  | 'lastContact'
  | 'missing';

const without = <T>(list: readonly T[] | undefined, item: T): readonly T[] =>
  (list ?? []).filter((other) => other !== item);

const codeLabel = (field: AnyField, code: string): string =>
  'list' in field.input ? (field.input.list.labelOf(code) ?? code) : code;

function codeChips(filter: PersonFilter): readonly Chip[] {
  const codes = filter.codes ?? {};
  const isUsual = codes.status?.length === 1 && codes.status[0] === 'active';
  return codeFields.flatMap((name: PersonField) =>
    (name === 'status' && isUsual ? [] : (codes[name] ?? [])).map((code) => ({
      id: `${name}-${code}`,
      label: codeLabel(fieldOf(name), code),
      change: { codes: { ...codes, [name]: without(codes[name], code) } }
    }))
  );
}

/** Everything the list is narrowed by, one chip each; 在册 alone is the usual state and shows none. */
export function filterChips(filter: PersonFilter, nameOf: Queries['nameOf']): readonly Chip[] {
  const labelled: readonly (readonly [ListPart, (item: string) => string])[] = [
    [
      'categories',
      (key) => {
        const category = parseCategoryKey(key);
        return category ? categoryLabel(category) : key;
      }
    ],
    ['ageBands', (code) => ageOptions.find(({ value }) => value === code)?.label ?? code],
    ['communities', (id) => nameOf('orgNode', id as never) ?? filterWords.community],
    ['grids', (id) => nameOf('orgNode', id as never) ?? filterWords.grid],
    ['buildings', (id) => nameOf('orgNode', id as never) ?? filterWords.building],
    ['consentStates', (code) => consentStateWords[code as keyof typeof consentStateWords]],
    ['lastContact', (code) => filterWords.contacts[code as keyof typeof filterWords.contacts]],
    ['missing', (name) => `${filterWords.complete}：${fieldOf(name as PersonField).label}`]
  ];
  const chips = labelled.flatMap(([part, label]) =>
    ((filter[part] ?? []) as readonly string[]).map((item) => ({
      id: `${part}-${item}`,
      label: label(item),
      change: { [part]: without(filter[part] as readonly string[] | undefined, item) }
    }))
  );
  const incomplete: readonly Chip[] = filter.isIncomplete
    ? [{ id: 'incomplete', label: filterWords.incomplete, change: { isIncomplete: false } }]
    : [];
  return [...chips, ...codeChips(filter), ...incomplete];
}
