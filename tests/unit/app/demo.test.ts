import { beforeAll, describe, expect, it } from 'vitest';
import {
  createDemoData,
  demoPeopleCount,
  type DemoData
} from '../../../src/lib/app/demo/create-demo-data';
import type { CreateChange } from '../../../src/lib/app/demo/changes';
import { consentBasis } from '../../../src/lib/domain/consent/basis';
import type { ConsentRow } from '../../../src/lib/domain/consent/record';
import { isFieldOn } from '../../../src/lib/domain/field-switches';
import type { PersonValues } from '../../../src/lib/domain/person/record';
import { loadPinyinReader } from '../../../src/lib/domain/pinyin';
import { checkRecord } from '../../../src/lib/domain/record-rules';
import { definitionOf } from '../../../src/lib/domain/registry';
import { spaceSettingsId, type FieldSwitches } from '../../../src/lib/domain/space-settings/record';
import { createNameSet, namesInText } from '../../../src/lib/domain/library/names-in-text';
import type { TextPieceRow } from '../../../src/lib/domain/text-piece/record';
import { addDays, type IsoDate } from '../../../src/lib/kernel/dates';
import { equalJson, type Json } from '../../../src/lib/kernel/json';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { batchBytes, completeBatches } from '../../../src/lib/storage/texts/pieces';
import { createTextDoc, mergeUpdate, rootOf } from '../../../src/lib/storage/texts/text-doc';

const today = '2026-11-23' as IsoDate;

let data: DemoData;
let byKind: Map<string, CreateChange[]>;
const of = (kind: string): readonly CreateChange[] => byKind.get(kind) ?? [];

beforeAll(async () => {
  data = createDemoData('demo', today, await loadPinyinReader());
  byKind = new Map();
  for (const change of data.changes) {
    byKind.set(change.kind, [...(byKind.get(change.kind) ?? []), change]);
  }
});

const rowOf = (change: CreateChange): ConsentRow =>
  ({
    id: change.id,
    values: change.values,
    isDeleted: false,
    isLocked: false
  }) as unknown as ConsentRow;

function consentsOf(personId: RecordId): readonly ConsentRow[] {
  return of('consent')
    .filter((change) => change.values['person'] === personId)
    .map(rowOf);
}

/** A text field of a record; empty when it is not known. */
function textOf(change: CreateChange, field: string): string {
  const value = change.values[field];
  return typeof value === 'string' ? value : '';
}

const birthOf = (person: CreateChange) => (person.values as PersonValues).birth;

describe('demonstration data', () => {
  it('is a function of seed and day', () => {
    const again = createDemoData('demo', today);
    expect(again.changes.map((change) => change.id)).toEqual(
      data.changes.map((change) => change.id)
    );
    expect(createDemoData('demo', today)).toEqual(again);
    expect(createDemoData('other', today).changes[5]?.id).not.toBe(again.changes[5]?.id);
  });

  it('has 300 people, two communities and two years of visits', () => {
    expect(of('person')).toHaveLength(demoPeopleCount);
    expect(of('orgNode').filter((node) => node.values['level'] === 'community')).toHaveLength(2);
    expect(of('visit').length).toBeGreaterThan(600);
    const days = of('visit').map((visit) => textOf(visit, 'on'));
    expect(days.every((day) => day >= addDays(today, -731) && day <= today)).toBe(true);
    const months = new Set(days.map((day) => day.slice(0, 7)));
    expect(months.size).toBeGreaterThanOrEqual(24);
  });

  it('holds only values that their field reads unchanged', () => {
    let checked = 0;
    const refused: string[] = [];
    for (const { kind, values } of data.changes) {
      const { fields } = definitionOf(kind);
      for (const [name, value] of Object.entries(values)) {
        const parsed = fields[name]?.parse(value);
        const isKept = parsed?.ok === true && equalJson(parsed.value as Json, value);
        if (!isKept) refused.push(`${kind}.${name} ${JSON.stringify(value)}`);
        checked++;
      }
    }
    expect(refused).toEqual([]);
    expect(checked).toBeGreaterThan(8000);
  });

  it('fills every required field and no field that is switched off', () => {
    const settings = of('spaceSettings')[0];
    const switches = settings?.values['fieldSwitches'] as FieldSwitches;
    for (const { kind, values } of data.changes) {
      for (const [name, field] of Object.entries(definitionOf(kind).fields)) {
        if (field.required) expect(values, `${kind}.${name}`).toHaveProperty(name);
        if (!isFieldOn(kind, name, switches)) expect(values).not.toHaveProperty(name);
      }
    }
  });

  it('refers only to records of the right kind that come before; communities name their workers ahead', () => {
    const kinds = new Map<string, string>(data.changes.map(({ id, kind }) => [id, kind]));
    expect(kinds.size).toBe(data.changes.length);
    const seen = new Set<string>();
    for (const { kind, id, values } of data.changes) {
      seen.add(id);
      for (const [name, value] of Object.entries(values)) {
        const input = definitionOf(kind).fields[name]?.input;
        if (input?.type !== 'ref' && input?.type !== 'refs') continue;
        for (const target of [value].flat().map(String)) {
          expect(kinds.get(target), `${kind}.${name}`).toBe(input.kind);
          if (kind !== 'orgNode') expect(seen, `${kind}.${name}`).toContain(target);
        }
      }
    }
  });

  it('marks itself as a demonstration (settings record, sources, space name)', () => {
    expect(of('spaceSettings').map((change) => change.id)).toEqual([spaceSettingsId]);
    expect(of('spaceSettings')[0]?.values['isDemo']).toBe(true);
    expect(data.spaceName).toContain('示例');
    expect(of('person').every((person) => textOf(person, 'source').includes('虚构'))).toBe(true);
  });

  it('uses mobiles of an unassigned segment only and no id numbers (DOMAIN H)', () => {
    const numbers = of('person').flatMap((person) =>
      ((person.values as PersonValues).mobile ?? []).map((phone) => phone.number)
    );
    expect(numbers).toHaveLength(demoPeopleCount);
    expect(new Set(numbers).size).toBe(demoPeopleCount);
    expect(numbers.every((number) => /^15400\d{6}$/.test(number))).toBe(true);
    expect(of('person').some((person) => 'idNo' in person.values)).toBe(false);
  });

  it('has names to stumble over: polyphonic surnames, names with ·, rare characters (DOMAIN J)', () => {
    const names = of('person').map((person) => textOf(person, 'name'));
    expect(
      names.filter((name) => /^[曾单仇区解查任盖朴缪乐华]|^尉迟|^万俟|^令狐/.test(name)).length
    ).toBeGreaterThan(15);
    expect(names.filter((name) => name.includes('·')).length).toBeGreaterThan(2);
    expect(names.filter((name) => /[𬭸䶮㛃]/u.test(name)).length).toBeGreaterThan(1);
    const keys = of('person').map((person) => textOf(person, 'pinyinKey'));
    expect(keys.every((key) => /^[a-z𬭸䶮㛃 |]+$/u.test(key))).toBe(true);
  });

  it('shows every state of consent, most of them valid (I14)', () => {
    const states = of('person').map(
      (person) => consentBasis(consentsOf(person.id), birthOf(person), today).state
    );
    const count = (state: string): number => states.filter((one) => one === state).length;
    expect(count('valid')).toBeGreaterThan(demoPeopleCount * 0.75);
    expect(count('pending')).toBeGreaterThan(10);
    expect(count('expired')).toBeGreaterThan(3);
    expect(count('withdrawn')).toBeGreaterThan(0);
  });

  it('stores nothing of a person beyond the contact card without a basis (I14)', () => {
    const card = Object.entries(definitionOf('person').fields).filter(
      ([, field]) => field.onContactCard || field.consent === 'none'
    );
    const allowed = new Set(card.map(([name]) => name));
    const pending = of('person').filter((person) => consentsOf(person.id).length === 0);
    expect(pending.length).toBeGreaterThan(0);
    for (const person of pending) {
      expect(Object.keys(person.values).filter((name) => !allowed.has(name))).toEqual([]);
    }
  });

  it('stores no field whose purpose the person never agreed to (I14)', () => {
    const { fields } = definitionOf('person');
    for (const person of of('person')) {
      const agreed = new Set(consentsOf(person.id).flatMap((row) => row.values.purposes ?? []));
      if (agreed.size === 0) continue;
      for (const name of Object.keys(person.values)) {
        const need = fields[name]?.consent ?? 'none';
        if (need !== 'none') expect(agreed, name).toContain(need);
      }
    }
  });

  it('visits people only while their consent covers visits, and greets only on festivals they chose (I14)', () => {
    const people = new Map(of('person').map((person) => [person.id as string, person]));
    let checked = 0;
    for (const visit of of('visit')) {
      const on = visit.values['on'] as IsoDate;
      for (const id of (visit.values['people'] ?? []) as readonly RecordId[]) {
        const person = people.get(id);
        const ended = consentsOf(id).map((row) =>
          (row.values.withdrawnOn ?? '') > on
            ? { ...row, values: { ...row.values, withdrawnOn: undefined } }
            : row
        );
        expect(consentBasis(ended, person && birthOf(person), on).purposes).toContain('visit');
        if (visit.values['cause'] === 'festival')
          expect(person?.values['greetings']).toContain(visit.values['festival']);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(600);
  });

  it('gives today something to show: agreed dates ahead and overdue, consents about to run out', () => {
    const agreed = of('visit').flatMap((visit) =>
      visit.values['nextOn'] === undefined ? [] : [textOf(visit, 'nextOn')]
    );
    expect(agreed.some((day) => day < today)).toBe(true);
    expect(agreed.some((day) => day >= today && day <= addDays(today, 7))).toBe(true);
    const ends = of('consent').map((consent) => textOf(consent, 'expiresOn'));
    expect(ends.filter((day) => day >= today && day <= addDays(today, 30)).length).toBeGreaterThan(
      2
    );
  });

  it('counts money and goods, unnamed households and concerns', () => {
    const visits = of('visit');
    const money = visits.reduce((sum, visit) => sum + Number(visit.values['giftMoney'] ?? 0), 0);
    expect(money).toBeGreaterThan(100_000);
    expect(visits.some((visit) => visit.values['unnamedHouseholds'] !== undefined)).toBe(true);
    expect(visits.some((visit) => visit.values['concerns'] !== undefined)).toBe(true);
    const causes = new Set(visits.map((visit) => visit.values['cause']));
    expect([...causes].sort()).toEqual([
      'family',
      'festival',
      'hardship',
      'illness',
      'routine',
      'talk',
      'twoFestivals'
    ]);
    expect(new Set(visits.map((visit) => visit.values['method'])).size).toBe(4);
  });

  it('keeps no words of a greeting by WeChat (DOMAIN F)', () => {
    const greetings = of('visit').filter((visit) => visit.values['method'] === 'wechat');
    expect(greetings.length).toBeGreaterThan(5);
    for (const greeting of greetings) expect(greeting.values).not.toHaveProperty('content');
  });

  it('has meetings held and to come, and needs in every state from open to rechecked (issue 4)', () => {
    const days = of('activity').map((meeting) => textOf(meeting, 'on'));
    expect(days.filter((day) => day > today).length).toBeGreaterThan(0);
    expect(days.filter((day) => day < today).length).toBeGreaterThan(10);
    // S0-07: most are 统战 work; some are ordinary ones, which stand aside.
    const unticked = of('activity').filter(({ values }) => values['isUnitedFront'] !== true);
    expect(unticked.length).toBe(2);
    expect(of('activity').filter(({ values }) => 'group' in values).length).toBeGreaterThan(9);
    const statuses = new Set(of('need').map((need) => textOf(need, 'status')));
    expect([...statuses].sort()).toEqual(['rechecked', 'registered', 'resolved', 'working']);
    for (const kind of ['reception', 'suggestion', 'group', 'workLog'])
      expect(of(kind).length, kind).toBeGreaterThan(2);
  });

  it('I14: who is helped by name had agreed to it by then; gifts to many name nobody', () => {
    const people = new Map(of('person').map((person) => [person.id as string, person]));
    const named = of('aid').flatMap(({ values }) =>
      ((values['people'] ?? []) as readonly RecordId[]).map((id) => ({ id, on: values['on'] }))
    );
    expect(named.length).toBeGreaterThan(8);
    for (const { id, on } of named) {
      const person = people.get(id);
      const { purposes } = consentBasis(consentsOf(id), person && birthOf(person), on as IsoDate);
      expect(purposes).toContain('care');
    }
    const gifts = of('aid').filter((aid) => aid.values['type'] === 'donation');
    expect(gifts.length).toBeGreaterThan(2);
    for (const gift of gifts) expect(gift.values).not.toHaveProperty('people');
  });

  it('I14, S1-35: rolls name people who had agreed by then; who came are as many as 实到 says', () => {
    const people = new Map(of('person').map((person) => [person.id as string, person]));
    let named = 0;
    for (const { values } of of('attendance')) {
      if (values['person'] === undefined) continue;
      const activity = of('activity').find(({ id }) => id === values['activity']);
      const on = activity ? textOf(activity, 'on') : '';
      const day = (on > today ? today : on) as IsoDate;
      const id = values['person'] as RecordId;
      const person = people.get(id);
      const { state } = consentBasis(consentsOf(id), person && birthOf(person), day);
      expect(['valid', 'expiring']).toContain(state);
      named++;
    }
    expect(named).toBeGreaterThan(40);
    const roles = new Set(of('attendance').map((entry) => textOf(entry, 'role')));
    for (const role of ['attended', 'excused', 'signedUp', 'lectured'])
      expect(roles).toContain(role);
    for (const { id, values } of of('activity')) {
      const roll = of('attendance').filter((entry) => entry.values['activity'] === id);
      if (values['actual'] === undefined || roll.length === 0) continue;
      const present = roll
        .filter(({ values: { role } }) => role !== 'excused')
        .reduce((sum, entry) => sum + Number(entry.values['count'] ?? 1), 0);
      expect(present + Number(values['guests'] ?? 0)).toBe(values['actual']);
    }
  });

  it('shows help under way and done, hours, jobs, and what was studied (S0-13, S3-18…20, I-12)', () => {
    const statuses = new Set(of('aid').map((aid) => textOf(aid, 'status')));
    for (const status of ['visited', 'verified', 'paid']) expect(statuses).toContain(status);
    expect(new Set(of('job').map((job) => textOf(job, 'status'))).size).toBe(3);
    const hours = [...of('attendance'), ...of('serviceEntry')].map(
      ({ values }) => values['hours'] ?? 0
    );
    expect(hours.filter((each) => Number(each) > 0).length).toBeGreaterThan(5);
    const sessions = of('readingEntry').filter(({ values }) => 'activity' in values);
    expect(sessions.length).toBeGreaterThan(1);
  });

  it('I9: its texts name nobody of its register, and can be read', () => {
    const names = createNameSet(of('person').map((person) => textOf(person, 'name')));
    const rows = of('textPiece').map(
      ({ id, values }) =>
        ({
          id,
          values,
          createdAt: 1,
          updatedAt: 1,
          conflicts: [],
          updatedBy: 'demo'
        }) as unknown as TextPieceRow
    );
    const batches = completeBatches(rows);
    const materials = [...of('studyMaterial'), ...of('regulation')];
    expect(batches).toHaveLength(materials.length);
    for (const batch of batches) {
      const doc = createTextDoc(batch.material);
      expect(mergeUpdate(doc, batchBytes(batch) ?? new Uint8Array(), undefined)).toBe(true);
      const text = rootOf(doc).toJSON();
      expect(text.length).toBeGreaterThan(30);
      expect([...namesInText(text, names).keys()]).toEqual([]);
    }
  });

  it('passes the rules of every kind of the books', () => {
    const context = { today, personOf: () => undefined };
    const kinds = [
      'activity',
      'need',
      'reception',
      'suggestion',
      'group',
      'workLog',
      'aid',
      'job',
      'serviceEntry',
      'attendance',
      'readingEntry'
    ] as const;
    for (const kind of kinds) {
      for (const { values } of of(kind)) expect(checkRecord(kind, values, context)).toEqual([]);
    }
  });
});
