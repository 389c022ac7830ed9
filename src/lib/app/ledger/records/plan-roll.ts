/**
 * Who came to an activity as attendances under the ids that a roll call gives them (H3-2), so that both meet. Nobody's
 * attendance that stands is touched, and what somebody took away stays away (I11). A form and a matrix may tell of the
 * same activity: each person gets one attendance.
 */
import { attendanceRoles } from '../../../domain/code-lists/attendance-role';
import type { ActivityValues } from '../../../domain/activity/record';
import { isPresentRole } from '../../../domain/activity/roll';
import type { ReportLine } from '../../../exchange/ledger/report';
import type { RecordId } from '../../../kernel/ids';
import type { FieldPatch, RecordChange } from '../../../storage/types';
import type { CheckedLedger } from '../check-ledger';
import type { JobDeps } from '../job-deps';
import type { WriteDecisions } from '../types';
import type { NamedPeople } from './named-people';
import { writeEntry } from './write-entry';

interface Attendance {
  readonly role: string;
  readonly marks: FieldPatch;
}

export interface RollPlan {
  /** @returns the role that stands: what was told first. */
  add(activity: RecordId, person: RecordId, role: string, marks: FieldPatch): string;
  /** People without a name here, of an activity whose 实到 nobody wrote. */
  addUnnamed(activity: RecordId, count: number, marks: FieldPatch): void;
  /** Of a new activity whose 实到 is written: whoever is not named is a number. */
  setTotal(activity: RecordId, actual: number, marks: FieldPatch): void;
  changes(): Promise<RollChanges>;
}

export interface RollChanges {
  readonly named: readonly RecordChange[];
  readonly unnamed: readonly RecordChange[];
}

const keyOf = (activity: RecordId, person: RecordId): string =>
  JSON.stringify(['attendance', activity, person]);
const unnamedKey = (activity: RecordId): string => `entry:roll/${activity}/unnamed`;

interface Unnamed {
  readonly count: number;
  readonly marks: FieldPatch;
}

export function createRollPlan(deps: JobDeps): RollPlan {
  const attendances = new Map<string, Attendance & { activity: RecordId; person: RecordId }>();
  const unnamed = new Map<RecordId, Unnamed>();
  const totals = new Map<RecordId, Unnamed>();
  const presentAt = (activity: RecordId): number =>
    [...attendances.values()].filter(
      (each) => each.activity === activity && isPresentRole(each.role)
    ).length;
  return {
    add(activity, person, role, marks) {
      const key = keyOf(activity, person);
      const before = attendances.get(key);
      if (!before) attendances.set(key, { activity, person, role, marks });
      return before?.role ?? role;
    },
    addUnnamed(activity, count, marks) {
      const before = unnamed.get(activity)?.count ?? 0;
      unnamed.set(activity, { count: Math.max(before, count), marks });
    },
    setTotal(activity, count, marks) {
      totals.set(activity, { count, marks });
    },
    async changes() {
      for (const [activity, { count, marks }] of totals) {
        const rest = count - presentAt(activity);
        if (rest > 0) unnamed.set(activity, { count: rest, marks });
      }
      const keys = [...attendances.keys(), ...[...unnamed.keys()].map(unnamedKey)];
      const ids = await deps.importIds(keys);
      const write = (key: string, values: FieldPatch): readonly RecordChange[] => {
        const id = ids.get(key);
        const isFree = id !== undefined && !deps.isErased(id);
        return isFree ? writeEntry(deps, 'attendance', id, values) : [];
      };
      return {
        named: [...attendances].flatMap(([key, { marks, ...values }]) =>
          write(key, { ...values, ...marks })
        ),
        unnamed: [...unnamed].flatMap(([activity, { count, marks }]) =>
          write(unnamedKey(activity), { activity, count, role: 'attended', ...marks })
        )
      };
    }
  };
}

const messages = {
  open: '没有选定是哪一场活动，这一列没有导入',
  unnamed: '人才库里没有选定是谁，没有记到人名下',
  twice: (role: string): string =>
    `同一场活动别处写的是“${attendanceRoles.labelOf(role) ?? role}”，照那里记`
} as const;

/** The columns of sign-in matrices, each in the batch of its sheet. */
export function planRolls(
  { context }: JobDeps,
  { rolls, records, sheets }: CheckedLedger,
  decisions: WriteDecisions,
  names: Pick<NamedPeople, 'idOf' | 'peopleFor'>,
  batchOf: (sheetKey: string) => RecordId,
  plan: RollPlan
): { readonly people: readonly RecordChange[]; readonly lines: readonly ReportLine[] } {
  const answers = new Map((decisions.rolls ?? []).map(({ key, is }) => [key, is]));
  const fresh = new Map(records.map(({ id, record }) => [id, record.values as ActivityValues]));
  const people: RecordChange[] = [];
  const lines: ReportLine[] = [];
  for (const { roll, question, entries } of rolls) {
    const proposal = sheets.find(({ sheet }) => sheet.proposal.sheetKey === roll.sheetKey)?.sheet
      .proposal;
    const say = (raw: string, message: string): void => {
      const { fileName = '', sheetName = '' } = proposal ?? {};
      lines.push({ kind: 'note', fileName, sheetName, columnLabel: roll.title, raw, message });
    };
    const activity = answers.get(question.key) ?? question.matched ?? 'none';
    if (activity === 'none') {
      say('', messages.open);
      continue;
    }
    const unknown: string[] = [];
    const unnamed = new Set<string>();
    for (const { named, role } of entries) {
      const marks = {
        importBatch: batchOf(roll.sheetKey),
        importRow: `${proposal?.sheetName ?? ''}/${roll.column}`
      };
      people.push(...names.peopleFor([named], marks));
      const person = names.idOf(named);
      if (person !== undefined) {
        const stands = plan.add(activity, person, role, marks);
        if (stands !== role) say(named.name, messages.twice(stands));
        continue;
      }
      unknown.push(named.name);
      if (isPresentRole(role)) unnamed.add(named.name);
    }
    if (unknown.length === 0) continue;
    say(unknown.join('、'), messages.unnamed);
    const { actual } =
      fresh.get(activity) ??
      ((context.replica.view.row('activity', activity)?.values ?? {}) as ActivityValues);
    const marks = { importBatch: batchOf(roll.sheetKey), importRow: roll.column };
    if (actual === undefined && unnamed.size > 0) plan.addUnnamed(activity, unnamed.size, marks);
  }
  return { people, lines };
}
