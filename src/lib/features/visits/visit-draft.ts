/**
 * What a visit form holds: raw values by field name, as typed. The record's own parse judges them on saving,
 * this module only starts, compares and trims them. An edit sends the changed fields alone, so that values the
 * consent gate withholds are never cleared by someone who can't see them (I14).
 */
import type { VisitItem, VisitTask } from '../../app/types';
import { isFestivalCause } from '../../domain/visit/festival-causes';
import { visitRecord } from '../../domain/visit/record';
import type { WorkerRow } from '../../domain/worker/record';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';

export type VisitField = keyof typeof visitRecord.fields;
export type VisitDraft = Readonly<Partial<Record<VisitField, Json>>>;

/** Fields the form shows; the others are bookkeeping of an import. */
export const formFields: readonly VisitField[] = (
  Object.keys(visitRecord.fields) as VisitField[]
).filter((name) => name !== 'importBatch' && name !== 'importRow');

export interface FreshInput {
  readonly today: IsoDate;
  readonly workerLabel: string;
  readonly workers: readonly WorkerRow[];
  readonly person: RecordId | undefined;
  /** The must-visit it is to settle. */
  readonly task?: VisitTask | undefined;
}

/** 上门, unless the must-visit asks for something else. */
function methodFor(task: VisitTask | undefined): string {
  const [first = 'home'] = task?.methods ?? [];
  return task?.methods.includes('home') ? 'home' : first;
}

/** 日期 today, 方式 上门, 走访人 me (UX rule 2). Without a record of me my name stands as typed. */
export function freshDraft({ today, workerLabel, workers, person, task }: FreshInput): VisitDraft {
  const me = workers.find((row) => row.values.name === workerLabel);
  return {
    people: person === undefined ? [] : [person],
    on: today,
    method: methodFor(task),
    ...(task?.cause ? { cause: task.cause } : {}),
    ...(task?.festival ? { festival: task.festival } : {}),
    ...(me ? { visitors: [me.id] } : { otherVisitors: [workerLabel] })
  };
}

export function draftOfVisit(visit: VisitItem): VisitDraft {
  const draft: Partial<Record<VisitField, Json>> = {};
  const values: Readonly<Partial<Record<VisitField, unknown>>> = visit.values;
  for (const name of formFields) {
    if (values[name] !== undefined) draft[name] = values[name] as Json;
  }
  return draft;
}

/** A stored draft of any version: unknown fields fall away, anything but an object is none. */
export function parseDraft(stored: Json | undefined): VisitDraft | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  const values = stored as Readonly<Record<string, Json>>;
  const draft: Partial<Record<VisitField, Json>> = {};
  for (const name of formFields) {
    const value = values[name];
    if (value !== undefined) draft[name] = value;
  }
  return draft;
}

const isSame = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** A festival belongs to a festive cause only; any other cause takes it away. */
export const withCause = (draft: VisitDraft, cause: string): VisitDraft => ({
  ...draft,
  cause,
  ...(isFestivalCause(cause) ? {} : { festival: '' })
});

/** What a save sends: everything filled in for a new visit, the changed fields for a present one. */
export function valuesToSave(
  draft: VisitDraft,
  before: VisitDraft | undefined
): Readonly<Record<string, Json>> {
  const values: Record<string, Json> = {};
  for (const name of formFields) {
    const value = draft[name] ?? null;
    if (
      before
        ? !isSame(value, before[name]) && !(isEmpty(value) && isEmpty(before[name]))
        : !isEmpty(value)
    ) {
      values[name] = value;
    }
  }
  return values;
}
