/**
 * Changes of one commit, joined per record and turned into merge operations per scope. A record has at most one
 * edit per scope in a commit, as one entry part holds one record.
 */
import { assert } from '../kernel/assert';
import type { RecordKind } from '../domain/field';
import type { RecordDefinition } from '../domain/record';
import type { RecordId } from '../kernel/ids';
import { canonicalJson, type Json } from '../kernel/json';
import type { Scope } from '../kernel/scope';
import type { FieldOp } from '../merge/edit';
import { collectionOf, deletedKey, itemKeyOf } from '../merge/field-key';
import type { RecordProjection } from '../merge/project';
import { kindField, versionField, type Projections } from './projector';
import type { FieldPatch, RecordChange } from './types';

/** What a whole commit does to one record. */
export interface NetChange {
  readonly kind: RecordKind;
  readonly id: RecordId;
  isCreate: boolean;
  patch: FieldPatch;
  /** undefined: deletion is not touched. */
  isDeleted: boolean | undefined;
}

/** Joins changes per record, in the order in which the records first appear. */
export function joinChanges(changes: readonly RecordChange[]): NetChange[] {
  const byId = new Map<RecordId, NetChange>();
  for (const change of changes) {
    const { kind, id } = change;
    let net = byId.get(id);
    if (!net) {
      net = { kind, id, isCreate: false, patch: {}, isDeleted: undefined };
      byId.set(id, net);
    }
    if (change.type === 'create') net.isCreate = true;
    if (change.type === 'create' || change.type === 'set')
      net.patch = { ...net.patch, ...change.values };
    else net.isDeleted = change.type === 'delete';
  }
  return [...byId.values()];
}

/** Operations by scope; a scope without any is left out. `projections` is the record as it stands. */
export function changeToOps(
  change: NetChange,
  definition: RecordDefinition,
  projections: Projections
): ReadonlyMap<Scope, readonly FieldOp[]> {
  const byScope = new Map<Scope, Record<string, Json>>();
  // A new record always has the document of its home: that is where its kind and deletion stand.
  const home = homeScope(definition);
  if (change.isCreate && !projections.has(home)) byScope.set(home, {});
  for (const [name, value] of Object.entries(change.patch)) {
    const field = definition.fields[name];
    assert(field, `${definition.kind} has no field ${name}`);
    const ofScope = byScope.get(field.scope) ?? {};
    ofScope[name] = value;
    byScope.set(field.scope, ofScope);
  }
  if (change.isDeleted !== undefined) {
    for (const scope of projections.keys()) byScope.set(scope, byScope.get(scope) ?? {});
  }
  const ops = new Map<Scope, readonly FieldOp[]>();
  for (const [scope, patch] of byScope) {
    const scoped = opsOfScope(definition, patch, projections.get(scope));
    if (change.isDeleted !== undefined) {
      scoped.push({ type: 'set', key: deletedKey, value: change.isDeleted });
    }
    if (scoped.length > 0) ops.set(scope, scoped);
  }
  return ops;
}

/** General, but for a kind of which nothing is general: a report leaves no trace there. */
function homeScope({ fields }: RecordDefinition): Scope {
  let first: Scope | undefined;
  for (const name in fields) {
    const scope = fields[name]?.scope;
    first ??= scope;
    if (scope !== first) return 'general';
  }
  return first ?? 'general';
}

function opsOfScope(
  definition: RecordDefinition,
  patch: FieldPatch,
  present: RecordProjection | undefined
): FieldOp[] {
  const values: Record<string, Json> = present ? {} : baseValues(definition);
  const texts: FieldOp[] = [];
  for (const [name, value] of Object.entries(patch)) {
    const cardinality = definition.fields[name]?.cardinality;
    if (cardinality === 'shared') {
      texts.push({ type: 'text', key: name, text: typeof value === 'string' ? value : '' });
    } else if (cardinality === 'many') {
      Object.assign(values, itemValues(name, value, present));
    } else if (present || value !== null) {
      values[name] = value;
    }
  }
  if (present !== undefined) {
    const sets = Object.entries(values).map(
      ([key, value]) => ({ type: 'set', key, value }) as const
    );
    return [...sets, ...texts];
  }
  return [{ type: 'create', values }, ...texts];
}

/** Every document says what it is part of, as its scope may be all that a reader has. */
const baseValues = (definition: RecordDefinition): Record<string, Json> => ({
  [kindField]: definition.kind,
  ...(definition.version > 1 && { [versionField]: definition.version })
});

/**
 * Added items with their value, removed ones with null; the others are left alone, so that sets merge. What is in
 * dispute is written either way: whoever saves a list has settled it.
 */
function itemValues(
  name: string,
  value: Json,
  present: RecordProjection | undefined
): Record<string, Json> {
  assert(value === null || Array.isArray(value), `${name} takes a list`);
  const items = (value ?? []) as readonly Json[];
  const wanted = new Map(
    items.flatMap((item) => (item === null ? [] : [[itemKeyOf(name, item), item] as const]))
  );
  const values: Record<string, Json> = {};
  const held = new Set<string>();
  for (const [key, field] of present?.fields ?? []) {
    if (collectionOf(key) !== name) continue;
    const isWanted = wanted.has(key);
    if (field.value !== null && isWanted && !field.isConflict) held.add(key);
    if (!isWanted && (field.value !== null || field.isConflict)) values[key] = null;
  }
  for (const [key, item] of wanted) if (!held.has(key)) values[key] = item;
  return values;
}

/**
 * The value that takes an edit back: `before`, unless the field was changed since. Of a list only what the edit
 * added or removed is taken back. undefined: leave the field alone.
 */
export function undoValue(before: Json, written: Json, current: Json): Json | undefined {
  const same = (a: Json, b: Json): boolean => canonicalJson(a) === canonicalJson(b);
  if (Array.isArray(written) || Array.isArray(before)) {
    const key = (item: Json): string => canonicalJson(item);
    const [old, edited, now] = [before, written, current].map((list) =>
      Array.isArray(list) ? (list as readonly Json[]) : []
    ) as [readonly Json[], readonly Json[], readonly Json[]];
    const [oldKeys, editedKeys] = [new Set(old.map(key)), new Set(edited.map(key))];
    const kept = now.filter((item) => oldKeys.has(key(item)) || !editedKeys.has(key(item)));
    const keptKeys = new Set(kept.map(key));
    const back = old.filter((item) => !editedKeys.has(key(item)) && !keptKeys.has(key(item)));
    return [...kept, ...back];
  }
  return same(written, current) ? before : undefined;
}
