import { describe, expect, it } from 'vitest';
import { gatePerson } from '../../../src/lib/domain/consent/gate';
import { checkConsent } from '../../../src/lib/domain/consent/rules';
import { checkPerson } from '../../../src/lib/domain/person/rules';
import { checkRelation } from '../../../src/lib/domain/relation/rules';
import { checkVisit, visitCounts } from '../../../src/lib/domain/visit/rules';
import type { PersonValues } from '../../../src/lib/domain/person/record';
import type { PartialDate } from '../../../src/lib/kernel/dates';
import { consentRow, day, idOf, personRow } from '../../factories/domain-rows';

const today = day('2026-11-23');
const partial = (text: string): PartialDate => text as PartialDate;
const marks = (issues: readonly { field: string; severity: string }[]) =>
  issues.map(({ field, severity }) => `${field} ${severity}`);

describe('person rules (DOMAIN D1)', () => {
  const check = (values: PersonValues) => marks(checkPerson({ name: '张三', ...values }, today));

  it('S0-06: leaving the register needs its date', () => {
    expect(check({ status: 'movedOut' })).toEqual(['statusOn error']);
    expect(check({ status: 'deceased', statusOn: partial('2024') })).toEqual([]);
    expect(check({ status: 'deceased', statusOn: partial('2026-12') })).toEqual(['statusOn error']);
    expect(check({ status: 'active' })).toEqual([]);
  });

  it('birth in the future is an error, a very old one a hint', () => {
    expect(check({ birth: partial('2027') })).toEqual(['birth error']);
    expect(check({ birth: partial('2026') })).toEqual([]);
    expect(check({ birth: partial('1890') })).toEqual(['birth hint']);
  });

  it('I12: an id number of another birth or sex is a hint, nothing is changed', () => {
    const idNo = '990101196805120017';
    expect(check({ idNo, birth: partial('1968-05'), sex: '1' })).toEqual([]);
    expect(check({ idNo, birth: partial('1968-06'), sex: '2' })).toEqual([
      'birth hint',
      'sex hint'
    ]);
    expect(check({ idNo: 'H1234567890', idType: '4', sex: '2' })).toEqual([]);
  });

  it('a name is needed, a party post asks for the party', () => {
    expect(marks(checkPerson({}, today))).toEqual(['name error']);
    expect(check({ affiliation: '13', partyPost: '支部主委' })).toEqual(['partyPost hint']);
    expect(check({ affiliation: '05', partyPost: '支部主委' })).toEqual([]);
  });
});

describe('visit rules (DOMAIN D2 Visit)', () => {
  const base = { on: day('2026-11-20'), method: 'home', people: [idOf(1)] };

  it('needs a date, a method and someone', () => {
    expect(marks(checkVisit({}, today))).toEqual(['on error', 'people error', 'method error']);
    expect(checkVisit(base, today)).toEqual([]);
    expect(checkVisit({ ...base, people: [], unnamedHouseholds: 12 }, today)).toEqual([]);
  });

  it('dates: not after today, the agreed one later', () => {
    expect(marks(checkVisit({ ...base, on: day('2026-11-24') }, today))).toEqual(['on error']);
    expect(marks(checkVisit({ ...base, nextOn: day('2026-11-20') }, today))).toEqual([
      'nextOn error'
    ]);
  });

  it('F: 微信问候 keeps no content', () => {
    const visit = { ...base, method: 'wechat' };
    expect(marks(checkVisit({ ...visit, content: '聊天' }, today))).toEqual(['content error']);
    expect(checkVisit(visit, today)).toEqual([]);
  });

  it('户次 and 人次', () => {
    expect(visitCounts(base)).toEqual({ households: 1, persons: 1 });
    expect(visitCounts({ ...base, people: [idOf(1), idOf(2)] })).toEqual({
      households: 1,
      persons: 2
    });
    expect(visitCounts({ unnamedHouseholds: 12 })).toEqual({ households: 12, persons: 12 });
    expect(visitCounts({ household: idOf(9) })).toEqual({ households: 1, persons: 1 });
    expect(visitCounts({ unnamedHouseholds: 2, unnamedPersons: 5 })).toEqual({
      households: 2,
      persons: 5
    });
  });
});

describe('consent and relation rules', () => {
  const consent = consentRow(1, idOf(1), { originalsAt: '二号柜' }).values;

  it('PIPL 31: below fourteen a named guardian', () => {
    expect(checkConsent(consent, partial('1968'), today)).toEqual([]);
    expect(marks(checkConsent(consent, partial('2015'), today))).toEqual([
      'channel error',
      'guardianName error'
    ]);
  });

  it('purposes rest on the basic one; dates are in order', () => {
    const narrow = { ...consent, purposes: ['visit'] };
    expect(marks(checkConsent(narrow, undefined, today))).toEqual(['purposes error']);
    expect(checkConsent(narrow, undefined, today, true)).toEqual([]);
    expect(
      marks(checkConsent({ ...consent, expiresOn: day('2025-01-01') }, undefined, today))
    ).toEqual(['expiresOn error']);
    expect(marks(checkConsent({ ...consent, originalsAt: '' }, undefined, today))).toEqual([
      'originalsAt hint'
    ]);
  });

  it('D2: a relation needs the consent of both', () => {
    const gated = (number: number, hasConsent: boolean) =>
      gatePerson(
        personRow(number, { name: '张三' }),
        hasConsent ? [consentRow(number, idOf(number))] : [],
        today
      );
    const people = new Map([gated(1, true), gated(2, true), gated(3, false)].map((p) => [p.id, p]));
    const check = (second: number) =>
      marks(
        checkRelation({ first: idOf(1), second: idOf(second), term: 'spouse' }, (id) =>
          people.get(id)
        )
      );
    expect(check(2)).toEqual([]);
    expect(check(3)).toEqual(['second error']);
    expect(check(1)).toEqual(['second error']);
  });
});
