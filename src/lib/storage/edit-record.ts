/** One record's share of a commit: opens its documents, writes the change, and projects the result. */
import { assert } from '../kernel/assert';
import type { RecordKind } from '../domain/field';
import type { RecordDefinition, RecordRow } from '../domain/record';
import type { Bytes } from '../kernel/bytes';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { Json } from '../kernel/json';
import { scopes, type Scope } from '../kernel/scope';
import { isAuditId, isAuditIdOf } from '../log/audit-id';
import {
  createdValue,
  createRecord,
  freeMerged,
  openMerged,
  stateOf,
  toRecordDoc,
  type MergedDoc
} from '../merge/create-record';
import { edit, type FieldOp } from '../merge/edit';
import type { RecordProjection } from '../merge/project';
import { openRecord, type RecordDoc } from '../merge/record-doc';
import { stateHash } from '../merge/state-hash';
import { loadState, type Core } from './core';
import { changeToOps, type NetChange } from './net-change';
import {
  createRow,
  fieldValue,
  kindField,
  kindOfDocs,
  policiesOf,
  projectDocs,
  type Projections
} from './projector';
import type { RecordState, ScopedDoc, Touch, UnknownKind } from './state-pack';
import { hasOwnHeld, outrun } from './own-clocks';
import type { CommitFailure, RecordChange } from './types';
import { unfolded } from './kind-rows';
import type { PlacedRow } from './view-page';

/** A record after its edit; `updates` become parts of entries. */
export interface EditedRecord {
  readonly change: NetChange;
  readonly before: RecordState | undefined;
  readonly updates: readonly { readonly scope: Scope; readonly update: Bytes }[];
  readonly docs: readonly ScopedDoc[];
  readonly touches: readonly Touch[];
  readonly placed: PlacedRow;
  readonly inverse: readonly RecordChange[];
  readonly written: RecordChange;
}

export type EditOutcome =
  | { readonly type: 'edited'; readonly record: EditedRecord }
  | { readonly type: 'unchanged' }
  | { readonly type: 'failed'; readonly failure: CommitFailure };

const writtenOnce: CommitFailure = { type: 'read-only', reason: 'written-once' };

export async function editRecord(core: Core, change: NetChange): Promise<EditOutcome> {
  const definition = core.deps.registry.get(change.kind);
  assert(definition, `unknown record kind ${change.kind}`);
  const state = core.erased.has(change.id)
    ? undefined
    : await loadState(core, change.id, change.kind);
  if (core.erased.has(change.id) || (!state && !change.isCreate)) {
    return { type: 'failed', failure: { type: 'unknown-record', id: change.id } };
  }
  if (hasOwnHeld(core, state)) return { type: 'failed', failure: outrun };
  if (definition.stream === 'audit') {
    if (state || !change.isCreate) return { type: 'failed', failure: writtenOnce };
    assert(isAuditIdOf(change.id, core.writer.slot), 'an audit has an id of createAuditId');
  } else assert(!isAuditId(change.id), 'only an audit has an id of createAuditId');
  const created = state ? undefined : createAtOnce(core, change, definition);
  if (created) return { type: 'edited', record: created };
  const docs = mergedDocs(core, change.id, state);
  try {
    const shown = projectDocs(docs, definition);
    const ops = changeToOps(change, definition, shown);
    const edited = editDocs(core, { id: change.id, kind: change.kind, state }, docs, ops);
    if (!edited) return { type: 'unchanged' };
    const { after, ...rest } = edited;
    const written = { type: 'set', kind: change.kind, id: change.id } as const;
    return {
      type: 'edited',
      record: {
        ...rest,
        change,
        inverse: inverseOf(core, change, shown),
        written: { ...written, values: valuesOf(core, change, after) }
      }
    };
  } finally {
    for (const doc of docs.values()) freeMerged(doc);
  }
}

/**
 * A new record without documents, as imports make thousands; undefined where its first save does more than write first
 * values (free text, a deletion).
 */
function createAtOnce(
  core: Core,
  change: NetChange,
  definition: RecordDefinition
): EditedRecord | undefined {
  const ops = [...changeToOps(change, definition, noProjections)];
  const { slot, clientId } = core.writer;
  const policies = policiesOf(definition);
  const isPlain = ops.every(([, scoped]) => scoped.length === 1 && scoped[0]?.type === 'create');
  if (!isPlain) return undefined;
  const updates: { scope: Scope; update: Bytes }[] = [];
  const projections = new Map<Scope, RecordProjection>();
  for (const [scope, [op]] of ops) {
    if (op?.type !== 'create') return undefined;
    const { values } = op;
    const made = createRecord({ slot, clientId, values, hlc: core.hlc.next(), policies });
    updates.push({ scope, update: made.update as Bytes });
    projections.set(scope, made.projection);
  }
  const docs = scopes.flatMap((scope): ScopedDoc[] => {
    const update = updates.find((one) => one.scope === scope)?.update;
    const projection = projections.get(scope);
    // One item is its own state.
    return update && projection ? [{ scope, state: update, hash: stateHash(projection) }] : [];
  });
  return {
    change,
    before: undefined,
    updates,
    docs,
    touches: [],
    placed: placeRow(core, projections, change.id),
    inverse: inverseOf(core, change, noProjections),
    written: {
      type: 'set',
      kind: change.kind,
      id: change.id,
      values: valuesOf(core, change, projections)
    }
  };
}

const noProjections: Projections = new Map();

interface Edited {
  readonly id: RecordId;
  /** What it most likely is. */
  readonly kind: RecordKind | UnknownKind;
  readonly state: RecordState | undefined;
}

/** Writes operations into documents as this device; undefined when they change nothing. */
export function editDocs(
  core: Core,
  { id, kind, state }: Edited,
  docs: Map<Scope, MergedDoc>,
  ops: ReadonlyMap<Scope, readonly FieldOp[]>,
  nextStamp: () => Hlc = () => core.hlc.next()
) {
  const updates: { scope: Scope; update: Bytes }[] = [];
  for (const [scope, scopeOps] of ops) {
    const doc = toRecordDoc(id, core.writer.clientId, docs.get(scope));
    docs.set(scope, doc);
    const update = edit(doc, core.writer.slot, scopeOps, nextStamp);
    if (update) updates.push({ scope, update: update as Bytes });
  }
  if (updates.length === 0) return undefined;
  const after = projectAs(core, id, docs, kind);
  const changedScopes = new Set(updates.map(({ scope }) => scope));
  return {
    before: state,
    updates,
    after,
    docs: encodeDocs(docs, after, state, changedScopes),
    touches: state?.touches ?? [],
    placed: placeRow(core, after, id)
  };
}

/** The projections of a record by the policies of its kind, which the documents themselves say. */
export function projectAs(
  core: Core,
  id: RecordId,
  docs: ReadonlyMap<Scope, MergedDoc>,
  likely: RecordKind | UnknownKind
): Projections {
  const definitionOf = (kind: RecordKind | UnknownKind) =>
    kind === 'unknown' ? undefined : core.deps.registry.get(kind);
  const guess = likely === 'unknown' ? createdKind(docs) : likely;
  // No policy touches the field that says the kind, so that one projection serves for both in most cases.
  const projections = projectDocs(docs, definitionOf(guess));
  const kind = kindOf(core, id, projections);
  return kind === guess ? projections : projectDocs(docs, definitionOf(kind));
}

/** What a record says it is that was only created here: a guess, spared from projecting it for that alone. */
function createdKind(docs: ReadonlyMap<Scope, MergedDoc>): RecordKind | UnknownKind {
  for (const doc of docs.values()) {
    const kind = createdValue(doc, kindField);
    if (typeof kind === 'string') return kind as RecordKind;
  }
  return 'unknown';
}

/** The documents of a state, by scope in stored order; the caller frees them. */
export function openDocs(
  core: Core,
  id: RecordId,
  state: RecordState | undefined
): Map<Scope, RecordDoc> {
  return new Map(
    (state?.docs ?? []).map(({ scope, state: bytes }) => [
      scope,
      openRecord(id, core.writer.clientId, bytes)
    ])
  );
}

/** The same to read from; what is going to change in it is opened then. */
const mergedDocs = (
  core: Core,
  id: RecordId,
  state: RecordState | undefined
): Map<Scope, MergedDoc> =>
  new Map(
    (state?.docs ?? []).map(({ scope, state: bytes }) => [
      scope,
      openMerged(id, core.writer.clientId, bytes)
    ])
  );

/** Encodes what changed and keeps the other documents as they were; sorted by scope. */
export function encodeDocs(
  docs: ReadonlyMap<Scope, MergedDoc>,
  projections: Projections,
  before: RecordState | undefined,
  changedScopes: ReadonlySet<Scope>
): ScopedDoc[] {
  return scopes.flatMap((scope) => {
    const doc = docs.get(scope);
    const projection = projections.get(scope);
    if (!doc || !projection) return [];
    const kept = before?.docs.find((one) => one.scope === scope);
    if (kept && !changedScopes.has(scope)) return [kept];
    return [{ scope, state: stateOf(doc) as Bytes, hash: stateHash(projection) }];
  });
}

/** What a record is: an audit's id and kind belong together, else it is nothing this build shows (log/SPEC E10). */
export function kindOf(
  core: Core,
  id: RecordId,
  projections: Projections
): RecordKind | UnknownKind {
  const kind = kindOfDocs(projections);
  const definition = kind === 'unknown' ? undefined : core.deps.registry.get(kind);
  const isAudit = definition?.stream === 'audit';
  return definition && isAudit !== isAuditId(id) ? 'unknown' : kind;
}

/** The row of a record as its documents stand, with its search key. */
export function placeRow(core: Core, projections: Projections, id: RecordId): PlacedRow {
  const kind = kindOf(core, id, projections);
  const definition = kind === 'unknown' ? undefined : core.deps.registry.get(kind);
  const row: RecordRow = createRow({
    id,
    kind,
    projections,
    definition,
    isLocked: core.locked.has(id)
  });
  return { row, place: unfolded, searchKey: core.deps.searchKeyOf?.(row) };
}

/** Values of the fields that a change names; null where there is none. */
function valuesOf(core: Core, change: NetChange, projections: Projections): Record<string, Json> {
  const fields = core.deps.registry.get(change.kind)?.fields ?? {};
  const values: Record<string, Json> = {};
  for (const name of Object.keys(change.patch)) {
    const field = fields[name];
    const projection = field && projections.get(field.scope);
    values[name] = (field && projection && fieldValue(name, field, projection)) ?? null;
  }
  return values;
}

function inverseOf(core: Core, change: NetChange, before: Projections): RecordChange[] {
  const { kind, id } = change;
  if (before.size === 0) return [{ type: 'delete', kind, id }];
  const inverse: RecordChange[] = [];
  const wasDeleted = [...before.values()].some(({ deletion }) => deletion === 'deleted');
  if (change.isDeleted !== undefined && change.isDeleted !== wasDeleted) {
    inverse.push({ type: wasDeleted ? 'delete' : 'undelete', kind, id });
  }
  if (Object.keys(change.patch).length > 0) {
    inverse.push({ type: 'set', kind, id, values: valuesOf(core, change, before) });
  }
  return inverse;
}
