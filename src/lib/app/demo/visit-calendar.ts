/** When visits happen: festivals of the last two years (DOMAIN J), the weeks around new year, and every month. */
import { addDays, type IsoDate } from '../../kernel/dates';

/** Gregorian days of movable festivals; demonstration data need no other years. */
const festivalDays: Readonly<Record<string, readonly string[]>> = {
  spring: [
    '2024-02-10',
    '2025-01-29',
    '2026-02-17',
    '2027-02-06',
    '2028-01-26',
    '2029-02-13',
    '2030-02-03'
  ],
  dragonBoat: [
    '2024-06-10',
    '2025-05-31',
    '2026-06-19',
    '2027-06-09',
    '2028-05-28',
    '2029-06-16',
    '2030-06-05'
  ],
  midAutumn: [
    '2024-09-17',
    '2025-10-06',
    '2026-09-25',
    '2027-09-15',
    '2028-10-03',
    '2029-09-22',
    '2030-09-12'
  ],
  doubleNinth: [
    '2024-10-11',
    '2025-10-29',
    '2026-10-18',
    '2027-10-08',
    '2028-10-26',
    '2029-10-16',
    '2030-10-05'
  ]
};

export interface FestivalWindow {
  readonly festival: string;
  readonly from: IsoDate;
  readonly until: IsoDate;
}

/** The week before each festival that lies between two days, oldest first. */
export function festivalWindows(from: IsoDate, until: IsoDate): FestivalWindow[] {
  const windows = Object.entries(festivalDays).flatMap(([festival, days]) =>
    days.map((day) => ({ festival, from: addDays(day as IsoDate, -7), until: day as IsoDate }))
  );
  return windows
    .filter((window) => window.from >= from && window.until <= until)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** 两节慰问: the twenty days before each new year's day (DOMAIN E V6). */
export function newYearWindows(from: IsoDate, until: IsoDate): FestivalWindow[] {
  const windows: FestivalWindow[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(until.slice(0, 4)) + 1; year++) {
    const day = `${year}-01-01` as IsoDate;
    const window = { festival: 'newYear', from: addDays(day, -20), until: day };
    if (window.from >= from && window.until <= until) windows.push(window);
  }
  return windows;
}

/** Thirty-day stretches from one day to another. */
export function stretches(from: IsoDate, until: IsoDate): { from: IsoDate; until: IsoDate }[] {
  const list: { from: IsoDate; until: IsoDate }[] = [];
  for (let start = from; start < until; start = addDays(start, 30)) {
    const end = addDays(start, 29);
    list.push({ from: start, until: end < until ? end : until });
  }
  return list;
}
