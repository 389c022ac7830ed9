/**
 * The filter over people that list, saved segments and export share, and the one rule they all check:
 * 少数民族, 宗教界 and sensitive fields never combine with a place finer than the community (B-8, B-10).
 */
import type { IsoDate } from '../kernel/dates';
import { daysBetween } from '../kernel/dates';
import type { RecordId } from '../kernel/ids';
import { err, ok, type Result } from '../kernel/result';
import { ageBandOf } from './age-band';
import {
  isUnderCategory,
  parseCategoryKey,
  placeBoundCategoryCodes,
  type CategoryScheme
} from './categories';
import { completenessOf } from './completeness';
import type { ConsentState, GatedPerson } from './consent/gate';
import type { AnyField } from './field';
import { personRecord, type PersonField } from './person/record';

export type LastContact = 'within30' | 'within90' | 'within365' | 'longer' | 'never';

/** All parts must hold; within a part any entry does. A missing or empty part asks nothing. */
export type PersonFilter = {
  /** Keys such as `U12:07`. */
  readonly categories?: readonly string[];
  readonly ageBands?: readonly string[];
  readonly buildings?: readonly RecordId[];
  readonly grids?: readonly RecordId[];
  readonly communities?: readonly RecordId[];
  readonly consentStates?: readonly ConsentState[];
  readonly lastContact?: readonly LastContact[];
  /** Fields that must be empty. */
  readonly missing?: readonly PersonField[];
  readonly isIncomplete?: boolean;
  /** Codes by any code field of the person: `{ sex: ['2'], education: ['21'] }`. */
  readonly codes?: Readonly<Partial<Record<PersonField, readonly string[]>>>;
};

export interface FilterError {
  readonly type: 'sensitive-with-place' | 'unknown-field';
  /** Plain Chinese with the way out. */
  readonly message: string;
}

export interface FilterContext {
  readonly today: IsoDate;
  /** Day of the last visit that may be counted; undefined when there was none. */
  readonly lastContactOf: (id: RecordId) => IsoDate | undefined;
}

/** Fields that place a person more finely than the community. */
export const placeFields: readonly PersonField[] = ['building', 'gridId', 'address'];

const fieldOf = (name: PersonField): AnyField => personRecord.fields[name];

/** Fields that never stand beside a place: class C3 and ethnicity, which stands for category 04. */
export const isPlaceBoundField = (name: PersonField): boolean =>
  name === 'ethnicity' || fieldOf(name).class === 'C3';

const isFilled = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;

function isPlaceBoundCategory(key: string): boolean {
  const parsed = parseCategoryKey(key);
  // 04 and 05 mean the same in both schemes.
  return parsed !== undefined && placeBoundCategoryCodes.includes(parsed.code.slice(0, 2));
}

const filledCodes = (filter: PersonFilter): readonly PersonField[] =>
  (Object.keys(filter.codes ?? {}) as PersonField[]).filter((name) =>
    isFilled(filter.codes?.[name])
  );

function asksPlace(filter: PersonFilter): boolean {
  if (isFilled(filter.buildings) || isFilled(filter.grids)) return true;
  return (filter.missing ?? []).some((name) => placeFields.includes(name));
}

function asksSensitive(filter: PersonFilter): boolean {
  if ((filter.categories ?? []).some(isPlaceBoundCategory)) return true;
  const names = [...filledCodes(filter), ...(filter.missing ?? [])];
  return names.some((name) => name !== 'categories' && isPlaceBoundField(name));
}

const refusal: FilterError = {
  type: 'sensitive-with-place',
  message:
    '少数民族、宗教界及敏感信息不能与楼栋、网格或住址一起筛选或导出。请去掉其中一项；需要数字时请看统计。'
};

/**
 * The check of list, saved segment and export.
 * @param columns for an export or print: the fields it shows. A place column beside 类别 or a sensitive one
 *   is refused too, as the sheet could be filtered outside.
 */
export function checkFilter(
  filter: PersonFilter,
  columns: readonly PersonField[] = []
): Result<PersonFilter, FilterError> {
  const unknown = filledCodes(filter).find((name) => !(name in personRecord.fields));
  if (unknown) return err({ type: 'unknown-field', message: '筛选条件已失效，请重新选择' });
  const hasPlace = asksPlace(filter) || columns.some((name) => placeFields.includes(name));
  const isSensitive = asksSensitive(filter) || columns.some(isPlaceBoundField);
  return hasPlace && isSensitive ? err(refusal) : ok(filter);
}

export function lastContactBand(last: IsoDate | undefined, today: IsoDate): LastContact {
  if (last === undefined) return 'never';
  const days = daysBetween(last, today);
  if (days <= 30) return 'within30';
  if (days <= 90) return 'within90';
  return days <= 365 ? 'within365' : 'longer';
}

const includes = <T>(list: readonly T[] | undefined, value: T | undefined): boolean =>
  !list || list.length === 0 || (value !== undefined && list.includes(value));

function hasCategory(person: GatedPerson, keys: readonly string[] | undefined): boolean {
  if (!keys || keys.length === 0) return true;
  const held = person.values.categories ?? [];
  return keys.some((key) => {
    const chosen: { scheme: CategoryScheme; code: string } | undefined = parseCategoryKey(key);
    return chosen !== undefined && held.some((category) => isUnderCategory(category, chosen));
  });
}

function hasCodes(person: GatedPerson, codes: PersonFilter['codes']): boolean {
  return (Object.entries(codes ?? {}) as [PersonField, readonly string[]][]).every(
    ([name, asked]) => {
      if (asked.length === 0) return true;
      const value: unknown = person.values[name];
      if (Array.isArray(value)) return value.some((item) => asked.includes(String(item)));
      // A missing 状态 means 在册, as the gate reads it.
      const single = name === 'status' ? person.status : value;
      return typeof single === 'string' && asked.includes(single);
    }
  );
}

const lacks = (person: GatedPerson, name: PersonField): boolean => {
  const value: unknown = person.values[name];
  return Array.isArray(value) ? value.length === 0 : value === undefined;
};

/** Whether a person passes a filter that was checked before. */
export function matchesFilter(
  person: GatedPerson,
  filter: PersonFilter,
  context: FilterContext
): boolean {
  const { values } = person;
  return (
    includes(filter.consentStates, person.state) &&
    includes(filter.communities, values.communityId) &&
    includes(filter.grids, values.gridId) &&
    includes(filter.buildings, values.building) &&
    hasCodes(person, filter.codes) &&
    hasCategory(person, filter.categories) &&
    (!isFilled(filter.ageBands) ||
      includes(filter.ageBands, ageBandOf(values.birth, context.today))) &&
    (!isFilled(filter.lastContact) ||
      includes(
        filter.lastContact,
        lastContactBand(context.lastContactOf(person.id), context.today)
      )) &&
    (filter.missing ?? []).every((name) => lacks(person, name)) &&
    (!filter.isIncomplete || completenessOf(person).missing.length > 0)
  );
}

/** People who pass, in their order; an illegal filter finds nobody. */
export const filterPeople = (
  people: readonly GatedPerson[],
  filter: PersonFilter,
  context: FilterContext
): readonly GatedPerson[] =>
  asksNothing(filter)
    ? people
    : checkFilter(filter).ok
      ? people.filter((person) => matchesFilter(person, filter, context))
      : [];

/** The usual case while somebody types: nobody has to be looked at. */
const asksNothing = ({ codes = {}, ...others }: PersonFilter): boolean =>
  [...Object.values(codes), ...Object.values(others)].every((asked) =>
    Array.isArray(asked) ? asked.length === 0 : asked !== true
  );
