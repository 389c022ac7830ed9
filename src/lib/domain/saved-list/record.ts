/**
 * SavedList 存下的名单: a filter of the register under a name, for everyone who keeps the book (issue 4 «saved lists»).
 * It holds conditions, never people: who is in it is worked out each time through the consent gate. What the list
 * itself would refuse (categories or sensitive fields beside a place, DOMAIN B) is no valid value.
 */
import { filterToParams, paramsToFilter } from '../filter-params';
import { internalField, textField } from '../field-types';
import { checkFilter, type PersonFilter } from '../filters';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const own = { section: '名单', class: 'P' } as const;

/** Far more than every choice of the panel together. */
const maxLength = 4000;

/** A filter as it is kept: address parameters in their fixed order. */
export const storedFilter = (filter: PersonFilter): string => filterToParams(filter).toString();

function isStoredFilter(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > maxLength) return false;
  return checkFilter(paramsToFilter(new URLSearchParams(value))).ok;
}

export const savedListRecord = defineRecord({
  kind: 'savedList',
  label: '存下的名单',
  version: 1,
  stream: 'records',
  fields: {
    // A list is a label on everyone in it.
    name: textField({ ...own, label: '名称', maxLength: 30, words: 'tag', required: true }),
    filter: internalField<string>({ ...own, label: '条件', check: isStoredFilter, required: true })
  },
  title: (values) => values.name ?? '',
  isSetting: true
});

export type SavedListValues = ValuesOf<typeof savedListRecord>;
export type SavedListRow = RowOf<typeof savedListRecord>;

/** The filter of a list; codes and places that are gone are left out of it. */
export const filterOf = ({ filter = '' }: SavedListValues): PersonFilter =>
  paramsToFilter(new URLSearchParams(filter));
