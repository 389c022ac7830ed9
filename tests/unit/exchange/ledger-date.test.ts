import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import { reader } from './ledger-helpers';
import { readLedgerDate } from '../../../src/lib/exchange/ledger/cells/ledger-date';

const read = (text: string) => readLedgerDate({ type: 'text', text }, 2026);

describe('dates of ledgers (H1-4)', () => {
  it.each([
    ['1968.5', '1968-05'],
    ['1968.10', '1968-10'],
    ['1968.01', '1968-01'],
    ['1968年5月', '1968-05'],
    ['1968年5月12日', '1968-05-12'],
    ['68-05', '1968-05'],
    ['1955/3/7', '1955-03-07'],
    ['24970', '1968-05-12'],
    ['19410909', '1941-09-09'],
    ['196805', '1968-05'],
    ['民国58年', '1969'],
    ['民国五十八年三月', '1969-03'],
    ['五八年三月', '1958-03'],
    ['一九六八年十二月二十三日', '1968-12-23'],
    ['1968', '1968'],
    ['１９６８．５', '1968-05'],
    ['1968.5出生', '1968-05']
  ])('%s is %s', (text, value) => {
    expect(read(text)).toMatchObject({ type: 'value', value });
  });

  it('1968.1 is January or October: only the year goes in unasked', () => {
    expect(read('1968.1')).toMatchObject({
      type: 'doubt',
      certain: '1968',
      choices: [{ value: '1968-01' }, { value: '1968-10' }, { value: '1968' }]
    });
  });

  it('two digits that may be two centuries are asked', () => {
    expect(read('05-03')).toMatchObject({
      type: 'doubt',
      certain: null,
      choices: [{ value: '1905-03' }, { value: '2005-03' }, { value: null }]
    });
  });

  it.each(['不详', '未知', '2月30日', '1968.13', '2030.5', '约五十岁', '1968-02-30', 'abc'])(
    '%s is left out with a reason',
    (text) => {
      const reading = read(text);
      expect(reading.type).toBe('left-out');
    }
  );

  it.each(['', ' ', '-', '/'])('%j is empty', (text) => {
    expect(read(text)).toEqual({ type: 'empty' });
  });

  it.each([
    ['1900', 24970],
    ['1904', 23508]
  ] as const)(
    'I12, DOMAIN J: in a workbook that counts from %s the number %i is the same day',
    async (dateSystem, serial) => {
      const day = new Date(Date.UTC(1968, 4, 12));
      // A number like 1968.5 that was given the form of a date: it shows a day of long ago.
      const begin = dateSystem === '1904' ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
      const shown = new Date(begin + 1968.5 * 86_400_000);
      const bytes = await writeXlsx({
        dateSystem,
        sheets: [{ name: '表', rows: [[serial], [day], [shown]] }]
      });
      const [sheet] = unwrap(await reader.read(bytes, 'xlsx'));
      const [number, date, odd] = (sheet?.rows ?? []).map(([cell]) =>
        readLedgerDate(cell ?? { type: 'empty', text: '' }, 2026)
      );
      expect(number).toMatchObject({ type: 'value', value: '1968-05-12' });
      expect(date).toMatchObject({ type: 'value', value: '1968-05-12' });
      expect(odd).toMatchObject({ type: 'doubt', choices: [{ value: '1968-05' }, {}, {}] });
    }
  );

  it('lunar dates are not converted', () => {
    expect(read('农历1968年三月初五')).toMatchObject({ type: 'doubt', certain: '1968' });
  });

  it('a number like 1968.5 in a cell formatted as a date is asked', () => {
    const reading = readLedgerDate(
      { type: 'date', text: '1905-05-20 12:00', number: 1967.5 },
      2026
    );
    expect(reading).toMatchObject({ type: 'doubt', certain: null });
  });
});
