/**
 * A filter as address parameters and back: how figures open their list (I13) and how a list survives a reload.
 * Only codes and random ids ever stand there, never a name, number or searched text. An address without
 * `status` means 在册; `status=any` means everyone. Unknown names and values are left out.
 */
import { isRecordId } from '../kernel/ids';
import { ageBands, unknownAgeBand } from './age-band';
import { parseCategoryKey } from './categories';
import type { ConsentState } from './consent/gate';
import type { LastContact, PersonFilter } from './filters';
import { personRecord, type PersonField } from './person/record';

export const lastContactCodes: readonly LastContact[] = [
  'within30',
  'within90',
  'within365',
  'longer',
  'never'
];
export const consentStateCodes: readonly ConsentState[] = ['valid', 'pending', 'expired'];
const anyStatus = 'any';
const ageCodes = [...ageBands.map(({ code }) => code), unknownAgeBand];

const isField = (name: string): name is PersonField =>
  Object.prototype.hasOwnProperty.call(personRecord.fields, name);

/** Fields with a code list, by which the address may filter. */
export const codeFields: readonly PersonField[] = (
  Object.keys(personRecord.fields) as PersonField[]
).filter((name) => ['code', 'codes'].includes(personRecord.fields[name].input.type));

function codesOf(params: URLSearchParams): PersonFilter['codes'] {
  const codes: Partial<Record<PersonField, readonly string[]>> = {};
  for (const name of codeFields) {
    const { input } = personRecord.fields[name];
    if (input.type !== 'code' && input.type !== 'codes') continue;
    const asked = params.getAll(name).filter((code) => input.list.labelOf(code) !== undefined);
    if (asked.length > 0) codes[name] = asked;
  }
  if (!params.has('status')) codes.status = ['active'];
  return codes;
}

const among = <T extends string>(params: URLSearchParams, name: string, known: readonly T[]): T[] =>
  known.filter((code) => params.getAll(name).includes(code));

/** Reads the filter of an address. */
export function paramsToFilter(params: URLSearchParams): PersonFilter {
  return {
    categories: params.getAll('category').filter((key) => parseCategoryKey(key) !== undefined),
    ageBands: among(params, 'age', ageCodes),
    buildings: params.getAll('building').filter(isRecordId),
    grids: params.getAll('grid').filter(isRecordId),
    communities: params.getAll('community').filter(isRecordId),
    consentStates: among(params, 'consent', consentStateCodes),
    lastContact: among(params, 'contact', lastContactCodes),
    missing: params.getAll('missing').filter(isField),
    isIncomplete: params.get('incomplete') === '1',
    codes: codesOf(params) ?? {}
  };
}

/** Writes a filter as address parameters, in a fixed order. */
export function filterToParams(filter: PersonFilter): URLSearchParams {
  const params = new URLSearchParams();
  const add = (name: string, values: readonly string[] | undefined): void =>
    values?.forEach((value) => params.append(name, value));
  add('category', filter.categories);
  add('age', filter.ageBands);
  add('building', filter.buildings);
  add('grid', filter.grids);
  add('community', filter.communities);
  add('consent', filter.consentStates);
  add('contact', filter.lastContact);
  add('missing', filter.missing);
  if (filter.isIncomplete) params.append('incomplete', '1');
  for (const name of codeFields) {
    if (name !== 'status') add(name, filter.codes?.[name]);
  }
  const status = filter.codes?.status ?? [];
  if (status.length === 0) params.append('status', anyStatus);
  else if (status.length !== 1 || status[0] !== 'active') add('status', status);
  return params;
}
