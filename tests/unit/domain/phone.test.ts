import { describe, expect, it } from 'vitest';
import {
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
    expect(parsePhoneCell('1540000000').rest).toEqual(['1540000000']);
  });

  it('kinds and masks', () => {
    expect(phoneKind('15400000001')).toBe('mobile');
    expect(phoneKind('0571-88880001转2')).toBe('landline');
    expect(phoneKind('666123')).toBe('short');
    expect(phoneKind('12')).toBeUndefined();
    expect(maskPhone({ number: '15400000001', note: '儿子' })).toBe('154****0001');
  });
});
