/** How often the organisation meets (DOMAIN E "Cadence checks"), with where each number comes from. */

interface Named {
  /** Code of the activity type that counts. */
  readonly type: string;
  readonly source: string;
}

export type CadenceRule =
  /** At least so many a year, spread over it. */
  | (Named & { readonly mode: 'perYear'; readonly least: number; readonly usual?: number })
  /** Again at the latest so many months after the last. */
  | (Named & { readonly mode: 'every'; readonly months: number })
  /** Not planned, only counted. */
  | (Named & { readonly mode: 'counted' });

export const cadenceRules: readonly CadenceRule[] = [
  { type: 'briefing', mode: 'perYear', least: 2, source: 'S1-08' },
  { type: 'consultation', mode: 'perYear', least: 1, usual: 2, source: 'S1-09' },
  { type: 'symposium', mode: 'perYear', least: 1, usual: 2, source: 'S1-10' },
  { type: 'training', mode: 'every', months: 2, source: 'S3-16' },
  { type: 'fellowship', mode: 'perYear', least: 4, source: 'S3-08' },
  { type: 'regular', mode: 'perYear', least: 12, source: 'S1-26' },
  { type: 'publicity', mode: 'counted', source: 'S3-21' }
];

/** Study meetings of every group in a year (S3-10 定期). */
export const groupStudies = { type: 'study', mode: 'perYear', least: 4, source: 'S3-10' } as const;

/** 活动周期 of a group as a number of months; weekly counts by the month too. 不定期 asks for nothing. */
export const monthsOfCycle: Readonly<Record<string, number>> = {
  weekly: 1,
  monthly: 1,
  bimonthly: 2,
  quarterly: 3,
  halfYearly: 6,
  yearly: 12
};

/** What a month is known for (S3-11), from January. */
export const monthThemes: readonly (string | undefined)[] = [
  undefined,
  undefined,
  '学雷锋活动月',
  undefined,
  undefined,
  undefined,
  '建党纪念',
  undefined,
  undefined,
  undefined,
  '奉献月',
  undefined
];
