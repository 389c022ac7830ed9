/** The scan of the register (DESIGN 8: 20,000 people in less than 5 s; here without the worker). */
import { describe, expect, it } from 'vitest';
import { comparePair, scanDoubles, type ScannedPerson } from '../../../src/lib/domain/doubles/scan';
import type { PartialDate } from '../../../src/lib/kernel/dates';
import { idOf } from '../../factories/domain-rows';

const surnames = [...'任解单曾仇区查尹邵龚'];
const firsts = [...'谷立小处白秋霜寒露雨雪夏满芒'];

/** Few names, as in a real community: hundreds share each. */
const person = (number: number): ScannedPerson => {
  const surname = surnames[number % surnames.length] ?? '';
  const first = firsts[Math.floor(number / 10) % firsts.length] ?? '';
  const month = String((number % 12) + 1).padStart(2, '0');
  return {
    id: idOf(number + 1),
    values: {
      name: surname + first,
      mobile: [{ number: String(15400000000 + number) }],
      birth: `${1930 + (number % 70)}-${month}` as PartialDate
    },
    households: []
  };
};

describe('scanDoubles', () => {
  it('finds the doubles among 20,000 people with common names, within the budget', () => {
    const people = Array.from({ length: 20_000 }, (_, number) => person(number));
    const twins = people.slice(0, 50).map((each, at) => ({ ...each, id: idOf(30_000 + at) }));
    const started = performance.now();
    const pairs = scanDoubles([...people, ...twins], 'wide');
    expect(performance.now() - started).toBeLessThan(5_000);
    const found = new Set(
      pairs.filter(({ reasons }) => reasons[0] === 'name-phone').map(({ ids }) => ids[1])
    );
    expect(twins.every(({ id }) => found.has(id))).toBe(true);
  });

  it('a fact that a whole office shares makes no pairs; one that contradicts is for the wider level', () => {
    const office = Array.from({ length: 30 }, (_, number) => ({
      id: idOf(number + 1),
      values: { name: '任谷雨', mobile: [{ number: '15400000091' }] },
      households: []
    }));
    expect(scanDoubles(office, 'wide')).toEqual([]);
    const born = ['1968-05', '1969-05'].map((birth, at) => ({
      id: idOf(at + 1),
      values: {
        name: '任谷雨',
        mobile: [{ number: '15400000091' }],
        birth: birth as PartialDate
      },
      households: []
    }));
    expect(scanDoubles(born, 'sure')).toEqual([]);
    expect(scanDoubles(born, 'wide')).toMatchObject([{ isContradicted: true }]);
  });

  it('what follows from another reason is not said beside it', () => {
    const twins = [1, 2].map((at) => ({
      id: idOf(at),
      values: { name: '任谷雨', pinyinKey: 'ren gu yu', mobile: [{ number: '15400000092' }] },
      households: [idOf(9)]
    }));
    expect(scanDoubles(twins, 'wide')).toMatchObject([
      { reasons: ['name-phone', 'name-household'] }
    ]);
    const [first, second] = twins;
    if (!first || !second) throw new Error('two records');
    const alike = { ...second, values: { ...second.values, name: '任谷宇' } };
    expect(scanDoubles([first, alike], 'wide')).toMatchObject([
      { reasons: ['sound-phone', 'sound-household'] }
    ]);
  });
});

describe('comparePair', () => {
  const named = (id: number, values: ScannedPerson['values'] = {}): ScannedPerson => ({
    id: idOf(id),
    values: { name: '周丽', ...values },
    households: []
  });

  it('a pair that shares nothing but the name, or was told apart, can be looked at all the same', () => {
    const first = named(1, { mobile: [{ number: '15400000093' }], notSame: [idOf(2)] });
    const second = named(2);
    expect(scanDoubles([first, second], 'wide')).toEqual([]);
    const pair = { ids: [idOf(1), idOf(2)], reasons: [], isContradicted: false };
    expect(comparePair(first, second)).toEqual(pair);
    expect(comparePair(second, first)).toEqual(pair);
  });

  it('says what is shared and what contradicts, as the scan does', () => {
    const mobile = [{ number: '15400000094' }];
    const first = named(1, { mobile, birth: '1968-05' as PartialDate });
    const second = named(2, { mobile, birth: '1969-05' as PartialDate });
    expect([comparePair(first, second)]).toEqual(scanDoubles([first, second], 'wide'));
  });
});
