/** The history of a record, one step per entry that touched it. */
import { compareIds } from '../log/ids';
import type { RecordKind } from '../domain/field';
import { hlcToMs } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import { canonicalJson, type Json } from '../kernel/json';
import type { Scope } from '../kernel/scope';
import {
  applyTrusted,
  freeRecord,
  noWriter,
  openRecord,
  type RecordDoc
} from '../merge/record-doc';
import { loadState, type Core } from './core';
import type { IncomingPart } from './apply-parts';
import { readPart } from './merge-record';
import { createRow, projectDocs } from './projector';
import type { RecordState } from './state-pack';
import type { HistoryStep } from './types';

interface DatedPart extends IncomingPart {
  readonly entryId: string;
}

/** The parts that make up a record, in order of time. */
export async function readAppliedParts(
  core: Core,
  id: RecordId,
  state: RecordState | undefined
): Promise<readonly DatedPart[]> {
  const applied = (state?.touches ?? []).filter(({ status }) => status === 'applied');
  const read = await Promise.all(applied.map((touch) => readPart(core, id, touch)));
  return read
    .filter((part) => part !== undefined)
    .sort(
      (a, b) =>
        a.author.hlc - b.author.hlc ||
        compareIds(a.touch.slot, b.touch.slot) ||
        a.touch.seq - b.touch.seq
    );
}

/** Steps oldest first; the parts of one moment (a save in both scopes) are one step. */
export async function readHistory(
  core: Core,
  kind: RecordKind,
  id: RecordId
): Promise<readonly HistoryStep[]> {
  const parts = await readAppliedParts(core, id, await loadState(core, id));
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
        atMs: hlcToMs(first.author.hlc),
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

/** Parts of one writer with one stamp belong together. */
function groupByMoment(parts: readonly DatedPart[]): DatedPart[][] {
  const moments: DatedPart[][] = [];
  for (const part of parts) {
    const last = moments[moments.length - 1];
    const previous = last?.[0];
    if (previous?.author.hlc === part.author.hlc && previous.touch.slot === part.touch.slot)
      last?.push(part);
    else moments.push([part]);
  }
  return moments;
}

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
