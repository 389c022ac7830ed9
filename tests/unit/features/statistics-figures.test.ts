/** Which figures 统计 shows (issue 2 "统计"; I13, I14). */
import { expect, test } from 'vitest';
import { createFigures } from '../../../src/lib/features/statistics/figures';
import { allTime } from '../../../src/lib/domain/statistics/period';
import { awaitsConsent, type GatedPerson } from '../../../src/lib/domain/consent/gate';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { gatedPerson } from '../../factories/statistics';

const figuresOf = (all: readonly GatedPerson[]) =>
  createFigures('register', {
    people: {
      all,
      byId: new Map(all.map((person) => [person.id, person])),
      pendingCount: all.filter(awaitsConsent).length
    },
    visits: [],
    nodes: [],
    place: undefined,
    period: allTime,
    today: '2026-11-23' as IsoDate
  });

test('I14: just after an import nobody counts, and the one figure opens all who are waited for', () => {
  const figures = figuresOf([gatedPerson('a', {}, 'pending'), gatedPerson('b', {}, 'pending')]);
  expect(figures.map(({ figure }) => figure.key)).toEqual(['consent']);
  const waiting = figures[0]?.figure.groups.find(({ key }) => key === 'pending');
  expect(waiting?.items).toHaveLength(2);
});

test('I13: with the first consent every figure of the register is there and names who is left out', () => {
  const figures = figuresOf([gatedPerson('a', { sex: '2' }), gatedPerson('b', {}, 'pending')]);
  expect(figures.length).toBe(8);
  const left = figures[0]?.figure.asides.find(({ key }) => key === 'pending');
  expect(left?.items).toHaveLength(1);
});
