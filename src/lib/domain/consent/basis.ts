/**
 * Which purposes hold for a person today, from the person's consents alone (I14, PIPL 13–17, 29, 31).
 * Always the most restrictive reading: a withdrawal ends its purposes until a consent that names it in `lifts`
 * is signed; an undated, not yet signed, expired, deleted or unguarded consent grants nothing.
 */
import type { IsoDate, PartialDate } from '../../kernel/dates';
import { daysInMonth } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { basicPurpose, consentPurposes, type ConsentPurpose } from './purposes';
import type { ConsentRow } from './record';

export type ConsentState = 'valid' | 'pending' | 'expired' | 'withdrawn';

export interface ConsentBasis {
  readonly state: ConsentState;
  /** In the order of the paper form; empty unless valid. */
  readonly purposes: readonly ConsentPurpose[];
  /** Last day of the basic form; undefined when unlimited or not valid. The day it ran out when expired. */
  readonly expiresOn?: IsoDate;
  readonly withdrawnOn?: IsoDate;
}

const allPurposes = consentPurposes.items.map(({ code }) => code as ConsentPurpose);

/** Age below which a guardian agrees (PIPL 31). */
export const guardianAge = 14;

/** First day on which someone is surely of the age, whatever the precision of the birth date. */
function surelyOfAgeOn(birth: PartialDate, age: number): IsoDate {
  const year = Number(birth.slice(0, 4));
  const month = birth.length >= 7 ? birth.slice(5, 7) : '12';
  const day = birth.length === 10 ? birth.slice(8) : daysInMonth(year, Number(month));
  if (`${month}-${day}` === '02-29') return `${year + age}-03-01` as IsoDate;
  // A month told without its day may end a day earlier in the other year; addDays normalises nothing here.
  const last = Math.min(Number(day), daysInMonth(year + age, Number(month)));
  return `${year + age}-${month}-${String(last).padStart(2, '0')}` as IsoDate;
}

/** By the years alone: in the year after one's birthday of that age one is of age on any day. */
const isPastYearOf = (birth: PartialDate, age: number, on: IsoDate): boolean =>
  Number(on.slice(0, 4)) > Number(birth.slice(0, 4)) + age;

/** Whether a guardian has to agree for someone on a day; an open birth date counts as the younger one. */
export const needsGuardian = (birth: PartialDate | undefined, on: IsoDate): boolean =>
  birth !== undefined &&
  !isPastYearOf(birth, guardianAge, on) &&
  on < surelyOfAgeOn(birth, guardianAge);

/** Whether someone is of an age on a day; an open birth date counts as the younger one, none as too young. */
export const isSurelyOfAge = (birth: PartialDate | undefined, age: number, on: IsoDate): boolean =>
  birth !== undefined && on >= surelyOfAgeOn(birth, age);

/** Signed by the right person, on or before today; says nothing about its end. */
function isSigned(row: ConsentRow, birth: PartialDate | undefined, today: IsoDate): boolean {
  const { signedOn, channel, guardianName } = row.values;
  if (row.isDeleted || row.isLocked || signedOn === undefined || signedOn > today) return false;
  if (!needsGuardian(birth, signedOn)) return true;
  return channel === 'guardian' && (guardianName ?? '').trim() !== '';
}

const isExpired = (row: ConsentRow, today: IsoDate): boolean =>
  row.values.expiresOn !== undefined && row.values.expiresOn < today;

/** A withdrawal stays in force even when its record is deleted: deleting gives no one more than before. */
const withdrawalsOf = (rows: readonly ConsentRow[]): readonly ConsentRow[] =>
  rows.filter((row) => row.values.withdrawnOn !== undefined);

const holds = (row: ConsentRow, purpose: ConsentPurpose): boolean =>
  row.values.purposes?.includes(purpose) ?? false;

/** Whether a consent was signed in knowledge of a withdrawal, on its day or later. */
const lifts = (consent: ConsentRow, withdrawal: ConsentRow): boolean =>
  (consent.values.lifts?.includes(withdrawal.id) ?? false) &&
  (consent.values.signedOn ?? '') >= (withdrawal.values.withdrawnOn ?? '');

const latest = (dates: readonly IsoDate[]): IsoDate | undefined =>
  dates.reduce<IsoDate | undefined>(
    (last, date) => (!last || date > last ? date : last),
    undefined
  );

/**
 * @param rows all consents of one person, deleted ones included.
 * @param birth as recorded; decides whether a guardian had to agree.
 */
export function consentBasis(
  rows: readonly ConsentRow[],
  birth: PartialDate | undefined,
  today: IsoDate
): ConsentBasis {
  const [only] = rows;
  if (!only) return { state: 'pending', purposes: [] };
  if (rows.length === 1 && only.values.withdrawnOn === undefined) {
    return basisOfOne(only, birth, today);
  }
  const withdrawals = withdrawalsOf(rows);
  const signed = rows.filter(
    (row) => row.values.withdrawnOn === undefined && isSigned(row, birth, today)
  );
  const unlifted = (row: ConsentRow, purpose: ConsentPurpose): boolean =>
    withdrawals.every((withdrawal) => !holds(withdrawal, purpose) || lifts(row, withdrawal));

  const basic = signed.filter((row) => holds(row, basicPurpose) && unlifted(row, basicPurpose));
  const running = basic.filter((row) => !isExpired(row, today));
  if (running.length > 0) {
    const held = new Set<string>();
    for (const row of signed) {
      if (isExpired(row, today)) continue;
      for (const code of row.values.purposes ?? []) {
        if (unlifted(row, code as ConsentPurpose)) held.add(code);
      }
    }
    const purposes = allPurposes.filter((purpose) => held.has(purpose));
    const ends = running.map((row) => row.values.expiresOn);
    const expiresOn = ends.includes(undefined)
      ? undefined
      : latest(ends.flatMap((end) => end ?? []));
    return expiresOn ? { state: 'valid', purposes, expiresOn } : { state: 'valid', purposes };
  }
  const ended = withdrawals.filter((row) => holds(row, basicPurpose));
  if (ended.length > 0 && basic.length === 0) {
    const withdrawnOn = latest(ended.flatMap((row) => row.values.withdrawnOn ?? []));
    return { state: 'withdrawn', purposes: [], ...(withdrawnOn ? { withdrawnOn } : {}) };
  }
  const expiresOn = latest(basic.flatMap((row) => row.values.expiresOn ?? []));
  return expiresOn
    ? { state: 'expired', purposes: [], expiresOn }
    : { state: 'pending', purposes: [] };
}

/** One consent and no withdrawal, as nearly everybody has: 20,000 people are gated at every unlock. */
function basisOfOne(row: ConsentRow, birth: PartialDate | undefined, today: IsoDate): ConsentBasis {
  if (!isSigned(row, birth, today) || !holds(row, basicPurpose)) {
    return { state: 'pending', purposes: [] };
  }
  const { expiresOn } = row.values;
  if (isExpired(row, today)) {
    return { state: 'expired', purposes: [], ...(expiresOn ? { expiresOn } : {}) };
  }
  const valid = validFor(row.values.purposes ?? []);
  return expiresOn ? { ...valid, expiresOn } : valid;
}

/** Thousands ticked the same boxes: one basis without an end for each set of them. */
const validByTicks = new Map<string, ConsentBasis>();

function validFor(ticks: readonly string[]): ConsentBasis {
  const key = ticks.join();
  const known = validByTicks.get(key);
  if (known) return known;
  const purposes = allPurposes.filter((purpose) => ticks.includes(purpose));
  const valid: ConsentBasis = { state: 'valid', purposes };
  validByTicks.set(key, valid);
  return valid;
}

/** Ids a renewal must name in `lifts`: every withdrawal known when the new form is signed. */
export const withdrawalsToLift = (rows: readonly ConsentRow[]): readonly RecordId[] =>
  withdrawalsOf(rows)
    .map((row) => row.id)
    .sort();

/**
 * First day on which a purpose was agreed to, for what may have been owed since; undefined when it never was.
 * Whether it holds today is consentBasis's to say.
 */
export function agreedSince(
  rows: readonly ConsentRow[],
  purpose: ConsentPurpose
): IsoDate | undefined {
  let first: IsoDate | undefined;
  for (const row of rows) {
    const { signedOn } = row.values;
    if (row.isDeleted || signedOn === undefined || !holds(row, purpose)) continue;
    if (first === undefined || signedOn < first) first = signedOn;
  }
  return first;
}
