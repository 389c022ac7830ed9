/**
 * The rules with all their versions. A record replaces a built-in rule wholly: a field it lacks is empty, not the
 * built-in value. Version 1 is the first configuration; each later one holds from the day on which it was saved.
 */
import { parseIsoDate, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { canonicalJson, type Json } from '../../kernel/json';
import { builtInRule, builtInRules } from './built-in';
import { visitRuleRecord, type VisitRuleRow, type VisitRuleValues } from './record';

export type RuleConfig = Omit<VisitRuleValues, 'since' | 'earlier'>;

export interface RuleVersion {
  readonly number: number;
  /** First day on which it holds; undefined: always did. */
  readonly from?: IsoDate;
  /** First day on which it no longer holds; undefined: it is the present one. */
  readonly until?: IsoDate;
  readonly config: RuleConfig;
}

export interface VisitRule {
  readonly id: RecordId;
  /** `V1` … `V10`; undefined for a rule of the community's own. */
  readonly key?: string;
  /** Oldest first; at least one. */
  readonly versions: readonly [RuleVersion, ...RuleVersion[]];
  readonly present: RuleVersion;
}

/** Values kept for good in `earlier`; older ones are dropped. */
const keptVersions = 20;

/** Only known fields with valid values: what a peer or an older build wrote is read with care. */
function readConfig(stored: Readonly<Record<string, unknown>>): RuleConfig {
  const config: Record<string, Json> = {};
  for (const [name, field] of Object.entries(visitRuleRecord.fields)) {
    if (name === 'since' || name === 'earlier' || stored[name] === undefined) continue;
    const parsed = field.parse(stored[name]);
    if (parsed.ok) config[name] = parsed.value as Json;
  }
  return config as RuleConfig;
}

function versionsOf(values: VisitRuleValues): readonly [RuleVersion, ...RuleVersion[]] {
  const { since, earlier = [], ...present } = values;
  const past = [...earlier]
    .filter(({ until }) => since === undefined || until <= since)
    .sort((a, b) => (a.until < b.until ? -1 : 1));
  const versions = past.map(({ until, config }, index): RuleVersion => {
    const from = past[index - 1]?.until;
    return { number: index + 1, ...(from ? { from } : {}), until, config: readConfig(config) };
  });
  const from = past[past.length - 1]?.until ?? since;
  const now: RuleVersion = {
    number: past.length + 1,
    ...(from ? { from } : {}),
    config: readConfig(present)
  };
  const [first, ...others] = [...versions, now];
  return [first ?? now, ...others];
}

function toRule(id: RecordId, key: string | undefined, values: VisitRuleValues): VisitRule {
  const versions = versionsOf(values);
  const present = versions[versions.length - 1] ?? versions[0];
  return { id, ...(key ? { key } : {}), versions, present };
}

const isLive = (row: VisitRuleRow): boolean => !row.isDeleted && !row.isLocked;

/** Built-in rules in the order of DOMAIN E, then the community's own by id; a deleted record changes nothing. */
export function resolveVisitRules(rows: readonly VisitRuleRow[]): readonly VisitRule[] {
  const live = new Map(rows.filter(isLive).map((row) => [row.id, row]));
  const builtIn = builtInRules.map(({ id, key, config }): VisitRule => {
    const values = live.get(id)?.values;
    if (values) return toRule(id, key, values);
    const present = { number: 1, config };
    return { id, key, versions: [present], present };
  });
  const own = [...live.values()]
    .filter(({ id }) => builtInRule(id) === undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, values }) => toRule(id, undefined, values));
  return [...builtIn, ...own];
}

/**
 * A change of a rule with its bookkeeping: what held until today goes to `earlier`. A second change of the same day
 * replaces the first, since nothing was judged by it for a whole day.
 * @param before undefined for a new rule of the community's own.
 */
export function ruleChange(
  before: VisitRuleValues | undefined,
  patch: Readonly<Record<string, Json>>,
  today: IsoDate
): Readonly<Record<string, Json>> {
  if (before === undefined) return { ...patch, since: today };
  const { since, earlier = [], ...config } = before;
  const isChanged = Object.entries(patch).some(
    ([name, value]) =>
      canonicalJson(value) !== canonicalJson((config as Record<string, Json>)[name] ?? null)
  );
  if (!isChanged || since === today) return patch;
  const from = parseIsoDate(since ?? '');
  const last = { until: today, config: config as Readonly<Record<string, Json>> };
  // A clock that was set back must not end a version before it began.
  const isBackwards = from !== undefined && from > today;
  return isBackwards
    ? patch
    : { ...patch, since: today, earlier: [...earlier, last].slice(-keptVersions) };
}
