/**
 * The member entries of a space as a DAG: a deterministic order in which parents come first, and quick answers to
 * "was this known when that was written". Entries whose ancestors are missing wait outside.
 */
import type { SpaceId } from '../kernel/ids';
import { compareIds, type MemberEntryId } from './ids';
import { foundsItsSpace, type MemberEntry } from './member-entry';
import type { Found } from './member-payload';

export interface MemberDag {
  /** Sorted by depth, then id: parents before children, the same on every device. */
  readonly entries: readonly MemberEntry[];
  readonly depths: readonly number[];
  readonly indexOf: ReadonlyMap<MemberEntryId, number>;
  /** True when entry `a` is an ancestor of entry `b` (never of itself). */
  isBefore(a: number, b: number): boolean;
  /** Entries that no other names as parent, sorted. */
  readonly heads: readonly MemberEntryId[];
  /** Parents that are named but not here. */
  readonly missing: readonly MemberEntryId[];
  /** The founding entry: index, or undefined. Of two (a founder who lies) the lower id. */
  readonly root: number | undefined;
}

/** Takes entries with verified signatures, in any order, repeats allowed; those of other spaces are left out. */
export function buildMemberDag(spaceId: SpaceId, all: Iterable<MemberEntry>): MemberDag {
  const byId = new Map<MemberEntryId, MemberEntry>();
  for (const entry of all) if (entry.spaceId === spaceId) byId.set(entry.id, entry);
  const depthById = measureDepths(byId);
  const entries = [...depthById.keys()]
    .sort((a, b) => (depthById.get(a) ?? 0) - (depthById.get(b) ?? 0) || compareIds(a, b))
    .flatMap((id) => byId.get(id) ?? []);
  const indexOf = new Map(entries.map((entry, index) => [entry.id, index]));
  const ancestors = collectAncestors(entries, indexOf);
  const named = new Set(entries.flatMap((entry) => entry.parents));
  const root = entries.findIndex(foundsItsSpace);
  return {
    entries,
    depths: entries.map((entry) => depthById.get(entry.id) ?? 0),
    indexOf,
    isBefore: (a, b) => (((ancestors[b]?.[a >> 5] ?? 0) >>> (a & 31)) & 1) === 1,
    heads: entries
      .map((entry) => entry.id)
      .filter((id) => !named.has(id))
      .sort(),
    missing: findMissing(byId),
    root: root < 0 ? undefined : root
  };
}

export function rootOf(dag: MemberDag): MemberEntry<Found> | undefined {
  const entry = dag.root === undefined ? undefined : dag.entries[dag.root];
  return entry as MemberEntry<Found> | undefined;
}

/** Longest path from an entry without parents; only for entries whose ancestors are all here. No recursion:
 * a chain of member entries may be long. */
function measureDepths(byId: ReadonlyMap<MemberEntryId, MemberEntry>): Map<MemberEntryId, number> {
  const waitingFor = new Map<MemberEntryId, number>();
  const children = new Map<MemberEntryId, MemberEntryId[]>();
  const ready: MemberEntryId[] = [];
  for (const entry of byId.values()) {
    waitingFor.set(entry.id, entry.parents.length);
    if (entry.parents.length === 0) ready.push(entry.id);
    for (const parent of entry.parents) {
      const known = children.get(parent);
      if (known) known.push(entry.id);
      else children.set(parent, [entry.id]);
    }
  }
  const depths = new Map<MemberEntryId, number>();
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    const parents = byId.get(id)?.parents ?? [];
    depths.set(
      id,
      parents.reduce((most, p) => Math.max(most, (depths.get(p) ?? 0) + 1), 0)
    );
    for (const child of children.get(id) ?? []) {
      const left = (waitingFor.get(child) ?? 0) - 1;
      waitingFor.set(child, left);
      if (left === 0) ready.push(child);
    }
  }
  return depths;
}

/** One bit per ancestor, as far as the last one: 1,000 member entries take 63 kB, those without parents nothing. */
function collectAncestors(
  entries: readonly MemberEntry[],
  indexOf: ReadonlyMap<MemberEntryId, number>
): Uint32Array[] {
  const ancestors: Uint32Array[] = [];
  for (const entry of entries) {
    const parents = entry.parents.map((parent) => indexOf.get(parent) ?? 0);
    const bits = new Uint32Array(Math.ceil((Math.max(-1, ...parents) + 1) / 32));
    for (const index of parents) {
      const inherited = ancestors[index] ?? noWords;
      for (let w = 0; w < inherited.length; w++) bits[w] = (bits[w] ?? 0) | (inherited[w] ?? 0);
      bits[index >> 5] = (bits[index >> 5] ?? 0) | (1 << (index & 31));
    }
    ancestors.push(bits);
  }
  return ancestors;
}

const noWords = new Uint32Array(0);

function findMissing(byId: ReadonlyMap<MemberEntryId, MemberEntry>): MemberEntryId[] {
  const missing = new Set<MemberEntryId>();
  for (const entry of byId.values()) {
    for (const parent of entry.parents) if (!byId.has(parent)) missing.add(parent);
  }
  return [...missing].sort();
}
