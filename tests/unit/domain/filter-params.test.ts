/** The address of a list: codes and ids only, and the way back to the same filter (I13). */
import { describe, expect, it } from 'vitest';
import { filterToParams, paramsToFilter } from '../../../src/lib/domain/filter-params';
import type { PersonFilter } from '../../../src/lib/domain/filters';
import type { RecordId } from '../../../src/lib/kernel/ids';

const building = '0123456789abcdef0123456789abcdef' as RecordId;

const whole: PersonFilter = {
  categories: ['U12:07.1', 'L15:13'],
  ageBands: ['60-69', 'unknown'],
  buildings: [building],
  grids: [],
  communities: [building],
  consentStates: ['pending'],
  lastContact: ['never'],
  missing: ['mobile'],
  isIncomplete: true,
  codes: { sex: ['2'], education: ['21', '31'], status: ['movedOut'] }
};

describe('filter in the address', () => {
  it('I13: a filter comes back as it was written', () => {
    expect(paramsToFilter(filterToParams(whole))).toEqual(whole);
  });

  it('an address without status asks for 在册, status=any for everyone', () => {
    expect(paramsToFilter(new URLSearchParams()).codes).toEqual({ status: ['active'] });
    const everyone = filterToParams({ codes: {} });
    expect(everyone.toString()).toBe('status=any');
    expect(paramsToFilter(everyone).codes).toEqual({});
    expect(filterToParams({ codes: { status: ['active'] } }).toString()).toBe('');
  });

  it('unknown codes, names and free text are left out', () => {
    const params = new URLSearchParams(
      'category=U12:99&category=张三&age=7&building=张三&consent=withdrawn&contact=x&missing=idols&sex=张&name=张三'
    );
    expect(filterToParams(paramsToFilter(params)).toString()).toBe('');
  });
});
