/**
 * Which member entries another replica lacks, without an exchange per generation: it names its heads and some of their
 * ancestors at growing distances, and gets what is no ancestor of those. A few entries may come twice.
 */
import type { SpaceId } from '../../kernel/ids';
import type { MemberEntryId } from '../ids';
import { buildMemberDag } from '../member-dag';
import type { MemberEntry } from '../member-entry';
import { keysOf } from '../member-payload';
import type { KeyId } from '../epoch-keys';

/** Of a `have` list. */
export const maxHave = 64;

/** Heads, and entries at distances 1, 2, 4, 8 … before the newest: sorted. Only entries with all ancestors here count. */
export function haveOf(spaceId: SpaceId, entries: readonly MemberEntry[]): MemberEntryId[] {
  const dag = buildMemberDag(spaceId, entries);
  const have = new Set(dag.heads.slice(0, maxHave / 2));
  for (let back = 1; back <= dag.entries.length && have.size < maxHave; back *= 2) {
    const entry = dag.entries[dag.entries.length - back];
    if (entry) have.add(entry.id);
  }
  return [...have].sort();
}

/** Entries that are neither named nor ancestors of one that is: parents first. */
export function membersBeyond(
  spaceId: SpaceId,
  entries: readonly MemberEntry[],
  have: readonly MemberEntryId[]
): MemberEntry[] {
  const dag = buildMemberDag(spaceId, entries);
  const known = have.flatMap((id) => dag.indexOf.get(id) ?? []);
  return dag.entries.filter(
    (_, index) => !known.some((k) => k === index || dag.isBefore(index, k))
  );
}

/**
 * What someone who holds an older carrier key needs to reach the next: the entries that carry carrier keys of the
 * following epoch, or of the same epoch by a concurrent rotation, with all their ancestors. It travels under
 * the older key and tells its holders nothing later than that rotation.
 */
export function bridgeFrom(
  spaceId: SpaceId,
  entries: readonly MemberEntry[],
  held: { readonly epoch: number; readonly keyId: KeyId }
): MemberEntry[] {
  const dag = buildMemberDag(spaceId, entries);
  const targets = dag.entries.flatMap((entry, index) => {
    const isNext = keysOf(entry.payload).some(
      ({ stream, epoch, keyId }) =>
        stream === 'carrier' &&
        (epoch === held.epoch + 1 || (epoch === held.epoch && keyId !== held.keyId))
    );
    return isNext ? [index] : [];
  });
  return dag.entries.filter((_, index) =>
    targets.some((t) => t === index || dag.isBefore(index, t))
  );
}
