/** Whose particulars were not looked through with them for as long as the book allows (S1-04): pure, the longest first. */
import type { GatedPerson } from '../../domain/consent/gate';
import { addDays, daysInMonth, localDate, type IsoDate } from '../../kernel/dates';
import { hlcToMs } from '../../kernel/hlc';

export interface DueReview {
  readonly person: GatedPerson;
  /** Undefined: never since the person was registered. */
  readonly reviewedOn: IsoDate | undefined;
}

/** The same day so many months before, or the last day of that month. */
function monthsBefore(day: IsoDate, months: number): IsoDate {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const date = Math.min(Number(day.slice(8)), daysInMonth(year, month));
  const first = `${year}-${String(month).padStart(2, '0')}-01` as IsoDate;
  return addDays(first, date - 1);
}

/** Only of people who are counted: of the others nothing is kept that could be looked through. Zero months: never. */
export function dueReviews(
  people: readonly GatedPerson[],
  months: number,
  today: IsoDate
): readonly DueReview[] {
  if (months === 0) return [];
  const latest = monthsBefore(today, months);
  return people
    .filter(({ counted }) => counted.register)
    .map((person) => {
      const { reviewedOn } = person.values;
      return { person, reviewedOn, since: reviewedOn ?? localDate(hlcToMs(person.createdAt)) };
    })
    .filter(({ since }) => since <= latest)
    .sort((a, b) => a.since.localeCompare(b.since) || (a.person.id < b.person.id ? -1 : 1))
    .map(({ person, reviewedOn }) => ({ person, reviewedOn }));
}
