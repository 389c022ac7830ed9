/**
 * What a record shows (SPEC 3–5): a pure function of the values it holds, whatever their order of arrival.
 */
import { assert } from '../kernel/assert';
import type { Hlc } from '../kernel/hlc';
import type { Json } from '../kernel/json';
import { collectionOf, deletedKey, textPrefix, type FieldKey, type WriterSlot } from './field-key';
import type { RecordDoc } from './record-doc';
import type { SeenVector } from './stored-value';
import type { StoredBase } from './stored-value';
import {
  candidatesOf,
  haveConflict,
  readValues,
  survivorsOf,
  type Candidate,
  type RecordValues
} from './values';

export interface Survivor {
  readonly value: Json;
  readonly hlc: Hlc;
  readonly slot: WriterSlot;
  readonly seq: number;
}

export interface FieldProjection extends Survivor {
  /** Newest first; the shown value is the first one's unless a policy chose. */
  readonly survivors: readonly Survivor[];
  /** Several survivors with different values: a person has to settle it. */
  readonly isConflict: boolean;
  /** Place inside a base: orders items that were created together. */
  readonly position: number;
}

/** `contested`: deleted by one, edited by another who hadn't seen it; the record shows, with the conflict. */
export type Deletion = 'alive' | 'deleted' | 'contested';

export interface RecordProjection {
  /** By key, sorted; cleared registers and removed items stand here with value null. */
  readonly fields: ReadonlyMap<FieldKey, FieldProjection>;
  /** By name, sorted: every text that was ever written, empty ones too. */
  readonly texts: ReadonlyMap<string, string>;
  readonly deletion: Deletion;
  /** Earliest base; the earliest value where none has arrived yet. */
  readonly createdHlc: Hlc;
  readonly updatedHlc: Hlc;
  readonly updatedBy: WriterSlot | undefined;
}

/** Chooses what shows among survivors (newest first); must not depend on more than their set. */
export type Resolver = (survivors: readonly Survivor[]) => Json;
/** By field key, or by the name of a collection for all its items: fields where the newest must not win. */
export type Policies = Readonly<Record<FieldKey, Resolver>>;

/** Projects a record. A record without any value has stamps 0 and no writer. */
export function project(record: RecordDoc, policies: Policies = {}): RecordProjection {
  const values = readValues(record);
  const fields = new Map<FieldKey, FieldProjection>();
  const texts = new Map<string, string>();
  for (const key of [...values.byField.keys()].sort()) {
    if (key.startsWith(textPrefix)) {
      texts.set(key.slice(textPrefix.length), record.ydoc.getText(key).toJSON());
    } else fields.set(key, projectField(key, values.byField.get(key) ?? [], policies));
  }
  return { fields, texts, deletion: deletionOf(values), ...stampsOf(values) };
}

/**
 * `project` of a record that was created and never edited: every first value stands alone, all were written at once, and
 * a base deletes nothing and holds no text.
 */
export function projectBase(
  slot: WriterSlot,
  base: StoredBase,
  policies: Policies
): RecordProjection {
  const fields = new Map<FieldKey, FieldProjection>();
  for (const [key, candidate] of candidatesOf(slot, base).sort(byKey))
    fields.set(key, projectField(key, [candidate], policies));
  const { hlc } = base;
  return {
    fields,
    texts: new Map(),
    deletion: 'alive',
    createdHlc: hlc,
    updatedHlc: hlc,
    updatedBy: slot
  };
}

const byKey = ([a]: readonly [FieldKey, unknown], [b]: readonly [FieldKey, unknown]): number =>
  a < b ? -1 : 1;

function projectField(
  key: FieldKey,
  candidates: readonly Candidate[],
  policies: Policies
): FieldProjection {
  const survivors = survivorsOf(candidates);
  const newest = survivors[0];
  assert(newest !== undefined, 'a field has a value');
  const policy = policyOf(policies, key) ?? policyOf(policies, collectionOf(key) ?? key);
  const { hlc, slot, seq, position } = newest;
  const value = policy === undefined ? newest.value : policy(survivors);
  return { value, hlc, slot, seq, position, survivors, isConflict: haveConflict(survivors) };
}

function policyOf(policies: Policies, key: FieldKey): Resolver | undefined {
  // A field may be called `constructor`.
  return Object.prototype.hasOwnProperty.call(policies, key) ? policies[key] : undefined;
}

/** One value or creation that no deletion has seen. */
export interface UnseenEdit {
  /** The field; undefined for the record's creation. */
  readonly key: FieldKey | undefined;
  readonly hlc: Hlc;
  readonly slot: WriterSlot;
  readonly seen: SeenVector;
}

interface DeletionState {
  readonly deletions: readonly Candidate[];
  readonly unseen: readonly UnseenEdit[];
}

/**
 * A deletion holds only over what its writer had seen. Its `seen` covers the whole record (SPEC 5); several
 * deletions add up; its own edit counts as seen.
 */
function readDeletion(values: RecordValues): DeletionState {
  const survivors = survivorsOf(values.byField.get(deletedKey) ?? []);
  const deletions = survivors.filter((survivor) => survivor.value === true);
  const isUnseen = ({ slot, seq }: Pick<Candidate, 'slot' | 'seq'>): boolean =>
    !deletions.some(
      (deletion) => (deletion.slot === slot ? deletion.seq : (deletion.seen[slot] ?? 0)) >= seq
    );
  const unseen: UnseenEdit[] = [];
  for (const { hlc, slot, seq } of values.bases) {
    if (isUnseen({ slot, seq })) unseen.push({ key: undefined, hlc, slot, seen: {} });
  }
  for (const [key, candidates] of values.byField) {
    const open = key === deletedKey ? survivors.filter(({ value }) => value !== true) : candidates;
    for (const { hlc, slot, seq, seen } of open) {
      const isOfBase = values.bases.some((base) => base.slot === slot && base.seq === seq);
      if (!isOfBase && (key === deletedKey || isUnseen({ slot, seq }))) {
        unseen.push({ key, hlc, slot, seen });
      }
    }
  }
  return { deletions, unseen };
}

function deletionOf(values: RecordValues): Deletion {
  const { deletions, unseen } = readDeletion(values);
  if (deletions.length === 0) return 'alive';
  return unseen.length === 0 ? 'deleted' : 'contested';
}

/** Who deleted a contested record, and what they had not seen, newest first. */
export function deletionDispute(record: RecordDoc): DeletionState {
  const { deletions, unseen } = readDeletion(readValues(record));
  return { deletions, unseen: [...unseen].sort((a, b) => b.hlc - a.hlc) };
}

type Stamps = Pick<RecordProjection, 'createdHlc' | 'updatedHlc' | 'updatedBy'>;

function stampsOf(values: RecordValues): Stamps {
  const all = [...values.byField.values()].flat();
  const created = values.bases.length > 0 ? values.bases : all;
  let newest: Pick<Candidate, 'hlc' | 'slot'> | undefined;
  for (const stamp of [...all, ...values.bases]) {
    const isNewer =
      newest === undefined ||
      stamp.hlc > newest.hlc ||
      (stamp.hlc === newest.hlc && stamp.slot > newest.slot);
    if (isNewer) newest = stamp;
  }
  const createdHlc = created.reduce((least, { hlc }) => Math.min(least, hlc), newest?.hlc ?? 0);
  return {
    createdHlc: createdHlc as Hlc,
    updatedHlc: newest?.hlc ?? (0 as Hlc),
    updatedBy: newest?.slot
  };
}

/** True when the record is to be hidden: deleted, and by someone who had seen all of it. */
export const isDeleted = (projection: RecordProjection): boolean =>
  projection.deletion === 'deleted';

/** True when anything waits for a person to settle it. */
export function hasConflict(projection: RecordProjection): boolean {
  if (projection.deletion === 'contested') return true;
  for (const field of projection.fields.values()) if (field.isConflict) return true;
  return false;
}

/** Names of the collections that hold an item, removed ones counted. */
export function collectionsIn(projection: RecordProjection): Set<string> {
  const names = new Set<string>();
  for (const key of projection.fields.keys()) {
    const name = collectionOf(key);
    if (name !== undefined) names.add(name);
  }
  return names;
}

export interface CollectionItem {
  readonly key: FieldKey;
  readonly itemId: string;
  readonly value: Json;
  readonly field: FieldProjection;
}

/** A collection's present items, oldest first (stamp, slot, place in the base, id); removed ones left out. */
export function collectionItems(
  projection: RecordProjection,
  collection: string
): CollectionItem[] {
  const items: CollectionItem[] = [];
  for (const [key, field] of projection.fields) {
    if (field.value === null || collectionOf(key) !== collection) continue;
    items.push({ key, itemId: key.slice(collection.length + 1), value: field.value, field });
  }
  return items.sort(compareItems);
}

function compareItems(a: CollectionItem, b: CollectionItem): number {
  if (a.field.hlc !== b.field.hlc) return a.field.hlc - b.field.hlc;
  if (a.field.slot !== b.field.slot) return a.field.slot < b.field.slot ? -1 : 1;
  return a.field.position - b.field.position || (a.itemId < b.itemId ? -1 : 1);
}
