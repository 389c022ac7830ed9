/** Search keys of everyone who may be shown, rebuilt for people whose view changed (UX rule 3). */
import type { GatedPerson } from '../../domain/consent/gate';
import {
  createPeopleSearch,
  createSearchKeys,
  type PeopleSearch,
  type SearchKeys
} from '../../domain/search';
import type { OrgNodeValues } from '../../domain/org-node/record';
import type { HouseholdRow } from '../../domain/household/record';
import type { RecordId } from '../../kernel/ids';
import type { RecordView } from '../../storage/types';
import type { Pace } from '../ledger/pace';
import type { PeopleSnapshot } from '../types';

export interface SearchIndex {
  readonly find: (text: string, limit?: number) => readonly GatedPerson[];
  /** Makes the keys of everyone in slices, so that the first keystroke finds them made. */
  readonly prepare: (pace: Pace, signal: AbortSignal) => Promise<void>;
}

/** Keys are kept by gated person: the gate makes a new object whenever something visible changed. */
export function createSearchIndex(view: RecordView, people: () => PeopleSnapshot): SearchIndex {
  let snapshot: PeopleSnapshot | undefined;
  let rooms = new Map<RecordId, string>();
  let search: PeopleSearch = () => [];
  let made = new Map<GatedPerson, SearchKeys>();

  const readRooms = (): Map<RecordId, string> => {
    const byPerson = new Map<RecordId, string>();
    for (const row of view.rows('household') as readonly HouseholdRow[]) {
      const room = row.values.room;
      if (row.isDeleted || room === undefined) continue;
      for (const member of row.values.members ?? []) byPerson.set(member, room);
    }
    return byPerson;
  };
  const context = {
    buildingName: (id: RecordId) =>
      (view.row('orgNode', id)?.values as OrgNodeValues | undefined)?.name,
    // A room is a sensitive address: only who agreed to its keeping is found by it.
    roomOf: (id: RecordId) =>
      people().byId.get(id)?.purposes.includes('address') ? rooms.get(id) : undefined
  };
  const keysOf = (person: GatedPerson): SearchKeys =>
    made.get(person) ?? createSearchKeys(person, context);
  const refresh = (): void => {
    if (people() === snapshot) return;
    snapshot = people();
    rooms = readRooms();
    const next = new Map<GatedPerson, SearchKeys>();
    for (const person of snapshot.all) next.set(person, keysOf(person));
    made = next;
    search = createPeopleSearch([...next.values()]);
  };
  return {
    find(text, limit) {
      refresh();
      return search(text, limit).flatMap((index) => snapshot?.all[index] ?? []);
    },
    async prepare(pace, signal) {
      rooms = readRooms();
      for (const person of people().all) {
        await pace();
        if (signal.aborted) return;
        made.set(person, keysOf(person));
      }
      refresh();
    }
  };
}
