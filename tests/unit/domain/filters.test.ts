import { describe, expect, it } from 'vitest';
import { ageBandOf } from '../../../src/lib/domain/age-band';
import { completenessOf } from '../../../src/lib/domain/completeness';
import { gatePerson } from '../../../src/lib/domain/consent/gate';
import { checkFilter, filterPeople, type PersonFilter } from '../../../src/lib/domain/filters';
import type { PersonField, PersonValues } from '../../../src/lib/domain/person/record';
import { isFieldOn } from '../../../src/lib/domain/field-switches';
import type { PartialDate } from '../../../src/lib/kernel/dates';
import { consentRow, day, idOf, personRow } from '../../factories/domain-rows';

const today = day('2026-11-23');
const building = idOf(50);
const gated = (number: number, values: PersonValues, purposes = ['register', 'identity']) =>
  gatePerson(
    personRow(number, values),
    purposes.length > 0 ? [consentRow(number, idOf(number), { purposes })] : [],
    today
  );
const people = [
  gated(1, {
    name: '甲',
    sex: '2',
    birth: '1960-01' as PartialDate,
    building,
    categories: [{ scheme: 'L15', code: '08' }]
  }),
  gated(2, { name: '乙', sex: '1', categories: [{ scheme: 'U12', code: '10' }] }),
  gated(3, { name: '丙', sex: '2', categories: [{ scheme: 'U12', code: '10' }] }, ['register']),
  gated(4, { name: '丁', sex: '2', building }, [])
];
const context = {
  today,
  lastContactOf: (id: string) => (id === idOf(1) ? day('2026-11-01') : undefined)
};
const found = (filter: PersonFilter) =>
  filterPeople(people, filter, context).map(({ values }) => values.name);

describe('filters through the gate (I14)', () => {
  it.each<[string, PersonFilter, string[]]>([
    ['nothing asked', {}, ['甲', '乙', '丙', '丁']],
    ['category across schemes', { categories: ['U12:07'] }, ['甲']],
    ['a category without the tick is not found', { categories: ['U12:10'] }, ['乙']],
    ['code; a contact card hides its sex', { codes: { sex: ['2'] } }, ['甲', '丙']],
    ['building', { buildings: [building] }, ['甲', '丁']],
    ['age band', { ageBands: ['60-69'] }, ['甲']],
    ['consent state', { consentStates: ['pending'] }, ['丁']],
    ['last contact', { lastContact: ['within30'] }, ['甲']],
    ['never met', { lastContact: ['never'], codes: { sex: ['1'] } }, ['乙']],
    ['missing field', { missing: ['birth'], consentStates: ['valid'] }, ['乙', '丙']],
    ['status', { codes: { status: ['active'] }, buildings: [building] }, ['甲', '丁']],
    ['empty parts ask nothing', { categories: [], codes: { sex: [] } }, ['甲', '乙', '丙', '丁']]
  ])('%s', (_title, filter, names) => {
    expect(found(filter)).toEqual(names);
  });
});

describe('B-8, B-10: no lists of minorities, clergy or sensitive facts by place', () => {
  const refused: [PersonFilter, PersonField[]][] = [
    [{ categories: ['U12:04'], buildings: [building] }, []],
    [{ categories: ['L15:05'], buildings: [building] }, []],
    [{ categories: ['U12:04'], grids: [idOf(60)] }, []],
    [{ codes: { ethnicity: ['03'] }, buildings: [building] }, []],
    [{ codes: { affiliation: ['05'] }, buildings: [building] }, []],
    [{ missing: ['clergyPost'], buildings: [building] }, []],
    [{ categories: ['U12:05'] }, ['name', 'building']],
    [{ buildings: [building] }, ['name', 'ethnicity']],
    [{}, ['name', 'categories', 'address']],
    [{}, ['helpTags', 'building']]
  ];
  it.each(refused)('refuses %j with columns %j', (filter, columns) => {
    expect(checkFilter(filter, columns)).toMatchObject({
      ok: false,
      error: { type: 'sensitive-with-place' }
    });
    if (columns.length === 0) expect(found(filter)).toEqual([]);
  });

  const allowed: [PersonFilter, PersonField[]][] = [
    [{ categories: ['U12:04'], communities: [idOf(51)] }, ['name', 'mobile']],
    [{ categories: ['U12:10'], buildings: [building] }, []],
    [{ buildings: [building] }, ['name', 'sex', 'building']],
    [{ categories: ['U12:04'], buildings: [] }, []]
  ];
  it.each(allowed)('allows %j with columns %j', (filter, columns) => {
    expect(checkFilter(filter, columns).ok).toBe(true);
  });
});

describe('age bands and completeness', () => {
  it.each([
    ['2026-12', 'unknown'],
    [undefined, 'unknown'],
    ['2008-11-24', '0-17'],
    ['2008-11-23', '18-34'],
    ['1966', '60-69'],
    ['1946-11', '80+']
  ])('%s is %s', (birth, band) => {
    expect(ageBandOf(birth as PartialDate | undefined, today)).toBe(band);
  });

  it('S1-19: what was not agreed to is not expected', () => {
    expect(completenessOf(gated(1, { name: '甲' }, ['register'])).missing).not.toContain(
      'categories'
    );
    const full = completenessOf(gated(1, { name: '甲', phone: [{ number: '666123' }] }));
    expect(full.missing).toContain('categories');
    expect(full.missing).not.toContain('mobile');
    expect(full.filled + full.missing.length).toBe(full.expected);
  });

  it('D1: optional fields are off until switched on, the name can never be off', () => {
    expect(isFieldOn('person', 'idNo', {})).toBe(false);
    expect(isFieldOn('person', 'idNo', { 'person.idNo': true })).toBe(true);
    expect(isFieldOn('person', 'name', { 'person.name': false })).toBe(true);
    expect(isFieldOn('person', 'constructor', {})).toBe(false);
  });
});
