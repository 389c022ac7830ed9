/**
 * On which days the festivals of the code list fall (DOMAIN J), 1930 to 2100. An occasion names one celebration for
 * good: festival and year of the calendar that sets it, so that a corrected day stays the same occasion.
 */
import type { IsoDate } from '../../kernel/dates';
import { estimateAdha, estimateFitr, islamicYears } from './islamic';
import { dayOfLunarYear, lunarYear } from './lunar';

export interface FestivalDay {
  /** Code of `festivals`. */
  readonly code: string;
  /** `midAutumn@2026`; the year is the lunar one for lunar festivals, the Islamic one for Muslim festivals. */
  readonly occasion: string;
  readonly on: IsoDate;
  /** 预计±1天: the worker has not set the local day yet. */
  readonly isEstimate: boolean;
}

/** Days that the worker set, by occasion: `{ 'fitr@1447': '2026-03-20' }`. */
export type FestivalDates = { readonly [occasion: string]: IsoDate };

const fixedDays: Readonly<Record<string, string>> = {
  newYear: '01-01',
  labour: '05-01',
  july1: '07-01',
  national: '10-01',
  christmas: '12-25'
};

/** Month and day of the lunar calendar; never in a leap month. */
const lunarDays: Readonly<Record<string, readonly [month: number, day: number]>> = {
  spring: [1, 1],
  lantern: [1, 15],
  buddha: [4, 8],
  dragonBoat: [5, 5],
  ullambana: [7, 15],
  midAutumn: [8, 15],
  doubleNinth: [9, 9],
  laba: [12, 8],
  littleNewYearNorth: [12, 23],
  littleNewYearSouth: [12, 24]
};

const solarTerms: Readonly<Record<string, 'qingming' | 'winterSolstice'>> = {
  qingming: 'qingming',
  winterSolstice: 'winterSolstice'
};

const estimates: Readonly<Record<string, (islamicYear: number) => IsoDate>> = {
  fitr: estimateFitr,
  adha: estimateAdha
};

/** Whether the worker sets the day of this festival. */
export const isEstimated = (code: string): boolean => code in estimates;

const occasionOf = (code: string, year: number): string => `${code}@${year}`;

/** The festival and the year of its calendar; undefined for an occasion of something else. */
export function readOccasion(occasion: string): { code: string; year: number } | undefined {
  const match = /^([A-Za-z0-9]+)@(\d{1,4})$/.exec(occasion);
  return match?.[1] && match[2] ? { code: match[1], year: Number(match[2]) } : undefined;
}

/** What the arithmetic says for a Muslim festival; undefined for every other occasion. */
export function estimateOf(occasion: string): IsoDate | undefined {
  const read = readOccasion(occasion);
  return read && estimates[read.code]?.(read.year);
}

function yearsOf(from: IsoDate, to: IsoDate, before: number): readonly number[] {
  const first = Number(from.slice(0, 4)) - before;
  const last = Number(to.slice(0, 4));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function solarFestivals(year: number): FestivalDay[] {
  if (year < 1930 || year > 2100) return [];
  const day = (code: string, on: IsoDate): FestivalDay => ({
    code,
    occasion: occasionOf(code, year),
    on,
    isEstimate: false
  });
  const table = lunarYear(year);
  return [
    ...Object.entries(fixedDays).map(([code, monthDay]) =>
      day(code, `${year}-${monthDay}` as IsoDate)
    ),
    ...(table ? Object.entries(solarTerms).map(([code, term]) => day(code, table[term])) : [])
  ];
}

function lunarFestivals(year: number): FestivalDay[] {
  const table = lunarYear(year);
  if (!table) return [];
  return Object.entries(lunarDays).flatMap(([code, [month, day]]) => {
    const on = dayOfLunarYear(table, month, day);
    return on ? [{ code, occasion: occasionOf(code, year), on, isEstimate: false }] : [];
  });
}

function muslimFestivals(from: IsoDate, to: IsoDate, dates: FestivalDates): FestivalDay[] {
  const years = islamicYears(Number(from.slice(0, 4)), Number(to.slice(0, 4)));
  return Object.entries(estimates).flatMap(([code, estimate]) =>
    years.map((year) => {
      const occasion = occasionOf(code, year);
      const set = dates[occasion];
      return { code, occasion, on: set ?? estimate(year), isEstimate: set === undefined };
    })
  );
}

/** All festivals from a day to a day, both included, earliest first; equal days by code. */
export function festivalDays(
  from: IsoDate,
  to: IsoDate,
  dates: FestivalDates = {}
): readonly FestivalDay[] {
  return [
    ...yearsOf(from, to, 0).flatMap(solarFestivals),
    // The twelfth lunar month lies in the next solar year.
    ...yearsOf(from, to, 1).flatMap(lunarFestivals),
    ...muslimFestivals(from, to, dates)
  ]
    .filter(({ on }) => on >= from && on <= to)
    .sort((a, b) => (a.on + a.code < b.on + b.code ? -1 : 1));
}
