/** What the form of a person keeps of its controls: nothing typed is lost (I12). */
import { describe, expect, it } from 'vitest';
import {
  fieldProblem,
  fromControl,
  readCategory,
  toControl
} from '../../../src/lib/features/people/edit/form-values';

describe('categories', () => {
  it('I12: a text that is no category is kept as typed and refused by the field', () => {
    const kept = fromControl('categories', ['U12:02', '某某人士'], undefined);
    expect(toControl('categories', kept)).toEqual(['U12:02', '某某人士']);
    expect(fieldProblem('categories', kept)).toContain('某某人士');
  });

  it('a known category keeps its source and date', () => {
    const before = [{ scheme: 'U12', code: '02', source: '本人' }];
    expect(fromControl('categories', ['U12:02', 'U12:03'], before)).toEqual([
      ...before,
      { scheme: 'U12', code: '03' }
    ]);
  });

  it('I12: another name of one category is taken, a doubtful term is not', () => {
    expect(readCategory('民盟')).toBe('U12:01');
    expect(readCategory('港澳台属')).toBeUndefined();
    expect(readCategory('某某人士')).toBeUndefined();
  });
});
