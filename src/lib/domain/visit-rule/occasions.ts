/**
 * The occasions of rules in a span of days, made once for everybody: festivals, periods and seasons don't depend on
 * a person, so that a year of 20,000 people costs little more than making the tasks (SPEC 2).
 */
import { addDays, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { FestivalDay } from '../calendar/festival-days';
import { careCycles, cycleMonths } from '../code-lists/care-cycle';
import { postponeDays } from '../visit-task/rules';
import { explainFestival, explainInterval, explainSeason } from './explain';
import type { RuleConfig, RuleVersion, VisitRule } from './versions';
import { dayOfYear, periodsIn, plusDays, yearOf, type DaySpan } from './windows';

export interface Calendar {
  /** Festivals from a day to a day, both included, with the days that the worker set. */
  readonly festivalDays: (from: IsoDate, to: IsoDate) => readonly FestivalDay[];
}

export type TriggerKind = 'festival' | 'event' | 'interval' | 'season' | 'birthday';

/** Days after the due day on which a late visit still settles the task (SPEC 4). */
const lateDays: Readonly<Record<TriggerKind, number>> = {
  festival: 7,
  event: 30,
  // The next period has begun.
  interval: 0,
  season: 7,
  birthday: 3
};

export interface Occasion {
  readonly key: string;
  readonly trigger: TriggerKind;
  /** The day before the window opens. */
  readonly eve: IsoDate;
  readonly from: IsoDate;
  readonly due: IsoDate;
  /** Last day on which a late visit settles it. */
  readonly until: IsoDate;
  readonly explanation: string;
  /** Cause that fits by itself; undefined: any. */
  readonly cause: string | undefined;
  readonly festival: string | undefined;
}

/** An occasion with what follows from its window, so that no day is reckoned once a person. */
export const createOccasion = (parts: Omit<Occasion, 'eve' | 'until'>): Occasion => ({
  ...parts,
  eve: addDays(parts.from, -1),
  until: plusDays(parts.due, lateDays[parts.trigger])
});

/** A version of a rule with its occasions in the span and, for postponements, some time before it. */
export interface CompiledVersion {
  readonly ruleId: RecordId;
  readonly ruleName: string;
  /** Place of the rule in the list. */
  readonly order: number;
  readonly version: RuleVersion;
  readonly config: RuleConfig;
  /** Whether the rule is in use today; what is past due of an unused one is missed, not overdue. */
  readonly isInUse: boolean;
  readonly festivals: ReadonlyMap<string, readonly Occasion[]>;
  readonly seasons: readonly Occasion[];
  /** Periods of the rule's own cycle, for people without a running pairing. */
  readonly periods: readonly Occasion[];
  /** Periods of the cycle of a pairing. */
  readonly pairedPeriods: (cycle: string) => readonly Occasion[];
  readonly events: ReadonlySet<string> | 'any' | undefined;
  readonly hasIntervals: boolean;
  readonly hasBirthday: boolean;
}

function festivalOccasions(
  config: RuleConfig,
  days: readonly FestivalDay[],
  span: DaySpan
): ReadonlyMap<string, readonly Occasion[]> {
  const { festivals = [], leadDays = 0, dueDays = 0 } = config;
  const byCode = new Map<string, Occasion[]>();
  for (const day of days) {
    if (festivals.length > 0 && !festivals.includes(day.code)) continue;
    const from = plusDays(day.on, -leadDays);
    const due = plusDays(day.on, dueDays);
    if (due < span.from || from > span.to) continue;
    const explanation = explainFestival(day, config, from, due);
    const list = byCode.get(day.code) ?? [];
    list.push(
      createOccasion({
        key: day.occasion,
        trigger: 'festival',
        from,
        due,
        explanation,
        cause: config.cause ?? 'festival',
        festival: day.code
      })
    );
    byCode.set(day.code, list);
  }
  return byCode;
}

function periodOccasions(
  config: RuleConfig,
  cycle: string,
  isPaired: boolean,
  span: DaySpan
): readonly Occasion[] {
  const months = cycleMonths(cycle);
  if (months === undefined) return [];
  return periodsIn(span, months).map(({ key, from, to }) =>
    createOccasion({
      key,
      trigger: 'interval',
      from,
      due: to,
      explanation: explainInterval(config, cycle, isPaired, from, to),
      cause: config.cause,
      festival: undefined
    })
  );
}

function seasonOccasions(config: RuleConfig, span: DaySpan): readonly Occasion[] {
  const { seasonFrom, seasonUntil } = config;
  if (seasonFrom === undefined || seasonUntil === undefined) return [];
  const occasions: Occasion[] = [];
  for (let year = yearOf(span.from) - 1; year <= yearOf(span.to); year++) {
    const from = dayOfYear(year, seasonFrom);
    const due = dayOfYear(seasonUntil < seasonFrom ? year + 1 : year, seasonUntil);
    if (due < span.from || from > span.to) continue;
    occasions.push(
      createOccasion({
        key: `season@${seasonFrom}@${year}`,
        trigger: 'season',
        from,
        due,
        explanation: explainSeason(config, from, due),
        cause: config.cause,
        festival: undefined
      })
    );
  }
  return occasions;
}

const noFestivals: ReadonlyMap<string, readonly Occasion[]> = new Map();

function compileVersion(
  rule: VisitRule,
  version: RuleVersion,
  order: number,
  days: readonly FestivalDay[],
  span: DaySpan
): CompiledVersion {
  const { config } = version;
  const has = (trigger: TriggerKind): boolean => config.triggers?.includes(trigger) ?? false;
  const periodsByCycle = new Map(
    careCycles.items.map(({ code }) => [
      code,
      has('interval') ? periodOccasions(config, code, true, span) : []
    ])
  );
  const { events = [] } = config;
  return {
    ruleId: rule.id,
    ruleName: config.name ?? '',
    order,
    version,
    config,
    isInUse: rule.present.config.enabled ?? false,
    festivals: has('festival') ? festivalOccasions(config, days, span) : noFestivals,
    seasons: has('season') ? seasonOccasions(config, span) : [],
    periods: has('interval') ? periodOccasions(config, config.cycle ?? '', false, span) : [],
    pairedPeriods: (cycle) => periodsByCycle.get(cycle) ?? [],
    events: has('event') ? (events.length === 0 ? 'any' : new Set(events)) : undefined,
    hasIntervals: has('interval'),
    hasBirthday: has('birthday')
  };
}

/** Rules ready for a span; versions that were off, and old ones that ended too long ago, are left out. */
export function compileRules(
  rules: readonly VisitRule[],
  calendar: Calendar,
  span: DaySpan
): readonly CompiledVersion[] {
  const wide = { from: plusDays(span.from, -postponeDays), to: span.to };
  const versions = rules.flatMap((rule, order) =>
    rule.versions
      .filter(({ config, until }) => config.enabled && (until === undefined || until >= wide.from))
      .map((version) => ({ rule, version, order }))
  );
  const most = (read: (config: RuleConfig) => number | undefined): number =>
    versions.reduce((found, { version }) => Math.max(found, read(version.config) ?? 0), 0);
  const days = calendar.festivalDays(
    plusDays(wide.from, -most(({ dueDays }) => dueDays)),
    plusDays(
      wide.to,
      most(({ leadDays }) => leadDays)
    )
  );
  return versions.map(({ rule, version, order }) =>
    compileVersion(rule, version, order, days, wide)
  );
}
