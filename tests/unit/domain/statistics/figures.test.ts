import { describe, expect, test } from 'vitest';
import type { OrgNodeRow } from '../../../../src/lib/domain/org-node/record';
import {
  openCell,
  openMentions,
  openTotal,
  type Figure,
  type Group
} from '../../../../src/lib/domain/statistics/figure';
import { allTime, parsePeriod } from '../../../../src/lib/domain/statistics/period';
import { createPlaces } from '../../../../src/lib/domain/statistics/places';
import {
  categoryFigure,
  communityFigure,
  consentFigure,
  headMeasure,
  sexFigure
} from '../../../../src/lib/domain/statistics/register-figures';
import {
  causeFigure,
  householdMeasure,
  lastContactFigure,
  moneyMeasure,
  monthFigure,
  personMeasure,
  visitPart
} from '../../../../src/lib/domain/statistics/visit-figures';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import { changeToRow, createOrgNodeChange, recordIdOf } from '../../../factories/records';
import { countedVisit, gatedPerson } from '../../../factories/statistics';

const today = '2026-11-23' as IsoDate;
const home = recordIdOf('orgNode', 'home');
const away = recordIdOf('orgNode', 'away');
const house = recordIdOf('orgNode', 'house');
const nodes = [
  changeToRow('orgNode', createOrgNodeChange('home', { name: '和风里社区' })),
  changeToRow('orgNode', createOrgNodeChange('away', { name: '半山社区' })),
  changeToRow('orgNode', createOrgNodeChange('house', { level: 'building', parent: home }))
] as readonly OrgNodeRow[];
const places = createPlaces(nodes);

const category = (code: string) => ({ scheme: 'U12', code }) as const;
const people = [
  gatedPerson('a', { sex: '2', categories: [category('07.1'), category('03')], communityId: home }),
  gatedPerson('b', { sex: '1', categories: [category('07')], building: house }),
  gatedPerson('c', { sex: '2', communityId: away }),
  gatedPerson('d', {}, 'pending'),
  gatedPerson('e', {}, 'expired')
];
const register = { people, places, place: undefined, today };

const group = <T>(figure: Figure<T>, key: string): Group<T> => {
  const found = figure.groups.find((each) => each.key === key);
  if (!found) throw new Error(`no group ${key}`);
  return found;
};
const cell = <T>(figure: Figure<T>, key: string, at = 0): number => {
  const measure = figure.measures[at];
  if (!measure) throw new Error('no such measure');
  return openCell(group(figure, key), measure).value;
};
const aside = <T>(figure: Figure<T>, key: string): number =>
  figure.asides.find((each) => each.key === key)?.items.length ?? 0;

describe('structure of the register (DOMAIN I-1, C)', () => {
  test('C: 07 covers 07.1; 人数 counts each once, 人次 each category, finer rows apart', () => {
    const figure = categoryFigure(register, 'U12');
    expect([cell(figure, '07'), cell(figure, '07.1'), cell(figure, '03')]).toEqual([2, 1, 1]);
    expect(openTotal(figure, headMeasure).value).toBe(2);
    const mentions = openMentions(figure, headMeasure);
    expect(mentions.value).toBe(3);
    expect(mentions.entries.map(({ amount }) => amount)).toEqual([2, 1]);
    expect(aside(figure, 'uncategorised')).toBe(1);
  });

  test('C: 07 without a finer code has no row of fifteen and is named apart (I12)', () => {
    const figure = categoryFigure(register, 'L15');
    expect(cell(figure, '07')).toBe(1);
    expect(aside(figure, 'unmapped')).toBe(1);
  });

  test('I14: pending and expired people count nowhere and stand in one line that opens them', () => {
    const figure = sexFigure(register);
    expect(openTotal(figure, headMeasure).value).toBe(3);
    expect(aside(figure, 'pending')).toBe(2);
    const consent = consentFigure(register);
    expect(['valid', 'pending', 'expired'].map((key) => cell(consent, key))).toEqual([3, 1, 1]);
  });

  test('a person without a community belongs to the one above the building', () => {
    const figure = communityFigure(register);
    expect([cell(figure, home), cell(figure, away)]).toEqual([2, 1]);
    const here = sexFigure({ ...register, place: home });
    expect(openTotal(here, headMeasure).value).toBe(2);
  });
});

describe('visits (DOMAIN I-5)', () => {
  const [a, b, , d] = people as [
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0]
  ];
  const on = (day: string) => ({ on: day as IsoDate, method: 'home' });
  const visits = [
    countedVisit('1', [a, b], { ...on('2026-01-20'), cause: 'festival', giftMoney: 50_000 }),
    countedVisit('2', [a], { ...on('2026-11-20'), unnamedHouseholds: 11 }),
    countedVisit('3', [d], { ...on('2026-11-21'), giftMoney: 20_000 }),
    countedVisit('4', [], { ...on('2025-05-01'), household: recordIdOf('household', 'h') })
  ];
  const input = { ...register, visits, period: parsePeriod('2026') ?? allTime };

  test('I14: who did not agree to visits adds no 人次 and no 户次; money given stays money given', () => {
    const [, , toPending] = visits;
    expect(toPending && visitPart(toPending)).toEqual({ households: 0, persons: 0 });
    const figure = causeFigure(input);
    expect(openTotal(figure, personMeasure).value).toBe(2 + 1 + 11);
    expect(openTotal(figure, householdMeasure).value).toBe(1 + 12);
    expect(openTotal(figure, moneyMeasure).value).toBe(70_000);
    expect(aside(figure, 'uncounted')).toBe(1);
  });

  test('months of the period stand in order, empty ones too, none after today', () => {
    const figure = monthFigure(input);
    expect(figure.groups.map(({ key }) => key)).toHaveLength(11);
    expect(figure.groups[10]?.label).toBe('11月');
    expect(cell(figure, '2026-11')).toBe(12);
    expect(cell(figure, '2026-02')).toBe(0);
  });

  test('a household without names is one household and one person', () => {
    const [, , , toHousehold] = visits;
    expect(toHousehold && visitPart(toHousehold)).toEqual({ households: 1, persons: 1 });
  });

  test('距上次联系 looks at all years; who never was visited is named', () => {
    const figure = lastContactFigure(input);
    const values = ['within30', 'within365', 'never'].map((key) => cell(figure, key));
    expect(values).toEqual([1, 1, 1]);
  });
});

describe('periods', () => {
  test('the four forms of an address, anything else is none', () => {
    expect(parsePeriod('2026-Q3')).toMatchObject({ from: '2026-07-01', to: '2026-09-30' });
    expect(parsePeriod('2028-02')).toMatchObject({ to: '2028-02-29' });
    expect(['2026-13', '26', '2026-Q5', '', '2026-1-1'].map(parsePeriod)).toEqual(
      Array.from({ length: 5 }, () => undefined)
    );
  });
});
