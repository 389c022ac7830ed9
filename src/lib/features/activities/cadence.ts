/** Lines of 制度执行: every rule and every group with its light, and the months of the year. */
import type { RecordItem } from '../../app/types';
import { cadenceOf, type CadenceState, type Meeting } from '../../domain/cadence/cadence';
import {
  cadenceRules,
  groupStudies,
  monthsOfCycle,
  monthThemes,
  type CadenceRule
} from '../../domain/cadence/rules';
import { activityTypes } from '../../domain/code-lists/activity-type';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { cadenceWords as words } from '../../text/cadence';
import { formatDay } from '../../text/dates';

type Activity = RecordItem<'activity'>;

export interface CadenceLine {
  readonly key: string;
  readonly title: string;
  /** The title without the group. */
  readonly what: string;
  readonly rule: CadenceRule;
  readonly group: RecordId | undefined;
  readonly state: CadenceState;
}

const toMeetings = (activities: readonly Activity[]): readonly Meeting[] =>
  activities.flatMap(({ id, values: { on } }) => (on === undefined ? [] : [{ id, on }]));

const labelOf = (type: string): string => activityTypes.labelOf(type) ?? type;

export function meetingLines(
  activities: readonly Activity[],
  today: IsoDate
): readonly CadenceLine[] {
  return cadenceRules.map((rule) => ({
    key: rule.type,
    title: labelOf(rule.type),
    what: labelOf(rule.type),
    rule,
    group: undefined,
    state: cadenceOf(
      rule,
      toMeetings(activities.filter(({ values }) => values.type === rule.type)),
      today
    )
  }));
}

/** Of each group its own cycle (any kind of meeting) and its studies (S3-10). */
export function groupLines(
  groups: readonly RecordItem<'group'>[],
  activities: readonly Activity[],
  today: IsoDate
): readonly CadenceLine[] {
  return groups.flatMap(({ id, values: { name = '', type = '', cycle } }) => {
    const own = activities.filter(({ values }) => values.group === id);
    const lineOf = (rule: CadenceRule, what: string, counted: readonly Activity[]) => ({
      key: `${id} ${what}`,
      title: words.groupLine(name, what),
      what,
      rule,
      group: id,
      state: cadenceOf(rule, toMeetings(counted), today)
    });
    const months = monthsOfCycle[cycle ?? ''];
    const gathering = type === 'interest' ? 'interest' : 'fellowship';
    const named = { type: gathering, source: 'S3-05' };
    const cycleRule: CadenceRule =
      months === undefined ? { ...named, mode: 'counted' } : { ...named, mode: 'every', months };
    const studies = own.filter(({ values }) => values.type === groupStudies.type);
    // Interest groups meet for what they like; study is asked of the fellowship groups (S3-10).
    return [
      lineOf(cycleRule, words.gathering, own),
      ...(type === 'interest' ? [] : [lineOf(groupStudies, words.study, studies)])
    ];
  });
}

export const ruleText = (rule: CadenceRule): string => {
  switch (rule.mode) {
    case 'perYear':
      return words.perYear(rule.least, rule.usual);
    case 'every':
      return words.every(rule.months);
    case 'counted':
      return words.counted;
  }
};

export interface CalendarMonth {
  readonly month: number;
  readonly theme: string | undefined;
  readonly activities: readonly Activity[];
}

/** The year of today, month by month, by day. */
export function calendarOf(
  activities: readonly Activity[],
  today: IsoDate
): readonly CalendarMonth[] {
  const year = today.slice(0, 4);
  const dated = activities
    .filter(({ values }) => values.on?.startsWith(year))
    .sort((a, b) => ((a.values.on ?? '') < (b.values.on ?? '') ? -1 : 1));
  return monthThemes.map((theme, index) => ({
    month: index + 1,
    theme,
    activities: dated.filter(({ values }) => Number(values.on?.slice(5, 7)) === index + 1)
  }));
}

/** 制度执行表 on paper: the same lines as text, dates of what was held with their tick. */
export const cadenceRows = (
  lines: readonly CadenceLine[],
  today: IsoDate
): readonly (readonly (string | number)[])[] =>
  lines.map(({ title, rule, state: { held, planned, nextDue, light } }) => [
    title,
    ruleText(rule),
    held.length,
    held.map(({ on }) => words.tick(formatDay(on, today))).join('\n'),
    planned.map(({ on }) => formatDay(on, today)).join('\n'),
    nextDue === undefined ? '' : formatDay(nextDue, today),
    words.lights[light]
  ]);
