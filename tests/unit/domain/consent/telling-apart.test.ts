import { describe, expect, it } from 'vitest';
import type { GatedPerson } from '../../../../src/lib/domain/consent/gate';
import { standingOf, tellingApart } from '../../../../src/lib/domain/consent/telling-apart';
import type { RecordId } from '../../../../src/lib/kernel/ids';

const building = 'b'.padEnd(32, '0') as RecordId;
const named = (values: GatedPerson['values']): readonly string[] =>
  tellingApart({ values } as GatedPerson, (id) => (id === building ? '3号楼' : undefined));

describe('people of one name (I14)', () => {
  it('are told apart by building, year of birth and the end of a number, as far as they are shown', () => {
    expect(
      named({
        name: '张三',
        building,
        birth: '1968-05' as never,
        mobile: [{ number: '15400000001', note: '本人' }]
      })
    ).toEqual(['3号楼', '1968年生', '尾号0001']);
    expect(named({ name: '张三', phone: [{ number: '0571-88880001转2' }] })).toEqual(['尾号0001']);
    expect(named({ name: '张三' })).toEqual([]);
  });

  it('S0-06: who moved away or died is named as such wherever somebody is chosen', () => {
    const gone = { values: { name: '张三', building }, status: 'deceased' } as GatedPerson;
    expect(tellingApart(gone, () => '3号楼')).toEqual(['去世', '3号楼']);
    expect(standingOf({ values: {}, status: 'active' } as GatedPerson)).toBeUndefined();
  });
});
