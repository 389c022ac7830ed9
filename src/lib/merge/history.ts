/**
 * What each step changed in a record (SPEC 8): replays admitted updates one after the other. Give them in the
 * order in which the reader wants the story told; an update that waits for a later one shows with that one.
 */
import { equalJson, type Json } from '../kernel/json';
import type { FieldKey, WriterSlot } from './field-key';
import { project, type Deletion, type Policies, type RecordProjection } from './project';
import { applyTrusted, freeRecord, noWriter, openRecord } from './record-doc';

/** Absent before its first value; null when cleared or removed. */
export interface FieldChange {
  readonly type: 'field';
  readonly key: FieldKey;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Values that stand beside the shown one after the step, newest first. */
  readonly others: readonly { readonly value: Json; readonly slot: WriterSlot }[];
}

export interface TextChangeOfStep {
  readonly type: 'text';
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

export interface DeletionChange {
  readonly type: 'deletion';
  readonly before: Deletion;
  readonly after: Deletion;
}

export type Change = FieldChange | TextChangeOfStep | DeletionChange;

export interface HistoryStep<Meta> {
  readonly update: Uint8Array;
  readonly meta: Meta;
}

/** The changes of each step, lazily; a step that changed nothing that shows has an empty list. */
export function* historyOf<Meta>(
  recordId: string,
  steps: Iterable<HistoryStep<Meta>>,
  policies: Policies = {}
): Generator<{ readonly meta: Meta; readonly changes: readonly Change[] }> {
  const record = openRecord(recordId, noWriter);
  try {
    let before = project(record, policies);
    for (const { update, meta } of steps) {
      applyTrusted(record, update);
      const after = project(record, policies);
      yield { meta, changes: changesBetween(before, after) };
      before = after;
    }
  } finally {
    freeRecord(record);
  }
}

/** What shows differently in two projections of one record. */
export function changesBetween(before: RecordProjection, after: RecordProjection): Change[] {
  const changes: Change[] = [];
  for (const key of unionOfKeys(before.fields, after.fields)) {
    const change = fieldChange(key, before, after);
    if (change !== undefined) changes.push(change);
  }
  for (const key of unionOfKeys(before.texts, after.texts)) {
    const [old, now] = [before.texts.get(key) ?? '', after.texts.get(key) ?? ''];
    if (old !== now) changes.push({ type: 'text', key, before: old, after: now });
  }
  if (before.deletion !== after.deletion) {
    changes.push({ type: 'deletion', before: before.deletion, after: after.deletion });
  }
  return changes;
}

function fieldChange(
  key: FieldKey,
  before: RecordProjection,
  after: RecordProjection
): FieldChange | undefined {
  const old = before.fields.get(key);
  const now = after.fields.get(key);
  const others = otherValues(after, key);
  const isSame = old !== undefined && now !== undefined && equalJson(old.value, now.value);
  if (isSame && equalJson(others, otherValues(before, key))) return undefined;
  return { type: 'field', key, before: old?.value, after: now?.value, others };
}

function otherValues(
  projection: RecordProjection,
  key: FieldKey
): { readonly value: Json; readonly slot: WriterSlot }[] {
  const field = projection.fields.get(key);
  if (field === undefined || !field.isConflict) return [];
  const others = field.survivors.filter(({ value }) => !equalJson(value, field.value));
  return others.map(({ value, slot }) => ({ value, slot }));
}

const unionOfKeys = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].sort();
