/** 今日, first form: who waits for consent, what was agreed, what runs out, what changed, how old the backup is. */
import { awaitsConsent, type GatedPerson } from '../../domain/consent/gate';
import type { RecordKind } from '../../domain/field';
import { recordDefinitions } from '../../domain/registry';
import type { RecordRow } from '../../domain/record';
import { addDays, localDate, type IsoDate } from '../../kernel/dates';
import { hlcToMs } from '../../kernel/hlc';
import type { RecordView } from '../../storage/types';
import type { PeopleSnapshot, TodayView, VisitItem } from '../types';

/** An agreed visit shows from a week before; an expiring consent from two months before. */
const agreedLeadDays = 7;
const expiryLeadDays = 60;
const recentLimit = 12;
const recentDays = 7;

/** Kinds whose changes are worth a line; audit and settings are not work. */
const workKinds = ['person', 'visit', 'consent', 'household', 'importBatch'] as const;

export interface TodayInput {
  readonly view: RecordView;
  readonly people: PeopleSnapshot;
  readonly everyone: Iterable<GatedPerson>;
  readonly visits: readonly VisitItem[];
  readonly today: IsoDate;
  readonly lastBackupAtMs: number | undefined;
  readonly titleOf: (kind: RecordKind, row: RecordRow) => string;
  readonly nameOfSlot: (slot: string) => string;
}

/** A date agreed on a visit is done once the same people were visited on that day or later. */
function agreedVisits(input: TodayInput): TodayView['agreedVisits'] {
  const lastVisit = new Map<string, string>();
  for (const visit of input.visits) {
    for (const { id } of visit.people) {
      const on = visit.values.on ?? '';
      if (on > (lastVisit.get(id) ?? '')) lastVisit.set(id, on);
    }
  }
  const horizon = addDays(input.today, agreedLeadDays);
  return input.visits
    .flatMap((visit) => {
      const dueOn = visit.values.nextOn;
      if (!dueOn || dueOn > horizon) return [];
      const made = visit.values.on ?? '';
      const isDone =
        visit.people.length > 0 && visit.people.every(({ id }) => (lastVisit.get(id) ?? '') > made);
      return isDone ? [] : [{ visit, dueOn, isOverdue: dueOn < input.today }];
    })
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

function expiringConsents(input: TodayInput): TodayView['expiringConsents'] {
  const horizon = addDays(input.today, expiryLeadDays);
  return input.people.all
    .flatMap((person) =>
      person.state === 'valid' && person.expiresOn && person.expiresOn <= horizon
        ? [{ person, expiresOn: person.expiresOn }]
        : []
    )
    .sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
}

function erasuresDue(input: TodayInput): TodayView['erasuresDue'] {
  const due: { id: GatedPerson['id']; label: string; dueOn: IsoDate }[] = [];
  for (const person of input.everyone) {
    const dueOn = person.eraseProposedOn;
    if (!dueOn || dueOn > input.today) continue;
    const label = person.values.name ?? '已撤回同意的一位成员';
    due.push({ id: person.id, label, dueOn });
  }
  return due.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

/** 走访 2026-11-24, 成员 任谷雨: the kind once, also when the title begins with it. */
const labelled = (label: string, title: string): string =>
  title.startsWith(label) ? title : `${label} ${title}`.trim();

function recentChanges(input: TodayInput): TodayView['recentChanges'] {
  const since = addDays(input.today, -recentDays);
  const rows: { kind: RecordKind; row: RecordRow }[] = [];
  for (const kind of workKinds) {
    for (const row of input.view.rows(kind)) {
      if (!row.isLocked && localDate(hlcToMs(row.updatedAt)) >= since) rows.push({ kind, row });
    }
  }
  rows.sort((a, b) => b.row.updatedAt - a.row.updatedAt);
  return groupChanges(rows)
    .slice(0, recentLimit)
    .map((group) => changeLine(group, input));
}

interface ChangedRow {
  readonly kind: RecordKind;
  readonly row: RecordRow;
}

type Verb = '删除' | '新增' | '修改';

/** A creation with several fields takes several stamps of one moment. */
function verbOf(row: RecordRow): Verb {
  if (row.isDeleted) return '删除';
  return hlcToMs(row.createdAt) === hlcToMs(row.updatedAt) ? '新增' : '修改';
}

/** What one hand did to one kind within a minute is one line: an import is not five hundred. */
function groupChanges(
  rows: readonly ChangedRow[]
): readonly (readonly [ChangedRow, ...ChangedRow[]])[] {
  const groups = new Map<string, [ChangedRow, ...ChangedRow[]]>();
  for (const changed of rows) {
    const { kind, row } = changed;
    const minute = Math.floor(hlcToMs(row.updatedAt) / 60_000);
    const key = [row.updatedBy, kind, verbOf(row), minute].join('/');
    const group = groups.get(key);
    if (group) group.push(changed);
    else groups.set(key, [changed]);
  }
  return [...groups.values()];
}

function changeLine(
  [first, ...others]: readonly [ChangedRow, ...ChangedRow[]],
  input: TodayInput
): TodayView['recentChanges'][number] {
  const { kind, row } = first;
  const label = recordDefinitions[kind].label;
  const what =
    others.length === 0
      ? labelled(label, input.titleOf(kind, row))
      : `${label} ${others.length + 1} 条`;
  return {
    atMs: hlcToMs(row.updatedAt),
    text: `${input.nameOfSlot(row.updatedBy)} ${verbOf(row)}了${what}`,
    kind,
    id: row.id
  };
}

/** Changed records since a backup; everything when there was none. */
export function changesSince(view: RecordView, atMs: number | undefined): number {
  let count = 0;
  for (const kind of workKinds) {
    for (const row of view.rows(kind)) {
      if (atMs === undefined || hlcToMs(row.updatedAt) > atMs) count++;
    }
  }
  return count;
}

export function computeToday(input: TodayInput): TodayView {
  return {
    today: input.today,
    pendingConsents: input.people.all.filter(awaitsConsent),
    expiringConsents: expiringConsents(input),
    agreedVisits: agreedVisits(input),
    erasuresDue: erasuresDue(input),
    recentChanges: recentChanges(input),
    lastBackupAtMs: input.lastBackupAtMs,
    changesSinceBackup: changesSince(input.view, input.lastBackupAtMs)
  };
}
