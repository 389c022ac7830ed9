import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatePerson, type GatedPerson } from '../../../src/lib/domain/consent/gate';
import { consentPurposes, type ConsentPurpose } from '../../../src/lib/domain/consent/purposes';
import type { ConsentValues } from '../../../src/lib/domain/consent/record';
import {
  earliestDate,
  intersection,
  latestDateOrNone
} from '../../../src/lib/domain/consent/restrictive';
import {
  personRecord,
  type PersonField,
  type PersonValues
} from '../../../src/lib/domain/person/record';
import type { AnyField } from '../../../src/lib/domain/field';
import type { IsoDate, PartialDate } from '../../../src/lib/kernel/dates';
import { consentBasis } from '../../../src/lib/domain/consent/basis';
import { consentRow, day, idOf, personRow } from '../../factories/domain-rows';

const today = day('2026-11-23');
const dates = fc.constantFrom(
  ...['2025-01-01', '2026-06-01', '2026-11-22', '2026-11-23', '2026-11-24', '2027-05-05'].map(day)
);
const purposes = fc.subarray(consentPurposes.items.map((item) => item.code));

const consent = (index: number) =>
  fc
    .record(
      {
        purposes,
        channel: fc.constantFrom('paper', 'guardian'),
        guardianName: fc.constantFrom('钱大山', ''),
        signedOn: dates,
        expiresOn: dates,
        withdrawnOn: dates,
        lifts: fc.subarray([0, 1, 2, 3]).map((list) => list.map((each) => idOf(1_000_000 + each))),
        isDeleted: fc.boolean(),
        isLocked: fc.boolean()
      },
      { requiredKeys: ['purposes', 'isDeleted', 'isLocked'] }
    )
    .map(({ isDeleted, isLocked, ...values }) =>
      consentRow(index, idOf(1), { signedOn: undefined, ...values } as ConsentValues, {
        isDeleted,
        isLocked
      })
    );

const consents = fc
  .tuple(consent(0), consent(1), consent(2), consent(3))
  .chain((rows) => fc.shuffledSubarray(rows));

/** A value for every field, so that a leak of any field shows. */
const everyValue = Object.fromEntries(
  Object.keys(personRecord.fields).map((name) => [name, `canary ${name}`])
) as unknown as PersonValues;
const fullValues: PersonValues = {
  ...everyValue,
  mobile: [{ number: '15400000001', note: 'canary' }, { number: '15400000002' }],
  phone: [{ number: '0571-88880001' }]
};

const person = fc
  .record(
    {
      birth: fc.constantFrom('1968', '2013', '2012-11', '2020-01-01'),
      status: fc.constantFrom('active', 'movedOut', 'deceased', 'left'),
      isLocked: fc.boolean()
    },
    { requiredKeys: ['isLocked'] }
  )
  .map(({ isLocked, ...values }) => {
    const { birth: _birth, status: _status, ...others } = fullValues;
    return personRow(1, { ...others, ...values } as PersonValues, { isLocked });
  });

describe('consentBasis', () => {
  it('I14: one consent alone counts as it does beside one that says nothing', () => {
    const blank = consentRow(9, idOf(1), { signedOn: undefined }, { isDeleted: true });
    const births = fc.constantFrom(
      ...['1968', '2012', '2011', '2012-11', '2012-11-23', '2013-12-31', '2020-01-01', undefined]
    ) as fc.Arbitrary<PartialDate | undefined>;
    fc.assert(
      fc.property(consent(0), births, (row, birth) => {
        expect(consentBasis([row], birth, today)).toEqual(consentBasis([row, blank], birth, today));
      }),
      { numRuns: 1000 }
    );
  });
});

const fields = personRecord.fields as Readonly<Record<PersonField, AnyField>>;
const allowedOnCard = new Set<string>([
  'name',
  'pinyinKey',
  'salutation',
  'communityId',
  'building',
  'mobile',
  'phone',
  'source'
]);

/** The rule of I14 in its plainest form, written apart from the gate. */
function mayShow(gated: GatedPerson, name: PersonField): boolean {
  switch (gated.state) {
    case 'withdrawn':
      return false;
    case 'pending':
    case 'expired':
      return allowedOnCard.has(name);
    case 'valid': {
      const need = fields[name].consent;
      return need === 'none' || gated.purposes.includes(need);
    }
  }
}

describe('I14: whatever consents arrive', () => {
  it('no value of a field whose purpose is not granted is ever visible', () => {
    let shown = 0;
    fc.assert(
      fc.property(person, consents, (row, rows) => {
        const gated = gatePerson(row, rows, today);
        const names = Object.keys(gated.values) as PersonField[];
        shown += names.length;
        expect(names.filter((name) => !mayShow(gated, name))).toEqual([]);
        if (gated.isContactCard) {
          const phones = [...(gated.values.mobile ?? []), ...(gated.values.phone ?? [])];
          expect(phones).toEqual([{ number: '15400000001' }]);
        }
      }),
      { numRuns: 1000 }
    );
    expect(shown).toBeGreaterThan(0);
  });

  it('a granted purpose rests on a signed, running, unwithdrawn consent and on the basic form', () => {
    fc.assert(
      fc.property(person, consents, (row, rows) => {
        for (const purpose of gatePerson(row, rows, today).purposes) {
          const basis = rows.some(
            ({ values, isDeleted, isLocked }) =>
              !isDeleted &&
              !isLocked &&
              (values.purposes?.includes(purpose) ?? false) &&
              values.withdrawnOn === undefined &&
              (values.signedOn ?? '9999') <= today &&
              (values.expiresOn ?? '9999') >= today
          );
          expect(basis).toBe(true);
        }
      }),
      { numRuns: 1000 }
    );
  });

  it('the order of consents does not matter', () => {
    fc.assert(
      fc.property(person, consents, (row, rows) => {
        expect(gatePerson(row, [...rows].reverse(), today)).toEqual(gatePerson(row, rows, today));
      })
    );
  });

  it('one more withdrawal never shows more', () => {
    const withdrawal = fc.tuple(purposes, dates);
    fc.assert(
      fc.property(person, consents, withdrawal, (row, rows, [ended, withdrawnOn]) => {
        const extra = consentRow(9, idOf(1), { purposes: ended, withdrawnOn });
        const before = gatePerson(row, rows, today);
        const after = gatePerson(row, [...rows, extra], today);
        const wasGranted = new Set<ConsentPurpose>(before.purposes);
        expect(after.purposes.filter((purpose) => !wasGranted.has(purpose))).toEqual([]);
        if (before.state === 'withdrawn') expect(after.state).toBe('withdrawn');
      })
    );
  });

  it('counted implies granted and in the register', () => {
    fc.assert(
      fc.property(person, consents, (row, rows) => {
        const gated = gatePerson(row, rows, today);
        for (const [purpose, isCounted] of Object.entries(gated.counted)) {
          if (!isCounted) continue;
          expect(gated.purposes).toContain(purpose);
          expect(gated.status).toBe('active');
        }
      })
    );
  });
});

describe('DESIGN 3: concurrent consent values join to the most restrictive', () => {
  const maybeDate = fc.option(dates, { nil: null });
  const maybeSet = fc.option(fc.subarray(['register', 'visit', 'identity']), { nil: null });
  const laws = <T>(name: string, values: fc.Arbitrary<T>, join: (survivors: readonly T[]) => T) =>
    it(`${name} is commutative, associative and idempotent`, () => {
      fc.assert(
        fc.property(values, values, values, (a, b, c) => {
          expect(join([a, b])).toEqual(join([b, a]));
          expect(join([join([a, b]), c])).toEqual(join([a, join([b, c])]));
          expect(join([join([a]), join([a])])).toEqual(join([a]));
        })
      );
    });
  laws<IsoDate | null>('earliestDate', maybeDate, earliestDate);
  laws<IsoDate | null>('latestDateOrNone', maybeDate, latestDateOrNone);
  laws<readonly string[] | null>('intersection', maybeSet, intersection);

  it('a withdrawal wins over none, the narrower set and the earlier end hold', () => {
    expect(earliestDate([null, day('2026-05-01'), day('2026-04-01')])).toBe('2026-04-01');
    expect(
      intersection([
        ['register', 'visit'],
        ['visit', 'identity']
      ])
    ).toEqual(['visit']);
    expect(intersection([['register'], null])).toBeNull();
  });
});
