import { describe, expect, it } from 'vitest';
import { gatePeople, gatePerson } from '../../../../src/lib/domain/consent/gate';
import { gateRecord } from '../../../../src/lib/domain/consent/gate-record';
import { needsGuardian, withdrawalsToLift } from '../../../../src/lib/domain/consent/basis';
import type { PersonValues } from '../../../../src/lib/domain/person/record';
import type { RecordDefinition } from '../../../../src/lib/domain/record';
import { visitRecord, type VisitRow } from '../../../../src/lib/domain/visit/record';
import type { PartialDate } from '../../../../src/lib/kernel/dates';
import { consentRow, day, idOf, personRow, stampOn } from '../../../factories/domain-rows';

const today = day('2026-11-23');
const values = {
  name: '钱小梅',
  pinyinKey: 'qian xiao mei',
  salutation: '钱老师',
  sex: '2',
  birth: '1968-05-12' as PartialDate,
  mobile: [{ number: '15400000001', note: '女儿' }, { number: '15400000002' }],
  phone: [{ number: '0571-88880001' }],
  building: idOf(50),
  communityId: idOf(51),
  categories: [{ scheme: 'U12', code: '10' }],
  idNo: '990101196805120025',
  address: '和平里一号楼三单元',
  clergyPost: '某某堂区负责人',
  helpTags: ['livingAlone'],
  source: '社区花名册',
  note: '喜欢书法'
} as const satisfies PersonValues;
const person = personRow(1, values);
const gate = (consents: Parameters<typeof gatePerson>[1], row = person) =>
  gatePerson(row, consents, today);

describe('I14: the consent gate', () => {
  it('待同意 gives a contact card with one phone and no note, and counts nowhere', () => {
    const gated = gate([]);
    expect(gated.state).toBe('pending');
    expect(gated.isContactCard).toBe(true);
    expect(gated.values).toEqual({
      name: '钱小梅',
      pinyinKey: 'qian xiao mei',
      salutation: '钱老师',
      mobile: [{ number: '15400000001' }],
      building: idOf(50),
      communityId: idOf(51),
      source: '社区花名册'
    });
    expect(Object.values(gated.counted)).not.toContain(true);
    expect(gated.eraseProposedOn).toBe('2026-03-02');
  });

  it('a landline stands in only when there is no mobile', () => {
    const gated = gate([], personRow(1, { ...values, mobile: [] }));
    expect(gated.values.phone).toEqual([{ number: '0571-88880001' }]);
    expect(gated.values.mobile).toBeUndefined();
  });

  it('the basic form shows basic fields only; each other field needs its own tick', () => {
    const basic = gate([consentRow(1, person.id)]);
    expect(basic.state).toBe('valid');
    expect(basic.values).toMatchObject({ sex: '2', note: '喜欢书法' });
    for (const name of ['categories', 'idNo', 'address', 'clergyPost', 'helpTags'] as const) {
      expect(basic.values[name]).toBeUndefined();
    }
    expect([...basic.withheld].sort(), 'by name, and only what holds something').toEqual([
      'address',
      'categories',
      'clergyPost',
      'helpTags',
      'idNo'
    ]);
    expect(basic.counted).toMatchObject({ register: true, identity: false });
    const more = gate([
      consentRow(1, person.id, { purposes: ['register', 'identity', 'address'] })
    ]);
    expect(more.values.categories).toEqual(values.categories);
    expect(more.values.address).toBe(values.address);
    expect(more.values.idNo).toBeUndefined();
    expect(more.counted.identity).toBe(true);
  });

  it('a tick without the basic form grants nothing', () => {
    expect(gate([consentRow(1, person.id, { purposes: ['identity'] })]).state).toBe('pending');
  });

  it('the last day counts; the day after it is expired and a contact card', () => {
    const until = (expiresOn: string) =>
      gate([consentRow(1, person.id, { expiresOn: day(expiresOn) })]);
    expect(until('2026-11-23').state).toBe('valid');
    expect(until('2026-11-23').expiresOn).toBe('2026-11-23');
    const expired = until('2026-11-22');
    expect(expired.state).toBe('expired');
    expect(expired.isContactCard).toBe(true);
    expect(expired.values.sex).toBeUndefined();
    expect(expired.eraseProposedOn).toBe('2027-01-21');
  });

  it('withdrawn shows nothing at once, also beside another running consent', () => {
    const gated = gate([
      consentRow(1, person.id, { withdrawnOn: day('2026-11-20') }),
      consentRow(2, person.id, { signedOn: day('2026-11-21') })
    ]);
    expect(gated.state).toBe('withdrawn');
    expect(gated.values).toEqual({});
    expect(gated.status).toBeUndefined();
    expect(gated.eraseProposedOn).toBe('2026-12-05');
  });

  it('only a renewal that names the withdrawal lifts it, on its day or later', () => {
    const withdrawn = consentRow(1, person.id, { withdrawnOn: day('2026-11-20') });
    const lifts = withdrawalsToLift([withdrawn]);
    const renewed = consentRow(2, person.id, { signedOn: day('2026-11-20'), lifts });
    expect(gate([withdrawn, renewed]).state).toBe('valid');
    const backdated = consentRow(2, person.id, { signedOn: day('2026-11-19'), lifts });
    expect(gate([withdrawn, backdated]).state).toBe('withdrawn');
    const again = consentRow(3, person.id, { withdrawnOn: day('2026-11-22') });
    expect(gate([withdrawn, renewed, again]).state).toBe('withdrawn');
  });

  it('withdrawing one purpose leaves the others', () => {
    const gated = gate([
      consentRow(1, person.id, { purposes: ['register', 'identity', 'publish'] }),
      consentRow(2, person.id, { purposes: ['publish'], withdrawnOn: day('2026-11-20') })
    ]);
    expect(gated.state).toBe('valid');
    expect(gated.purposes).toEqual(['register', 'identity']);
  });

  it('deleting a consent takes it away, deleting a withdrawal gives nothing back', () => {
    const deleted = { isDeleted: true };
    expect(gate([consentRow(1, person.id, {}, deleted)]).state).toBe('pending');
    const withdrawn = consentRow(1, person.id, { withdrawnOn: day('2026-11-20') }, deleted);
    expect(gate([withdrawn, consentRow(2, person.id)]).state).toBe('withdrawn');
  });

  it('unsigned and future forms grant nothing', () => {
    expect(gate([consentRow(1, person.id, { signedOn: day('2026-11-24') })]).state).toBe('pending');
    const { signedOn: _, ...undated } = consentRow(1, person.id).values;
    const row = { ...consentRow(1, person.id), values: undated };
    expect(gate([row]).state).toBe('pending');
  });

  it('a locked person shows nothing whatever was signed', () => {
    const locked = personRow(1, values, { isLocked: true, updatedAt: stampOn('2026-11-10') });
    const gated = gate([consentRow(1, person.id)], locked);
    expect(gated.state).toBe('withdrawn');
    expect(gated.values).toEqual({});
    expect(gated.eraseProposedOn).toBe('2026-11-25');
  });

  it('PIPL 31: below fourteen only a named guardian may agree, an open birth date counts as younger', () => {
    const child = personRow(1, { ...values, birth: '2013-03' as PartialDate });
    expect(gate([consentRow(1, person.id)], child).state).toBe('pending');
    const channel = 'guardian';
    expect(gate([consentRow(1, person.id, { channel })], child).state).toBe('pending');
    const guardianName = '钱大山';
    expect(gate([consentRow(1, person.id, { channel, guardianName })], child).state).toBe('valid');
    expect(needsGuardian('2012' as PartialDate, day('2026-12-30'))).toBe(true);
    expect(needsGuardian('2012-11' as PartialDate, day('2026-11-30'))).toBe(false);
    expect(needsGuardian('2012-02-29' as PartialDate, day('2026-02-28'))).toBe(true);
    expect(needsGuardian('2012-02-29' as PartialDate, day('2026-03-01'))).toBe(false);
    expect(needsGuardian(undefined, today)).toBe(false);
  });

  it('S0-06: the dead, moved and left are not counted; acting purposes end with death', () => {
    const consents = [consentRow(1, person.id, { purposes: ['register', 'visit', 'identity'] })];
    const dead = personRow(1, {
      ...values,
      status: 'deceased',
      statusOn: '2026-10-01' as PartialDate
    });
    const gated = gate(consents, dead);
    expect(gated.purposes).toEqual(['register', 'identity']);
    expect(Object.values(gated.counted)).not.toContain(true);
    expect(gated.eraseProposedOn).toBe('2026-11-30');
    const moved = personRow(1, { ...values, status: 'movedOut', statusOn: '2026' as PartialDate });
    expect(gate(consents, moved).counted.register).toBe(false);
    expect(gate(consents, moved).eraseProposedOn).toBeUndefined();
  });

  it('conflicts in hidden fields are not told', () => {
    const row = personRow(1, values, { conflicts: ['sex', 'address'] });
    expect(gate([consentRow(1, person.id)], row).conflicts).toEqual(['sex']);
  });

  it('the batch gates everyone with their own consents and leaves out the 回收站', () => {
    const other = personRow(2, { name: '赵大海' });
    const bin = personRow(3, { name: '孙一' }, { isDeleted: true });
    const gated = gatePeople([person, other, bin], [consentRow(1, person.id)], today);
    expect(gated.map(({ id, state }) => [id, state])).toEqual([
      [person.id, 'valid'],
      [other.id, 'pending']
    ]);
  });
});

describe('I14: visits through the gate', () => {
  const visit = (people: readonly number[]): VisitRow => ({
    ...personRow(900, {}),
    id: idOf(900),
    kind: 'visit',
    values: { people: people.map(idOf), on: day('2026-02-01'), method: 'home', content: '聊了家常' }
  });
  const gated = new Map([
    [idOf(1), gate([consentRow(1, person.id, { purposes: ['register', 'visit'] })])],
    [idOf(5), gate([consentRow(1, person.id)])],
    [idOf(2), gatePerson(personRow(2, { name: '赵大海' }), [], today)],
    [idOf(3), gate([consentRow(1, person.id, { withdrawnOn: today })])]
  ]);
  const show = (people: readonly number[]) =>
    gateRecord(visitRecord as unknown as RecordDefinition, visit(people), (id) => gated.get(id));

  it('shows names and text for people with a basis', () => {
    expect(show([1])).toMatchObject({ hiddenPeople: 0, values: { content: '聊了家常' } });
  });

  it('hides the text when one has withdrawn or is gone, and counts them', () => {
    for (const hidden of [3, 4]) {
      const result = show([1, hidden]);
      expect(result.hiddenPeople).toBe(1);
      expect(result.people.map(({ id }) => id)).toEqual([idOf(1)]);
      expect(result.values).toEqual({ people: [idOf(1)], on: '2026-02-01', method: 'home' });
    }
  });

  it('names people without a tick for visits but keeps the text closed', () => {
    for (const id of [2, 5]) {
      const result = show([id]);
      expect(result.people).toHaveLength(1);
      expect(result.closed).toContain('content');
      expect(result.values).not.toHaveProperty('content');
    }
  });
});
