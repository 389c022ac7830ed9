import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecoveryKey, printRecoveryKey } from '../../../src/lib/crypto/recovery-key';

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
const groups = (printed: string): string[] => printed.split('-');

describe('printed recovery key', () => {
  it('I10: comes back from its print, however it is typed', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const printed = printRecoveryKey(key);
        expect(printed).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){12}[0-9A-HJKMNP-TV-Z]{5}$/);
        const typed = printed.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l');
        for (const text of [
          printed,
          typed,
          typed.replace(/-/g, ' － '),
          printed.replace(/-/g, '')
        ]) {
          expect(parseRecoveryKey(text)).toEqual({ ok: true, value: new Uint8Array(key) });
        }
      })
    );
  });

  it('I5: a wrong character is found and its group named', () => {
    const position = fc.integer({ min: 0, max: 64 });
    const replacement = fc.constantFrom(...'23456789ABCDEFGHJKMNPQRSTVWXYZU');
    fc.assert(
      fc.property(keys, position, replacement, (key, at, char) => {
        const chars = [...printRecoveryKey(key).replace(/-/g, '')];
        fc.pre(chars[at] !== char);
        chars[at] = char;
        const group = Math.floor(at / 5) + 1;
        expect(parseRecoveryKey(chars.join(''))).toEqual({
          ok: false,
          error: { type: 'group', group }
        });
      })
    );
  });

  it('I5: two characters of a group or two groups in the wrong order are found', () => {
    const place = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(keys, place, place, (key, a, b) => {
        const list = groups(printRecoveryKey(key));
        fc.pre(list[a] !== list[b]);
        const swapped = [...list];
        [swapped[a], swapped[b]] = [list[b] ?? '', list[a] ?? ''];
        expect(parseRecoveryKey(swapped.join('-')).ok).toBe(false);
        const chars = [...(list[a] ?? '')];
        fc.pre(chars[1] !== chars[2]);
        [chars[1], chars[2]] = [chars[2] ?? '', chars[1] ?? ''];
        const typed = list.map((group, i) => (i === a ? chars.join('') : group)).join('-');
        expect(parseRecoveryKey(typed)).toEqual({
          ok: false,
          error: { type: 'group', group: a + 1 }
        });
      })
    );
  });

  it('names the group that is too short, or else says how many characters there are', () => {
    const list = groups(printRecoveryKey(new Uint8Array(32)));
    const short = list.map((group, i) => (i === 4 ? group.slice(1) : group)).join(' ');
    expect(parseRecoveryKey(short)).toEqual({ ok: false, error: { type: 'group', group: 5 } });
    expect(parseRecoveryKey('ABC')).toEqual({
      ok: false,
      error: { type: 'length', expected: 65, got: 3 }
    });
  });
});
