/** 今日, first form: who waits for consent, what was agreed, what runs out, what changed, how old the backup is. */
import { awaitsConsent, type GatedPerson } from '../../domain/consent/gate';
import { workKinds } from '../../domain/registry';
import type { RecordRow } from '../../domain/record';
import { addDays, type IsoDate } from '../../kernel/dates';
import { hlcToMs } from '../../kernel/hlc';
import type { RecordView } from '../../storage/types';
import type { PeopleSnapshot, TodayView, VisitItem } from '../types';
import type { EarlierHands } from './earlier-hands';
import { recentChanges } from './recent-changes';

/** An agreed visit shows from a week before; an expiring consent from two months before. */
const agreedLeadDays = 7;
const expiryLeadDays = 60;

export interface TodayInput {
  readonly view: RecordView;
  readonly people: PeopleSnapshot;
  readonly everyone: Iterable<GatedPerson>;
  readonly visits: readonly VisitItem[];
  readonly today: IsoDate;
  readonly lastBackupAtMs: number | undefined;
  readonly earlierOf: EarlierHands;
  /** Through the gate. */
  readonly titleOf: (row: RecordRow) => string;
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
    recentChanges: recentChanges({ ...input, kinds: workKinds }),
    lastBackupAtMs: input.lastBackupAtMs,
    changesSinceBackup: changesSince(input.view, input.lastBackupAtMs)
  };
}
