/** The history of a record, one step per entry that touched it, and the surviving values of a field. */
import type { RecordKind } from '../domain/field';
import { fittingPart } from '../domain/field-shape';
import { hlcToMs, type Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import { canonicalJson, type Json } from '../kernel/json';
import type { Scope } from '../kernel/scope';
import { collectionOf } from '../merge/field-key';
import {
  applyTrusted,
  freeRecord,
  noWriter,
  openRecord,
  type RecordDoc
} from '../merge/record-doc';
import { loadState, type Core } from './core';
import { openDocs } from './edit-record';
import { readPart, type IncomingPart } from './merge-record';
import { createRow, projectDocs } from './projector';
import type { HistoryStep, Survivor } from './types';

interface DatedPart extends IncomingPart {
  readonly entryId: string;
}

/** Steps oldest first; the parts of one moment (a save in both scopes) are one step. */
export async function readHistory(
  core: Core,
  kind: RecordKind,
  id: RecordId
): Promise<readonly HistoryStep[]> {
  const state = await loadState(core, id);
  const applied = (state?.touches ?? []).filter(({ status }) => status === 'applied');
  const read = await Promise.all(applied.map((touch) => readPart(core, id, touch)));
  const parts = read.filter((part) => part !== undefined);
  const docs = new Map<Scope, RecordDoc>();
  const definition = core.deps.registry.get(kind);
  const rowNow = () =>
    createRow({
      id,
      kind,
      projections: projectDocs(docs, definition),
      definition,
      isLocked: false
    });
  const steps: HistoryStep[] = [];
  let before = docs.size > 0 ? rowNow() : undefined;
  for (const moment of groupByMoment(parts)) {
    for (const { touch, update } of moment) {
      const doc = docs.get(touch.scope) ?? openRecord(id, noWriter);
      docs.set(touch.scope, doc);
      if (update) applyTrusted(doc, update);
    }
    const after = rowNow();
    const first = moment[0];
    if (first) {
      steps.push({
        atMs: hlcToMs(first.hlc),
        slot: first.touch.slot,
        entryId: first.entryId,
        kind: stepKind(before, after.isDeleted),
        changes: changesBetween(before?.values ?? {}, after.values)
      });
    }
    before = after;
  }
  for (const doc of docs.values()) freeRecord(doc);
  return steps;
}

/** In order of time; parts of one writer with one stamp belong together. */
function groupByMoment(parts: readonly DatedPart[]): DatedPart[][] {
  const sorted = [...parts].sort(
    (a, b) => a.hlc - b.hlc || compareText(a.touch.slot, b.touch.slot) || a.touch.seq - b.touch.seq
  );
  const moments: DatedPart[][] = [];
  for (const part of sorted) {
    const last = moments[moments.length - 1];
    const previous = last?.[0];
    if (previous?.hlc === part.hlc && previous.touch.slot === part.touch.slot) last?.push(part);
    else moments.push([part]);
  }
  return moments;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function stepKind(
  before: { readonly isDeleted: boolean } | undefined,
  isDeleted: boolean
): HistoryStep['kind'] {
  if (!before) return 'create';
  if (before.isDeleted === isDeleted) return 'set';
  return isDeleted ? 'delete' : 'undelete';
}

function changesBetween(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>
): HistoryStep['changes'] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .map((field) => ({
      field,
      before: (before[field] ?? null) as Json,
      after: (after[field] ?? null) as Json
    }))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after));
}

/** The values that survive in a field, newest first; of a list those of every item in conflict. */
export async function readSurvivors(
  core: Core,
  kind: RecordKind,
  id: RecordId,
  field: string
): Promise<readonly Survivor[]> {
  const definition = core.deps.registry.get(kind);
  const docs = openDocs(core, id, await loadState(core, id));
  const found: { value: Json; hlc: Hlc; slot: string }[] = [];
  for (const projection of projectDocs(docs, definition).values()) {
    for (const [key, { survivors, isConflict }] of projection.fields) {
      const isItem = collectionOf(key) === field;
      if (key === field || (isItem && isConflict)) found.push(...survivors);
    }
  }
  for (const doc of docs.values()) freeRecord(doc);
  const definitionOfField = definition?.fields[field];
  const fitting = found.filter(({ value }) => {
    if (value === null || !definitionOfField) return true;
    const whole = definitionOfField.cardinality === 'many' ? [value] : value;
    return fittingPart(definitionOfField, whole) !== undefined;
  });
  return fitting.map(({ value, hlc, slot }) => ({ value, atMs: hlcToMs(hlc), slot }));
}
