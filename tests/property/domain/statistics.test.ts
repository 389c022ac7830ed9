/** I13 and what goes outside, on made-up registers and tables. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCategories, l15Terms, u12Terms } from '../../../src/lib/domain/categories';
import {
  openCell,
  openMentions,
  openTotal,
  type Figure
} from '../../../src/lib/domain/statistics/figure';
import { mergeSmallRows, smallCellMax } from '../../../src/lib/domain/statistics/outside';
import { allTime } from '../../../src/lib/domain/statistics/period';
import { createPlaces } from '../../../src/lib/domain/statistics/places';
import * as registerFigures from '../../../src/lib/domain/statistics/register-figures';
import * as visitFigures from '../../../src/lib/domain/statistics/visit-figures';
import { visitCounts } from '../../../src/lib/domain/visit/rules';
import type { IsoDate, PartialDate } from '../../../src/lib/kernel/dates';
import { countedVisit, gatedPerson } from '../../factories/statistics';

const today = '2026-11-23' as IsoDate;
const places = createPlaces([]);

const categories = fc.array(
  fc.oneof(
    fc.constantFrom(...u12Terms).map(({ code }) => ({ scheme: 'U12' as const, code })),
    fc.constantFrom(...l15Terms).map(({ code }) => ({ scheme: 'L15' as const, code }))
  ),
  { maxLength: 4 }
);
const person = fc.record({
  sex: fc.constantFrom('0', '1', '2', '9', undefined),
  birth: fc.constantFrom('1940', '1968-05', '1999-12-31', '2015', undefined),
  education: fc.constantFrom('11', '21', '81', '25', undefined),
  categories,
  state: fc.constantFrom(
    'valid' as const,
    'valid' as const,
    'pending' as const,
    'expired' as const
  ),
  agrees: fc.boolean()
});
const register = fc.array(person, { maxLength: 30 }).map((list) =>
  list.map(({ state, agrees, sex, birth, education, categories: held }, index) =>
    gatedPerson(
      String(index),
      {
        ...(sex && { sex }),
        ...(birth && { birth: birth as PartialDate }),
        ...(education && { education }),
        ...(state === 'valid' && { categories: held })
      },
      state,
      agrees ? ['register', 'visit', 'identity'] : ['register', 'identity']
    )
  )
);
const visitsTo = (people: ReturnType<typeof gatedPerson>[]) =>
  fc.array(
    fc.record({
      who: fc.subarray(people, { maxLength: Math.min(3, people.length) }),
      on: fc.constantFrom('2024-02-29', '2025-12-31', '2026-01-01', '2026-11-23'),
      cause: fc.constantFrom('festival', 'talk', undefined),
      giftMoney: fc.option(fc.nat(100_000), { nil: undefined }),
      unnamedHouseholds: fc.option(fc.nat(20), { nil: undefined }),
      unnamedPersons: fc.option(fc.nat(20), { nil: undefined }),
      hidden: fc.nat(1)
    }),
    { maxLength: 20 }
  );

function everyNumberOpensItsList<T>(figure: Figure<T>): void {
  for (const measure of figure.measures) {
    for (const group of figure.groups) {
      const opened = openCell(group, measure);
      const sum = opened.entries.reduce((total, { item }) => total + measure.of(item), 0);
      expect(opened.value).toBe(sum);
      expect(new Set(opened.entries.map(({ item }) => item)).size).toBe(opened.entries.length);
      expect(opened.value).toBe(group.items.reduce((total, item) => total + measure.of(item), 0));
    }
    const cells = figure.groups.filter((group) => !group.isPart);
    const sum = cells.reduce((total, group) => total + openCell(group, measure).value, 0);
    expect(openMentions(figure, measure).value).toBe(sum);
    if (!figure.isOverlapping) expect(openTotal(figure, measure).value).toBe(sum);
  }
}

describe('I13: every number equals the list it opens', () => {
  test('structure of the register, checked against a plain count', () => {
    fc.assert(
      fc.property(register, (people) => {
        const input = { people, places, place: undefined, today };
        const counted = people.filter(({ state }) => state === 'valid');
        for (const scheme of ['U12', 'L15'] as const) {
          const figure = registerFigures.categoryFigure(input, scheme);
          everyNumberOpensItsList(figure);
          const plain = countCategories(
            counted.map(({ values }) => values.categories ?? []),
            scheme
          );
          const head = registerFigures.headMeasure;
          expect(openTotal(figure, head).value).toBe(plain.people);
          expect(openMentions(figure, head).value).toBe(plain.mentions);
          const values = figure.groups.map((group) => openCell(group, head).value);
          expect(values).toEqual(plain.rows.map((row) => row.people));
        }
        for (const make of [
          registerFigures.sexFigure,
          registerFigures.ageFigure,
          registerFigures.educationFigure,
          registerFigures.communityFigure
        ]) {
          const figure = make(input);
          everyNumberOpensItsList(figure);
          expect(figure.all).toHaveLength(counted.length);
          const pending = figure.asides.find(({ key }) => key === 'pending')?.items ?? [];
          expect(pending.length + figure.all.length, 'nobody is lost').toBe(people.length);
        }
        everyNumberOpensItsList(registerFigures.consentFigure(input));
        everyNumberOpensItsList(registerFigures.purposeFigure(input));
      })
    );
  });

  test('visits: months, causes and festivals sum to the same totals', () => {
    const arbitrary = register.chain((people) =>
      visitsTo(people).map((list) => ({
        people,
        visits: list.map(({ who, hidden, on, ...values }, index) =>
          countedVisit(
            String(index),
            who,
            {
              ...(Object.fromEntries(
                Object.entries(values).filter(([, value]) => value !== undefined)
              ) as object),
              on: on as IsoDate
            },
            hidden
          )
        )
      }))
    );
    fc.assert(
      fc.property(arbitrary, ({ people, visits }) => {
        const input = { people, places, place: undefined, today, visits, period: allTime };
        for (const make of [
          visitFigures.monthFigure,
          visitFigures.causeFigure,
          visitFigures.festivalFigure,
          visitFigures.methodFigure
        ]) {
          const figure = make(input);
          everyNumberOpensItsList(figure);
          expect(openTotal(figure, visitFigures.visitMeasure).value).toBe(visits.length);
        }
        everyNumberOpensItsList(visitFigures.lastContactFigure(input));
        for (const visit of visits) {
          const part = visitFigures.visitPart(visit);
          const whole = visitCounts(visit.values);
          if (!visitFigures.hasUncounted(visit)) expect(part).toEqual(whole);
          expect(part.persons).toBeLessThanOrEqual(whole.persons);
        }
      })
    );
  });
});

const oneColumn = (values: readonly number[]) =>
  values.map((value, index) => ({ key: String(index), label: String(index), values: [value] }));

/** What a reader outside sees; merged cells show which rows they are, not how much each is. */
const published = (values: readonly number[]): string =>
  JSON.stringify(mergeSmallRows(oneColumn(values), [0]));

/** All ways to write a sum as so many parts ≥ 0. */
function* splits(sum: number, parts: number): Generator<number[]> {
  if (parts === 1) yield [sum];
  else {
    for (let first = 0; first <= sum; first++) {
      for (const rest of splits(sum - first, parts - 1)) yield [first, ...rest];
    }
  }
}

describe('对外 (UX Charts, B-10)', () => {
  const cells = fc.array(fc.oneof(fc.nat(6), fc.nat(14)), { minLength: 1, maxLength: 5 });

  test('no cell of 1–4 is shown, nothing is added or lost, and merged sums are not small', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(50_000)), { minLength: 1, maxLength: 12 }),
        (values) => {
          const rows = values.map((row, index) => ({
            key: String(index),
            label: String(index),
            values: row
          }));
          const table = mergeSmallRows(rows, [0, 1]);
          if (table.type === 'withheld') return;
          const shown = [...table.rows.map((row) => row.values), table.merged?.values ?? [0, 0, 0]];
          for (const at of [0, 1, 2]) {
            const sum = (list: readonly (readonly number[])[]): number =>
              list.reduce((total, row) => total + (row[at] ?? 0), 0);
            expect(sum(shown)).toBe(sum(values));
            if (at === 2) continue;
            for (const row of shown) {
              expect((row[at] ?? 0) === 0 || (row[at] ?? 0) > smallCellMax).toBe(true);
            }
          }
        }
      )
    );
  });

  test('no merged cell can be worked out, even by someone who knows the rule', () => {
    fc.assert(
      fc.property(cells, (values) => {
        const table = mergeSmallRows(oneColumn(values), [0]);
        if (table.type === 'withheld' || !table.merged) return;
        const hidden = table.merged.labels.map(Number);
        const seen = published(values);
        const possible = hidden.map(() => new Set<number>());
        for (const split of splits(table.merged.values[0] ?? 0, hidden.length)) {
          const guess = [...values];
          hidden.forEach((at, index) => (guess[at] = split[index] ?? 0));
          if (published(guess) === seen) {
            split.forEach((value, index) => possible[index]?.add(value));
          }
        }
        for (const choices of possible) expect(choices.size).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 300 }
    );
  });
});
