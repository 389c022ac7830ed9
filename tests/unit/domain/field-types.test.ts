import { describe, expect, it } from 'vitest';
import { personRecord } from '../../../src/lib/domain/person/record';
import { visitRecord } from '../../../src/lib/domain/visit/record';
import { consentRecord, expiryAfterYears } from '../../../src/lib/domain/consent/record';
import { importBatchRecord } from '../../../src/lib/domain/import-batch/record';
import type { FieldDefinition } from '../../../src/lib/domain/field';
import type { RecordDefinition } from '../../../src/lib/domain/record';
import { definitionOf, recordKinds } from '../../../src/lib/domain/registry';
import { day, idOf } from '../../factories/domain-rows';

/** Every field of every kind, with its widest type. */
const allFields = (
  recordKinds.map((kind) => definitionOf(kind)) as readonly RecordDefinition[]
).flatMap(({ fields }) => Object.values(fields) as readonly FieldDefinition[]);
const person = personRecord.fields;
const visit = visitRecord.fields;
const context = { nameOf: () => undefined };
const errorOf = (parsed: { ok: boolean; error?: { type: string } }): string | undefined =>
  parsed.ok ? undefined : parsed.error?.type;

describe('field types parse what people type (DOMAIN D1)', () => {
  it('every field of every kind calls an empty input empty', () => {
    expect(allFields.length).toBeGreaterThan(100);
    for (const field of allFields) {
      expect(errorOf(field.parse(null))).toBe('empty');
      expect(errorOf(field.parse(undefined))).toBe('empty');
    }
  });

  it('every field refuses a foreign object without throwing', () => {
    const strange: readonly unknown[] = [
      { constructor: 1 },
      [[[]]],
      Symbol.iterator,
      () => 1,
      NaN,
      { __proto__: null }
    ];
    for (const field of allFields.filter(({ input }) => input.type !== 'internal')) {
      for (const value of strange) {
        const parsed = field.parse(value);
        if (parsed.ok) expect(field.input.type).toMatch(/text|tags|sharedText/);
        else expect(parsed.error.message).not.toBe('');
      }
    }
  });

  it('text is trimmed, counted by code points and limited', () => {
    expect(person.nativePlace.parse(' 浙江\u200b  绍兴\u0000 ')).toEqual({
      ok: true,
      value: '浙江 绍兴'
    });
    expect(person.name.parse('𬭸'.repeat(40)).ok).toBe(true);
    expect(errorOf(person.name.parse('𬭸'.repeat(41)))).toBe('too-long');
    expect(visit.content.parse('一\r\n二')).toEqual({ ok: true, value: '一\n二' });
  });

  it('codes are found by code, label or alias; an unknown one is told', () => {
    expect(person.ethnicity.parse(' 维族 ')).toEqual({ ok: true, value: '05' });
    expect(person.sex.parse('２')).toEqual({ ok: true, value: '2' });
    expect(errorOf(person.affiliation.parse('无'))).toBe('unknown-code');
    expect(person.offers.parse('法律，维修')).toEqual({ ok: true, value: ['law', 'repair'] });
  });

  it('partial dates stay partial', () => {
    expect(person.birth.parse('1968')).toEqual({ ok: true, value: '1968' });
    expect(person.birth.parse('1968年5月')).toEqual({ ok: true, value: '1968-05' });
    expect(person.birth.parse('1968/5/2')).toEqual({ ok: true, value: '1968-05-02' });
    expect(errorOf(person.birth.parse('1968-02-30'))).toBe('range');
    expect(errorOf(person.birth.parse('68-05'))).toBe('format');
    expect(errorOf(visit.on.parse('2026-05'))).toBe('format');
    expect(person.birth.format('1968-05' as never, context)).toBe('1968年5月');
  });

  it('phones from a cell or from items', () => {
    expect(person.mobile.parse('154 0000 0001；154-0000-0002(儿子)')).toEqual({
      ok: true,
      value: [{ number: '15400000001' }, { number: '15400000002', note: '儿子' }]
    });
    expect(person.mobile.parse([{ number: '15400000001', extra: 1 }])).toEqual({
      ok: true,
      value: [{ number: '15400000001' }]
    });
    expect(errorOf(person.mobile.parse('不详'))).toBe('format');
  });

  it('id numbers keep their form; passports pass by shape, damaged numbers do not', () => {
    expect(person.idNo.parse("'81000019700101001x")).toEqual({
      ok: true,
      value: '81000019700101001X'
    });
    expect(person.idNo.parse('H1234567890').ok).toBe(true);
    expect(person.idNo.parse('990101196805120000').ok).toBe(false);
    expect(errorOf(person.idNo.parse(990101196805120000))).toBe('format');
    expect(person.idNo.mask?.('990101196805120017')).toBe('9901************17');
  });

  it('money is fen: typed text is yuan, numbers are the stored form', () => {
    expect(visit.giftMoney.parse('¥1,200.5')).toEqual({ ok: true, value: 120050 });
    expect(visit.giftMoney.parse('５００元')).toEqual({ ok: true, value: 50000 });
    expect(visit.giftMoney.parse(50000)).toEqual({ ok: true, value: 50000 });
    expect(errorOf(visit.giftMoney.parse('500元+米油'))).toBe('format');
    expect(visit.giftMoney.format(120050, context)).toBe('1,200.50元');
    expect(visit.giftMoney.format(50000, context)).toBe('500元');
  });

  it('counts, flags, references', () => {
    expect(visit.unnamedHouseholds.parse('12')).toEqual({ ok: true, value: 12 });
    expect(errorOf(visit.unnamedHouseholds.parse('-1'))).toBe('format');
    expect(errorOf(visit.unnamedHouseholds.parse('100001'))).toBe('range');
    expect(person.healthOptIn.parse('是')).toEqual({ ok: true, value: true });
    expect(visit.people.parse([idOf(1), idOf(1)])).toEqual({ ok: true, value: [idOf(1)] });
    expect(errorOf(visit.people.parse(['张三']))).toBe('format');
    expect(visit.people.format([idOf(1)], context)).toBe('（不可见）');
  });

  it('parse is idempotent on its own results', () => {
    const samples = [
      person.mobile.parse('女儿:15400000001'),
      person.categories.parse('台属、侨眷'),
      visit.giftMoney.parse('12.30')
    ];
    const [phones, categories, money] = samples;
    expect(phones?.ok && person.mobile.parse(phones.value)).toEqual(phones);
    expect(categories?.ok && person.categories.parse(categories.value)).toEqual(categories);
    expect(money?.ok && visit.giftMoney.parse(money.value)).toEqual(money);
  });

  it('internal structures take plain JSON only', () => {
    const { mapping } = importBatchRecord.fields;
    expect(mapping.parse({ a: [1, 'b', null] }).ok).toBe(true);
    expect(mapping.parse([1]).ok).toBe(false);
    expect(mapping.parse({ a: () => 1 }).ok).toBe(false);
    expect(mapping.parse({ a: Infinity }).ok).toBe(false);
  });
});

describe('read scopes and classes (DOMAIN D1 foot)', () => {
  it('sensitive are exactly idNo, address, clergyPost, healthOptIn, helpTags, accessNeeds', () => {
    const sensitive = Object.entries(person)
      .filter(([, field]) => field.scope === 'sensitive')
      .map(([name]) => name);
    expect(new Set(sensitive)).toEqual(
      new Set([
        'idNo',
        'address',
        'clergyPost',
        'healthOptIn',
        'helpTags',
        'helpTagsUntil',
        'accessNeeds'
      ])
    );
  });

  it('C2 and C3 fields each rest on a tick of their own', () => {
    for (const field of Object.values(person)) {
      if (field.class === 'C2' || field.class === 'C3') {
        expect(['none', 'register']).not.toContain(field.consent);
      }
    }
  });

  it('consent: sets join to what both sides hold', () => {
    expect(consentRecord.fields.purposes.cardinality).toBe('one');
    expect(consentRecord.fields.purposes.combine?.([['register', 'visit'], ['register']])).toEqual([
      'register'
    ]);
    expect(expiryAfterYears(day('2024-02-29'), 3)).toBe('2027-02-28');
    expect(expiryAfterYears(day('2026-01-10'), 3)).toBe('2029-01-09');
  });
});
