/**
 * Which activity a column of a sign-in matrix is (H3-2): day and title tell for certain, one of them alone is asked. The
 * activity may stand in the book or come in with the same workbook. Who is on its roll already is not asked again.
 */
import type { ActivityValues } from '../../../domain/activity/record';
import type { AttendanceValues } from '../../../domain/attendance/record';
import type { ParsedRoll, RollEntry } from '../../../exchange/ledger/types';
import type { RecordId } from '../../../kernel/ids';
import type { SessionContext } from '../../session/context';
import type { ReadSheet } from '../check-ledger';
import type { RollQuestion } from '../types';
import type { CheckedRecord } from './check-records';
import { questionKey } from './name-questions';

export interface CheckedRoll {
  readonly roll: ParsedRoll;
  readonly question: RollQuestion;
  /** Those who are not on the roll yet. */
  readonly entries: readonly RollEntry[];
}

interface KnownActivity {
  readonly id: RecordId;
  readonly topic: string;
  readonly on: string;
}

/** Fewer characters that agree are a word, and no title. */
const shortestTitle = 4;
const mostCandidates = 12;

export function checkRolls(
  context: SessionContext,
  sheets: readonly ReadSheet[],
  records: readonly CheckedRecord[]
): readonly CheckedRoll[] {
  const rolls = sheets.flatMap(({ sheet, parsed }) =>
    parsed.rolls.map((roll) => ({ roll, sheetName: sheet.proposal.sheetName }))
  );
  if (rolls.length === 0) return [];
  const activities = activitiesOf(context, records);
  const isOnRoll = standingRolls(context);
  return rolls.map(({ roll, sheetName }): CheckedRoll => {
    const { matched, candidates } = meant(roll, activities);
    const entries = roll.entries.filter(
      ({ named }) => matched === undefined || !isOnRoll(matched.id, named.name)
    );
    return {
      roll,
      entries,
      question: {
        key: `${roll.sheetKey} ${roll.column}`,
        title: roll.title,
        on: roll.on,
        place: `${sheetName} ${roll.column} 列`,
        ...(matched ? { matched: matched.id } : {}),
        candidates: candidates.map(({ id, topic, on }) => ({ id, label: `${on} ${topic}` })),
        names: entries.map(({ named }) => questionKey(named)),
        already: roll.entries.length - entries.length
      }
    };
  });
}

function activitiesOf(
  { replica }: SessionContext,
  records: readonly CheckedRecord[]
): readonly KnownActivity[] {
  const known = new Map<RecordId, KnownActivity>();
  const add = (id: RecordId, { topic, on }: Partial<ActivityValues>): void => {
    if (topic !== undefined && on !== undefined) known.set(id, { id, topic, on });
  };
  for (const row of replica.view.rows('activity')) {
    if (!row.isDeleted && !row.isLocked) add(row.id, row.values as ActivityValues);
  }
  for (const { record, id, state } of records) {
    if (record.kind === 'activity' && state === 'new') add(id, record.values as ActivityValues);
  }
  return [...known.values()];
}

/** By activity: the names of those who have an attendance that stands. */
function standingRolls({
  replica,
  people
}: SessionContext): (id: RecordId, name: string) => boolean {
  const names = new Map<RecordId, Set<string>>();
  for (const row of replica.view.rows('attendance')) {
    const { activity, person } = row.values as Partial<AttendanceValues>;
    if (row.isDeleted || activity === undefined || person === undefined) continue;
    const name = people.gated(person)?.values.name;
    if (name !== undefined) names.set(activity, (names.get(activity) ?? new Set()).add(name));
  }
  return (id, name) => names.get(id)?.has(name) === true;
}

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]/gu, '');

function isSameTitle(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)];
  if (a === b) return a !== '';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= shortestTitle && long.includes(short);
}

function meant(
  { title, on }: ParsedRoll,
  activities: readonly KnownActivity[]
): { readonly matched?: KnownActivity; readonly candidates: readonly KnownActivity[] } {
  const ofDay = activities.filter((each) => each.on === on);
  const ofTitle = activities.filter(({ topic }) => isSameTitle(topic, title));
  const both = ofDay.filter((each) => ofTitle.includes(each));
  const [only, ...others] = both;
  const matched = only && others.length === 0 ? only : undefined;
  const candidates = [...new Set([...both, ...ofDay, ...ofTitle])].slice(0, mostCandidates);
  return { ...(matched ? { matched } : {}), candidates };
}
