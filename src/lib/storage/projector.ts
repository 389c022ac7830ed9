/**
 * From a record's documents (one per scope) to its row: a pure function of merged values and field metadata.
 * Unknown fields are left in the documents and out of the row; values of older versions are upcast here and
 * never written back.
 */
import { deletionConflict } from '../domain/conflicts';
import type { AnyField, RecordKind } from '../domain/field';
import { fitsField, fittingPart } from '../domain/field-shape';
import type { RecordDefinition, RecordRow } from '../domain/record';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { Json } from '../kernel/json';
import { scopes, type Scope } from '../kernel/scope';
import { collectionOf, deletedKey } from '../merge/field-key';
import { projectMerged, type MergedDoc } from '../merge/create-record';
import {
  collectionItems,
  collectionsIn,
  type Policies,
  type RecordProjection
} from '../merge/project';
import type { UnknownKind } from './state-pack';

/** The record kinds this build knows. */
export interface RecordRegistry {
  get(kind: RecordKind): RecordDefinition | undefined;
}

/** Fields of this layer inside a record; no domain field may have these names. */
export const kindField = 'recordKind';
export const versionField = 'recordVersion';

export type Projections = ReadonlyMap<Scope, RecordProjection>;

const noPolicies: Policies = {};
const policiesByDefinition = new WeakMap<RecordDefinition, Policies>();

/** Most-restrictive and similar policies of a kind, for merge. */
export function policiesOf(definition: RecordDefinition | undefined): Policies {
  if (!definition) return noPolicies;
  const known = policiesByDefinition.get(definition) ?? readPolicies(definition);
  policiesByDefinition.set(definition, known);
  return known;
}

function readPolicies(definition: RecordDefinition): Policies {
  const policies: Record<string, Policies[string]> = {};
  for (const [name, field] of Object.entries(definition.fields)) {
    const combine = field.combine;
    // What another build or a liar wrote may have any shape; a policy only sees values of the field's own.
    if (combine)
      policies[name] = (survivors) =>
        (combine(survivors.map(({ value }) => (fitsField(field, value) ? value : null))) as Json) ??
        null;
  }
  return policies;
}

/**
 * The kind a record says it is of; `unknown` until its creation has arrived. By scope, so that documents that
 * disagree give one answer everywhere (I1); only a short plain name, as it is stored and compared as one.
 */
export function kindOfDocs(projections: Projections): RecordKind | UnknownKind {
  for (const scope of scopes) {
    const kind = projections.get(scope)?.fields.get(kindField)?.value;
    if (typeof kind === 'string' && kindPattern.test(kind)) return kind as RecordKind;
  }
  return 'unknown';
}

const kindPattern = /^[a-z][A-Za-z0-9]{0,39}$/;

export function projectDocs(
  docs: ReadonlyMap<Scope, MergedDoc>,
  definition: RecordDefinition | undefined
): Projections {
  const policies = policiesOf(definition);
  return new Map([...docs].map(([scope, doc]) => [scope, projectMerged(doc, policies)]));
}

export interface RowInput {
  readonly id: RecordId;
  readonly kind: RecordKind | UnknownKind;
  readonly projections: Projections;
  readonly definition: RecordDefinition | undefined;
  readonly isLocked: boolean;
}

export function createRow({ id, kind, projections, definition, isLocked }: RowInput): RecordRow {
  const all = [...projections.values()];
  const newest = all.reduce<RecordProjection | undefined>(
    (best, one) => (best && compareNewest(best, one) <= 0 ? best : one),
    undefined
  );
  return {
    id,
    kind: kind as RecordKind,
    values: onlyFitting(
      definition,
      upcast(definition, valuesOf(definition, projections), storedVersion(projections))
    ),
    conflicts: conflictsOf(all),
    createdAt: all.reduce((least, { createdHlc }) => Math.min(least, createdHlc), Infinity) as Hlc,
    updatedAt: newest?.updatedHlc ?? (0 as Hlc),
    updatedBy: newest?.updatedBy ?? '',
    isDeleted: isDeletedEverywhere(all),
    isLocked
  };
}

/** Values by field, in the order of the metadata, so that equal records have equal JSON and rows share shapes. */
function valuesOf(
  definition: RecordDefinition | undefined,
  projections: Projections
): Record<string, Json> {
  const values: Record<string, Json> = {};
  // A kind has many lists and a record fills few: the others need not be looked for among all its values.
  const filled = new Map([...projections].map(([scope, one]) => [scope, collectionsIn(one)]));
  for (const [name, field] of Object.entries(definition?.fields ?? {})) {
    const { scope, cardinality } = field;
    if (cardinality === 'many' && !filled.get(scope)?.has(name)) continue;
    const projection = projections.get(scope);
    const value = projection && fieldValue(name, field, projection);
    if (value !== undefined && value !== null) values[name] = value;
  }
  return values;
}

/** The present value of a field; null when cleared, undefined when never set. */
export function fieldValue(
  name: string,
  field: AnyField,
  projection: RecordProjection
): Json | undefined {
  if (field.writerOf !== undefined) return projection.fields.get(field.writerOf)?.slot;
  if (field.cardinality === 'shared') return projection.texts.get(name) || undefined;
  if (field.cardinality === 'one') return projection.fields.get(name)?.value;
  const items = collectionItems(projection, name).map(({ value }) => value);
  return items.length > 0 ? items : undefined;
}

function storedVersion(projections: Projections): number {
  for (const scope of scopes) {
    const version = projections.get(scope)?.fields.get(versionField)?.value;
    if (typeof version === 'number') return version;
  }
  return 1;
}

function upcast(
  definition: RecordDefinition | undefined,
  values: Record<string, Json>,
  version: number
): Readonly<Record<string, Json>> {
  let upcasted: Readonly<Record<string, Json>> = values;
  for (const migration of definition?.migrations ?? []) {
    if (migration.toVersion > version) upcasted = migration.up(upcasted);
  }
  return upcasted;
}

/** Leaves values out that no field of this build can hold; they stay in the documents (STYLE law 4). */
function onlyFitting(
  definition: RecordDefinition | undefined,
  values: Readonly<Record<string, Json>>
): Readonly<Record<string, Json>> {
  const fitting: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = definition?.fields[name];
    const kept = field && fittingPart(field, value);
    if (kept !== undefined) fitting[name] = kept;
  }
  return fitting;
}

function conflictsOf(projections: readonly RecordProjection[]): readonly string[] {
  const names = new Set<string>();
  for (const { fields, deletion } of projections) {
    if (deletion === 'contested') names.add(deletionConflict);
    for (const [key, field] of fields) {
      if (field.isConflict && key !== deletedKey) names.add(collectionOf(key) ?? key);
    }
  }
  return [...names].sort();
}

/** A deletion is written to every document there is; one that contests it brings the record back to sight. */
const isDeletedEverywhere = (projections: readonly RecordProjection[]): boolean =>
  projections.some(({ deletion }) => deletion === 'deleted') &&
  projections.every(({ deletion }) => deletion !== 'contested');

function compareNewest(a: RecordProjection, b: RecordProjection): number {
  if (a.updatedHlc !== b.updatedHlc) return b.updatedHlc - a.updatedHlc;
  return (a.updatedBy ?? '') < (b.updatedBy ?? '') ? 1 : -1;
}
