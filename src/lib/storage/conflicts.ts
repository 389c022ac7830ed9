/** What waits in a record for a person to settle it: the versions of each field, and a deletion that was contested. */
import { fittingPart } from '../domain/field-shape';
import type { AnyField, RecordKind } from '../domain/field';
import { hlcToMs, type Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import { canonicalJson, type Json } from '../kernel/json';
import type { Scope } from '../kernel/scope';
import { collectionOf, deletedKey, textPrefix } from '../merge/field-key';
import {
  collectionItems,
  deletionDispute,
  project,
  type FieldProjection,
  type RecordProjection
} from '../merge/project';
import {
  applyTrusted,
  freeRecord,
  noWriter,
  openRecord,
  type RecordDoc
} from '../merge/record-doc';
import { readValues, valueBefore, type Candidate } from '../merge/values';
import { loadState, type Core } from './core';
import { openDocs } from './edit-record';
import { firstWriter } from './first-writer';
import { readAppliedParts } from './history';
import { policiesOf } from './projector';
import type { RecordState } from './state-pack';
import type { DeletionConflict, FieldConflict, FieldVersion, Hand, RecordConflict } from './types';

export async function readConflicts(
  core: Core,
  kind: RecordKind,
  id: RecordId
): Promise<readonly RecordConflict[]> {
  const definition = core.deps.registry.get(kind);
  if (!definition) return [];
  const state = await loadState(core, id);
  const docs = openDocs(core, id, state);
  const policies = policiesOf(definition);
  const found: RecordConflict[] = [];
  const contested: RecordDoc[] = [];
  for (const [scope, doc] of docs) {
    const projection = project(doc, policies);
    for (const name of disputedFields(projection)) {
      const field = definition.fields[name];
      if (!field) continue;
      const conflict = fieldConflict(name, field, projection, (slot) =>
        firstWriterOf(core, { id, state, doc, name }, slot)
      );
      const before = await readBefore(core, { id, state, scope, doc, name, field });
      found.push(before === undefined ? conflict : { ...conflict, before });
    }
    if (projection.deletion === 'contested') contested.push(doc);
  }
  if (contested.length > 0)
    found.push(
      deletionConflict(contested, (value) => handOf(value, firstWriter(core, id, state, value)))
    );
  for (const doc of docs.values()) freeRecord(doc);
  return found;
}

function disputedFields({ fields }: RecordProjection): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [key, { isConflict }] of fields) {
    if (isConflict && key !== deletedKey) names.add(collectionOf(key) ?? key);
  }
  return names;
}

/**
 * What stood in a field before all its versions (merge/SPEC M3.6); undefined where that can't be told. The document knows
 * most of it; what one writer replaced since is in the log.
 */
async function readBefore(
  core: Core,
  of: {
    readonly id: RecordId;
    readonly state: RecordState | undefined;
    readonly scope: Scope;
    readonly doc: RecordDoc;
    readonly name: string;
    readonly field: AnyField;
  }
): Promise<Json | undefined> {
  if (of.field.cardinality !== 'one') return undefined;
  const { byField, bases } = readValues(of.doc);
  const told =
    valueBefore(byField.get(of.name) ?? [], bases) ??
    valueBefore(await readWrites(core, of), bases);
  if (!told) return undefined;
  return told.value === null ? null : fittingPart(of.field, told.value);
}

/** All that was ever written to a field. */
async function readWrites(
  core: Core,
  { id, state, scope, name }: Omit<Parameters<typeof readBefore>[1], 'doc' | 'field'>
): Promise<readonly Candidate[]> {
  const doc = openRecord(id, noWriter);
  const writes = new Map<string, Candidate>();
  for (const { touch, update } of await readAppliedParts(core, id, state)) {
    if (touch.scope !== scope || !update) continue;
    applyTrusted(doc, update);
    for (const write of readValues(doc).byField.get(name) ?? [])
      writes.set(`${write.slot} ${write.seq}`, write);
  }
  freeRecord(doc);
  return [...writes.values()];
}

interface DatedValue {
  readonly value: Json;
  readonly hlc: Hlc;
  readonly slot: string;
}

/** In a list, of what this writer wrote again there. */
function firstWriterOf(
  core: Core,
  { id, state, doc, name }: Omit<Parameters<typeof readBefore>[1], 'scope' | 'field'>,
  slot: string
): string | undefined {
  for (const [key, candidates] of readValues(doc).byField) {
    if ((collectionOf(key) ?? key) !== name) continue;
    for (const one of candidates.filter((each) => each.slot === slot)) {
      const first = firstWriter(core, id, state, one);
      if (first) return first;
    }
  }
  return undefined;
}

function fieldConflict(
  name: string,
  field: AnyField,
  projection: RecordProjection,
  firstOf: (slot: string) => string | undefined
): FieldConflict {
  const values =
    field.cardinality === 'many'
      ? listVersions(name, projection)
      : (projection.fields.get(name)?.survivors ?? []);
  return { type: 'field', field: name, versions: differing(values, field, firstOf) };
}

/** What each writer of a disputed item would have the whole list be. */
function listVersions(name: string, projection: RecordProjection): DatedValue[] {
  const disputed = [...projection.fields].filter(
    ([key, { isConflict }]) => isConflict && collectionOf(key) === name
  );
  const slots = new Set(
    disputed.flatMap(([, { survivors }]) => survivors.map(({ slot }) => slot as string))
  );
  const undisputed = collectionItems(projection, name).filter(({ field }) => !field.isConflict);
  return [...slots].map((slot) => {
    const own = disputed.map(([, field]) => ofWriter(field, slot));
    const items = own.flatMap(({ value }) => (value === null ? [] : [value]));
    const stamps = own.flatMap((item) => (item.slot === slot ? [item.hlc] : []));
    return {
      value: [...undisputed.map(({ value }) => value), ...items],
      hlc: Math.max(...stamps) as Hlc,
      slot
    };
  });
}

/** A writer who has no say about an item leaves it as it shows. */
const ofWriter = (field: FieldProjection, slot: string): DatedValue =>
  field.survivors.find((survivor) => survivor.slot === slot) ?? { ...field, slot: '' };

/** Equal ones once, by their newest writer; what this build can't show is left out. */
function differing(
  values: readonly DatedValue[],
  field: AnyField,
  firstOf: (slot: string) => string | undefined
): FieldVersion[] {
  const byValue = new Map<string, FieldVersion>();
  for (const { value, hlc, slot } of [...values].sort((a, b) => b.hlc - a.hlc)) {
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    const shown = isEmpty ? null : fittingPart(field, value);
    if (shown === undefined) continue;
    const key = canonicalJson(shown);
    if (byValue.has(key)) continue;
    byValue.set(key, { value: shown, ...handOf({ hlc, slot }, firstOf(slot)) });
  }
  return [...byValue.values()];
}

const handOf = (
  { hlc, slot }: Pick<DatedValue, 'hlc' | 'slot'>,
  firstSlot: string | undefined
): Hand => ({ atMs: hlcToMs(hlc), slot, ...(firstSlot !== undefined && { firstSlot }) });

/** A deletion is written to every document: each hand and each field is told once. */
function deletionConflict(
  docs: readonly RecordDoc[],
  handWith: (value: Pick<Candidate, 'slot' | 'hlc' | 'seen'>) => Hand
): DeletionConflict {
  const deletions = new Map<string, DeletionConflict['deletions'][number]>();
  const edits = new Map<string, DeletionConflict['edits'][number]>();
  for (const doc of docs) {
    const dispute = deletionDispute(doc);
    for (const one of dispute.deletions) {
      if (!deletions.has(one.slot)) deletions.set(one.slot, handWith(one));
    }
    for (const one of dispute.unseen) {
      const field = one.key === undefined ? undefined : fieldNameOf(one.key);
      const name = `${one.slot} ${field ?? ''}`;
      if (!edits.has(name)) edits.set(name, { field, ...handWith(one) });
    }
  }
  return {
    type: 'deletion',
    deletions: [...deletions.values()],
    edits: [...edits.values()].sort((a, b) => b.atMs - a.atMs)
  };
}

const fieldNameOf = (key: string): string =>
  key.startsWith(textPrefix) ? key.slice(textPrefix.length) : (collectionOf(key) ?? key);
