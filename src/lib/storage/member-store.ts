/**
 * The member log at rest: one sealed row per member entry, because a registration names a colleague (I9).
 * A row that does not open or decode is left out and reported; the entry can be asked for again.
 */
import type { AeadKey } from '../crypto/aead';
import type { Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import type { SpaceId } from '../kernel/ids';
import { decodeMemberEntry, encodeMemberEntry, type MemberEntry } from '../log/member-entry';
import type { MemberEntryId } from '../log/ids';
import { createAtRest, type Place } from './at-rest';
import { putRow, type ReplicaStore, type StoreWrite } from './store';

export interface MemberStore {
  /** In the order of their ids. */
  list(): Promise<readonly MemberEntry[]>;
  /** For a batch with other writes; an entry is written once and never changed. */
  put(entry: MemberEntry): Promise<StoreWrite>;
  append(entries: readonly MemberEntry[]): Promise<void>;
}

const placeOf = (id: MemberEntryId): Place => ({
  table: 'members',
  key: [id],
  scopes: [],
  generation: 0
});

export function createMemberStore(
  store: ReplicaStore,
  storageKey: AeadKey,
  random: Random,
  spaceId: SpaceId,
  onDamaged: (id: string) => void
): MemberStore {
  const atRest = createAtRest(storageKey, random, spaceId);
  const put = async (entry: MemberEntry): Promise<StoreWrite> => {
    const place = placeOf(entry.id);
    return putRow('members', place.key, await atRest.seal(place, encodeMemberEntry(entry)));
  };
  const readOne = async (id: string, sealed: Bytes): Promise<MemberEntry | undefined> => {
    const bytes = await atRest.open(placeOf(id as MemberEntryId), sealed);
    const entry = bytes && decodeMemberEntry(bytes);
    if (entry?.ok && entry.value.id === id) return entry.value;
    onDamaged(id);
    return undefined;
  };
  return {
    put,
    async list() {
      const rows = await store.range('members', []);
      const entries = await Promise.all(rows.map((row) => readOne(String(row.key[0]), row.value)));
      return entries.filter((entry) => entry !== undefined);
    },
    append: async (entries) => store.write(await Promise.all(entries.map(put)))
  };
}
