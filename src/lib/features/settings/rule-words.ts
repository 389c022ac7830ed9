/** A must-visit rule in one line of words, from its configuration and the labels of the code lists. */
import type { VisitRule } from '../../app/types';
import { careCycles } from '../../domain/code-lists/care-cycle';
import { festivals } from '../../domain/code-lists/festival';
import { helpTags } from '../../domain/code-lists/help-tag';
import { lifeEventKinds } from '../../domain/code-lists/life-event-kind';
import { visitMethods } from '../../domain/code-lists/visit-method';
import { ruleCategories, visitRuleRecord } from '../../domain/visit-rule/record';
import { ruleWords as words } from '../../text/visit-rules';

type Config = VisitRule['present']['config'];

interface Labels {
  readonly labelOf: (code: string) => string | undefined;
}

const named = (codes: readonly string[], list: Labels): string =>
  codes.map((code) => list.labelOf(code) ?? code).join(words.and);

function festivalWords({ festivals: codes = [], leadDays = 0, dueDays = 0 }: Config): string {
  const which = codes.length === 0 ? words.festivalsAll : named(codes, festivals);
  const before = leadDays > 0 ? words.festivalBefore(leadDays) : '';
  const after = dueDays > 0 ? words.festivalAfter(dueDays) : '';
  return [which, before, after].filter(Boolean).join('，');
}

function eventWords({ events = [], dueDays = 0, dischargeDays }: Config): string {
  const which = events.length === 0 ? words.eventsAll : named(events, lifeEventKinds);
  const discharge = dischargeDays === undefined ? '' : words.dischargeWithin(dischargeDays);
  return [which, words.eventWithin(dueDays), discharge].filter(Boolean).join('，');
}

const dayOf = (monthDay: string | undefined): string =>
  monthDay === undefined ? '' : visitRuleRecord.fields.seasonFrom.format(monthDay, noNames);

const noNames = { nameOf: () => undefined };

function whenWords(config: Config): readonly string[] {
  const { triggers = [], cycle, isPaired, seasonFrom, seasonUntil } = config;
  return triggers.map((trigger) => {
    switch (trigger) {
      case 'festival':
        return festivalWords(config);
      case 'event':
        return eventWords(config);
      case 'interval':
        return cycle === undefined || isPaired
          ? words.pairedCycle
          : (careCycles.labelOf(cycle) ?? '');
      case 'season':
        return words.season(dayOf(seasonFrom), dayOf(seasonUntil));
      default:
        return words.birthday;
    }
  });
}

function whomWords({ tags, categories, ageMin, isPaired }: Config): readonly string[] {
  return [
    tags ? words.onlyTags(named(tags, helpTags)) : '',
    categories ? words.onlyCategories(named(categories, ruleCategories)) : '',
    ageMin === undefined ? '' : words.onlyAge(ageMin),
    isPaired ? words.onlyPaired : ''
  ];
}

export function ruleSummary(config: Config): string {
  const when = whenWords(config);
  if (when.length === 0) return words.notYet;
  const how = config.methods ? named(config.methods, visitMethods) : '';
  return [...when, ...whomWords(config), how].filter(Boolean).join('；');
}

const always = ['name', 'triggers'];
const byTrigger: Readonly<Record<string, readonly string[]>> = {
  festival: ['festivals', 'leadDays', 'dueDays'],
  event: ['events', 'dueDays', 'dischargeDays'],
  interval: ['cycle'],
  season: ['seasonFrom', 'seasonUntil'],
  birthday: ['leadDays', 'dueDays']
};
const whomAndHow = ['tags', 'categories', 'ageMin', 'isPaired', 'methods', 'cause', 'assignee'];

/** The fields that mean something for the chosen triggers, in the order of the form. */
export function fieldsFor(triggers: readonly string[]): readonly string[] {
  const used = triggers.flatMap((trigger) => byTrigger[trigger] ?? []);
  return [...new Set([...always, ...used, ...whomAndHow])];
}
