/** Whose particulars are to be looked through with them (S1-04; issue 4 «consents and reviews due»; I14). */
import { describe, expect, it } from 'vitest';
import { dueReviews } from '../../../src/lib/features/today/due-reviews';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import type { PersonValues } from '../../../src/lib/domain/person/record';
import { gatedPerson } from '../../factories/statistics';

const day = (text: string): IsoDate => text as IsoDate;
const person = (name: string, reviewedOn?: string, state?: 'pending') =>
  gatedPerson(
    name,
    { name, ...(reviewedOn !== undefined && { reviewedOn: day(reviewedOn) }) } as PersonValues,
    state
  );
const names = (people: Parameters<typeof dueReviews>[0], months: number, today: string) =>
  dueReviews(people, months, day(today)).map(({ person: each }) => each.values.name);

describe('S1-04: 该核对资料的成员', () => {
  it('is due on the day, the longest first; who was never reviewed counts from being registered', () => {
    // The people of the factory were registered on 2026-01-05.
    const people = [
      person('甲', '2026-05-23'),
      person('乙', '2026-05-24'),
      person('丙'),
      person('丁', '2025-01-01')
    ];
    expect(names(people, 6, '2026-11-23')).toEqual(['丁', '丙', '甲']);
    expect(names(people, 0, '2026-11-23')).toEqual([]);
    expect(names(people, 24, '2026-11-23')).toEqual([]);
  });

  it('I14: nobody without a basis; the end of a short month is its last day', () => {
    expect(names([person('戊', '2020-01-01', 'pending')], 6, '2026-11-23')).toEqual([]);
    expect(names([person('己', '2025-02-28')], 12, '2026-02-28')).toEqual(['己']);
    expect(names([person('己', '2026-02-28')], 6, '2026-08-31')).toEqual(['己']);
    expect(names([person('己', '2026-03-01')], 6, '2026-08-31')).toEqual([]);
  });
});
