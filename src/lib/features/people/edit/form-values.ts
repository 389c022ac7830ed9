/** Between what a control holds and what a record holds. Pure; only categories differ in shape. */
import {
  categoryKey,
  categoryLabel,
  l15Terms,
  parseCategoryKey,
  u12Terms,
  type PersonCategory
} from '../../../domain/categories';
import { readCategoryTerm } from '../../../domain/category-terms';
import type { PersonField, PersonValues } from '../../../domain/person/record';
import { checkPerson } from '../../../domain/person/rules';
import type { IsoDate } from '../../../kernel/dates';
import { equalJson, type Json } from '../../../kernel/json';
import type { Option } from '../../../ui/form/field';
import { fieldOf } from '../list/person-fields';

export type FormValues = Readonly<Partial<Record<PersonField, Json>>>;

export const categoryOptions: readonly Option[] = [
  ...u12Terms.map((term) => ({
    value: categoryKey({ scheme: 'U12', code: term.code }),
    label: term.label,
    keywords: [term.code, term.shortLabel]
  })),
  ...l15Terms.map((term) => ({
    value: categoryKey({ scheme: 'L15', code: term.code }),
    label: categoryLabel({ scheme: 'L15', code: term.code }),
    keywords: [term.shortLabel]
  }))
];

/** The category that a term means without doubt, as a choice. */
export function readCategory(text: string): string | undefined {
  const reading = readCategoryTerm(text);
  const [only, ...others] = reading.type === 'known' ? reading.categories : [];
  return only && others.length === 0 ? categoryKey(only) : undefined;
}

/** A text among them was typed and is no category yet. */
const asCategories = (value: unknown): readonly (PersonCategory | string)[] =>
  Array.isArray(value) ? (value as readonly (PersonCategory | string)[]) : [];

const keyOf = (each: PersonCategory | string): string =>
  typeof each === 'string' ? each : categoryKey(each);

/** What a control shows for a value. */
export const toControl = (name: PersonField, value: Json | undefined): unknown =>
  name === 'categories' ? asCategories(value).map(keyOf) : value;

/** What the form keeps of what a control tells; a known category keeps its source and date. */
export function fromControl(name: PersonField, value: unknown, before: Json | undefined): Json {
  if (name !== 'categories') return (value ?? null) as Json;
  const known = asCategories(before);
  return (value as readonly string[]).map((key): Json => {
    const same = known.find((each) => keyOf(each) === key);
    return (same ?? parseCategoryKey(key) ?? key) as Json;
  });
}

const isBlank = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** What differs from the record: only that is saved, so that others' edits elsewhere stay. */
export function patchOf(before: PersonValues, edited: FormValues): Readonly<Record<string, Json>> {
  const source: Readonly<Record<string, Json | undefined>> = before as never;
  const patch: Record<string, Json> = {};
  for (const [name, value] of Object.entries(edited)) {
    const old = source[name];
    if (isBlank(old) && isBlank(value)) continue;
    if (old !== undefined && equalJson(old, value)) continue;
    patch[name] = isBlank(value) ? null : value;
  }
  return patch;
}

/** Values as they would be stored; what can't be read yet is left out. */
export function readValues(before: PersonValues, edited: FormValues): PersonValues {
  const values: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(edited)) {
    const parsed = fieldOf(name as PersonField).parse(value);
    if (parsed.ok) values[name] = parsed.value;
    else delete values[name];
  }
  return values as PersonValues;
}

/** Why a value can't be saved, in plain words; undefined when it can. Blank is judged by the save. */
export function fieldProblem(name: PersonField, value: Json | undefined): string | undefined {
  if (isBlank(value)) return fieldOf(name).required ? `请填写${fieldOf(name).label}` : undefined;
  const parsed = fieldOf(name).parse(value);
  return parsed.ok || parsed.error.type === 'empty' ? undefined : parsed.error.message;
}

/** Things worth a second look that don't keep it from being saved. */
export const hintsOf = (values: PersonValues, today: IsoDate): readonly string[] =>
  checkPerson(values, today)
    .filter(({ severity }) => severity === 'hint')
    .map(({ field, message }) => `${fieldOf(field as PersonField).label}：${message}`);
