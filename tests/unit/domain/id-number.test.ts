import { describe, expect, it } from 'vitest';
import {
  idNumberKey,
  idNumberMessage,
  maskIdNumber,
  readIdNumber
} from '../../../src/lib/domain/id-number';

describe('id numbers (DOMAIN F, H)', () => {
  it.each([
    ['990101196805120017', '1968-05-12', '1'],
    ['990101196805120025', '1968-05-12', '2'],
    ['990102195503071231', '1955-03-07', '1'],
    ['990103198802290047', '1988-02-29', '2'],
    ['990104194109090280', '1941-09-09', '2'],
    ['81000019700101001X', '1970-01-01', '1'],
    ['830000195810030023', '1958-10-03', '2']
  ])('%s gives birth %s and sex %s', (number, birth, sex) => {
    expect(readIdNumber(number)).toMatchObject({ ok: true, value: { number, birth, sex } });
  });

  it('areas 81/82/83 0000 are residence permits; an unknown area is never refused', () => {
    expect(readIdNumber('81000019700101001X')).toMatchObject({
      value: { form: 'residence-permit' }
    });
    expect(readIdNumber('990101196805120017')).toMatchObject({ value: { form: 'resident' } });
  });

  it('H1-5: apostrophe, blanks every four, lower-case and full-width X are read', () => {
    for (const text of [
      "'81000019700101001x",
      '8100 0019 7001 0100 1X',
      '８１００００１９７００１０１００１Ｘ'
    ]) {
      expect(readIdNumber(text)).toMatchObject({
        ok: true,
        value: { number: '81000019700101001X' }
      });
    }
  });

  it('H1-5: fifteen digits are the old form and compare equal to the new one', () => {
    expect(readIdNumber('990101680512001')).toMatchObject({
      ok: true,
      value: { form: 'old-15', birth: '1968-05-12', sex: '1' }
    });
    expect(idNumberKey('990101680512001')).toBe('990101196805120017');
  });

  it('H1-5: a number damaged by a spreadsheet is told as such and never mended', () => {
    expect(readIdNumber('990101196805120000')).toEqual({ ok: false, error: { type: 'damaged' } });
    expect(readIdNumber('990101196805120017', true)).toEqual({
      ok: false,
      error: { type: 'damaged' }
    });
    expect(readIdNumber('9.90101E+17')).toEqual({ ok: false, error: { type: 'damaged' } });
    expect(idNumberMessage({ type: 'damaged' })).toContain('无法还原');
  });

  it('tells length, characters, check and an impossible birth date apart', () => {
    expect(readIdNumber('99010119680512001')).toEqual({
      ok: false,
      error: { type: 'length', length: 17 }
    });
    expect(readIdNumber('99010119680512001A')).toMatchObject({ error: { type: 'characters' } });
    expect(readIdNumber('990101196805120018')).toMatchObject({ error: { type: 'check' } });
    expect(readIdNumber('990101196813120017')).toMatchObject({ error: { type: 'birth' } });
  });

  it('masks all but the first four and the last two', () => {
    expect(maskIdNumber('990101196805120017')).toBe('9901************17');
  });
});
