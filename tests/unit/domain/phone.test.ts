import { describe, expect, it } from 'vitest';
import {
  formatPhone,
  isDoubtfulPhone,
  maskPhone,
  normalisePhone,
  parsePhoneCell,
  phoneKind
} from '../../../src/lib/domain/phone';

describe('phones (DOMAIN F, H1-7)', () => {
  it.each([
    ['154 0000 0001', '15400000001'],
    ['154-0000-0002', '15400000002'],
    ['+86 154 0000 0003', '15400000003'],
    ['8615400000003', '15400000003'],
    ['0571-8888 0001转2', '0571-88880001转2'],
    ['(0571)88880001', '0571-88880001'],
    ['010 88880001', '010-88880001'],
    ['88880001', '88880001'],
    ['666123', '666123'],
    ['１５４０００００００１', '15400000001']
  ])('%s → %s', (text, number) => {
    expect(normalisePhone(text)).toBe(number);
  });

  it('several numbers in a cell, with extension', () => {
    expect(parsePhoneCell('154 0000 0001；0571-8888 0001转2')).toEqual({
      phones: [{ number: '15400000001' }, { number: '0571-88880001转2' }],
      rest: []
    });
    expect(parsePhoneCell('15400000001 15400000002').phones).toHaveLength(2);
    expect(parsePhoneCell('15400000001/15400000001').phones).toHaveLength(1);
  });

  it('notes in brackets, in front or behind are kept with the number', () => {
    expect(parsePhoneCell('154-0000-0002(儿子)').phones).toEqual([
      { number: '15400000002', note: '儿子' }
    ]);
    expect(parsePhoneCell('女儿:15400000004').phones).toEqual([
      { number: '15400000004', note: '女儿' }
    ]);
    expect(parsePhoneCell('15400000004女儿').phones).toEqual([
      { number: '15400000004', note: '女儿' }
    ]);
    expect(parsePhoneCell('手机:15400000004').phones).toEqual([{ number: '15400000004' }]);
  });

  it('I12: what is no number is handed back, never dropped', () => {
    expect(parsePhoneCell('15400000001、不详')).toEqual({
      phones: [{ number: '15400000001' }],
      rest: ['不详']
    });
    expect(parsePhoneCell('见通讯录').rest).toEqual(['见通讯录']);
  });

  it.each([
    ['手机15400000004（女儿15400000005）', '15400000004', '15400000005(女儿)'],
    ['15400000004(短号666123)', '15400000004', '666123(短号)'],
    ['15400000004女儿15400000005', '15400000004', '15400000005(女儿)'],
    ['15400000004女儿15400000005妻子', '15400000004(女儿)', '15400000005(妻子)'],
    ['本人15400000004儿子154 0000 0005', '15400000004', '15400000005(儿子)'],
    ['1540000000415400000005', '15400000004', '15400000005'],
    ['15400000004和15400000005', '15400000004', '15400000005'],
    ['15400000004（2024-05-01换号）', '15400000004(2024-05-01换号)'],
    ['(0571)88880001', '0571-88880001']
  ])('every number of %s stands for itself', (text, ...numbers) => {
    const cell = parsePhoneCell(text);
    expect(cell.phones.map(formatPhone)).toEqual(numbers);
    expect(cell.rest).toEqual([]);
  });

  it('I12: a number too short or too long is kept as seen and marked, an ordinary short number is not', () => {
    expect(parsePhoneCell('1540000000(儿子)；154000').phones.map(formatPhone)).toEqual([
      '1540000000(儿子 待核对)',
      '154000(待核对)'
    ]);
    expect(parsePhoneCell('154000000012').phones.map(formatPhone)).toEqual([
      '154000000012(待核对)'
    ]);
    expect(['666123', '15400000001', '0571-88880001'].some(isDoubtfulPhone)).toBe(false);
    // What was written out comes in again as it was.
    const { phones } = parsePhoneCell('1540000000(儿子)');
    expect(parsePhoneCell(phones.map(formatPhone).join('、')).phones).toEqual(phones);
    expect(parsePhoneCell('1234').rest).toEqual(['1234']);
  });

  it('kinds and masks', () => {
    expect(phoneKind('15400000001')).toBe('mobile');
    expect(phoneKind('0571-88880001转2')).toBe('landline');
    expect(phoneKind('666123')).toBe('short');
    expect(phoneKind('12')).toBeUndefined();
    expect(maskPhone({ number: '15400000001', note: '儿子' })).toBe('154****0001');
  });
});
