import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatePerson } from '../../../src/lib/domain/consent/gate';
import type { PersonValues } from '../../../src/lib/domain/person/record';
import { createPeopleSearch, createSearchKeys } from '../../../src/lib/domain/search';
import { findDuplicates } from '../../../src/lib/domain/duplicates';
import type { PartialDate } from '../../../src/lib/kernel/dates';
import { consentRow, day, idOf, personRow } from '../../factories/domain-rows';

const today = day('2026-11-23');
const gated = (number: number, values: PersonValues, hasConsent = true, more = '') => {
  const purposes = ['register', 'idNumber', more].filter(Boolean);
  const consents = hasConsent ? [consentRow(number, idOf(number), { purposes })] : [];
  return gatePerson(personRow(number, values), consents, today);
};

const people = [
  gated(1, {
    name: '张三丰',
    pinyinKey: 'zhang san feng',
    mobile: [{ number: '15400000001' }, { number: '15400008888' }],
    building: idOf(50)
  }),
  gated(2, { name: '曾小红', pinyinKey: 'zeng xiao hong|ceng xiao hong' }),
  gated(3, { name: '吕绿', pinyinKey: 'lv lv', phone: [{ number: '0571-88880001' }] }),
  gated(4, { name: '张安', pinyinKey: 'zhang an', salutation: '张医生' }),
  gated(
    5,
    {
      name: '冯三',
      pinyinKey: 'feng san',
      mobile: [{ number: '15400000005' }, { number: '15400009999' }]
    },
    false
  ),
  gated(6, { name: '钱礼', pinyinKey: 'qian li', address: '和平路12号3幢1607室' }, true, 'address'),
  gated(7, { name: '秦义', pinyinKey: 'qin yi', address: '和平路12号3幢1607室' })
];
const context = {
  buildingName: (id: string) => (id === idOf(50) ? '和平里3号楼' : undefined),
  roomOf: (id: string) => (id === idOf(4) ? '502' : undefined)
};
const keys = people.map((person) => createSearchKeys(person, context));
const find = createPeopleSearch(keys);
const search = (query: string) => find(query).map((at) => at + 1);

describe('search (UX rule 3)', () => {
  it.each([
    ['张', [1, 4]],
    ['张安', [4]],
    ['三丰', [1]],
    ['zsf', [1]],
    ['zhangsanfeng', [1]],
    ['zhangsf', [1]],
    ['zhsf', [1]],
    ['zhang', [1, 4]],
    ['zhang san', [1]],
    ['ZSF', [1]],
    ['feng', [5, 1]],
    ['zxh', [2]],
    ['cengxiao', [2]],
    ['lvlv', [3]],
    ['lü', [3]],
    ['8888', [1, 3]],
    ['0001', [1, 3]],
    ['0571-8888', [3]],
    ['和平里', [1]],
    ['张 3号楼', [1]],
    ['502', [4]],
    // Who has not agreed to the keeping of an address is not found by it (I14).
    ['1607', [6]],
    ['和平路', []],
    ['张医生', [4]],
    ['ang', []],
    ['', []],
    ['  ', []],
    ['赵', []]
  ])('%s finds %j', (query, found) => {
    expect(search(query)).toEqual(found);
  });

  it('I14: a contact card is found by its one phone, not by a hidden one', () => {
    expect(search('0005')).toEqual([5]);
    expect(search('9999')).toEqual([]);
  });

  it('everyone is found among all as alone: a hit never spans two people, and none hides the next', () => {
    const alone = keys.map((one) => createPeopleSearch([one]));
    const part = fc.constantFrom(
      '张',
      '三',
      '红',
      'z',
      'zh',
      'x',
      'san',
      'l',
      'v',
      '00',
      '8',
      '88',
      '5',
      '室',
      '楼'
    );
    const query = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(query, { minLength: 1, maxLength: 3 }), (words) => {
        const text = words.join(' ');
        const found = keys.flatMap((_, at) => ((alone[at]?.(text).length ?? 0) > 0 ? [at] : []));
        expect([...find(text)].sort((a, b) => a - b)).toEqual(found);
      }),
      { numRuns: 500 }
    );
  });

  it('the best hits come first and the limit holds', () => {
    expect(find('zhang', 1)).toEqual([0]);
  });
});

describe('duplicates while typing (DOMAIN G)', () => {
  const register = [
    gated(1, {
      name: '王芳',
      pinyinKey: 'wang fang',
      mobile: [{ number: '15400000001' }],
      birth: '1968-05-12' as PartialDate,
      idNo: '990101196805120025'
    }),
    gated(2, { name: '王方', pinyinKey: 'wang fang', birth: '1970' as PartialDate }),
    gated(
      3,
      { name: '赵一', mobile: [{ number: '15400000009' }], idNo: '990101196805120017' },
      false
    )
  ];
  const reasons = (draft: Parameters<typeof findDuplicates>[0], own?: number) =>
    findDuplicates(draft, register, own === undefined ? undefined : idOf(own)).map(
      ({ id, reason }) => [id, reason]
    );

  it('never on the name alone', () => {
    expect(reasons({ name: '王芳' })).toEqual([]);
    expect(reasons({})).toEqual([]);
    expect(reasons({ name: '王芳', birth: '1968' as PartialDate })).toEqual([]);
  });

  it('name and phone, name and birth month, id number in either form', () => {
    expect(reasons({ name: '王 芳', mobile: [{ number: '15400000001' }] })).toEqual([
      [idOf(1), 'same-name-and-phone']
    ]);
    expect(reasons({ name: '王芳', birth: '1968-05' as PartialDate })).toEqual([
      [idOf(1), 'same-name-and-birth']
    ]);
    expect(reasons({ name: '别名', idNo: '990101680512002' })).toEqual([
      [idOf(1), 'same-id-number']
    ]);
  });

  it('homophones with a second mark', () => {
    const draft = { name: '王方', pinyinKey: 'wang fang', mobile: [{ number: '15400000001' }] };
    expect(reasons(draft)).toEqual([[idOf(1), 'same-sound-and-phone']]);
  });

  it('I14: a hidden id number finds nobody; the record itself is left out', () => {
    expect(reasons({ idNo: '990101196805120017' })).toEqual([]);
    expect(reasons({ name: '王芳', birth: '1968-05' as PartialDate }, 1)).toEqual([]);
  });
});
