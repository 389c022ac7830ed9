/** Age bands of the structure table (DOMAIN I-2) and of the filter. */
import { ageOn, type IsoDate, type PartialDate } from '../kernel/dates';

export interface AgeBand {
  readonly code: string;
  readonly label: string;
  /** Full years, both ends included. */
  readonly from: number;
  readonly to: number;
}

export const ageBands: readonly AgeBand[] = [
  { code: '0-17', label: '18岁以下', from: 0, to: 17 },
  { code: '18-34', label: '18–34岁', from: 18, to: 34 },
  { code: '35-44', label: '35–44岁', from: 35, to: 44 },
  { code: '45-59', label: '45–59岁', from: 45, to: 59 },
  { code: '60-69', label: '60–69岁', from: 60, to: 69 },
  { code: '70-79', label: '70–79岁', from: 70, to: 79 },
  { code: '80+', label: '80岁及以上', from: 80, to: 200 }
];

export const unknownAgeBand = 'unknown';
export const unknownAgeLabel = '年龄不详';

/**
 * Code of the band on a day, `unknown` without a birth date or for a birth in the future. A birth told to the
 * year or month counts as if the birthday of that year or month had passed, as ledgers do.
 */
export function ageBandOf(birth: PartialDate | undefined, today: IsoDate): string {
  if (birth === undefined || String(birth) > String(today)) return unknownAgeBand;
  const { years } = ageOn(birth, today);
  return ageBands.find((band) => years >= band.from && years <= band.to)?.code ?? unknownAgeBand;
}
